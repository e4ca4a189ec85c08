"""Reports side by side: who is compared with whom, which id a report gets, and that every silence keeps its kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from side_by_side import CARRIED_IN, CARRIED_OUT, REQUESTS, cell, failing, figure, nobodys, report

from nianbao import catalogue
from nianbao.model import Facts, Figure, Origin, Outcome, Qualifier, Report, Severity, Status
from nianbao.tabulate import (
    Break,
    Held,
    State,
    Withheld,
    agency_of,
    breaks_between,
    by_year,
    coverage,
    derived,
    former_names,
    in_series,
    neighbours,
    point,
    series,
    stated_by,
    stated_metrics,
    tabulate,
)


def test_a_report_alone_keeps_its_id_and_no_one_is_warned():
    archive = tabulate([report("2008"), report("2009")])
    assert [one.id for one in archive.reports] == ["650105-2008", "650105-2009"]
    assert archive.problems == ()


def test_captures_of_one_agency_and_year_are_numbered_in_path_order_and_a_person_is_asked_to_pin():
    captures = [report(path="reports/c.txt"), report(path="reports/a.txt"), report(path="reports/b.txt")]
    archive = tabulate(captures)
    assert {one.source.path: one.id for one in archive.reports} == {
        "reports/a.txt": "650105-2008",
        "reports/b.txt": "650105-2008-2",
        "reports/c.txt": "650105-2008-3",
    }
    assert [(p.file, p.code, p.severity) for p in archive.problems] == [
        ("reports/b.txt", "same_agency_and_year", Severity.WARNING),
        ("reports/c.txt", "same_agency_and_year", Severity.WARNING),
    ]


def test_the_first_of_two_captures_feeds_the_tables():
    archive = tabulate([report("2008", figure(REQUESTS, 5), path="b"), report("2008", figure(REQUESTS, 4), path="a")])
    (agency,) = archive.agencies
    assert len(agency.reports) == 2
    assert by_year(agency)["2008"].source.path == "a"
    assert series(archive, REQUESTS)[0].points[0].value == 4


def test_a_pinned_id_stays_and_the_other_capture_makes_way():
    archive = tabulate([report(path="a"), report(path="b", pinned="650105-2008")])
    assert {one.source.path: one.id for one in archive.reports} == {"a": "650105-2008-2", "b": "650105-2008"}
    assert by_year(archive.agencies[0])["2008"].source.path == "b"


def test_two_captures_that_are_both_pinned_need_no_warning():
    archive = tabulate([report(path="a"), report(path="b", pinned="650105-2008-draft")])
    assert archive.problems == ()
    assert by_year(archive.agencies[0])["2008"].source.path == "a"


def test_two_sidecars_that_claim_one_id_are_an_error_that_names_both_and_the_later_is_refused():
    archive = tabulate([report("2009", path="b", pinned="one"), report("2008", path="a", pinned="one")])
    (problem,) = archive.problems
    assert [one.source.path for one in archive.reports] == ["a"]
    assert (problem.severity, problem.file) == (Severity.ERROR, "b")
    assert "a" in problem.message
    assert "b" in problem.message


def test_a_text_of_nobody_knows_whom_is_published_last_and_compared_with_nothing():
    archive = tabulate([nobodys(), report("2008")])
    assert [one.id for one in archive.reports] == ["650105-2008", "x-z"]
    assert [agency.key for agency in archive.agencies] == ["650105"]
    assert agency_of(archive, archive.reports[-1]) is None
    assert neighbours(archive, archive.reports[-1]) == (None, None)


def test_two_files_of_one_name_that_no_one_can_attribute_get_two_ids():
    archive = tabulate([nobodys("reports/a/z.txt"), nobodys("reports/b/z.txt")])
    assert [one.id for one in archive.reports] == ["x-z", "x-z-2"]
    assert [problem.code for problem in archive.problems] == ["same_file_name"]


def test_a_withdrawn_report_is_compared_with_nothing():
    withdrawn = report("2009")
    withdrawn = replace(withdrawn, source=replace(withdrawn.source, facts=Facts(withdrawn="on request")))
    archive = tabulate([report("2008"), withdrawn])
    assert [one.id for one in archive.agencies[0].reports] == ["650105-2008"]
    assert len(archive.reports) == 2


def test_a_department_is_an_agency_of_its_own():
    archive = tabulate([report("2008"), report("2008", path="b", agency="某区水务局", unit="1f0c22ab")])
    assert [agency.key for agency in archive.agencies] == ["650105", "650105-1f0c22ab"]


def test_an_agency_bears_its_newest_name_and_knows_the_former():
    archive = tabulate([report("2008", agency="某县人民政府"), report("2009", agency="某区人民政府")])
    assert archive.agencies[0].name == "某区人民政府"
    assert former_names(archive.agencies[0]) == ("某县人民政府",)


def test_the_order_in_which_reports_come_changes_nothing():
    reports = [report("2009"), report("2008", path="b"), report("2008", path="a"), nobodys()]
    assert tabulate(reports) == tabulate(reversed(reports))


def test_what_one_year_carries_out_is_checked_against_what_the_next_carries_in():
    reports = [
        report("2020", cell(CARRIED_OUT, 3), form="form_2019"),
        report("2021", cell(CARRIED_IN, 4), cell(CARRIED_OUT, 1), form="form_2021"),
        report("2023", cell(CARRIED_IN, 9), form="form_2021"),
    ]
    archive = tabulate(reports)
    checks = {one.id: [check.outcome for check in one.checks if check.kind == "carry_over"] for one in archive.reports}
    assert checks == {"650105-2020": [], "650105-2021": [Outcome.FAILS], "650105-2023": []}  # the year between is not held
    assert [(p.file, p.severity, p.code, p.message) for p in archive.problems] == [
        (
            archive.reports[1].source.path,
            Severity.NOTE,
            "check_fails",
            "checks against the report of the year before that fail: 1 (carried in 4, carried out the year before 3)",
        )
    ]


def test_coverage_has_no_gap_between_the_first_and_the_last_year():
    archive = tabulate([report("2008"), replace(report("2010"), checks=(failing(),)), report("2011-2012"), report("2020")])
    matrix = coverage(archive)
    assert matrix.years[:6] == ("2008", "2009", "2010", "2011", "2011-2012", "2012")
    states = {place.year: place.state for place in matrix.rows[0].places}
    assert states["2008"] is Held.HELD
    assert states["2009"] is Held.NONE
    assert states["2010"] is Held.HELD_FAILING
    assert states["2011-2012"] is Held.HELD
    assert states["2020"] is Held.FORM_UNKNOWN  # from 2020 on a report without the national tables has lost them


def test_an_empty_archive_has_an_empty_matrix():
    assert coverage(tabulate([])).years == ()


def test_neighbours_are_the_nearest_years_held():
    archive = tabulate([report("2008"), report("2011"), report("2014")])
    before, after = neighbours(archive, archive.reports[1])
    assert before is archive.reports[0]
    assert after is archive.reports[2]


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        ((), State.NOT_STATED),
        ((figure(REQUESTS, 0),), State.ZERO),
        ((figure(REQUESTS, 0, status=Status.ZERO_BY_NEGATION),), State.ZERO),
        ((cell(REQUESTS, None, status=Status.BLANK),), State.BLANK),
        ((cell(REQUESTS, None, status=Status.UNREADABLE),), State.UNREADABLE),
        ((cell(REQUESTS, 6, status=Status.UNREADABLE),), State.UNREADABLE),
        ((figure(REQUESTS, 7),), State.VALUE),
        ((figure(REQUESTS, 7, part="natural_person"),), State.NOT_STATED),
    ],
)
def test_silence_blank_zero_doubt_and_value_are_told_apart(stated: tuple[Figure, ...], state: State):
    assert point(report("2008", *stated), REQUESTS).state is state


def test_a_year_without_a_report_is_not_a_report_that_is_silent():
    archive = tabulate([report("2008"), report("2009", path="b", region_code="650104", agency="另一区人民政府")])
    states = {one.agency.key: [point.state for point in one.points] for one in series(archive, REQUESTS)}
    assert states == {"650104": [State.NO_REPORT, State.NOT_STATED], "650105": [State.NOT_STATED, State.NO_REPORT]}


def test_a_value_that_is_stated_again_counts_once_and_another_one_beside_it_is_kept():
    readings = point(report("2008", figure(REQUESTS, 7), figure(REQUESTS, 7), figure(REQUESTS, 9)), REQUESTS).readings
    assert [(one.position, one.figure.value) for one in readings] == [(0, 7), (2, 9)]


def test_several_values_have_no_value_to_draw():
    both = point(report("2008", figure(REQUESTS, 7), figure(REQUESTS, 9)), REQUESTS)
    assert both.conflicting
    assert both.value is None


@pytest.mark.parametrize(
    ("year", "form", "origin", "inside"),
    [
        ("2019", "form_2019", Origin.TABLE, True),
        ("2018-2019", "form_2019", Origin.TABLE, True),
        ("2017", "statistics_2014", Origin.TABLE, True),
        ("2013", "statistics_2014", Origin.TABLE, True),
        ("2021", "form_2021", Origin.TABLE, True),
        ("2018", "form_2019", Origin.PROSE, True),
        ("2018", "form_2019", Origin.TABLE, False),
        ("2020", "form_2021", Origin.TABLE, False),
    ],
)
def test_a_table_of_a_form_that_its_year_did_not_know_stays_out_of_series(year: str, form: str, origin: Origin, *, inside: bool):
    held = report(year, figure(REQUESTS, 0, origin=origin), form=form)
    assert in_series(held, held.figures[0]) is inside
    assert (point(held, REQUESTS).value == 0) is inside


def test_a_zero_in_a_newer_table_does_not_hide_what_the_text_says():
    held = report("2018", cell(REQUESTS, 5), figure(REQUESTS, 5), form="form_2019")
    assert [one.in_series for one in point(held, REQUESTS).readings] == [False, True]


def test_breaks_lie_where_the_forms_changed():
    assert breaks_between("2013", "2014") == (Break.STATISTICS,)
    assert breaks_between("2014", "2018") == ()
    assert breaks_between("2018", "2019") == (Break.REGULATION,)
    assert breaks_between("2020", "2021") == (Break.FORM,)
    assert breaks_between("2008", "2022") == (Break.STATISTICS, Break.REGULATION, Break.FORM)


def test_metrics_of_unattributed_texts_have_a_page_but_no_agency():
    archive = tabulate([replace(nobodys(), figures=(figure(REQUESTS, 3),))])
    assert stated_metrics(archive) == {REQUESTS}
    assert stated_by(archive) == {}


def rate(held: Report, name: str, before: Report | None = None) -> tuple[Decimal | None, Withheld]:
    found = {one.id: one for one in derived(held, catalogue.load(), before)}[name]
    return found.value, found.withheld


def test_a_rate_has_its_numerator_and_denominator():
    held = report(
        "2021", cell("granted", 81), cell("partially_granted", 1), cell("requests_processed_total", 200), form="form_2021"
    )
    found = {one.id: one for one in derived(held, catalogue.load())}["disclosure_rate_2019"]
    assert (found.numerator, found.denominator, found.value) == (82, 200, Decimal("0.41"))


@pytest.mark.parametrize(
    ("granted", "total", "reason"),
    [
        (cell("granted", 5), cell("requests_processed_total", 9), Withheld.TOO_SMALL),
        (cell("granted", 0), cell("requests_processed_total", 0), Withheld.TOO_SMALL),
        (cell("granted", None, status=Status.BLANK), cell("requests_processed_total", 90), Withheld.BLANK),
        (cell("granted", None, status=Status.UNREADABLE), cell("requests_processed_total", 90), Withheld.UNREADABLE),
        (cell("granted", 5, status=Status.CONFLICTING), cell("requests_processed_total", 90), Withheld.CONFLICTING),
        (cell("granted", 5, qualifier=Qualifier.NEARLY), cell("requests_processed_total", 90), Withheld.INEXACT),
        (cell("granted", 5), cell("requests_received", 90), Withheld.NOT_STATED),
    ],
)
def test_a_rate_is_withheld_where_its_parts_do_not_bear_it(granted: Figure, total: Figure, reason: Withheld):
    assert rate(report("2021", granted, total, form="form_2021"), "full_disclosure_rate_2019") == (None, reason)


def test_a_rate_is_not_reckoned_from_a_table_newer_than_its_report():
    held = report("2018", cell("granted", 5), cell("requests_processed_total", 90), form="form_2019")
    assert rate(held, "full_disclosure_rate_2019") == (None, Withheld.NEWER_FORM)


def test_a_sum_without_a_cell_is_added_from_its_rows():
    reasons = catalogue.load()["not_processed"].sum_of
    cells = [cell(reason, 2) for reason in reasons]
    held = report("2021", *cells, cell("requests_processed_total", 100), form="form_2021")
    assert rate(held, "not_processed_rate") == (Decimal(2 * len(reasons)) / 100, Withheld.NO)


def test_growth_is_shown_within_an_era_and_between_neighbouring_years_alone():
    years = {
        year: report(year, cell(REQUESTS, 10 * int(year[-2:])), form=f"form_{2019 if year < '2021' else 2021}")
        for year in ("2019", "2020", "2021", "2023")
    }
    assert rate(years["2020"], "yoy", years["2019"]) == (Decimal(10) / 190, Withheld.NO)
    for before, after in (("2020", "2021"), ("2021", "2023")):
        assert "yoy" not in {one.id for one in derived(years[after], catalogue.load(), years[before])}
