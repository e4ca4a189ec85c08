"""The search box in the header of every page, in a real Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.mark.parametrize("key", ["/", "Control+k"])
@pytest.mark.parametrize("path", ["hant/", "hant/report/", "hant/search/"])
def test_a_key_leads_to_the_search_from_any_page(page: Page, address: str, path: str, key: str):
    page.goto(f"{address}{path}")
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.type("信息/公開")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results li[data-report]")
    assert "/hant/search/?q=" in page.url
    assert page.input_value("#q") == "信息/公開"


def test_without_scripts_the_box_leads_to_the_search_page(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}hans/year/")
    page.fill("header input[type=search]", "信息")
    page.press("header input[type=search]", "Enter")
    page.wait_for_url("**/hans/search/?q=*")
    assert "JavaScript" in page.inner_text("main")
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1366])
def test_the_header_has_room_for_it(page: Page, address: str, width: int):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}hans/metric/")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.is_visible("header input[type=search]")
