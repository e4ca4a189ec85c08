"""The same input gives the same bytes, Pagefind's bundle included, whatever the machine it is built on."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, captures, run_build

from nianbao import pool
from nianbao.report import read_report

# What differs from machine to machine. Python falls back to C where a locale is not installed, which is a case too.
MACHINES = {
    "hash seed": {"env": {"PYTHONHASHSEED": "1"}},
    "time zone and clock": {"env": {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "SOURCE_DATE_EPOCH": "1000000000"}},
    "locale": {"env": {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}},
    "no locale": {"env": {"PYTHONHASHSEED": "4", "LC_ALL": "C", "PYTHONUTF8": "0", "TZ": "America/St_Johns"}},
    "working folder": {"cwd": Path("/")},
    "one worker": {"arguments": ["--jobs", "1"]},
    "three workers": {"arguments": ["--jobs", "3"]},
    "no cache": {"arguments": ["--clean"]},
}


def built(folder: Path, *arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> dict[str, bytes]:
    """Every file of a site that is built into a folder."""
    result = run_build("--site", str(folder), *arguments, env=env, cwd=cwd)
    assert result.returncode == 0, result.stderr
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("first") / "site", env={"PYTHONHASHSEED": "0", "TZ": "UTC"})


@pytest.mark.parametrize("machine", MACHINES)
def test_another_machine_builds_the_same_bytes(first: dict[str, bytes], tmp_path: Path, machine: str):
    circumstances = MACHINES[machine]
    again = built(
        tmp_path / "site", *circumstances.get("arguments", []), env=circumstances.get("env"), cwd=circumstances.get("cwd")
    )
    assert differences(first, again) == []


def test_reports_read_by_processes_are_the_reports_read_in_one(monkeypatch: pytest.MonkeyPatch):
    """Five captures are too few for build.py to start processes for."""
    sources = [source for source in captures() if source.path.startswith("reports/")][:12]
    monkeypatch.setattr(pool, "WORTH_PROCESSES", 1)
    alone = list(pool.spread(partial(read_report, seconds=10), sources, 1))
    assert list(pool.spread(partial(read_report, seconds=10), sources, 2)) == alone


def test_captures_that_lie_elsewhere_in_another_order_give_the_same_bytes(first: dict[str, bytes], tmp_path: Path):
    for path in sorted((path for path in (ROOT / "content").rglob("*") if path.is_file()), reverse=True):
        copy = tmp_path / "elsewhere" / "content" / path.relative_to(ROOT / "content")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    shutil.copyfile(ROOT / "config.yaml", tmp_path / "elsewhere" / "config.yaml")
    again = built(tmp_path / "site", "--config", str(tmp_path / "elsewhere" / "config.yaml"))
    assert differences(first, again) == []


def test_building_over_a_site_gives_the_same_bytes(first: dict[str, bytes], tmp_path: Path):
    built(tmp_path / "site")
    assert differences(first, built(tmp_path / "site")) == []


def test_no_file_knows_where_it_was_built(first: dict[str, bytes]):
    places = [str(ROOT).encode(), str(Path.home()).encode() + b"/", b"/tmp/"]
    assert [path for path, content in first.items() if any(place in content for place in places)] == []
