"""What the pages of agencies, years, metrics and checks show, before a template has seen it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from invented import configuration
from side_by_side import REQUESTS, cell, failing, figure, nobodys, report

from nianbao import catalogue
from nianbao.exports import parts
from nianbao.model import Outcome, Page, Qualifier, Report, Script, Status
from nianbao.render import agencies, checks_page, directory, files, lists, metrics, years
from nianbao.render.charts import chart
from nianbao.render.environment import Tree, View
from nianbao.tabulate import era_of, series, tabulate

TOTAL = "proactive_disclosure_total"
CATEGORY = "proactive_by_category"


def tree(*reports: Report, script: Script = Script.HANS) -> Tree:
    return Tree(archive=tabulate(reports), config=configuration(), script=script)


def pages(held: Tree, template: str, views: Callable[[Tree], Iterator[View]]) -> dict[str, str]:
    made: Iterator[Page] = (held.page(template, view) for view in views(held))
    return {page.path: page.content.decode() for page in made}


def cells(html: str, row: str) -> list[str]:
    """The text of a row's cells, without markup."""
    found = re.search(rf"<tr><th scope=\"row\">(?:(?!</tr>).)*?{row}.*?</tr>", html, re.DOTALL)
    assert found
    return [
        re.sub(r"<br>", " / ", td) and re.sub(r"<[^>]+>", "", td.replace("<br>", " / "))
        for td in re.findall(r"<td.*?</td>", found[0], re.DOTALL)
    ]


def test_each_kind_of_silence_and_value_reads_differently_in_one_table():
    held = tree(
        report("2008"),
        report("2009", figure(REQUESTS, 0, status=Status.ZERO_BY_NEGATION)),
        report("2010", figure(REQUESTS, 0)),
        report("2011", cell(REQUESTS, None, status=Status.BLANK)),
        report("2012", cell(REQUESTS, None, status=Status.UNREADABLE)),
        report("2013", figure(REQUESTS, 13615, qualifier=Qualifier.NEARLY, unit="人次")),
        report("2014", figure(REQUESTS, 3, status=Status.CONFLICTING), figure(REQUESTS, 4, status=Status.CONFLICTING)),
        report("2015", cell(REQUESTS, 5), form="form_2019"),
        report("2017", path="b", region_code="650104", agency="另一区人民政府"),
    )
    html = pages(held, "metric.html", metrics.views)[f"hans/metric/{REQUESTS}/index.html"]
    assert cells(html, "某区人民政府") == ["未写明", "0 写明无", "0", "空白", "疑", "近13615 人次", "3 ≠ / 4 ≠", "5 新", "[x]"]


def test_an_agency_that_passes_requests_over_in_silence_is_shown_to_do_so():
    html = pages(tree(report("2008", figure(TOTAL, 3))), "agency.html", agencies.views)["hans/agency/650105/index.html"]
    assert cells(html, "收到的申请") == ["未写明"]


def test_a_figure_whose_sum_fails_says_so():
    held = report("2008", figure(TOTAL, 3, unit="条"))
    held = replace(held, checks=(failing()._replace(figures=(0,)),))
    html = pages(tree(held), "agency.html", agencies.views)["hans/agency/650105/index.html"]
    assert cells(html, "主动公开政府信息") == ["3 ≠"]


def test_metrics_without_a_figure_have_no_page_but_are_listed():
    held = tree(report("2008", figure(TOTAL, 3)))
    assert set(pages(held, "metric.html", metrics.views)) == {f"hans/metric/{TOTAL}/index.html"}
    assert "办理结果总计" in pages(held, "list_metrics.html", metrics.list_views)["hans/metric/index.html"]


def test_a_metric_that_only_unattributed_texts_state_has_a_page_that_compares_nothing():
    held = tree(replace(nobodys(), figures=(figure(REQUESTS, 3),)))
    html = pages(held, "metric.html", metrics.views)[f"hans/metric/{REQUESTS}/index.html"]
    assert "归属不明的文本" in html
    assert "report/x-z/" in html


def test_categories_of_an_agencys_own_are_listed_by_report_and_never_tabulated():
    parts = [figure(CATEGORY, n, part=name, unit="条") for n, name in ((3, "规章文件"), (4, "人事管理"))]
    html = pages(tree(report("2008", *parts)), "metric.html", metrics.views)[f"hans/metric/{CATEGORY}/index.html"]
    assert "规章文件" in html
    assert "data-sortable" not in html


def drawn(metric: str, values: dict[str, int | None]) -> list[tuple[str, Decimal | None, str, bool]] | None:
    reports = [
        report(year, *([] if value is None else [figure(metric, value)]), form=era_of(year)) for year, value in values.items()
    ]
    held = tree(*reports)
    (one,) = series(held.archive, metric)
    found = [point for point in one.points if point.value is not None]
    made = chart(held, catalogue.load()[metric], one.agency, found)
    return (
        [(bar["label"], bar["value"], bar["gap"] if bar["value"] is None else "", bar["breaks"]) for bar in made.bars]
        if made
        else None
    )


