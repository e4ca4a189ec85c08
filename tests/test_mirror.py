"""The packed site: everything that the site has, whole, in the same bytes every time, and nothing else."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

import pytest
from invented import configuration

from nianbao.config import Config
from nianbao.errors import ConfigurationError
from nianbao.mirror import NAME, README, main, pack
from nianbao.model import Page
from nianbao.publish import PublishError, staging


@pytest.fixture
def built(tmp_path: Path) -> Config:
    config = configuration().model_copy(update={"site": tmp_path / "site"})
    with staging(config.site) as stage:
        for path in ("index.html", "hans/index.html", "data/a.csv", ".nojekyll"):
            stage.write(Page(path=path, content=path.encode() * 100))
    return config


def test_every_file_is_packed_at_its_place_beside_the_site_not_in_it(built: Config):
    target = pack(built)
    assert target == built.site.with_name(NAME)
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        assert sorted(packed.namelist()) == sorted(
            [README, *(path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file())]
        )
        for name in packed.namelist():
            assert name == README or packed.read(name) == (built.site / name).read_bytes()


def test_the_same_site_gives_the_same_bytes(built: Config):
    first = hashlib.sha256(pack(built).read_bytes()).hexdigest()
    for path in built.site.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert hashlib.sha256(pack(built).read_bytes()).hexdigest() == first


def test_the_zip_says_in_both_scripts_what_to_do(built: Config):
    with zipfile.ZipFile(pack(built)) as packed:
        words = packed.read(README).decode()
    assert built.title.hans in words
    assert built.title.hant in words
    assert words.count("python3 -m http.server") == 2
    assert words.count(f"{built.base_url}/") == 2


@pytest.mark.parametrize("damage", ["altered", "missing"])
def test_a_damaged_site_is_not_packed_and_the_zip_before_stays(built: Config, damage: str):
    before = pack(built).read_bytes()
    file = built.site / "data" / "a.csv"
    file.write_bytes(b"x") if damage == "altered" else file.unlink()
    with pytest.raises(PublishError, match=r"data/a\.csv: is not what SHA256SUMS says"):
        pack(built)
    assert built.site.with_name(NAME).read_bytes() == before
    assert [path.name for path in built.site.parent.iterdir() if path.name.startswith(f".{NAME}")] == []


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path):
    (tmp_path / "site").mkdir()
    with pytest.raises(ConfigurationError, match="holds no site that nianbao built"):
        pack(configuration().model_copy(update={"site": tmp_path / "site"}))


def test_the_command_ends_with_the_exit_code_of_its_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([str(tmp_path / "config.yaml")]) == 2
    assert "config.yaml: cannot be read" in capsys.readouterr().err
