"""Sixth phase: what the web page added at the head and the tail of a report.

Between body lines only whole lines go that cannot be a report's: the end of a preview, share bars, ways to the next page.

Runs after conversion, so that every word has one spelling. Dates and numbers of documents in these bars are facts; they
are read from the decoded capture.
"""

from __future__ import annotations

from nianbao.clean.chrome.site import (
    drop_collection_numbers,
    drop_doubled_titles,
    drop_page_code,
    drop_site_chrome,
    drop_template_tokens,
)
from nianbao.clean.rule import Rule

RULES = (
    Rule(drop_template_tokens, figures=True),
    Rule(drop_page_code, figures=True),
    Rule(drop_site_chrome, figures=True),
    Rule(drop_collection_numbers),
    Rule(drop_doubled_titles, figures=True),
)
