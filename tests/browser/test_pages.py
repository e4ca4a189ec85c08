"""The reader's pages as readers meet them: every width, both scripts, light and dark, with and without script, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from nianbao.model import Script

REPORTS = ("650105-2008", "650104-2008", "370406-2009", "650100-2014", "650105-2018")
PAGES = (
    "",
    "about/",
    "method/",
    *(f"report/{report}/" for report in REPORTS),
    *(f"report/{report}/changes/" for report in REPORTS),
)
AT_THE_ROOT = ("", "id/650105-2008/", "404.html")
SCRIPTS = tuple(script.folder for script in Script)
OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
BROKEN_NUMBERS = """() => [...document.querySelectorAll('.n, td.number, .notes a .n')].filter((cell) => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!/\\d/.test(node.data)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) return true;
  }
  return false;
}).map((cell) => cell.textContent)"""
SMALL_TARGETS = """(least) => [...document.querySelectorAll('header.site a, .box button, .box input, summary, .text a:empty')]
  .map((one) => [one.textContent || one.className, one.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < least || box.width < least))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
PLACE = "(id) => document.getElementById(id).getBoundingClientRect().top"


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("width", [320, 390, 1366])
def test_no_page_is_wider_than_its_screen_and_no_number_breaks(page: Page, address: str, script: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        page.goto(f"{address}{script}/{path}")
        page.evaluate(OPEN_ALL)
        assert page.evaluate(WIDER) <= 0, path
        assert page.evaluate(BROKEN_NUMBERS) == [], path


@pytest.mark.parametrize("width", [320, 1366])
def test_pages_at_the_root_fit_too(browser: Browser, address: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="en")
    opened = context.new_page()
    for path in AT_THE_ROOT:
        opened.goto(f"{address}{path}")
        assert opened.evaluate(WIDER) <= 0, path
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("script", "width"), [("hans", 320), ("hant", 390), ("hans", 1366)])
def test_axe_finds_nothing(browser: Browser, address: str, theme: str, script: str, width: int):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, locale="en")
    opened = context.new_page()
    chosen = ("", "about/", "method/", "report/650105-2008/", "report/650105-2018/", "report/650104-2008/changes/")
    for path in (*(f"{script}/{path}" for path in chosen), *AT_THE_ROOT):
        opened.goto(f"{address}{path}")
        opened.evaluate(OPEN_ALL)
        found = Axe().run(opened)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
    context.close()


def test_controls_are_large_enough_for_a_finger(page: Page, address: str):
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("hans/", "hant/report/650105-2008/"):
        page.goto(f"{address}{path}")
        assert page.evaluate(SMALL_TARGETS, 24) == []
        heights = page.eval_on_selector_all("header.site a", "(all) => all.map((one) => one.getBoundingClientRect().height)")
        assert min(heights) >= 44


def test_the_first_screen_of_a_phone_shows_title_agency_sums_and_figures(plain: Page, address: str):
    plain.goto(f"{address}hans/report/650105-2008/")
    for selector in ("h1", ".known", ".ledger", ".sums li", "#figures", "table.figures tbody tr"):
        box = plain.locator(selector).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844, selector


def test_a_key_figure_leads_to_its_marked_words_and_back_without_script(plain: Page, address: str):
    plain.goto(f"{address}hant/report/650105-2008/")
    plain.locator("table.figures td a").first.click()
    mark = plain.locator("mark:target")
    assert "731" in mark.inner_text()
    box = mark.bounding_box()
    assert box
    assert 0 <= box["y"] <= 844
    mark.locator("a").click()
    note = plain.locator(".notes a:target")
    assert "731" in note.inner_text()


def test_notes_stand_beside_their_paragraph_where_there_is_room_and_below_it_where_not(page: Page, address: str):
    page.goto(f"{address}hans/report/650105-2008/")
    note = page.locator(".notes").first
    paragraph = page.locator("p:has(+ .notes)").first
    beside, text = note.bounding_box(), paragraph.bounding_box()
    assert beside
    assert text
    assert beside["x"] >= text["x"] + text["width"]
    assert abs(beside["y"] - text["y"]) < 24
    page.set_viewport_size({"width": 390, "height": 844})
    below, text = note.bounding_box(), paragraph.bounding_box()
    assert below
    assert text
    assert below["y"] >= text["y"] + text["height"] - 12


