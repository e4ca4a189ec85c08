"""The data files: what INTERFACE promises of their columns, and that every program reads from them what was put in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from invented import ROOT, archive, check, configuration, figure, report

from nianbao import exports, model
from nianbao.catalogue import load
from nianbao.clean import clean
from nianbao.clean.ledger import apply_edits, undo_edits, withheld
from nianbao.content import read_sources
from nianbao.exports import data_files, rows
from nianbao.exports.delimited import encode, neutralise
from nianbao.exports.metric import metric_files
from nianbao.exports.schema import tables
from nianbao.exports.wide import MARKS
from nianbao.exports.workbook import LONGEST
from nianbao.model import Archive, Edit, Qualifier, Script, Status
from nianbao.publish import staging
from nianbao.tabulate import tabulate

HEADERS = {
    "reports": "report_id,title,agency,region_code,region,year,published,scope,form,source_file,source_sha256,source_script,"
    "attribution,figures,checks_failed,changes,level,source_url,captured",
    "figures": "report_id,metric,part,value,unit,status,qualifier,quote,anchor,origin",
    "checks": "report_id,check,outcome,stated,computed,difference,working,quote,anchor",
    "changes": "report_id,rule,start,end,removed,inserted",
    "problems": "file,severity,code,message",
}
METRIC = "proactive_disclosure_total"
REQUESTS = "requests_received"
FEES = "request_fees_collected"
NASTY = [
    "",
    "a",
    "a,b",
    '"',
    '""',
    "a\nb",
    "a\rb",
    "a\r\nb",
    "\r",
    "\n",
    "\t",
    " a ",
    "，“”",
    "\u2028",
    "\x0b",
    "\ufeff",
    "𠀀",
    "'",
    "\\",
]


def pages(held: Archive) -> dict[str, bytes]:
    return {page.path: page.content for page in data_files(held, configuration())}


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def table(held: Archive, name: str) -> list[dict[str, str]]:
    return read(pages(held)[f"data/{name}.csv"])


def with_figures(*figures: model.Figure, **facts: object) -> Archive:
    return archive(replace(report(), figures=figures, **facts))  # type: ignore[arg-type]  # a test names its facts


def stated(**facts: object) -> model.Figure:
    return figure(report().cleaned.text, "1.4万条", **{"metric": METRIC, **facts})  # type: ignore[arg-type]  # as above


# --- form


@pytest.mark.parametrize("name", HEADERS)
def test_a_file_begins_with_the_promised_columns(name: str):
    header, _, _ = pages(archive())[f"data/{name}.csv"].partition(b"\n")
    assert header.decode() == HEADERS[name]


@pytest.mark.parametrize("name", HEADERS)
def test_an_archive_without_reports_has_every_file_with_its_columns(name: str):
    assert pages(Archive(reports=(), agencies=(), problems=()))[f"data/{name}.csv"].decode() == HEADERS[name] + "\n"


def test_every_cell_is_read_as_it_was_written():
    header = ("a", "b")
    lines = [(one, other) for one in NASTY for other in NASTY]
    text = encode(header, lines)[0].decode("utf-8")
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == [list(header), *map(list, lines)]


def test_lines_end_with_a_line_feed_and_files_have_no_byte_order_mark():
    assert encode(("a",), [("x",), ("y",)])[0] == b"a\nx\ny\n"


def test_the_same_archive_gives_the_same_bytes():
    assert pages(archive()) == pages(archive())


def test_every_column_of_every_table_is_described_in_the_documentation():
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    titles = {"metric": "metric/", "metrics": "nianbao.sqlite"}
    for one in tables().values():
        section = text.partition(f"## {titles.get(one.name, f'{one.name}.csv')}\n")[2].partition("\n## ")[0]
        assert [column for column in one.header if f"`{column}`" not in section] == [], one.name


@pytest.mark.parametrize(
    ("name", "column", "enum"),
    [
        ("figures", "status", model.Status),
        ("figures", "origin", model.Origin),
        ("figures", "qualifier", model.Qualifier),
        ("checks", "outcome", model.Outcome),
        ("problems", "severity", model.Severity),
        ("reports", "attribution", model.Attribution),
        ("reports", "source_script", model.Script),
    ],
)
def test_the_values_that_a_column_is_said_to_have_are_those_it_can_have(name: str, column: str, enum: type[model.Status]):
    described = next(one for one in tables()[name].columns if one.name == column)
    assert list(described.values) == [member.value for member in enum if member.value]


# --- reports


def test_a_report_has_its_facts_and_its_counts():
    assert table(archive(), "reports")[0] == {
        "report_id": "650105-2008",
        "title": "某区人民政府2008年信息公开年度报告",
        "agency": "某区人民政府",
        "region_code": "650105",
        "region": "某市某区",
        "year": "2008",
        "published": "",
        "scope": "",
        "form": "prose",
        "source_file": "reports/650105-2008.txt",
        "source_sha256": "0" * 64,
        "source_script": "Hans",
        "attribution": "stated",
        "figures": "1",
        "checks_failed": "1",
        "changes": "6",
        "level": "",
        "source_url": "",
        "captured": "",
    }


def test_what_a_person_knows_of_a_capture_is_in_its_row():
    row = table(archive(report(source_url="https://example.org/a?b=1,2", captured="2012-03-04", title="题")), "reports")[0]
    assert (row["source_url"], row["captured"], row["title"]) == ("https://example.org/a?b=1,2", "2012-03-04", "题")


def test_reports_are_in_the_order_of_their_ids():
    held = archive(
        report("x-slug"), report("650105-2009"), report("650105-2008-2"), report("650105-2008"), report("u-1f0c22ab-2008")
    )
    ids = [row["report_id"] for row in table(held, "reports")]
    assert ids == ["650105-2008", "650105-2008-2", "650105-2009", "u-1f0c22ab-2008", "x-slug"]


def test_a_withdrawn_report_keeps_its_row_and_nothing_that_it_said():
    held = tabulate([replace(report(withdrawn="a person asked"), checks=(check(),))], ())
    row = table(held, "reports")[0]
    assert (row["report_id"], row["figures"], row["checks_failed"], row["changes"]) == ("650105-2008", "0", "0", "0")
    assert [table(held, name) for name in ("figures", "checks", "changes")] == [[], [], []]


# --- figures and checks


AS_PRINTED = ["13615", "1.4", "76.9", "7.20", "0", "-40", "100", "12345678901234567890", "0.0000001"]


@pytest.mark.parametrize(("value", "written"), [*((one, one) for one in AS_PRINTED), ("1E+5", "100000"), (None, "")])
def test_a_value_is_a_plain_decimal_with_the_digits_that_were_printed(value: str | None, written: str):
    held = with_figures(stated(value=None if value is None else Decimal(value)))
    assert table(held, "figures")[0]["value"] == written


def test_figures_are_in_the_order_of_the_text():
    late = stated(mark_start=30, quote="late")
    early = stated(mark_start=3, quote="early")
    assert [row["quote"] for row in table(with_figures(late, early), "figures")] == ["early", "late"]


def test_a_figure_has_its_words():
    assert table(archive(), "figures")[0] == {
        "report_id": "650105-2008",
        "metric": METRIC,
        "part": "",
        "value": "14000",
        "unit": "条",
        "status": "stated",
        "qualifier": "",
        "quote": "1.4万条",
        "anchor": "t1r1c2",
        "origin": "prose",
    }


def test_only_failing_checks_count_as_failed():
    outcomes = [row["outcome"] for row in table(archive(), "checks")]
    assert outcomes == ["fails", "cut"]
    assert table(archive(), "reports")[0]["checks_failed"] == "1"


def test_problems_are_by_file_with_the_line():
    assert [tuple(row.values()) for row in table(archive(), "problems")] == [
        ("reports/a.yaml", "error", "yaml", 'line 3: @bad, "key"'),
        ("reports/b.txt", "note", "suspected_loss", "characters seem to be lost"),
    ]


# --- changes


def rebuilt(capture: str, changes: list[dict[str, str]]) -> str:
    """The text that the rows of changes.csv make of a capture, as anyone would do it."""
    pieces, at = [], 0
    for row in changes:
        start, end = int(row["start"]), int(row["end"])
        assert row["removed"] in (capture[start:end], withheld(capture[start:end]))
        pieces += [capture[at:start], row["inserted"]]
        at = end
    return "".join([*pieces, capture[at:]])


def taken_back(text: str, capture: str, changes: list[dict[str, str]]) -> str:
    edits = [Edit(rule=row["rule"], start=int(row["start"]), end=int(row["end"]), inserted=row["inserted"]) for row in changes]
    return undo_edits(text, edits, capture)


def test_the_rows_turn_the_capture_into_the_text_and_back():
    one = report()
    changes = table(archive(one), "changes")
    assert rebuilt(one.source.text, changes) == one.cleaned.text
    assert taken_back(one.cleaned.text, one.source.text, changes) == one.source.text


@pytest.mark.parametrize("script", Script)
def test_the_rows_turn_every_capture_of_the_archive_into_its_text_and_back(script: Script):
    sources, _ = read_sources(configuration())
    held = [
        report(f"u-{n}", text=cleaned.text, capture=source.text, edits=cleaned.edits)
        for n, source in enumerate(sources)
        if (cleaned := clean(source)).script is script
    ]
    changes = table(archive(*held), "changes") if held else []
    for one in held:
        rows_of_one = [row for row in changes if row["report_id"] == one.id]
        assert rebuilt(one.source.text, rows_of_one) == apply_edits(one.source.text, one.cleaned.edits) == one.cleaned.text
        assert taken_back(one.cleaned.text, one.source.text, rows_of_one) == one.source.text


def test_what_may_not_be_shown_is_told_by_its_length_and_digest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rows, "WITHHELD", frozenset({"withhold"}))
    files = pages(archive(report()))
    row = next(row for row in read(files["data/changes.csv"]) if row["rule"] == "withhold")
    assert row["removed"] == f"[withheld: 2 characters, sha256 {hashlib.sha256('－甲'.encode()).hexdigest()}]"
    assert not any("－甲".encode() in content for content in files.values())


def test_insertions_at_one_place_keep_their_order():
    edits = (Edit(rule="b", start=3, end=3, inserted="z"), Edit(rule="a", start=3, end=3, inserted="y"))
    assert [row["inserted"] for row in table(archive(report(edits=edits)), "changes")] == ["z", "y"]


# --- spreadsheets

HAZARDS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    " =1",
    "\u3000＝1",
    "\ufeff=1",
    "−1",
]


@pytest.mark.parametrize("cell", HAZARDS)
def test_a_cell_that_a_spreadsheet_would_run_is_marked_as_text(cell: str):
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "1", "a=1", "3-4", "[withheld]", "'=1", "（=1）", "1+1=2", "．"])
def test_any_other_cell_stays_as_it_is(cell: str):
    assert neutralise(cell) == cell


def test_every_data_file_has_a_twin_for_spreadsheets_with_the_same_rows():
    files = pages(archive())
    names = {path.removeprefix("data/") for path in files if re.fullmatch(r"data/(?:metric/)?[^/]*\.csv", path)}
    assert {path.removeprefix("data/excel/") for path in files if path.startswith("data/excel/")} == names
    for name in names:
        plain, twin = files[f"data/{name}"], files[f"data/excel/{name}"]
        assert twin.startswith(b"\xef\xbb\xbf")
        cells = [[neutralise(cell) for cell in row.values()] for row in read(plain)]
        assert [list(row.values()) for row in read(twin.removeprefix(b"\xef\xbb\xbf"))] == cells
        assert not any(cell[:1] in tuple("=+-@\t\r＝＋－＠") for row in cells for cell in row if cell)


def test_the_exact_file_is_left_exact():
    row = table(archive(), "checks")[0]
    assert (row["difference"], row["quote"]) == ("-135", "=共1306条，其中")
    assert pages(archive())["data/excel/checks.csv"].count(b",'-135,") == 2


# --- the wide table


def wide(**facts: object) -> str:
    return table(with_figures(stated(**facts)), "wide")[0][METRIC if "metric" not in facts else str(facts["metric"])]


@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        ({}, "14000"),
        ({"value": Decimal(0)}, "0"),
        ({"value": Decimal(0), "status": Status.ZERO_BY_NEGATION}, "0"),
        ({"unit": "件"}, "14000"),
        ({"value": None, "status": Status.BLANK}, "[blank]"),
        ({"value": None, "status": Status.UNREADABLE}, "[unreadable]"),
        ({"status": Status.CONFLICTING}, "[conflicting]"),
        ({"qualifier": Qualifier.ABOUT}, "[inexact]"),
        ({"metric": FEES, "unit": "万元"}, "[other unit]"),
    ],
)
def test_a_wide_cell_holds_a_number_only_where_it_is_exact_and_comparable(facts: dict[str, object], cell: str):
    assert wide(**facts) == cell


def test_a_figure_of_a_form_newer_than_its_report_is_not_in_the_wide_table():
    held = with_figures(stated(metric=REQUESTS, origin=model.Origin.TABLE), form="form_2019")
    assert table(held, "wide")[0][REQUESTS] == "[newer form]"


def test_silence_is_an_empty_cell_and_the_metrics_are_those_that_somebody_states():
    second = replace(report("650105-2009"), figures=(stated(metric="proactive_by_issuer", part="某局"),))
    rows_of_table = table(archive(report(), second), "wide")
    assert list(rows_of_table[0]) == ["report_id", "agency", "region_code", "year", "form", METRIC]
    assert [row[METRIC] for row in rows_of_table] == ["14000", ""]


# --- the workbook

NAMESPACE = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
WORKBOOK, DATABASE = "data/nianbao.xlsx", "data/nianbao.sqlite"


def sheets(content: bytes) -> dict[str, dict[str, tuple[str, str]]]:
    """(kind, text) of every cell by its place, for each sheet by name, as any reader of the format finds them."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        book = ET.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - our own file
        names = [sheet.attrib["name"] for sheet in book.iterfind(".//x:sheet", NAMESPACE)]
        return {name: cells(packed.read(f"xl/worksheets/sheet{number}.xml")) for number, name in enumerate(names, start=1)}


