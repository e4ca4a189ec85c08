"""Hostile captures in a real browser: nothing runs, nothing is asked of anyone else, the policy has nothing to stop."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_build import Built, build_hostile

from nianbao.serve import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 300  # pages opened: every kind of page, every report in one script, and what was changed in the first
BASE = "/nianbao/"  # as in config.yaml: 404.html alone depends on it
WATCH = """
window.pwned = () => { document.title = 'pwned' };
addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective));
"""


def addresses(hostile: Built) -> list[str]:
    """Pages of the Simplified tree; the other tree is the same markup in other characters.

    Without the reports about size alone: Chromium sets 20,000 opening brackets in a row for minutes, and nothing else is in them.
    """
    large = {row["report_id"] for name, row in hostile.reports.items() if name.startswith("sizes-")}
    paths = [path.relative_to(hostile.site).as_posix() for path in sorted(hostile.site.rglob("*.html"))]
    reports = [path for path in paths if path.startswith("hans/report/") and not large.intersection(path.split("/"))]
    others = [path for path in paths if not path.startswith(("hans/report/", "hant/", "id/"))]
    return [*others, *sorted(reports, key=lambda path: path.count("/"))][:MOST]


def test_nothing_of_any_case_runs_and_nobody_else_is_asked(browser: Browser, tmp_path: Path):
    hostile = build_hostile(tmp_path)
    with server(hostile.site, BASE, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        own = f"http://127.0.0.1:{running.server_address[1]}/"
        context = browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(own) else faults.append(request.url))
        for path in addresses(hostile):
            page.goto(f"{own}{BASE[1:]}{path}", wait_until="load")
            if page.title() == "pwned":
                faults.append(f"a script ran on {path}")
        page.goto(f"{own}{BASE[1:]}hans/search/?q=%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E")
        page.wait_for_selector("#result-count[data-count]", state="attached")
        page.goto(f"{own}{BASE[1:]}hans/search/?q=pwned")
        page.wait_for_selector("#result-count[data-count]", state="attached")
        if page.title() == "pwned":
            faults.append("a script ran on a search")
        context.close()
        running.shutdown()
    assert faults == []