def test_pointing_at_a_mark_lights_its_note(page: Page, address: str):
    page.goto(f"{address}hans/report/650105-2008/")
    page.locator("mark a").first.hover()
    assert page.locator(".notes .lit, .notes a.lit").count() == 1


def test_the_script_switch_keeps_the_place(page: Page, address: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}hans/report/650100-2014/#p12")
    page.locator(".scripts a[hreflang=zh-Hant]").click()
    assert page.url == f"{address}hant/report/650100-2014/#p12"
    assert abs(page.evaluate(PLACE, "p12")) < 100


def test_without_script_a_paragraph_leads_to_its_twin(plain: Page, address: str):
    plain.goto(f"{address}hans/report/650105-2008/")
    plain.locator("#p12 a:empty[hreflang]").click()
    assert plain.url == f"{address}hant/report/650105-2008/#p12"


def test_the_gate_sends_a_first_visitor_on_and_lets_whoever_comes_back_choose(browser: Browser, address: str):
    context = browser.new_context(locale="zh-TW")
    opened = context.new_page()
    opened.goto(address)
    opened.wait_for_url(f"{address}hant/")
    opened.evaluate("location.href = '../'")
    opened.wait_for_url(address)
    opened.locator("a[hreflang=zh-Hans]").click()
    opened.wait_for_url(f"{address}hans/")
    fresh = context.new_page()
    fresh.goto(f"{address}id/650105-2008/#p7")
    fresh.wait_for_url(f"{address}hans/report/650105-2008/#p7")
    context.close()


def test_a_reader_of_neither_script_is_asked(browser: Browser, address: str):
    context = browser.new_context(locale="en")
    opened = context.new_page()
    opened.goto(address)
    assert opened.locator(".choice a").count() == 2
    assert opened.url == address
    context.close()


def test_content_pages_never_send_anyone_elsewhere(browser: Browser, address: str):
    context = browser.new_context(locale="zh-TW")
    opened = context.new_page()
    opened.goto(f"{address}hans/report/650105-2008/")
    opened.wait_for_timeout(200)
    assert opened.url == f"{address}hans/report/650105-2008/"
    context.close()


def test_a_missing_page_offers_the_same_address_in_the_other_script(browser: Browser, address: str):
    context = browser.new_context(locale="en")
    opened = context.new_page()
    opened.goto(f"{address}hans/report/none/")
    offered = opened.locator("[data-lost=hant] a")
    expect(offered).to_be_visible()
    assert str(offered.get_attribute("href")).endswith("/hant/report/none/")
    expect(opened.locator("[data-lost=hans] a")).to_be_hidden()
    context.close()


def test_on_paper_stands_the_text_with_its_address_and_no_navigation(page: Page, address: str):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 930})  # the width between the margins of A4 at 96 dots an inch
    page.goto(f"{address}hans/report/650105-2018/")
    assert page.locator(".address").is_visible()
    assert not page.locator("header.site nav, .scripts, .text a:empty, .contents, .crumbs").filter(visible=True).count()
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("() => [...document.querySelectorAll('.scroll')].every((one) => one.scrollWidth <= one.clientWidth + 1)")


@pytest.mark.parametrize(
    ("script", "sentence"), [("hans", "共主动公开政府信息731条，其中"), ("hant", "共主動公開政府信息731條，其中")]
)
def test_citations_are_of_the_figure_that_was_asked_for(page: Page, address: str, script: str, sentence: str):
    page.goto(f"{address}{script}/report/650105-2008/")
    page.locator(".figures a[href='#p9f2']").first.click()
    page.locator(".cite summary").click()
    expect(page.locator(".cite pre").first).to_contain_text("731")
    texts = page.locator(".cite pre").all_text_contents()
    assert all("/id/650105-2008/#p9" in text for text in texts), texts
    assert sentence in texts[0]


def test_one_kind_of_change_is_lit_in_the_whole_text_without_script(plain: Page, address: str):
    plain.goto(f"{address}hans/report/650105-2008/changes/#k2")
    grounds = "(kind) => getComputedStyle(document.querySelector(`.whole pre .${kind}`)).backgroundColor"
    assert plain.evaluate(grounds, "k2") != plain.evaluate(grounds, "k1")
