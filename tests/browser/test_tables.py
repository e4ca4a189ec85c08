"""The pages that put reports side by side, as readers meet them: on a phone, in the dark, by keyboard, without script."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from typing import Literal

import pytest
from invented import ROOT, configuration
from playwright.sync_api import Browser, Page, expect
from side_by_side import REQUESTS, figure, report

from nianbao.model import Script
from nianbao.render import agencies, metrics
from nianbao.render.environment import Tree
from nianbao.serve import server
from nianbao.tabulate import era_of, tabulate

PAGES = (
    "report/",
    "agency/",
    "agency/650105/",
    "year/",
    "year/2008/",
    "metric/",
    "metric/requests_received/",
    "metric/proactive_disclosure_total/",
    "metric/proactive_by_category/",
    "checks/",
    "checks/no-requests-but-lawsuits/",
    "checks/carried-over-differs/",
    "compare/",
    "compare/?a=650105-2008&b=650104-2008",
    "compare/650105.2008-2018/",
    "glossary/",
    "data/",
)
SCRIPTS = ("hans", "hant")
BROKEN_NUMBERS = """() => [...document.querySelectorAll('td .n, td.number, th.number')].filter((cell) => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!/\\d/.test(node.data) || node.parentElement.closest('.unseen, q')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) return true;
  }
  return false;
}).map((cell) => cell.textContent)"""
SMALLEST_CHART_TEXT = """() => Math.min(...[...document.querySelectorAll('svg.chart text')].filter((text) => text.textContent)
  .map((text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""

CLIPPED_CHART_TEXT = """() => { const frame = document.querySelector('svg.chart').getBoundingClientRect();
  return [...document.querySelectorAll('svg.chart text')].filter((text) => text.textContent.trim()).filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  }).map((text) => text.textContent); }"""


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_no_page_is_wider_than_its_screen_and_no_number_breaks(page: Page, address: str, script: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"{address}{script}/{path}", wait_until=finished(path))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(BROKEN_NUMBERS) == [], path


def finished(path: str) -> Literal["networkidle", "load"]:
    """When a page is whole: one with a question in its address fills itself by script, which takes half a second more."""
    return "networkidle" if "?" in path else "load"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("script", "width"), [("hans", 320), ("hant", 390), ("hans", 1366)])
def test_axe_finds_nothing(browser: Browser, address: str, theme: str, script: str, width: int):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{address}{script}/{path}", wait_until=finished(path))
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    context.close()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("hans", ("机关", "水磨沟区人民政府", "收到的申请", "未写明")),
        ("hant", ("機關", "水磨溝區人民政府", "收到的申請", "未寫明")),
    ],
)
def test_three_clicks_without_script_tell_what_an_agency_says_of_requests(
    plain: Page, address: str, script: str, words: tuple[str, str, str, str]
):
    agencies, agency, requests, silent = words
    plain.goto(f"{address}{script}/checks/")
    plain.locator("header nav").get_by_role("link", name=agencies, exact=True).click()
    plain.locator("main").get_by_role("link", name=agency, exact=True).first.click()
    heads = plain.locator("table.numbers").first.locator("thead th")
    years = [re.sub(r"\D", "", text) for text in heads.all_inner_texts()]
    row = plain.locator("table.numbers tbody tr:not(.group)").filter(
        has=plain.get_by_role("rowheader", name=re.compile(f"^{requests}"))
    )
    assert row.locator("th, td").nth(years.index("2008")).inner_text() == silent
    stated = row.locator("th, td").nth(years.index("2018"))
    assert stated.inner_text().split() == ["0", "新"]
    stated.get_by_role("link").click()
    assert "/report/650105-2018/#" in plain.url
    mark = plain.locator(f"[id='{plain.url.split('#')[1]}']")
    expect(mark).to_have_count(1)
    expect(mark).to_contain_text("0")


def test_below_what_is_not_stated_stands_what_is_often_taken_for_it(plain: Page, address: str):
    plain.goto(f"{address}hans/agency/650105/")
    groups = plain.locator("table.numbers").first.locator("tr.group").all_inner_texts()
    at = groups.index("收到的申请")
    assert groups[at + 1] == "咨询和查阅"
    expect(plain.get_by_role("row").filter(has_text="查阅人次").first).to_contain_text("190")


