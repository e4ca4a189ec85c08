"""The search page: its box and its filters; what it finds is the browser's business (`templates/search.js`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.identify.regions import full_name, load
from nianbao.model import Agency, Report
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.search import regions_above, standing
from nianbao.tabulate import in_order

MOST_OPTIONS = 400  # a list to choose from is of no use beyond; the parameter in the address works all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A choice of a filter: its value in the address and, in Simplified, what it is called."""

    value: str
    label: str


def views(tree: Tree) -> Iterator[View]:
    """The search page."""
    reports = standing(tree.archive)
    yield page(
        tree,
        "search/",
        [(tree.words.nav_search, "search/")],
        count=len(reports),
        years=sorted({report.identity.year for report in reports if report.identity.year}, key=in_order, reverse=True),
        regions=region_options(reports),
        agencies=agency_options(tree.archive.agencies),
        forms=sorted({report.form for report in reports if report.form}),
    )


def region_options(reports: tuple[Report, ...]) -> tuple[Option, ...]:
    """Regions with reports and those that they lie in; of many, provinces and cities alone."""
    years = {code: report.identity.year for report in reports for code in regions_above(report.identity.region_code)}
    known = sorted(code for code in years if code in load().by_code)
    shown = known if len(known) <= MOST_OPTIONS else [code for code in known if code.endswith("00")]
    return tuple(Option(value=code, label=full_name(code, years[code])) for code in shown)


def agency_options(agencies: tuple[Agency, ...]) -> tuple[Option, ...]:
    """Agencies in the order of their regions; none where there are too many."""
    return tuple(Option(value=agency.key, label=agency.name) for agency in agencies) if len(agencies) <= MOST_OPTIONS else ()
