"""Hostile captures in a real browser: nothing runs, nothing is asked of anyone else, the policy has nothing to stop."""

from __future__ import annotations

import threading
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from hostile_build import Built, build_hostile

from nianbao.serve import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 300  # pages of the Simplified tree: every kind of page, every report, and what was changed in the first
LARGE = 500_000  # bytes of a page that takes Chromium seconds
PATIENCE = 120_000  # milliseconds: the largest page of all, on a busy machine
REPORT_DEPTH = 3  # hans/report/650105-2008/index.html
BASE = "/nianbao/"  # as in config.yaml: 404.html alone depends on it
WATCH = """
window.pwned = () => { document.title = 'pwned' };
addEventListener('securitypolicyviolation', event => console.error(event.violatedDirective));
"""


def addresses(hostile: Built) -> list[str]:
    """Pages of the Simplified tree, and every other report in the other tree: the same markup in other characters.

    Without the reports about size alone: Chromium sets 20,000 opening brackets in a row for minutes, and nothing else is in them.
    """
    large = {row["report_id"] for name, row in hostile.reports.items() if name.startswith("sizes-")}
    paths = [path.relative_to(hostile.site).as_posix() for path in sorted(hostile.site.rglob("*.html"))]
    reports = [path for path in paths if path.startswith("hans/report/") and not large.intersection(path.split("/"))]
    others = [path for path in paths if not path.startswith(("hans/report/", "hant/", "id/"))]
    opened = [*others, *sorted(reports, key=lambda path: path.count("/"))][:MOST]
    pages = [path for path in opened if path.startswith("hans/report/") and path.count("/") == REPORT_DEPTH]
    quick = [path for path in pages[::2] if (hostile.site / path).stat().st_size < LARGE]
    return [*opened, *(path.replace("hans/", "hant/", 1) for path in quick)]


def test_nothing_of_any_case_runs_and_nobody_else_is_asked(browser: Browser, tmp_path: Path):
    hostile = build_hostile(tmp_path)
    with server(hostile.site, BASE, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        own = f"http://127.0.0.1:{running.server_address[1]}/"
        context = browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append("a dialog"), dialog.dismiss()))
        page.on("request", lambda request: None if request.url.startswith(own) else faults.append(request.url))
        for path in addresses(hostile):
            page.goto(f"{own}{BASE[1:]}{path}", wait_until="load")
            if page.title() == "pwned":
                faults.append(f"a script ran on {path}")
        for tree, query in product(("hans", "hant"), ("%3Cimg%20src%3Dx%20onerror%3Dpwned()%3E", "pwned")):
            page.goto(f"{own}{BASE[1:]}{tree}/search/?q={query}")
            page.wait_for_selector("#result-count[data-count]", state="attached")
            if page.title() == "pwned":
                faults.append(f"a script ran on a search in {tree}")
        context.close()
        running.shutdown()
    assert faults == []