def cells(sheet: bytes) -> dict[str, tuple[str, str]]:
    found = {}
    for cell in ET.fromstring(sheet).iterfind(".//x:c", NAMESPACE):  # noqa: S314 - our own file
        kind, text = cell.attrib.get("t", "n"), "".join(cell.itertext())
        found[cell.attrib["r"]] = (kind, re.sub("_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), text))
    return found


def grid(sheet: dict[str, tuple[str, str]]) -> list[list[str]]:
    width, height = max(map(column, sheet)) + 1, max(int(re.sub("[A-Z]", "", place)) for place in sheet)
    rows_of_sheet = [[""] * width for _ in range(height)]
    for place, (_, text) in sheet.items():
        rows_of_sheet[int(re.sub("[A-Z]", "", place)) - 1][column(place)] = text
    return rows_of_sheet


def column(place: str) -> int:
    letters = re.sub("[0-9]", "", place)
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters))) - 1


def test_the_workbook_has_the_rows_of_the_files():
    files = pages(archive())
    book = sheets(files[WORKBOOK])
    assert list(book) == ["说明 說明", "wide", "figures", "checks", "reports"]
    for name in ("wide", "figures", "checks", "reports"):
        assert grid(book[name]) == list(csv.reader(io.StringIO(files[f"data/{name}.csv"].decode(), newline=""))), name


