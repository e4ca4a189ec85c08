"""Unified social credit codes above a report (GB 32100-2015): the division that registered the agency."""

from __future__ import annotations

import re

from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, TOWNSHIP, Body
from nianbao.identify.speech import called_for, kind_of, may_be_above
from nianbao.identify.witness import Witness

# Of offices of government, of its institutions, and others: behind the two characters stands the division. Index numbers
# of sites begin with such a code: 11330723736009120E/2016-19374.
CREDIT_CODE = re.compile(r"(?<![0-9A-Z])(?:11|12|19)(\d{6})[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Z])")
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LABEL = re.compile(r"(索引号|统一社会信用代码)[\s:|]{0,6}\Z")
LONGEST_LABEL = 16
ANYWHERE = {"城区", "郊区", "矿区"}  # names of divisions that are words as well
COUNTY = 3  # the depth of what a township lies in


def registered(year: str, witness: Witness) -> dict[str, str]:
    """Divisions in the credit codes above a report, as in force in its year, with what is printed."""
    found: dict[str, str] = {}
    for line in witness.head:
        for match in CREDIT_CODE.finditer(line):
            code = regions.in_force(match[1], year) if is_credit_code(match[0]) else ""
            if code:
                found.setdefault(code, _printed(match))
    return found


def _printed(match: re.Match[str]) -> str:
    label = LABEL.search(match.string, max(0, match.start() - LONGEST_LABEL), match.start())
    return f"{label[1]}:{match[0]}" if label else match[0]


def is_credit_code(code: str) -> bool:
    """Whether the check character of a unified social credit code is right.

    >>> is_credit_code("11330723736009120E"), is_credit_code("11330723736009120F")
    (True, False)
    """
    total = sum(CHARACTERS.index(character) * 3**i for i, character in enumerate(code[:17]))
    return CHARACTERS[-total % 31] == code[17]


def registrars(body: Body, year: str, witness: Witness) -> dict[str, str]:
    """Divisions that registered a body which its name places nowhere, where nothing in the text speaks against them."""
    found = registered(year, witness)
    if not found or body.level not in (TOWNSHIP, DEPARTMENT):
        return {}
    fits = _is_county_of if body.level == TOWNSHIP else _is_region_of
    return {code: quote for code, quote in found.items() if fits(code, body, year, witness) and not is_denied(code, witness)}


def is_denied(code: str, witness: Witness) -> bool:
    """Whether the text names a division that is neither this one, nor lies in it or around it."""
    names = {name for _, name in regions.mentions(f"{witness.title}\n{witness.body}")} - ANYWHERE
    return not all(
        any(regions.lies_in(code, each) or regions.lies_in(each, code) for each in regions.lookup(name)) for name in names
    )


def _is_county_of(code: str, _: Body, year: str, witness: Witness) -> bool:
    """Whether a township can lie in a division: in a county, or in a city without any; and no 县 where it says 区政府."""
    if regions.depth(code) < COUNTY and (regions.depth(code) == 1 or regions.has_divisions(code, year)):
        return False
    return may_be_above(code, year, witness)


def _is_region_of(code: str, body: Body, year: str, witness: Witness) -> bool:
    """Whether a department can be that of a division: one that the text calls by its kind, 县 where its title is 县财政局's."""
    said = called_for(body, witness)
    return not said or kind_of(code, year) in said
