"""Titles that the report under them speaks against: advertising in a name's place, a region for its bureau, a title of others."""

from __future__ import annotations

import re

from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, NATIONAL, OTHER, TOWNSHIP, Body, is_same, seat_of
from nianbao.identify.claims import SUCCESSOR, Claim, read_claims
from nianbao.identify.place import find_alias
from nianbao.identify.signatures import read_signatures
from nianbao.identify.speech import BUREAU, FIRST_PERSON, speaks_as
from nianbao.identify.witness import Witness

# What names of one kind have in common, so that it tells no two apart.
COMMON = re.compile(r"人民政府|政府|办事处|街道|镇|乡|行政|管理|监督|委员会|办公室|[局委办厅处和与及]|[省市区县旗州盟]")
# Bodies that took others in, whose report may bear the older name.
HEIRS = re.compile(rf"{SUCCESSOR.pattern}|市场监督|乡村振兴|行政审批|发展和?改革|综合|大数据|数据")


def find_truer(named: Body, witness: Witness) -> Claim | None:
    """The maker where the title only bears a name that no place tells, or the region's, and the text is another body's."""
    if not _tells_place(named.name):
        return _only([claim for claim in read_claims(witness) if not is_same(claim.body, named)], witness)
    if named.level != GOVERNMENT or FIRST_PERSON[GOVERNMENT].search(witness.body) or not BUREAU.search(witness.body):
        return None
    signed = [Claim(body, "signature", words) for body, words in read_signatures(witness)]
    return _only([claim for claim in signed if _lies_in(claim.body, named)], witness)


def is_disputed(named: Body, witness: Witness) -> bool:
    """Whether another body of the title's kind signs, whose name has nothing in common with it."""
    signed = [body for body, _ in read_signatures(witness)]
    return bool(signed) and all(_is_other(named, body) for body in signed)


def _only(claims: list[Claim], witness: Witness) -> Claim | None:
    """The claim of a body that its name places and the text speaks as, if no two differ."""
    if not claims or not all(is_same(claims[0].body, claim.body) for claim in claims):
        return None
    claim = max(claims, key=lambda each: len(each.body.name))
    fits = regions.read_place(claim.body.name).names and claim.body.level != OTHER and speaks_as(claim.body, witness)
    return claim if fits else None


def _tells_place(name: str) -> bool:
    """Whether a name says where its body is, be it in short, or is that of a body which everybody knows."""
    short = regions.load().short
    placed = regions.read_place(name).names or name[:2] in short or name[:3] in short
    return bool(placed or NATIONAL.match(name) or find_alias(name))


def _lies_in(body: Body, region: Body) -> bool:
    """Whether a department's name places it right in the region that a government is of, and it is not that one's office."""
    own, above = regions.read_place(body.name), regions.read_place(region.name)
    return body.level == DEPARTMENT and bool(own.names) and own.names[-1:] == above.names[-1:] and seat_of(body) is None


def _is_other(one: Body, other: Body) -> bool:
    """Whether two bodies of a kind have not a character in common that tells them from their like."""
    if one.level != other.level or one.level not in (DEPARTMENT, TOWNSHIP, GOVERNMENT) or is_same(one, other):
        return False
    cores = [set(COMMON.sub("", _core(body))) for body in (one, other)]
    return all(cores) and cores[0].isdisjoint(cores[1]) and not HEIRS.search(one.name + other.name)


def _core(body: Body) -> str:
    """What tells a body from its like: a government's region, of others what follows it."""
    place = regions.read_place(body.name)
    return "".join(place.names) if body.level == GOVERNMENT else place.rest
