"""Two reports side by side, questions worth asking, long tables in parts, and the glossary."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from invented import configuration
from selectolax.lexbor import LexborHTMLParser as Html
from side_by_side import CARRIED_OUT, REQUESTS, cell, failing, figure, nobodys, report

from nianbao import catalogue
from nianbao.model import Check, Figure, Outcome, Qualifier, Report, Script, Status
from nianbao.render import arithmetic, checks_page, compare, directory, divide, glossary, metrics, questions, years
from nianbao.render.environment import Tree, View
from nianbao.tabulate import Withheld, difference, point, points_of, tabulate
from nianbao.tabulate.questions import ANSWERS, ask

TOTAL = "proactive_disclosure_total"
UPHELD = "reconsideration_upheld"  # may be joined across 2019 and 2021
DIRECT = "litigation_direct_total"


def tree(*reports: Report, script: Script = Script.HANS) -> Tree:
    return Tree(archive=tabulate(reports), config=configuration(), script=script)


def shown(held: Tree, template: str, view: View) -> Html:
    return Html(held.page(template, view).content.decode())


def apart(before: Figure | None, after: Figure | None, years: tuple[str, str] = ("2015", "2016"), **facts: str) -> object:
    made = [report(year, *([one] if one else []), **facts) for year, one in zip(years, (before, after), strict=True)]
    metric = (before or after or figure(REQUESTS, 0)).metric
    found = difference(catalogue.load()[metric], *(point(one, metric) for one in made))
    return found.withheld if found.value is None else found.value


def test_two_exact_values_of_one_era_have_a_difference():
    assert apart(figure(REQUESTS, 3), figure(REQUESTS, 5)) == Decimal(2)
    assert apart(figure(REQUESTS, 3), figure(REQUESTS, 0, status=Status.ZERO_BY_NEGATION)) == Decimal(-3)
    assert apart(figure(TOTAL, 3, unit="条"), figure(TOTAL, 5, unit="件")) == Decimal(2)


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (figure(REQUESTS, 3), None, Withheld.NOT_STATED),
        (figure(REQUESTS, 3), cell(REQUESTS, None, status=Status.BLANK), Withheld.BLANK),
        (cell(REQUESTS, None, status=Status.UNREADABLE), figure(REQUESTS, 3), Withheld.UNREADABLE),
        (figure(REQUESTS, 3, status=Status.CONFLICTING), figure(REQUESTS, 3), Withheld.CONFLICTING),
        (figure(REQUESTS, 3, qualifier=Qualifier.ABOUT), figure(REQUESTS, 3), Withheld.INEXACT),
        (figure(REQUESTS, 3), figure(REQUESTS, 3, unit="人次"), Withheld.OTHER_UNIT),
    ],
)
def test_what_is_not_certain_has_no_difference(before: Figure, after: Figure | None, reason: Withheld):
    assert apart(before, after) == reason


def test_across_a_break_only_what_may_be_joined_has_a_difference():
    assert apart(figure(REQUESTS, 3), figure(REQUESTS, 5), ("2018", "2019")) == Withheld.BREAK
    assert apart(figure("granted", 3), figure("granted", 5), ("2020", "2021")) == Decimal(2)
    assert apart(figure(TOTAL, 3), figure(TOTAL, 5), ("2013", "2014")) == Withheld.BREAK


def test_a_table_newer_than_its_report_has_no_difference():
    before, after = report("2015", figure(REQUESTS, 3)), report("2016", cell(REQUESTS, 5), form="form_2019")
    found = difference(catalogue.load()[REQUESTS], point(before, REQUESTS), point(after, REQUESTS))
    assert found.withheld is Withheld.NEWER_FORM


def test_reports_that_say_they_cover_different_bodies_have_no_difference():
    before, after = (report(year, figure(REQUESTS, 3), scope=scope) for year, scope in (("2015", "本级"), ("2016", "全区")))
    found = difference(catalogue.load()[REQUESTS], point(before, REQUESTS), point(after, REQUESTS))
    assert found.withheld is Withheld.OTHER_SCOPE


def pair_page(*reports: Report, script: Script = Script.HANS) -> Html:
    held = tree(*reports, script=script)
    return shown(held, "pair.html", next(compare.views(held)))


def row(page: Html, metric: str) -> list[str]:
    (found,) = [tr for tr in page.css("tr") if f"/metric/{metric}/" in tr.html]
    return [" ".join(td.text(separator=" ").split()) for td in found.css("td")]


def test_a_pair_shows_both_reports_their_words_and_how_far_they_are_apart():
    page = pair_page(report("2015", figure(REQUESTS, 3)), report("2016", figure(REQUESTS, 5), cell(CARRIED_OUT, 0)))
    assert row(page, REQUESTS) == ["3 收到申请", "5 收到申请", "+2"]
    assert row(page, CARRIED_OUT) == ["未写明", "0", ""]
    links = [str(link.attributes["href"]) for link in page.css("main td a")]
    assert all(re.fullmatch(r"\.\./\.\./report/650105-201[56]/#\w+", link) for link in links)
    assert page.css_first("h1").text() == "某区人民政府：2015 与 2016 年度对照"


def test_a_pair_says_why_the_columns_may_not_mean_the_same():
    page = pair_page(report("2018", figure(REQUESTS, 3)), report("2019", figure(REQUESTS, 5), scope="全区"))
    assert row(page, REQUESTS)[2] == "断点"
    assert page.css_first(".breaks li").text().startswith("2018/2019")
    assert "2019 年度的报告写明范围：全区" in page.css_first(".breaks").text()


def test_each_two_neighbouring_years_have_a_page_and_lead_to_the_next():
    held = tree(*(report(year, figure(REQUESTS, 3)) for year in ("2008", "2010", "2013-2014")))
    views = list(compare.views(held))
    assert [view.path for view in views] == ["compare/650105.2008-2010/", "compare/650105.2010-2013-2014/"]
    assert shown(held, "pair.html", views[0]).css_first("a[rel=next]").attributes["href"] == f"../../{views[1].path}"
    assert [pair.said for pair in compare.pairs_with(held, held.archive.reports[1])] == ["2008 · 2010", "2010 · 2013-2014"]


def test_a_page_out_of_the_mould_says_what_its_template_would():
    held = tree(*(report(year, figure(REQUESTS, 3)) for year in ("2008", "2010", "2012")))
    for view in compare.views(held):
        whole = held.page("pair.html", replace(view, moulded=False))
        assert held.page("pair.html", view) == whole


def test_agency_names_cannot_break_out_of_a_mould():
    page = pair_page(*(report(year, figure(REQUESTS, 3), agency="<i>区</i>\ue000path\ue001") for year in ("2015", "2016")))
    assert not page.css("i")
    assert "<i>区</i>" in page.css_first("h1").text()


def test_any_two_are_offered_with_the_pairs_that_need_no_script():
    held = tree(report("2015", figure(REQUESTS, 3)), report("2016", figure(REQUESTS, 5)), nobodys())
    page = shown(held, "compare.html", next(compare.any_views(held)))
    assert [option.attributes["value"] for option in page.css("datalist option")] == ["650105-2015", "650105-2016", "x-z"]
    assert page.css_first(".pairs dd a").attributes["href"] == "../compare/650105.2015-2016/"
    assert page.css_first("noscript")


# Questions


def suing(requests: Figure, **facts: object) -> Report:
    return report("2018", requests, cell(DIRECT, 5, **facts))


def answered(question: str, *reports: Report) -> list[str]:
    return [one.report.id for one in ask(question, reports, {each.id: points_of(each) for each in reports})]


def test_every_question_has_a_predicate_and_words_in_both_scripts():
    assert [question.id for question in questions.questions()] == list(ANSWERS)
    for question in questions.questions():
        assert all(words.of(script) for words in (question.title, question.how, question.none) for script in Script)


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        (report("2018", cell(DIRECT, 5)), False),
        (suing(figure(REQUESTS, 3)), False),
        (suing(figure(REQUESTS, None, status=Status.BLANK)), False),
        (report("2018", figure(REQUESTS, 0), cell(DIRECT, 0)), False),
        (suing(figure(REQUESTS, 0)), True),
        (suing(figure(REQUESTS, 0, status=Status.ZERO_BY_NEGATION)), True),
    ],
)
def test_lawsuits_without_requests_are_those_of_reports_that_state_both(asked: Report, *, answers: bool):
    assert bool(answered("no-requests-but-lawsuits", asked)) is answers


def test_silence_on_requests_is_asked_of_reports_that_are_compared():
    assert answered("requests-not-mentioned", report("2008"), report("2009", figure(REQUESTS, 0)), nobodys()) == ["650105-2008"]


def test_sums_doubtful_cells_and_rival_totals_answer_their_questions():
    form = failing()._replace(kind="form_and_year")
    several = failing()._replace(kind="competing_totals", outcome=Outcome.INCOMPLETE)
    held = replace(
        report("2008", figure(TOTAL, 3, status=Status.CONFLICTING), cell(CARRIED_OUT, None, status=Status.UNREADABLE)),
        checks=(failing(), form, several),
    )
    for question in ("parts-differ", "form-newer-than-report", "two-totals", "cells-out-of-place"):
        assert answered(question, held) == [held.id], question
        assert answered(question, report("2009", figure(TOTAL, 3))) == [], question


def test_a_question_shows_figures_and_working_with_the_way_to_their_words():
    held = tree(replace(suing(figure(REQUESTS, 0)), checks=(failing(),)), report("2008"))
    pages = {view.path: shown(held, "question.html", view) for view in questions.views(held)}
    assert len(pages) == len(ANSWERS)
    page = pages["checks/no-requests-but-lawsuits/"]
    assert [link.text() for link in page.css("td a")] == ["0 件", "5 件"]
    assert "不说明谁错了" in page.css_first(".remark").text()
    assert pages["checks/parts-differ/"].css_first("td a").text() == "1+1=2"
    assert "没有一份报告" in pages["checks/two-totals/"].css_first(".remark").text()


# Long tables


def many(count: int, *figures: Figure, checks: tuple[Check, ...] = ()) -> list[Report]:
    codes = [f"{code:06}" for code in (110101, 110102, 130102, 650105)]
    return [
        replace(
            report("2008", *figures, path=f"{i:04}", region_code=codes[i % 4], unit=f"u{i}", agency=f"第{i}局"),
            id=f"{codes[i % 4]}-u{i}-2008",
            checks=checks,
        )
        for i in range(count)
    ]


def test_a_table_that_fits_is_not_divided_and_a_long_one_is_by_province(monkeypatch: pytest.MonkeyPatch):
    held = tree(*many(8))
    assert divide.divide(held, held.archive.agencies) == ()
    monkeypatch.setattr(divide, "MOST", 3)
    assert [(part.code, len(part.agencies)) for part in divide.divide(held, held.archive.agencies)] == [
        ("1101", 4), ("13", 2), ("65", 2),
    ]  # fmt: skip


def test_every_agency_of_a_divided_table_is_on_one_of_its_parts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(divide, "MOST", 3)
    held = tree(*many(8, figure(REQUESTS, 3)))
    for template, parts in (("metric_part.html", metrics.part_views), ("year_part.html", years.part_views)):
        html = "".join(shown(held, template, view).html for view in parts(held))
        assert len(set(re.findall(r"第\d局", html))) == 8, template
    first, *rest = directory.views(held)
    assert "agency/1101/" in shown(held, "list_agencies.html", first).html
    assert len(rest) == 3


def test_kinds_with_many_rows_have_pages_of_their_own(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(arithmetic, "MOST", 40)
    held = tree(*many(50, checks=(failing(),)))
    first, second = (shown(held, "checks_kind.html", view) for view in arithmetic.kind_views(held))
    assert (len(first.css("tbody tr")), len(second.css("tbody tr"))) == (40, 10)
    assert [link.attributes["href"] for link in first.css(".choose a")] == ["../sum_of_parts/", "../sum_of_parts.2/"]
    page = shown(held, "checks.html", next(checks_page.views(held)))
    assert page.css_first("#sum_of_parts ~ p a").attributes["href"] == "sum_of_parts/"


# The glossary


def test_terms_have_ids_of_their_own_and_words_in_both_scripts():
    terms = [term for section in glossary.sections() for term in section.terms]
    assert 25 <= len(terms) <= 60
    assert len({term.id for term in terms}) == len(terms)
    for term in terms:
        assert re.fullmatch("[a-z_]+", term.id)
        assert len(term.text.hans) == len(term.text.hant), term.id
        assert re.findall(r"\d+", term.text.hans) == re.findall(r"\d+", term.text.hant)
        assert all(any(glossary.fnmatchcase(metric, one) for metric in catalogue.load().metrics) for one in term.metrics), term


def test_a_metric_leads_to_its_terms():
    held = tree(report("2019", figure(CARRIED_OUT, 3)))
    page = shown(held, "metric.html", next(metrics.views(held)))
    assert "../../glossary/#carried" in [link.attributes["href"] for link in page.css("main a")]
