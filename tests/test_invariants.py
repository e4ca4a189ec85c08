"""The invariants of the architecture, over every capture at hand."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from conftest import captures, every_reading, reading

from nianbao.catalogue import load
from nianbao.clean import RULES, clean
from nianbao.clean.ledger import apply_edits, undo_edits
from nianbao.model import Attribution, Origin, Report, Source, Status, Table
from nianbao.scripts import to_simplified, to_traditional

SOURCES = captures()
REPORTS = [r.report for _, r in every_reading() if r.report]
WITH_FIGURES = {rule.name for rule in RULES if rule.figures or rule.withheld} | {"emendation"}
HAN = re.compile("[\u3400-\u9fff]")
QUOTES = str.maketrans("「」『』", "“”‘’")


def name(item: Source | Report) -> str:
    source = item if isinstance(item, Source) else item.source
    return f"{source.path.removeprefix('reports/')}-{source.sha256[:4]}"


every_capture = pytest.mark.parametrize("source", SOURCES, ids=name)
every_report = pytest.mark.parametrize("report", REPORTS, ids=name)


@every_capture
def test_the_ledger_turns_the_capture_into_the_text_and_back(source: Source):
    cleaned = clean(source)
    assert apply_edits(source.text, cleaned.edits) == cleaned.text
    assert undo_edits(cleaned.text, cleaned.edits, source.text) == source.text


@every_capture
def test_the_edits_of_a_ledger_are_in_order_and_do_not_overlap(source: Source):
    edits = clean(source).edits
    assert all(a.end <= b.start for a, b in pairwise(edits))


@every_capture
def test_cleaning_cleaned_text_changes_nothing(source: Source):
    text = clean(source).text
    again = clean(Source(path=source.path, sha256="", encoding="utf-8", text=text))
    assert again.text == text


@every_capture
def test_no_digit_is_lost_or_altered_by_a_rule_that_does_not_name_figures_as_its_business(source: Source):
    for edit in clean(source).edits:
        if edit.rule not in WITH_FIGURES:
            assert _digits(source.text[edit.start : edit.end]) == _digits(edit.inserted), edit


def _digits(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isdecimal())


@every_report
def test_text_has_one_block_a_line(report: Report):
    text = report.cleaned.text
    assert text.endswith("\n")
    assert "" not in text.rstrip("\n").split("\n")
    assert len(text.splitlines()) == sum(len(b.rows) if isinstance(b, Table) else 1 for b in report.document.blocks)


@every_report
def test_no_figure_is_without_its_words(report: Report):
    for figure in report.figures:
        assert figure.quote == report.document.text[figure.start : figure.end]
        assert figure.start <= figure.mark_start <= figure.mark_end <= figure.end
        assert figure.anchor in _anchors(report)


def _anchors(report: Report) -> set[str]:
    cells = {cell.anchor for b in report.document.blocks if isinstance(b, Table) for row in b.rows for cell in row}
    return cells | {block.anchor for block in report.document.blocks}


@every_report
def test_a_value_stands_in_its_quote_unless_words_say_zero(report: Report):
    for figure in report.figures:
        if figure.status in (Status.BLANK, Status.UNREADABLE):
            assert figure.value is None
        elif figure.status is Status.ZERO_BY_NEGATION:
            assert figure.value == 0
        else:
            assert figure.value is not None


@every_report
def test_every_metric_is_in_the_catalogue(report: Report):
    assert {f.metric for f in report.figures if f.metric} <= load().metrics.keys()


@every_report
def test_every_digit_of_running_text_is_in_a_figure_or_excluded_with_a_reason(report: Report):
    spans = [(f.mark_start, f.mark_end) for f in report.figures if f.origin is Origin.PROSE]
    spans += [(f.start, f.end) for f in report.figures if f.origin is Origin.TABLE]
    spans += [(e.start, e.end) for e in report.exclusions]
    covered = {i for start, end in spans for i in range(start, end)}
    for block in report.document.blocks:
        if not isinstance(block, Table):
            lost = [m.start() for m in re.finditer(r"\d", block.text) if block.start + m.start() not in covered]
            assert not lost, f"{block.anchor}: {[block.text[max(0, i - 8) : i + 8] for i in lost]}"


@every_report
def test_nothing_is_guessed_about_who_or_when(report: Report):
    identity = report.identity
    known = bool(identity.agency and identity.year)
    assert known == (identity.attribution is not Attribution.UNKNOWN)
    assert report.id.startswith("x-") == (not known)


@every_report
def test_both_scripts_agree_in_length_and_in_everything_but_han_and_quotation_marks(report: Report):
    hans = report.cleaned.text
    hant = to_traditional(hans)
    assert len(hans) == len(hant)
    differing = {(a, b.translate(QUOTES)) for a, b in zip(hans, hant, strict=True) if not HAN.match(a)}
    assert all(a == b for a, b in differing)


@every_report
def test_traditional_text_converts_back_to_the_simplified(report: Report):
    assert to_simplified(to_traditional(report.cleaned.text, quotes=False)) == report.cleaned.text


def test_reading_twice_gives_the_same():
    source = SOURCES[0]
    assert reading(source.sha256) == reading.__wrapped__(source.sha256)
