"""Hostile input: every case of tests/cases/hostile in one build, among good captures. Nothing active gets in, nothing stops."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT
from hostile_build import Built, Case, build_hostile, cases, rows
from page_watch import faults_of

SECONDS = 60


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_hostile(tmp_path_factory.mktemp("hostile"))


@cache
def texts(site: Path) -> dict[str, str]:
    """Every file of the site as text, the workbook, the database and what Pagefind compressed included."""
    return {path.relative_to(site).as_posix(): _text(path) for path in sorted(site.rglob("*")) if path.is_file()}


def _text(path: Path) -> str:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "".join(book.read(name).decode() for name in book.namelist())
    if path.suffix == ".sqlite":
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return "\n".join(database.iterdump())
    data = path.read_bytes()
    return (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode("utf-8", "replace")


def pages(site: Path) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in texts(site).items() if name.endswith(".html"))


def test_there_are_more_than_enough_cases():
    assert len(cases()) >= 120
    assert len({case.file for case in cases()}) == len(cases())


def test_the_build_ends_well_in_bounded_time_and_without_a_traceback(hostile: Built):
    assert hostile.code == 0, hostile.stderr[-3000:]
    assert "Traceback" not in hostile.stderr
    assert "reading_failed" not in {code for found in hostile.problems.values() for _, code in found}
    assert hostile.seconds < SECONDS


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_it_is_taken_in_as_text_or_refused_by_name(hostile: Built, case: Case):
    found = hostile.problems.get(shown_name(case), [])
    if case.hidden:
        assert case.file not in hostile.reports
    elif case.expected == "refused":
        if case.root_reads and os.geteuid() == 0:
            assert case.file in hostile.reports  # root may read it; test_reading has the refusal for everyone
            return
        assert ("error", case.code) in found
        assert case.file not in hostile.reports
    else:
        assert [code for severity, code in found if severity == "error"] == []
        assert case.file in hostile.reports
        assert not case.warned or ("warning", case.warned) in found
    if case.shown:
        text = f"hans/report/{hostile.reports[case.file]['report_id']}/text.txt"
        assert case.shown in texts(hostile.site)[text]


def shown_name(case: Case) -> str:
    """The name in problems.csv: of the sidecar where it is the sidecar that is wrong; what can't be seen as an escape."""
    file = str(Path(case.file).with_suffix(".yaml")) if case.code == "sidecar_invalid" else case.file
    hidden = "\n\x1b\u202e\u200b\udcff"
    return "".join(c.encode("unicode_escape").decode() if c in hidden else c for c in file)


@pytest.mark.parametrize("case", [case for case in cases() if case.absent], ids=lambda case: case.name)
def test_what_must_not_appear_is_in_no_file_of_the_site(hostile: Built, case: Case):
    for word in case.absent:
        holding = [name for name, text in texts(hostile.site).items() if word in text and not _is_exact(name, word)]
        assert holding == [], word


def _is_exact(name: str, word: str) -> bool:
    """Whether a file may hold it: the ledger is exact to the character, and Pagefind's own files are binary."""
    return len(word) == 1 and (name.endswith("/changes.csv") or name.startswith(("pagefind/", "assets/")))


def test_the_good_captures_are_built_as_ever(hostile: Built):
    for path in (ROOT / "content" / "reports").glob("*.txt"):
        assert path.name in hostile.reports


def test_every_name_of_the_site_is_plain_ascii_and_stays_inside(hostile: Built):
    for name in texts(hostile.site):
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name), name
        assert ".." not in name
        assert len(max(name.split("/"), key=len)) <= 200


def test_nothing_active_is_in_any_page_and_every_page_is_well_formed(hostile: Built):
    faults = {}
    for name, text in pages(hostile.site):
        if found := faults_of(text):
            faults[name] = found[:3]
    assert faults == {}


def test_every_page_has_the_policy(hostile: Built):
    lacking = [name for name, text in pages(hostile.site) if "default-src 'none'" not in text[:600]]
    assert lacking == []


def test_every_data_file_can_be_read_and_every_row_is_as_long_as_its_header(hostile: Built):
    csv.field_size_limit(10_000_000)
    for path in sorted((hostile.site / "data").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *others = csv.reader(file, strict=True)
        assert {len(row) for row in others} <= {len(header)}, path
    for path in sorted(hostile.site.rglob("*.json")):
        json.loads(path.read_text(encoding="utf-8"))


def test_no_cell_for_spreadsheets_is_a_formula(hostile: Built):
    csv.field_size_limit(10_000_000)
    for path in sorted((hostile.site / "data" / "excel").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                bad = [cell for cell in row if cell.lstrip(" \u3000\xa0\u200b\ufeff")[:1] in tuple("=+-@\t\r＝＋－＠")]
                assert bad == [], path


def test_the_ledger_holds_for_every_hostile_report(hostile: Built):
    """Text and changes of one length, apart and in order, in the files that readers get."""
    last: dict[str, int] = {}
    for row in rows(hostile.site / "data" / "changes.csv"):
        assert last.get(row["report_id"], 0) <= int(row["start"]) <= int(row["end"])
        last[row["report_id"]] = int(row["end"])