def test_numbers_are_numbers_and_codes_stay_texts():
    figures, reports = (sheets(pages(archive())[WORKBOOK])[name] for name in ("figures", "reports"))
    assert figures["D2"] == ("n", "14000")
    assert reports["D2"] == ("inlineStr", "650105")
    assert reports["F2"] == ("inlineStr", "2008")


@pytest.mark.parametrize("value", ["12345678901234567890", "0.1234567890123456"])
def test_a_number_with_more_digits_than_a_spreadsheet_keeps_stays_a_text(value: str):
    figures = sheets(pages(with_figures(stated(value=Decimal(value))))[WORKBOOK])["figures"]
    assert figures["D2"] == ("inlineStr", value)


def test_nothing_in_the_workbook_is_a_formula_or_a_link():
    hazards = [stated(quote=hazard, mark_start=n) for n, hazard in enumerate([*HAZARDS, "http://example.org/", "mailto:a@b"])]
    content = pages(with_figures(*hazards))[WORKBOOK]
    found = sheets(content)["figures"]
    assert [found[f"H{n + 2}"] for n in range(len(hazards))] == [("inlineStr", hazard.quote) for hazard in hazards]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not [name for name in packed.namelist() if b"<f>" in packed.read(name) or b"hyperlink" in packed.read(name)]


