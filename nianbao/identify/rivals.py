"""Titles that the report under them speaks against: advertising in a name's place, a region for its bureau, a title of others."""

from __future__ import annotations

import re

from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, OTHER, TOWNSHIP, Body, is_same, seat_of
from nianbao.identify.claims import SUCCESSOR, Claim, read_claims
from nianbao.identify.place import CENTRAL, tells_place
from nianbao.identify.signatures import read_signatures
from nianbao.identify.speech import FIRST_PERSON, clear_persons, speaks_as
from nianbao.identify.witness import Witness

# What names of one kind have in common, so that it tells no two apart.
COMMON = re.compile(r"人民政府|政府|办事处|街道|镇|乡|行政|管理|监督|委员会|办公室|[局委办厅处和与及]|[省市区县旗州盟]")
# Bodies that took others in, whose report may bear the older name.
HEIRS = re.compile(rf"{SUCCESSOR.pattern}|市场监督|乡村振兴|行政审批|发展和?改革|综合|数据")
# Offices that compile the report of a region.
REPORTS_FOR = re.compile(r"办公室$|办$|信息|政务|公开|档案|电子|网")
# What a name may have before its place: that of a body above it.
OWNER_END = re.compile(r"[局行会委部团师厅院队学司社署党省市区县旗州盟（]$")
FIRM = re.compile(r"(?:公司|集团|娱乐城|俱乐部|酒店)$")
REPEATED = 2  # times that a text says a bureau's name besides the signature


def find_truer(named: Body, witness: Witness) -> Claim | None:
    """The maker where the title only bears a name that no place tells, or the region's, and the text is another body's."""
    if named.level != TOWNSHIP and not tells_place(named.name):
        claims = [claim for claim in read_claims(witness) if not claim.body.name.endswith(named.name)]
        return _only([claim for claim in claims if regions.read_place(claim.body.name).names], witness)
    if named.level != GOVERNMENT or not _is_not_of_region(witness):
        return None
    signed = [Claim(body, "signature", words) for body, words in read_signatures(witness)]
    return _only([claim for claim in signed if _lies_in(claim.body, named)], witness)


def is_disputed(named: Body, witness: Witness) -> bool:
    """Whether another body signs, whose name has nothing in common with the title's; or a region's report is of no region."""
    signed = [body for body, _ in read_signatures(witness)]
    if is_stranger(named, witness) or (signed and all(_is_other(named, body, witness) for body in signed)):
        return True
    if named.level != GOVERNMENT or FIRST_PERSON[GOVERNMENT].search(witness.body):
        return False
    return all(_is_spoken_of(body, named, witness) for body in signed) if signed else _is_not_of_region(witness)


def is_stranger(body: Body, witness: Witness) -> bool:
    """Whether a name is advertising: a firm that no place tells, in a text that speaks as a bureau; or words before a place."""
    firm = FIRM.search(body.name) and not tells_place(body.name) and clear_persons(witness)
    return bool(firm) or has_junk_before(body.name)


def has_junk_before(name: str) -> bool:
    """Whether words stand before the place in a name that are of no name: advertising, or what a site prints on the line.

    >>> [has_junk_before(name) for name in ("甲乙丙平阳县水利局", "共青团平阳县委员会", "平阳县水利局")]
    [True, False, False]
    """
    if tells_place(name) or CENTRAL.match(name):
        return False
    end, place = next(regions.mentions(name), (0, ""))
    before = name[: end - len(place)] if place else ""
    return bool(before) and not OWNER_END.search(before)


def _is_not_of_region(witness: Witness) -> bool:
    """Whether a text says more than once that it is a bureau's or a town's, and never 我县 or 全县."""
    clear = clear_persons(witness)
    return bool(clear) and max(clear.values()) > 1 and not FIRST_PERSON[GOVERNMENT].search(witness.body)


def _only(claims: list[Claim], witness: Witness) -> Claim | None:
    """The claim of a body that the text speaks as, if no two differ."""
    if not claims or not all(is_same(claims[0].body, claim.body) for claim in claims):
        return None
    claim = max(claims, key=lambda each: len(each.body.name))
    return claim if claim.body.level != OTHER and speaks_as(claim.body, witness) else None


def _is_spoken_of(body: Body, region: Body, witness: Witness) -> bool:
    """Whether a bureau of the region signs whose name the text repeats, and which is not one that reports for others."""
    called = regions.read_place(body.name).rest
    reports_for = HEIRS.search(called) or REPORTS_FOR.search(called)
    return _lies_in(body, region) and not reports_for and witness.body.count(called) > REPEATED


def _lies_in(body: Body, region: Body) -> bool:
    """Whether a name places a bureau or a town in the region that a government is of, or a town nowhere."""
    own, above = regions.read_place(body.name), regions.read_place(region.name)
    if body.level not in (DEPARTMENT, TOWNSHIP) or seat_of(body):
        return False
    inside = any(regions.lies_in(code, parent) for code in own.codes for parent in above.codes)
    return inside if own.names else body.level == TOWNSHIP


def _is_other(one: Body, other: Body, witness: Witness) -> bool:
    """Whether two bodies have nothing in common that tells them from their like, or the text is clearly the other's."""
    if is_same(one, other) or seat_of(one) == other or seat_of(other) == one:
        return False
    if other.level == DEPARTMENT and not tells_place(other.name):
        return False
    if one.level != other.level:
        return set(clear_persons(witness)) == {other.level}
    if one.level == OTHER:
        return False
    kept = _differ(_core(one), _core(other)) and not HEIRS.search(one.name + other.name)
    return kept or _differ(*("".join(regions.read_place(body.name).names[-1:]) for body in (one, other)))


def _differ(one: str, other: str) -> bool:
    """Whether two names, both given, share no character but those that many share.

    >>> _differ("水利局", "水务局"), _differ("水利局", "财政局"), _differ("", "财政局")
    (False, True, False)
    """
    cores = [set(COMMON.sub("", name)) for name in (one, other)]
    return all(cores) and cores[0].isdisjoint(cores[1])


def _core(body: Body) -> str:
    """What tells a body from its like: a government's region, of others what follows it."""
    place = regions.read_place(body.name)
    return "".join(place.names[-1:]) if body.level == GOVERNMENT else place.rest
