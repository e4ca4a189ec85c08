"""Who reports on which year: agency, region, year, publication date, scope, each with the words that tell it.

Nothing is guessed. Where witnesses of equal weight disagree, or a name fits several places, the fact stays unknown.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import PurePosixPath

from nianbao.identify import regions
from nianbao.identify.agency import find_agency
from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, TOWNSHIP, Body, find_unit, read_body
from nianbao.identify.dates import find_published, read_dates
from nianbao.identify.page import fill, page_lines
from nianbao.identify.place import find_alias, find_place, tells_place
from nianbao.identify.refusals import refusal
from nianbao.identify.scopes import find_scope
from nianbao.identify.titles import title_lines
from nianbao.identify.witness import Witness, hear
from nianbao.identify.years import find_year
from nianbao.model import Attribution, Cleaned, Document, Evidence, Facts, Identity, Source

__all__ = ["identify", "refusal", "report_id", "unit_of"]

WEAKEST_FIRST = (Attribution.UNKNOWN, Attribution.INFERRED, Attribution.STATED, Attribution.SIDECAR)


def identify(source: Source, cleaned: Cleaned, document: Document) -> Identity:
    """Say who reports on which year, and how that is known.

    What a person's sidecar says outranks the text; what the head of an HTML page says only fills what the text leaves open.
    """
    witness = hear(source, cleaned, document)
    identity = _identify(witness, source.facts, document)
    lines = page_lines(source.page, cleaned.script, identity.year)
    if not lines or (identity.agency and identity.year and identity.published):
        return identity
    return fill(identity, _identify(replace(witness, head=(*lines, *witness.head)), source.facts, document))


def _identify(witness: Witness, facts: Facts, document: Document) -> Identity:
    titles = title_lines(witness)
    dated = read_dates(witness)
    year = find_year(witness, titles, find_published(dated, facts.year)[0])
    claim, agency_known = find_agency(witness, titles, facts.year or year.year)
    published, when = find_published(dated, facts.year or year.year)
    body = _body(facts, claim.body if claim else None)
    scope, what = find_scope(witness, body)
    told = _told(facts)
    identity = Identity(
        year=facts.year or year.year,
        published=facts.published or published,
        scope=facts.scope or scope,
        attribution=_weakest(
            Attribution.SIDECAR if facts.agency else agency_known, Attribution.SIDECAR if facts.year else year.attribution
        ),
        evidence=(*told, *_untold(told, claim.evidence if claim else None, year.evidence, when, what)),
    )
    return _located(identity, body, facts, witness, document) if body else identity


def _body(facts: Facts, inferred: Body | None) -> Body | None:
    if not facts.agency:
        return replace(inferred, level=facts.level) if inferred and facts.level else inferred
    read = read_body(facts.agency)
    return Body(facts.agency, facts.level or (read.level if read else "other"))


def _located(identity: Identity, body: Body, facts: Facts, witness: Witness, document: Document) -> Identity:
    """The identity with the facts that hang on the agency."""
    place = find_place(body, identity.year, witness, document.text)
    code = facts.region_code or place.code
    body = body if facts.agency else name_in_region(body, code, identity.year)
    return replace(
        identity,
        agency=body.name,
        level=body.level,
        region_code=code,
        region=regions.full_name(code, identity.year) if code else "",
        unit=facts.unit or unit_of(body, code),
        evidence=identity.evidence + _untold(identity.evidence, place.evidence),
    )


def name_in_region(body: Body, code: str, year: str) -> Body:
    """The body under one name whatever a report prints: with the division that it is in, without those above.

    >>> name_in_region(Body("北京市门头沟区潭柘寺镇人民政府", "township"), "110109", "2011").name
    '门头沟区潭柘寺镇人民政府'
    >>> name_in_region(Body("建新镇人民政府", "township"), "440823", "2018").name
    '遂溪县建新镇人民政府'
    >>> name_in_region(Body("水利局", "department"), "331125", "2018").name
    '云和县水利局'
    """
    place = regions.read_place(body.name, year)
    if len(place.names) > 1 and place.names[-1] in regions.load().by_name:
        return replace(body, name=place.names[-1] + place.rest)
    nowhere = body.level == TOWNSHIP or (
        body.level == DEPARTMENT and not tells_place(body.name) and not any(regions.mentions(body.name))
    )
    if nowhere and code and not place.names and "（" not in body.name:
        return replace(body, name=regions.name_of(code, year) + body.name)
    return body


def _told(facts: Facts) -> tuple[Evidence, ...]:
    """What the sidecar says, as evidence."""
    told = {
        "agency": facts.agency,
        "region": facts.region_code,
        "year": facts.year,
        "published": facts.published,
        "scope": facts.scope,
    }
    return tuple(Evidence(fact=fact, rule="sidecar", quote=words) for fact, words in told.items() if words)


def _untold(told: tuple[Evidence, ...], *found: Evidence | None) -> tuple[Evidence, ...]:
    """What the text says of the facts that no person has told."""
    known = {evidence.fact for evidence in told}
    return tuple(each for each in found if each and each.fact not in known)


def _weakest(*known: Attribution) -> Attribution:
    return min(known, key=WEAKEST_FIRST.index)


def unit_of(body: Body, code: str) -> str:
    """The id's part for anyone but the region's own government: from the curated data, else from the name's digest.

    >>> unit_of(Body("水磨沟区人民政府", "government"), "650105"), unit_of(Body("永嘉县民政局", "department"), "330324")
    ('', 'civil-affairs')
    >>> unit_of(Body("信访局", "department"), "")
    'a226665a'
    """
    if body.level == GOVERNMENT and code:
        return ""
    alias = find_alias(body.name)
    known = alias["unit"] if alias else find_unit(regions.read_place(body.name).rest) if code else ""
    return known or hashlib.sha256(body.name.encode()).hexdigest()[:8]


LONGEST_SLUG = 100  # an id names a folder, and no file system holds more than 255 bytes


def report_id(identity: Identity, source: Source) -> str:
    """The id of a report, before a second one of the same agency and year gets its number.

    >>> told = Identity(agency="水磨沟区人民政府", region_code="650105", year="2008", attribution=Attribution.STATED)
    >>> report_id(told, Source(path="reports/a.txt", sha256="", encoding="utf-8", text=""))
    '650105-2008'
    >>> report_id(Identity(), Source(path="reports/Some File_1.txt", sha256="", encoding="utf-8", text=""))
    'x-some-file-1'
    """
    if source.facts.id:
        return source.facts.id
    if identity.agency and identity.year:
        return "-".join(filter(None, (identity.region_code or "u", identity.unit, identity.year)))
    stem = PurePosixPath(source.path).stem
    slug = re.sub(r"[^a-z0-9]+", "-", stem.lower())[:LONGEST_SLUG].strip("-")
    return f"x-{slug or source.sha256[:12]}"
