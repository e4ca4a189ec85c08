"""What the head of an HTML page says of the report in it: heard only where the text leaves something open."""

from __future__ import annotations

import re
from dataclasses import replace

from nianbao.identify.witness import read_head
from nianbao.identify.years import title_years
from nianbao.model import Attribution, Evidence, Identity, PageHead, Script

# Behind a title stands the site's name, which may be that of a body above the one that reports.
SITE = re.compile(r"(?<=报告|報告|年报|年報)[ ]?[-—_|].*", re.DOTALL)


def page_lines(page: PageHead, script: Script, year: str) -> tuple[str, ...]:
    """The head's facts as a site would print them above the report; nothing where it names another year than the text.

    >>> head = PageHead(title="某县2012年政府信息公开年度报告_某市人民政府", published="2013-03-01 09:00")
    >>> page_lines(head, Script.HANS, "")
    ('某县2012年政府信息公开年度报告', '发布日期:2013-03-01 09:00')
    >>> page_lines(head, Script.HANS, "2011")
    ()
    """
    facts = (("", SITE.sub("", page.title)), ("来源:", page.issuer), ("发布日期:", page.published))
    lines = read_head("\n".join(label + " ".join(words.split()) for label, words in facts if words), script)
    years = title_years(lines[:1] if page.title else ())
    return () if year and years and year[-4:] not in years else lines


def fill(known: Identity, with_page: Identity) -> Identity:
    """The identity that the text tells, with what only the page's head tells; where the two differ, the text is right."""
    if known.agency not in ("", with_page.agency) or known.year not in ("", with_page.year):
        return known
    filled = replace(known, published=known.published or with_page.published)
    if with_page.agency and with_page.year and not (known.agency and known.year):
        inferred = Attribution.INFERRED if with_page.attribution is Attribution.STATED else with_page.attribution
        filled = replace(with_page, published=filled.published, scope=known.scope, attribution=inferred)
    return replace(filled, evidence=(*known.evidence, *_evidence(known, filled)))


def _evidence(known: Identity, filled: Identity) -> tuple[Evidence, ...]:
    """The new facts, told by their values: a hijacked page's head holds advertising, which evidence must not show."""
    values = (
        ("agency", known.agency, filled.agency),
        ("region", known.region_code, filled.region_code),
        ("year", known.year, filled.year),
        ("published", known.published, filled.published),
    )
    return tuple(Evidence(fact=fact, rule="page_head", quote=new) for fact, old, new in values if new and new != old)