def test_one_click_shows_what_does_not_add_up_with_the_working(plain: Page, address: str):
    plain.goto(f"{address}hans/agency/")
    plain.locator("header nav").get_by_role("link", name="核对", exact=True).click()
    table = plain.locator("#sum_of_parts ~ .scroll table, section[aria-labelledby=sum_of_parts] table")
    expect(table).to_contain_text("114+216+93+3+2+72+83+143=726")
    expect(table).to_contain_text("731")
    expect(plain.locator("main")).to_contain_text("不等于有错")


def test_every_evidence_link_lands_on_what_it_promises(page: Page, address: str):
    wanted: set[str] = set()
    for path in ("agency/650105/", "checks/", "metric/proactive_by_category/"):
        page.goto(f"{address}hans/{path}")
        wanted |= set(page.eval_on_selector_all("td.number a, a.evidence", "links => links.map(link => link.href)"))
    pages = {link.split("#")[0] for link in wanted}
    for target in sorted(pages):
        page.goto(target)
        found = set(page.eval_on_selector_all("[id]", "all => all.map(one => one.id)"))
        assert {link.split("#")[1] for link in wanted if link.startswith(f"{target}#")} <= found


@pytest.fixture(scope="module")
def long_series(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The pages of an invented agency with a report on almost every year."""
    years = [str(year) for year in range(2008, 2024) if year != 2012]
    reports = [report(year, figure(REQUESTS, 7 * int(year) % 1999), form=era_of(year)) for year in years]
    tree = Tree(archive=tabulate(reports), config=configuration(), script=Script.HANS)
    site = tmp_path_factory.mktemp("long")
    for page in (
        *map(partial(tree.page, "metric.html"), metrics.views(tree)),
        *map(partial(tree.page, "agency.html"), agencies.views(tree)),
    ):
        (site / page.path).parent.mkdir(parents=True)
        (site / page.path).write_bytes(page.content)
    shutil.copytree(ROOT / "templates", site / "assets")
    with server(site, "/", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/hans/"
        running.shutdown()


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_chart_text_stays_readable_and_within_the_picture(browser: Browser, long_series: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(f"{long_series}metric/{REQUESTS}/")
    assert page.evaluate(SMALLEST_CHART_TEXT) >= 11
    assert page.evaluate(CLIPPED_CHART_TEXT) == []
    assert page.locator("svg.chart rect").count() == 15
    assert page.locator("svg.chart .break").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_sparkline_says_its_ends_in_numbers(browser: Browser, long_series: str):
    page = browser.new_page()
    page.goto(f"{long_series}agency/650105/")
    spark = page.locator(".spark").first
    assert spark.locator(".n").all_inner_texts() == [str(7 * 2008 % 1999), str(7 * 2023 % 1999)]
    assert spark.locator("circle").count() == 15
    page.close()


def test_wide_tables_scroll_in_a_named_region_that_the_keyboard_reaches(page: Page, address: str):
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}hans/metric/requests_received/")
    region = page.locator(".scroll").first
    assert region.get_attribute("role") == "region"
    assert region.get_attribute("aria-label")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)  # scrolling by key is smooth; a waiting function would need an eval that the policy forbids
    assert region.evaluate("region => region.scrollLeft") > 0
    first = page.locator("table.wide tbody th").first
    assert first.bounding_box()["x"] >= region.bounding_box()["x"] - 1  # it sticks


def test_any_two_reports_stand_side_by_side_with_every_value_at_its_words(page: Page, address: str):
    page.goto(f"{address}hans/compare/")
    page.get_by_label("第一份报告").fill(f"{address}hant/report/650105-2018/#p3")  # as pasted
    page.get_by_label("第二份报告").fill("650105-2008")
    page.get_by_role("button", name="并列").click()
    row = page.locator("tr[data-metric=proactive_disclosure_total]")
    expect(row.get_by_role("link", name="1170")).to_have_attribute("href", re.compile(r"\.\./report/650105-2018/#p\d+"))
    expect(row.get_by_role("link", name="731")).to_be_visible()
    expect(page.locator("tr[data-metric=requests_received] td").last).to_have_text("未写明")
    expect(page.locator("tr[data-metric=press_conferences]")).not_to_be_visible()
    expect(page.locator("[data-break='2014']")).to_be_visible()
    expect(page.locator("[data-break='2019']")).not_to_be_visible()


def test_any_two_gives_what_the_page_of_the_pair_gives(page: Page, address: str):
    values, signed = [], []
    for path in ("compare/?a=650105-2008&b=650105-2018", "compare/650105.2008-2018/"):
        page.goto(f"{address}hant/{path}")
        table = page.locator("table.pair").filter(visible=True)
        expect(table).to_be_visible()
        rows = [row for row in table.locator("tr:has(td)").all() if row.is_visible()]
        values.append([[cell.locator("a").all_inner_texts() for cell in row.locator("td").all()[:2]] for row in rows])
        signed.append([row.locator("th").inner_text() for row in rows if "≠" in row.inner_text()])
    assert signed[0] == signed[1] != []
    digits = [[[re.findall(r"[\d.]+|空白|疑", " ".join(cell)) for cell in row] for row in one] for one in values]
    assert [row for row in digits[0] if any(row)] == [row for row in digits[1] if any(row)]


@pytest.mark.parametrize("wanted", ["none-2008", "../../x"])
def test_a_report_that_is_not_there_is_named(browser: Browser, address: str, wanted: str):
    page = browser.new_page()  # what is missing is an error in the console
    page.goto(f"{address}hans/compare/?a=650105-2008&b={wanted}")
    expect(page.get_by_role("status")).to_contain_text(wanted)
    page.close()


def test_without_script_the_pairs_are_there_and_checks_are_narrowed_by_kind(plain: Page, address: str):
    plain.goto(f"{address}hans/compare/")
    expect(plain.locator("form.two")).not_to_be_visible()
    plain.get_by_role("link", name="2008 · 2018").click()
    expect(plain.locator("h1")).to_contain_text("2008 与 2018")
    plain.goto(f"{address}hans/checks/")
    plain.locator(".choose").get_by_role("link", name="格式与年度").click()
    expect(plain.locator(".kinds section").filter(visible=True)).to_have_count(1)
    plain.locator(".choose").get_by_role("link", name="全部").click()
    expect(plain.locator(".kinds section").filter(visible=True)).to_have_count(3)


def test_a_column_sorts_both_ways_and_silence_stays_last(page: Page, address: str):
    page.goto(f"{address}hans/metric/proactive_disclosure_total/")
    table = page.locator("table[data-sortable]").first
    head = table.locator("thead th").filter(has_text="2008")
    column = head.evaluate("th => th.cellIndex")
    cells = table.locator(f"tbody tr > :nth-child({column + 1})")
    head.get_by_role("button").click()
    rising = [text.strip(" ≠") for text in cells.all_inner_texts()]
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    falling = [text.strip(" ≠") for text in cells.all_inner_texts()]
    numbers = [text for text in rising if text.isdecimal()]
    assert rising[: len(numbers)] == sorted(numbers, key=int)
    assert falling[: len(numbers)] == rising[: len(numbers)][::-1]
    assert set(rising[len(numbers) :]) == {"[x]"}


@pytest.mark.parametrize("path", PAGES)
def test_both_scripts_have_the_same_numbers_links_and_ids(page: Page, address: str, path: str):
    seen = []
    for script in SCRIPTS:
        page.goto(f"{address}{script}/{path}", wait_until=finished(path))
        links = page.eval_on_selector_all("main a", "links => links.map(link => link.getAttribute('href'))")
        ids = page.eval_on_selector_all("main [id]", "all => all.map(one => one.id)")
        numbers = re.findall(r"\d[\d.]*", page.locator("main").inner_text())
        seen.append((links, ids, numbers))
    assert seen[0] == seen[1]