def test_a_text_longer_than_a_cell_is_cut_with_a_sign():
    text = sheets(pages(with_figures(stated(quote="𠀀" * LONGEST)))[WORKBOOK])["figures"]["H2"][1]
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert text.endswith("𠀀…")


def test_the_first_sheet_explains_every_column_in_both_scripts():
    notes = {text for _, text in sheets(pages(archive())[WORKBOOK])["说明 說明"].values()}
    for name in ("wide", "figures", "checks", "reports"):
        for one in tables()[name].columns:
            assert {one.name, one.description.hans, one.description.hant, one.description.en} <= notes
    assert {load()[METRIC].label.hans, load()[METRIC].label.hant} <= notes


def test_an_empty_archive_has_a_workbook_and_a_database():
    files = pages(Archive(reports=(), agencies=(), problems=()))
    assert len(grid(sheets(files[WORKBOOK])["figures"])) == 1
    assert query(files[DATABASE], "SELECT count(*) FROM reports") == [(0,)]


def test_the_workbook_knows_nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch):
    first = pages(archive())[WORKBOOK]
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    before = os.umask(0o077)
    try:
        assert pages(archive())[WORKBOOK] == first
    finally:
        os.umask(before)


# --- the database


def query(content: bytes, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("name", ["reports", "figures", "checks"])
def test_the_database_has_the_rows_of_the_files(name: str):
    files = pages(archive())
    rows_of_file = [tuple(row.values()) for row in read(files[f"data/{name}.csv"])]
    found = query(files[DATABASE], f'SELECT * FROM "{name}"')  # noqa: S608 - our own names
    assert [tuple("" if cell is None else str(cell) for cell in row) for row in found] == rows_of_file


def test_the_database_is_whole_and_every_row_leads_to_its_report_and_metric():
    content = pages(archive())[DATABASE]
    assert query(content, "PRAGMA integrity_check") == [("ok",)]
    assert query(content, "PRAGMA foreign_key_check") == []
    assert {row[2:5] for row in query(content, "PRAGMA foreign_key_list(figures)")} == {
        ("reports", "report_id", "report_id"),
        ("metrics", "metric", "metric"),
    }
    assert {row[0] for row in query(content, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'")} == {
        "reports_region_code", "reports_year", "figures_report_id", "figures_metric", "checks_report_id", "checks_outcome",
    }  # fmt: skip


def test_a_cell_that_is_empty_is_null_and_a_number_is_a_number():
    held = with_figures(stated(value=None, status=Status.BLANK), stated(metric="", value=Decimal("7.20"), mark_start=90))
    assert query(pages(held)[DATABASE], "SELECT metric, part, value, typeof(value) FROM figures") == [
        (METRIC, None, None, "null"),
        (None, None, 7.2, "real"),
    ]


def test_the_schema_says_what_every_column_means():
    ((sql,),) = query(pages(archive())[DATABASE], "SELECT sql FROM sqlite_master WHERE name = 'figures'")
    lines = str(sql).splitlines()[1:-1]
    assert [re.match(r'  "(\w+)" .* -- \S', line)[1] for line in lines] == list(tables()["figures"].header)  # type: ignore[index]


def test_the_database_says_what_it_is():
    about = dict(query(pages(archive())[DATABASE], "SELECT * FROM about"))
    assert about["licence"] == configuration().licence
    assert about["address"] == f"{configuration().base_url}/"


def test_the_metrics_of_the_database_are_the_catalogue():
    found = query(pages(archive())[DATABASE], "SELECT metric, name_hant FROM metrics")
    assert found == [(metric.id, metric.label.hant) for metric in load().metrics.values()]


def test_the_database_does_not_tell_which_library_wrote_it():
    content = pages(archive())[DATABASE]
    assert content.startswith(b"SQLite format 3\0")
    assert content[96:100] == bytes(4)


# --- a file a metric


def of_metric(held: Archive, metric: str = METRIC) -> tuple[list[dict[str, str]], dict[str, object]]:
    files, paths = pages(held), dict(metric_files(metric))
    return read(files[paths["csv"]]), json.loads(files[paths["json"]])


def test_a_metric_has_its_figures_beside_what_one_must_know_of_it():
    table_of_metric, described = of_metric(archive())
    assert [(row["agency"], row["year"], row["value"]) for row in table_of_metric] == [
        ("某区人民政府", "2008", "14000"),
        ("某区人民政府", "2009", "14000"),
    ]
    assert described["rows"] == [list(row.values()) for row in table_of_metric]
    assert [entry["name"] for entry in described["columns"]] == list(tables()["metric"].header)  # type: ignore[attr-defined]
    assert described["definition"]["hant"] == load()[METRIC].definition.hant  # type: ignore[index]


def test_a_value_stated_twice_is_one_row_and_parts_are_rows_of_their_own():
    again, other = stated(mark_start=40), stated(mark_start=44, value=Decimal(3))
    part = stated(part="某局", value=Decimal(2), mark_start=50)
    table_of_metric, _ = of_metric(with_figures(stated(), again, other, part))
    assert [(row["part"], row["value"]) for row in table_of_metric] == [("", "14000"), ("", "3"), ("某局", "2")]


def test_a_figure_of_a_form_newer_than_its_report_says_that_it_is_out_of_series():
    held = with_figures(stated(metric=REQUESTS, origin=model.Origin.TABLE), form="form_2019")
    assert [row["in_series"] for row in of_metric(held, REQUESTS)[0]] == ["false"]


def test_a_metric_that_no_report_states_has_no_file():
    assert not [path for path in pages(archive()) if REQUESTS in path]


def test_a_metric_that_only_a_report_of_nobody_knows_whom_states_has_no_rows():
    held = Archive(reports=(replace(report("x-slug"), identity=model.Identity()),), agencies=(), problems=())
    assert of_metric(held)[1]["rows"] == of_metric(held)[0] == []


# --- large archives


def test_a_table_of_too_many_rows_is_a_sheet_a_year(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exports.parts, "MOST_ROWS", 1)
    book = sheets(pages(archive())[WORKBOOK])
    assert [name for name in book if name.startswith("figures")] == ["figures-2008", "figures-2009"]
    assert [row[0] for row in grid(book["figures-2009"])] == ["report_id", "650105-2009"]


def test_a_table_of_too_many_rows_is_split_by_year(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exports.parts, "MOST_ROWS", 3)
    nameless = replace(report("x-slug"), identity=model.Identity())
    files = pages(archive(report("a-2008"), report("b-2009"), report("c-2008"), nameless))
    parts = sorted(path for path in files if path.startswith("data/figures"))
    assert parts == ["data/figures-2008.csv", "data/figures-2009.csv", "data/figures-unknown.csv"]
    assert [row["report_id"] for row in read(files["data/figures-2008.csv"])] == ["a-2008", "c-2008"]
    resources = [resource["path"] for resource in json.loads(files["data/datapackage.json"])["resources"]]
    assert {path.removeprefix("data/") for path in parts} <= set(resources)


# --- descriptions


def test_the_package_describes_every_file_with_its_size_and_digest():
    files = pages(archive())
    package = json.loads(files["data/datapackage.json"])
    assert sorted(f"data/{resource['path']}" for resource in package["resources"]) == sorted(
        path for path in files if re.fullmatch(r"data/[^/]*\.csv", path)
    )
    for resource in package["resources"]:
        content = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == content.decode().partition("\n")[0].split(",")


def test_the_package_says_what_its_licence_and_version_are():
    package = json.loads(pages(archive())["data/datapackage.json"])
    assert package["licenses"] == [{"name": "CC0-1.0", "path": "https://spdx.org/licenses/CC0-1.0.html"}]
    assert package["version"] == configuration().data_version
    in_words = configuration().model_copy(update={"licence": "公有领域"})
    described = {page.path: page.content for page in data_files(archive(), in_words)}
    assert json.loads(described["data/datapackage.json"])["licenses"][0]["title"] == "公有领域"


@pytest.mark.parametrize("split", [False, True])
def test_frictionless_finds_the_package_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, split: bool):  # noqa: FBT001
    import frictionless

    monkeypatch.setattr(exports.parts, "MOST_ROWS", 1 if split else 500_000)
    blank = stated(value=None, status=Status.BLANK)
    inexact = stated(metric=REQUESTS, qualifier=Qualifier.ABOUT)
    held = replace(archive(), reports=(*archive().reports, replace(report("x-slug"), figures=(blank, inexact))))
    for page in data_files(held, configuration()):
        path = tmp_path / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.content)
    outcome = frictionless.validate(str(tmp_path / "data" / "datapackage.json"))
    assert [error.message for task in outcome.tasks for error in task.errors] + [error.message for error in outcome.errors] == []
    assert all(task.stats["rows"] for task in outcome.tasks)


def test_the_outline_of_the_archive_leads_to_every_report():
    held = tabulate([report(former_ids=("650105-08",)), report("x-slug", withdrawn="a person asked")], archive().problems)
    outline = json.loads(pages(held)["data/archive.json"])
    assert outline["counts"] == {
        "reports": 2,
        "agencies": 1,
        "years": 1,
        "figures": 1,
        "checks": 0,
        "checks_failed": 0,
        "changes": 6,
        "problems": {"error": 1, "warning": 0, "note": 1},
    }
    first, second = outline["reports"]
    assert (first["address"], first["hans"]) == ("id/650105-2008/", "hans/report/650105-2008/")
    assert first["former_ids"] == ["650105-08"]
    assert second["withdrawn"] == "a person asked"


def test_the_files_can_be_published(tmp_path: Path):
    with staging(tmp_path / "site") as stage:
        for page in data_files(archive(), configuration()):
            stage.write(page)
    assert (tmp_path / "site" / "data" / "excel" / "reports.csv").exists()


def test_marks_of_the_wide_table_are_no_numbers():
    assert all(mark.startswith("[") and mark.endswith("]") for mark in MARKS)
