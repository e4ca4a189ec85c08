"""What the search can be narrowed to: regions and agencies, in a file that the page asks for when its filters are opened."""

from __future__ import annotations

from nianbao.identify.regions import full_name, load
from nianbao.model import Agency, Report, Script
from nianbao.scripts import to_traditional

MOST_OPTIONS = 400  # a list to choose from is of no use beyond; the parameter in the address works all the same
Options = list[tuple[str, str]]  # value in the address, label


def regions_above(code: str) -> tuple[str, ...]:
    """A region's code and those of the city and province it lies in, outermost first.

    >>> regions_above("650105"), regions_above("650000"), regions_above("")
    (('650000', '650100', '650105'), ('650000',), ())
    """
    return tuple(dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))) if code else ()


def choices(reports: tuple[Report, ...], agencies: tuple[Agency, ...], script: Script) -> dict[str, Options]:
    """The options of the filters `region` and `agency`, labelled in a script."""
    options = {"region": region_options(reports), "agency": agency_options(agencies)}
    return {name: [(value, _here(label, script)) for value, label in each] for name, each in options.items()}


def _here(label: str, script: Script) -> str:
    return label if script is Script.HANS else to_traditional(label)


def region_options(reports: tuple[Report, ...]) -> Options:
    """Regions with reports and those that they lie in; of many, provinces and cities alone."""
    years = {code: report.identity.year for report in reports for code in regions_above(report.identity.region_code)}
    known = sorted(code for code in years if code in load().by_code)
    shown = known if len(known) <= MOST_OPTIONS else [code for code in known if code.endswith("00")]
    return [(code, full_name(code, years[code])) for code in shown]


def agency_options(agencies: tuple[Agency, ...]) -> Options:
    """Agencies in the order of their regions; none where there are too many."""
    return [(agency.key, agency.name) for agency in agencies] if len(agencies) <= MOST_OPTIONS else []
