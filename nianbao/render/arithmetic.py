"""The page of checks: what does not add up, by kind, with the working; what does is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.model import Agency, Check, Outcome, Report
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.render.stated import clip

# The order of the sections; a kind that is not named here comes after these.
KINDS = (
    "sum_of_parts",
    "competing_totals",
    "share_of_total",
    "prose_and_table",
    "request_flow",
    "outcome_group",
    "table_row",
    "table_column",
    "carry_over",
    "form_and_year",
)
SHOWN = (Outcome.FAILS, Outcome.CUT)
MOST = 1000  # rows a section, so that the page stays readable; the data file has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A check that does not hold."""

    report: Report
    agency: Agency | None
    check: Check
    quote: str
    note: str
    address: str  # below the tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of check: rows for what needs a look, counts by outcome for all."""

    kind: str
    label: str
    explanation: str
    rows: tuple[Row, ...]
    more: int
    counts: Counter[Outcome]


def views(tree: Tree) -> Iterator[View]:
    """The page of checks, also where nothing could be checked: the menu leads there."""
    sections = tuple(_sections(tree))
    counts = sum((section.counts for section in sections), start=Counter[Outcome]())
    yield page(tree, "checks/", [(tree.words.checks_title, "checks/")], sections=sections, counts=counts)


def _sections(tree: Tree) -> Iterator[Section]:
    found: defaultdict[str, list[tuple[Report, Check]]] = defaultdict(list)
    for report in tree.archive.reports:
        for check in report.checks:
            found[check.kind].append((report, check))
    for kind in sorted(found, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind)):
        yield _section(tree, kind, found[kind])


def _section(tree: Tree, kind: str, found: list[tuple[Report, Check]]) -> Section:
    open_ones = [(report, check) for report, check in found if check.outcome in SHOWN]
    open_ones.sort(key=lambda pair: (SHOWN.index(pair[1].outcome), pair[0].id))  # stable: in the order of the text
    return Section(
        kind=kind,
        label=getattr(tree.words, f"check_{kind}"),
        explanation=getattr(tree.words, f"check_{kind}_how"),
        rows=tuple(_row(tree, report, check) for report, check in open_ones[:MOST]),
        more=len(open_ones[MOST:]),
        counts=Counter(check.outcome for _, check in found),
    )


def _row(tree: Tree, report: Report, check: Check) -> Row:
    return Row(
        report=report,
        agency=tree.agency_of.get(report.id),
        check=check,
        quote=tree.here(clip(check.quote.replace("\t", " "))),
        note=getattr(tree.words, f"note_{check.note}") if check.note else "",
        address=f"report/{report.id}/#{check.anchor}" if check.anchor else f"report/{report.id}/",
    )
