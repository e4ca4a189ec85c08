"""What holds of any text whatever: nothing crashes, nothing is lost, every offset is right. Examples are drawn by hypothesis."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nianbao.clean import clean
from nianbao.clean.ledger import apply_edits, undo_edits
from nianbao.decode import UndecidableError, decode
from nianbao.exports.delimited import FORMULA, SKIPPED, encode, neutralise
from nianbao.forms import read_tables
from nianbao.markup import TooComplexError, extract_text
from nianbao.model import Document, Facts, Report, Source, Status, Table
from nianbao.parse import parse
from nianbao.quantities import scan
from nianbao.report import read_report
from nianbao.scripts import to_simplified, to_traditional
from nianbao.sidecar import ID, read_sidecar
from nianbao.strict_yaml import YamlError, load

bounded = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
few = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

# What reports are made of, and what they are damaged by.
WORDS = """某市某区人民政府2009年政府信息公开年度报告 一、概述 （一） 共公开政府信息
其中 3 1.4万 条 件 ， 。 | 0 ² １２ 二百三十
% 90％ （ ） “ 「 公(gōng)开 <b> &amp; http://a.cn 公開 發布 2009年3月1日 没有 未收到申请 均为0件 𠮷
同比增长 13812345678 ，000 1, . ３．"""
BLANKS = ("\n", "\r\n", "\t", " ", "\u3000", "\u200b", "\u202e", "\ue000", "\x07", "规章\t0\t1\n")
PIECES = st.sampled_from([*WORDS.split(), *BLANKS])
YAML = st.lists(st.sampled_from([*"abc:[]{}&*!|>-?#'\"%@`, \n\t", "id: ", "year: 2009\n", "- "]), max_size=25).map("".join)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
TEXTS = st.lists(st.one_of(PIECES, PIECES, PIECES, ANY), max_size=30).map("".join)


def source(text: str, facts: Facts | None = None) -> Source:
    return Source(path="reports/a.txt", sha256="0" * 64, encoding="utf-8", text=text, facts=facts or Facts())


@bounded
@given(TEXTS)
@example("\x1d")
@example("\u2028甲\u0085乙\n")
def test_the_ledger_of_any_text_leads_to_the_cleaned_text_and_back(text: str):
    cleaned = clean(source(text))
    assert apply_edits(text, cleaned.edits) == cleaned.text
    assert undo_edits(cleaned.text, cleaned.edits, text) == text
    assert all(a.end <= b.start for a, b in pairwise(cleaned.edits))


@bounded
@given(TEXTS)
def test_cleaned_text_has_one_block_a_line_and_nothing_unseen(text: str):
    cleaned = clean(source(text)).text
    assert cleaned == "" or cleaned.endswith("\n")
    assert "\n\n" not in cleaned
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b]", cleaned)


@bounded
@given(TEXTS)
def test_blocks_of_any_text_are_in_order_and_hold_the_words_at_their_place(text: str):
    document = parse(text)
    assert all(a.end <= b.start for a, b in pairwise(document.blocks))
    for block in document.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
        assert all(text[cell.start : cell.end] == cell.text for cell in cells)
    anchors = [block.anchor for block in document.blocks]
    assert len(set(anchors)) == len(anchors)


@bounded
@given(TEXTS)
def test_quantities_of_any_text_are_apart_and_within_it(text: str):
    quantities, exclusions = scan(parse(text))
    for found in (*quantities, *exclusions):
        assert 0 <= found.start < found.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(quantities))


@bounded
@given(TEXTS)
def test_tables_of_any_text_are_read_without_a_guess(text: str):
    document: Document = parse(text)
    for figure in read_tables(document).figures:
        assert figure.quote == text[figure.start : figure.end]
        assert (figure.value is None) == (figure.status in (Status.BLANK, Status.UNREADABLE))


@few
@given(TEXTS)
def test_any_text_is_read_to_the_end_and_every_figure_has_its_words(text: str):
    reading = read_report(source(text))
    assert "reading_failed" not in {problem.code for problem in reading.problems}, reading.problems
    for figure in reading.report.figures if reading.report else ():
        _has_its_words(reading.report, figure)


def _has_its_words(report: Report | None, figure: object) -> None:
    assert report
    assert figure.quote == report.document.text[figure.start : figure.end]  # type: ignore[attr-defined]
    assert figure.start <= figure.mark_start <= figure.mark_end <= figure.end  # type: ignore[attr-defined]


@bounded
@given(st.one_of(TEXTS, ANY))
def test_scripts_keep_the_length_and_all_that_is_not_han(text: str):
    traditional, simplified = to_traditional(text), to_simplified(text)
    assert len(traditional) == len(simplified) == len(text)
    assert all(a == b for a, b in zip(text, simplified, strict=True) if a.isascii())


@bounded
@given(
    st.one_of(st.binary(max_size=200), TEXTS.map(lambda t: t.encode("gb18030")), TEXTS.map(lambda t: t.encode("big5", "ignore")))
)
def test_any_bytes_are_decoded_to_the_character_or_refused(data: bytes):
    try:
        text, encoding = decode(data)
    except UndecidableError:
        return
    plain = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert data.endswith(text.encode(plain)) or text.encode(encoding) == data or encoding in ("utf-16", "gb18030")
    text.encode("utf-8")


@bounded
@given(st.one_of(ANY, YAML))
@example("? [a]\n: b")
@example("&a [*a]")
@example("!!python/object:os.system x")
def test_any_yaml_is_plain_text_with_lines_or_an_error_with_its_line(text: str):
    try:
        loaded = load(text)
    except YamlError as error:
        assert 1 <= error.line <= text.count("\n") + 2  # noqa: PT017 - most texts are no YAML, some are
        return
    _is_plain(loaded.data)


def _is_plain(data: object) -> None:
    if isinstance(data, dict):
        for key, value in data.items():
            assert isinstance(key, str)
            _is_plain(value)
    elif isinstance(data, list):
        for item in data:
            _is_plain(item)
    else:
        assert isinstance(data, str)


@bounded
@given(
    st.dictionaries(
        st.sampled_from(["id", "unit", "year", "region_code", "agency", "published", "note"]), ANY.map(repr), max_size=4
    )
)
def test_any_sidecar_gives_facts_that_fit_into_addresses_or_problems(fields: dict[str, str]):
    facts, problems = read_sidecar("\n".join(f"{key}: {value}" for key, value in fields.items()), "reports/a.yaml")
    assert (facts is None) == bool(problems)
    if facts:
        assert not facts.id or (ID.fullmatch(facts.id) and facts.id.isascii() and len(facts.id) <= 100)
        assert facts.year.isascii()
        assert facts.region_code.isascii()


@bounded
@given(
    st.lists(
        st.one_of(
            ANY, st.sampled_from(["<p>", "<table>", "<tr>", "<td colspan=9>", "</div>", "<div>", "&lt;", "<!--", "<script>", "3"])
        ),
        max_size=30,
    )
)
def test_any_html_gives_lines_of_text(pieces: list[str]):
    try:
        text = extract_text("".join(pieces))
    except TooComplexError:
        return
    assert all(line.strip() for line in text.split("\n")[:-1])


@bounded
@given(st.lists(st.tuples(ANY, st.one_of(ANY, st.sampled_from(["=1+1", "\t=1", "　＝1", "-1", "@a", "\u200b+1"]))), max_size=6))
def test_any_rows_come_back_from_csv_and_none_is_a_formula_for_spreadsheets(rows: list[tuple[str, str]]):
    exact, safe = encode(("a", "b"), rows)
    read = [tuple(row) for row in csv.reader(io.StringIO(exact.decode(), newline=""), strict=True)]
    assert read[1:] == rows
    shown = [tuple(row) for row in csv.reader(io.StringIO(safe.decode("utf-8-sig"), newline=""), strict=True)]
    assert shown[1:] == [(neutralise(a), neutralise(b)) for a, b in rows]
    assert all(cell.lstrip(SKIPPED)[:1] not in FORMULA for row in shown for cell in row if cell)