def test_a_chart_has_gaps_for_what_is_missing_and_breaks_where_the_form_changed():
    assert drawn(REQUESTS, {"2012": 3, "2014": None, "2015": 0}) == [
        ("2012", 3, "", False),
        ("2013", None, "[x]", False),
        ("2014", None, "未写明", True),
        ("2015", 0, "", False),
    ]


@pytest.mark.parametrize("values", [{"2012": 3}, {"2012": 3, "2013": None}, {}])
def test_fewer_than_two_points_make_no_chart(values: dict[str, int | None]):
    assert drawn(REQUESTS, {"2008": None, **values}) is None


def test_what_may_not_be_compared_across_eras_is_drawn_within_one_alone():
    bars = drawn(TOTAL, {"2011": 1, "2012": 2, "2013": 3, "2014": 4, "2015": 5})
    assert [bar[0] for bar in bars or []] == ["2011", "2012", "2013"]
    assert drawn(TOTAL, {"2013": 3, "2014": 4}) is None


def test_of_many_bars_the_last_is_dated_and_before_it_as_many_as_have_room():
    bars = drawn(REQUESTS, {str(year): 1 for year in range(2008, 2019)})
    assert [bar[0] for bar in bars or [] if bar[0]] == ["2008", "2010", "2012", "2014", "2016", "2018"]


@pytest.mark.parametrize(("high", "said"), [(9, 11), (90000, 3)])
def test_where_values_have_no_room_the_first_the_last_and_the_highest_say_theirs(high: int, said: int):
    years = {str(year): high if year == 2012 else 1 for year in range(2008, 2019)}
    held = tree(*(report(year, figure(REQUESTS, value), form=era_of(year)) for year, value in years.items()))
    (one,) = series(held.archive, REQUESTS)
    made = chart(held, catalogue.load()[REQUESTS], one.agency, one.points)
    assert made
    assert len([bar for bar in made.bars if bar["text"]]) == said


def test_a_year_names_the_form_that_applied_and_sums_nothing():
    held = tree(
        report("2008", figure(REQUESTS, 3)),
        report("2008", figure(REQUESTS, 4), path="b", region_code="650104", agency="另一区人民政府"),
    )
    html = pages(held, "year.html", years.views)["hans/year/2008/index.html"]
    assert "文字期" in html
    assert [text for text in re.findall(r">(\d+)<", html) if text == "7"] == []


def test_checks_that_fail_come_with_their_working_and_those_that_hold_are_counted():
    held = replace(
        report("2008", figure(TOTAL, 3)), checks=(failing(), failing()._replace(kind="table_row", outcome=Outcome.HOLDS))
    )
    html = pages(tree(held), "checks.html", checks_page.views)["hans/checks/index.html"]
    assert "1+1=2" in html
    assert "没有对不上的核对" in html
    assert "不等于有错" in html


def test_texts_of_nobody_knows_whom_stand_in_a_list_of_their_own():
    html = pages(tree(report("2008"), nobodys()), "list_reports.html", lists.views)["hans/report/index.html"]
    assert html.index("650105-2008") < html.index("归属不明的文本") < html.index("report/x-z/")


def test_the_data_page_counts_the_rows_of_every_file():
    html = pages(tree(report("2008", figure(TOTAL, 3), figure(REQUESTS, 0))), "data.html", files.views)["hans/data/index.html"]
    assert cells(html, "figures.csv")[1] == "2"
    assert cells(html, "reports.csv")[1] == "1"


def test_a_file_of_too_many_rows_is_linked_year_by_year(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "MOST_ROWS", 1)
    html = pages(tree(report("2008", figure(TOTAL, 3)), report("2009", figure(TOTAL, 3))), "data.html", files.views)[
        "hans/data/index.html"
    ]
    assert "data/figures-2008.csv" in html
    assert "data/excel/figures-2009.csv" in html


def test_every_page_that_the_menu_leads_to_is_there_even_in_an_empty_archive():
    held = tree()
    listed = {
        "list_reports.html": lists.views,
        "list_agencies.html": directory.views,
        "list_years.html": years.list_views,
        "list_metrics.html": metrics.list_views,
        "checks.html": checks_page.views,
        "data.html": files.views,
    }
    made = {path for template, views in listed.items() for path in pages(held, template, views)}
    assert made == {f"hans/{path}/index.html" for path in ("report", "agency", "year", "metric", "checks", "data")}


def test_both_scripts_have_the_same_pages_and_addresses():
    reports = (report("2008", figure(TOTAL, 3)), report("2009", figure(REQUESTS, 0)))
    for template, views in (("agency.html", agencies.views), ("metric.html", metrics.views), ("year.html", years.views)):
        made = [pages(tree(*reports, script=script), template, views) for script in Script]
        links = [
            [re.findall(r'href="(?!\.\./\.\./\.\./han)([^"]+)"', html.split("<main")[1]) for html in one.values()] for one in made
        ]
        assert links[0] == links[1]
        assert [path[4:] for path in made[0]] == [path[4:] for path in made[1]]
