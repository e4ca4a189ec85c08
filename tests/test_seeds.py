"""The five captures held against what a person read from them, where that list lies beside the checkout."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import yaml
from conftest import ROOT, seed

from nianbao.chinese import narrow
from nianbao.model import Figure, Origin, Outcome, Report, Status
from nianbao.scripts import to_simplified

READ_BY_HAND = ROOT.parent / "shared" / "domain" / "seed_figures.yaml"


def read_by_hand() -> dict[str, Any]:
    return yaml.safe_load(READ_BY_HAND.read_text(encoding="utf-8")) if READ_BY_HAND.exists() else {}


def report_of(number: str) -> Report:
    report = seed(number).report
    assert report is not None
    return report


def bare(text: str) -> str:
    """Letters, digits and Han characters only, Simplified, glosses gone: what two quotations of one place share."""
    import re

    return re.sub(r"[^\w.]|_", "", to_simplified(re.sub(r"\([a-zà-ǜ]+ ?\)", "", text)))


EXPECTED = [(number, entry) for number, seed_ in read_by_hand().items() for entry in seed_["figures"] if not entry.get("cell")]
REMOVED = {"http://444", "凤山市|", "2009-01-28"}  # advertising, and a date of the web page: not in the text at all
NO_METRIC = [(number, entry["quote"]) for number, seed_ in read_by_hand().items() for entry in seed_["not_metrics"]]


@pytest.mark.parametrize(("number", "entry"), EXPECTED, ids=[f"{n}-{e['metric']}-{e['value']}" for n, e in EXPECTED])
def test_every_figure_that_a_person_read_is_read_with_its_words(number: str, entry: dict[str, Any]):
    assert any(_states(figure, entry) for figure in report_of(number).figures if figure.origin is Origin.PROSE)


def _states(figure: Figure, entry: dict[str, Any]) -> bool:
    ours, theirs = bare(figure.quote), bare(entry["quote"])
    return (
        figure.metric == entry["metric"]
        and figure.value == Decimal(str(entry["value"]))
        and (ours in theirs or theirs in ours)
        and (figure.unit == entry["unit"] or figure.value == 0)
    )


@pytest.mark.parametrize(("number", "quote"), NO_METRIC, ids=[f"{n}-{q[:12]}" for n, q in NO_METRIC])
def test_what_a_person_found_to_be_no_figure_has_no_metric(number: str, quote: str):
    report, words = report_of(number), narrow(to_simplified(quote)).replace(" ", "")
    text = narrow(report.document.text)
    places = [(at, at + len(words)) for at in range(len(text)) if text.startswith(words, at)]
    assert places or quote in REMOVED
    bound = [f for f in report.figures if f.metric and f.origin is Origin.PROSE]
    assert not [f for f in bound for start, end in places if start <= f.mark_start and f.mark_end <= end]


def test_a_zero_is_only_where_words_negate_or_a_cell_prints_it():
    for number in ("000", "001", "002", "003"):
        zeros = [f for f in report_of(number).figures if f.value == 0]
        assert all(f.status is Status.ZERO_BY_NEGATION for f in zeros)


@pytest.mark.parametrize(
    ("number", "silent"),
    [
        ("001", {"reconsideration_total", "litigation_total", "request_fees_collected"}),
        ("003", {"requests_received", "reconsideration_total", "litigation_total", "request_fees_collected"}),
        ("000", {"requests_received"}),
    ],
)
def test_silence_gives_no_row(number: str, silent: set[str]):
    assert not silent & {figure.metric for figure in report_of(number).figures}


@pytest.mark.parametrize(
    ("number", "kind", "outcome", "stated", "computed"),
    [
        ("000", "sum_of_parts", Outcome.FAILS, "731", "726"),
        ("001", "sum_of_parts", Outcome.FAILS, "1306", "1441"),
        ("002", "sum_of_parts", Outcome.HOLDS, "1522", "1522"),
        ("003", "sum_of_parts", Outcome.HOLDS, "13615", "13615"),
        ("003", "sum_of_parts", Outcome.HOLDS, "2711", "2711"),
        ("003", "sum_of_parts", Outcome.HOLDS, "157", "157"),
        ("003", "sum_of_parts", Outcome.HOLDS, "80", "80"),
        ("003", "sum_of_parts", Outcome.HOLDS, "22", "22"),
        ("004", "sum_of_parts", Outcome.HOLDS, "1170", "1170"),
    ],
)
def test_a_sum_comes_out_as_worked_by_hand(number: str, kind: str, outcome: Outcome, stated: str, computed: str):
    found = {(c.kind, c.outcome, c.stated, c.computed) for c in report_of(number).checks}
    assert (kind, outcome, stated, computed) in found


def test_a_share_that_was_cut_is_told_from_one_that_was_rounded():
    shares = {c.stated.rstrip("%"): c.outcome for c in report_of("003").checks if c.kind == "share_of_total"}
    assert shares["7.2"] is Outcome.CUT
    assert shares["1.4"] in (Outcome.HOLDS, Outcome.ROUNDS)


def test_competing_totals_are_shown_as_such():
    assert any(c.kind == "competing_totals" for c in report_of("003").checks)


def test_a_form_newer_than_its_report_is_a_failed_check():
    assert any(c.kind == "form_and_year" and c.outcome is Outcome.FAILS for c in report_of("004").checks)


def test_the_report_whose_sums_hold_has_no_failed_check():
    assert not [c for c in report_of("002").checks if c.outcome is Outcome.FAILS]


TABLE_4 = {
    "litigation_direct_upheld": (Decimal(5), Status.STATED),
    "litigation_direct_total": (Decimal(5), Status.STATED),
    "litigation_after_reconsideration_total": (Decimal(7), Status.STATED),
    "litigation_after_reconsideration_upheld": (None, Status.UNREADABLE),
    "litigation_after_reconsideration_other": (None, Status.UNREADABLE),
    "reconsideration_total": (None, Status.BLANK),
    "reconsideration_upheld": (None, Status.BLANK),
}


@pytest.mark.parametrize(("metric", "expected"), TABLE_4.items(), ids=TABLE_4)
def test_the_shifted_row_of_lawsuits_is_read_only_where_it_is_certain(metric: str, expected: tuple[Decimal | None, Status]):
    found = [(f.value, f.status) for f in report_of("004").figures if f.metric == metric]
    assert found == [expected]


def test_the_flattened_table_of_requests_is_twenty_three_rows_of_zeros():
    cells = [f for f in report_of("004").figures if f.origin is Origin.TABLE and f.anchor.startswith("t3")]
    assert len({f.metric for f in cells}) == 23
    assert len(cells) == 161
    assert {f.value for f in cells} == {Decimal(0)}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("001", "乌信办20081号"),
        ("001", "2008260"),
        ("001", "《例》"),
        ("003", "完成、"),
        ("003", "“”"),
        ("003", "将作为"),
        ("003", "一是的"),
    ],
)
def test_a_loss_is_marked_where_characters_are_missing(number: str, words: str):
    report = report_of(number)
    text = report.cleaned.text
    marked = [(s.start, s.end) for s in report.cleaned.suspicions]
    places = [i for i in range(len(text)) if text.startswith(words, i)]
    assert any(start < place + len(words) and place < end for place in places for start, end in marked)


@pytest.mark.parametrize("number", ["000", "002"])
def test_an_undamaged_capture_has_no_false_mark(number: str):
    assert report_of(number).cleaned.suspicions == ()
