"""The head of an HTML page: heard where the text leaves something open, and never over the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nianbao.markup import read_page
from nianbao.model import Source
from nianbao.report import read_report

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "page_head.yaml").read_text(encoding="utf-8"))
BODY = (
    "<p>根据《中华人民共和国政府信息公开条例》的要求，编制本报告。主动公开政府信息12条，受理申请3件。</p>"
    "<p>二、存在的问题</p><p>公开的内容还不够全面，今后将加以改进。</p>"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head_of_a_page_tells_what_its_case_says(case: dict[str, Any]):
    text, page = read_page(f"<head>{case['head']}</head>{case['body']}{BODY}")
    report = read_report(Source(path="a.html", sha256="", encoding="utf-8", text=text, page=page)).report
    assert report
    told = {name: str(getattr(report.identity, name)) for name in case["tells"]}
    assert told == case["tells"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_head_of_a_page_is_no_part_of_the_text_and_evidence_quotes_none_of_it(case: dict[str, Any]):
    text, page = read_page(f"<head>{case['head']}</head>{case['body']}{BODY}")
    assert not page.title or page.title not in text
    report = read_report(Source(path="a.html", sha256="", encoding="utf-8", text=text, page=page)).report
    assert report
    facts = {report.identity.agency, report.identity.region_code, report.identity.year, report.identity.published}
    assert {each.quote for each in report.identity.evidence if each.rule == "page_head"} <= facts
