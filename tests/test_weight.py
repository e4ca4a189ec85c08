"""How large a site is, said in time: an estimate that is near, a warning that is measured. And how light a page is."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from conftest import run_build, seed
from invented import archive, configuration
from statutory import capture

from nianbao.config import Config, Limits
from nianbao.model import Facts, Script, Source
from nianbao.render import render
from nianbao.report import read_report
from nianbao.tabulate import tabulate
from nianbao.weight import estimated_size, measure, warning

SIZE = 1000
LARGEST_PAGE = 8000  # bytes gzipped, beside the text itself
EVERY_TABLE = 150  # figures that the form has cells for


def limited(folder: Path, limit: int) -> Config:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "file").write_bytes(b"x" * SIZE)
    return configuration().model_copy(update={"site": folder, "limits": Limits(site_bytes=limit)})


@pytest.mark.parametrize("limit", [10**9, SIZE * 2, SIZE * 10 // 8 + 1])
def test_a_site_that_its_host_takes_is_passed_over(tmp_path: Path, limit: int):
    assert warning(archive(), limited(tmp_path, limit)) == ""


@pytest.mark.parametrize(("limit", "share"), [(SIZE * 10 // 8, "80%"), (SIZE, "100%"), (SIZE // 2, "200%")])
def test_from_80_per_cent_on_a_site_is_warned_of(tmp_path: Path, limit: int, share: str):
    said = warning(archive(), limited(tmp_path, limit))
    assert share in said
    assert "limits.site_bytes" in said


def test_the_estimate_is_near_what_a_build_weighs(site: Path):
    own = tabulate([report for number in range(5) if (report := seed(f"{number:03}").report)])
    assert 0.8 * measure(site) < estimated_size(own) < 1.25 * measure(site)


def test_a_build_says_so_once_and_ends_as_it_would(tmp_path: Path):
    config = tmp_path / "config.yaml"
    written = (Path(__file__).parents[1] / "config.yaml").read_text(encoding="utf-8")
    lines = [f"{line.split(':')[0]}: 1000000" if "site_bytes" in line else line for line in written.splitlines()]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = run_build("--config", str(config), "--content", "content", "--site", str(tmp_path / "site"), "--no-search")
    assert result.returncode == 0
    assert result.stderr.count("limits.site_bytes") == 1


@pytest.mark.parametrize("pasted", [False, True])
def test_a_report_with_every_table_of_the_form_filled_in_is_light_beside_its_text(pasted: bool):  # noqa: FBT001 - drawn
    text = capture(pasted=pasted)
    source = Source(path="reports/a.txt", sha256="0" * 64, encoding="utf-8", text=text, facts=Facts())
    report = read_report(source).report
    assert report
    assert sum(figure.anchor.startswith("p" if pasted else "t") for figure in report.figures) > EVERY_TABLE
    pages = {page.path: page.content for page in render(tabulate([report]), configuration())}
    for script in Script:
        page, beside = (pages[f"{script.folder}/report/{report.id}/{name}"] for name in ("index.html", "text.txt"))
        assert len(gzip.compress(page, 9)) - len(gzip.compress(beside, 9)) <= LARGEST_PAGE
