"""The list of agencies with what is held of each: one page, or one for each province where there are many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.model import Agency
from nianbao.render.cells import Crumb, page
from nianbao.render.divide import Part, divide
from nianbao.render.environment import Tree, View
from nianbao.render.matrix import rows, states
from nianbao.tabulate import places


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many reports are held of a part's agencies on each year."""

    part: Part
    reports: tuple[int, ...]


def views(tree: Tree) -> Iterator[View]:
    """The list; where it is long, the parts of the country and a page for each."""
    words, agencies = tree.words, tree.archive.agencies
    crumb = (words.agency_list_title, "agency/")
    parts = divide(tree, agencies)
    yield _view(tree, [crumb], () if parts else agencies, "../", counts=tuple(counted(tree, parts)))
    for part in parts:
        yield _view(tree, [crumb, (part.name, f"agency/{part.code}/")], part.agencies, "../../", counts=())


def _view(tree: Tree, crumbs: Sequence[Crumb], agencies: Sequence[Agency], up: str, *, counts: tuple[Counts, ...]) -> View:
    years = tree.every_year
    held = [(agency, places(agency, years)) for agency in agencies]
    shown = agencies or tree.archive.agencies
    return page(
        tree,
        crumbs[-1][1],
        crumbs,
        count=len(shown),
        reports=sum(len(agency.reports) for agency in shown),
        years=years,
        matrix=rows(tree, held, up),
        states=states(place for _, row in held for place in row),
        counts=counts,
    )


def counted(tree: Tree, parts: Sequence[Part]) -> Iterator[Counts]:
    """How much is held of each part."""
    years = tree.every_year
    for part in parts:
        found = Counter(year for agency in part.agencies for year in tree.years_of[agency.key])
        yield Counts(part=part, reports=tuple(found[year] for year in years))
