"""Tables of thousands of agencies -> a page for each province, so that no page is heavier than a phone bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from nianbao.identify.regions import full_name, load
from nianbao.model import Agency
from nianbao.render.environment import Tree

MOST = 400  # agencies on one page: with all years some 400 kB
PROVINCE, PREFECTURE = 2, 4  # digits of a region code
NOWHERE = "u"  # agencies whose region code is not known


class Part(NamedTuple):
    """Agencies of one province, or of one prefecture where a province has too many; `code` are the digits they share."""

    code: str
    name: str
    agencies: tuple[Agency, ...]


def divide(tree: Tree, agencies: Sequence[Agency]) -> tuple[Part, ...]:
    """The parts of a table in the order of region codes; none where it fits one page."""
    if len(agencies) <= MOST:
        return ()
    return tuple(part for province in _by(tree, agencies, PROVINCE) for part in _smaller(tree, province))


def _smaller(tree: Tree, part: Part) -> tuple[Part, ...]:
    return (part,) if len(part.agencies) <= MOST else _by(tree, part.agencies, PREFECTURE)


def _by(tree: Tree, agencies: Sequence[Agency], digits: int) -> tuple[Part, ...]:
    found: defaultdict[str, list[Agency]] = defaultdict(list)
    for agency in agencies:
        found[agency.region_code[:digits] or NOWHERE].append(agency)
    return tuple(Part(code, name_of(tree, code), tuple(found[code])) for code in sorted(found))


def name_of(tree: Tree, code: str) -> str:
    """What a part is called: the division that the digits stand for, the digits themselves where it is not known."""
    whole = code.ljust(6, "0")
    known = whole in load().by_code
    return tree.words.agency_no_code if code == NOWHERE else tree.here(full_name(whole)) if known else code
