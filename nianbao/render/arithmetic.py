"""The page of checks: what does not add up, by kind, with the working; what does is counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from markupsafe import Markup

from nianbao.model import Check, Outcome, Report
from nianbao.render.cells import UP, page
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree, View
from nianbao.render.numbers import working
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
FEW = 30  # rows of a kind that the page of all kinds bears; more have pages of their own
MOST = 500  # rows of such a page
Item = TypeVar("Item")


class Chunk(NamedTuple, Generic[Item]):
    """As many rows as one page bears; `number` counts pages from 1."""

    number: int
    pages: int
    items: Sequence[Item]

    @property
    def suffix(self) -> str:
        """What tells the address of this page from the first one's."""
        return self.suffix_of(self.number)

    def suffix_of(self, number: int) -> str:
        """What tells the address of another page from the first one's."""
        return "" if number == 1 else f".{number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One kind of check: rows for what needs a look, counts by outcome for all."""

    kind: str
    label: str
    explanation: str
    open: tuple[tuple[Report, Check], ...]
    counts: Counter[Outcome]

    @property
    def is_long(self) -> bool:
        """Whether its rows have pages of their own."""
        return len(self.open) > FEW


def chunks(items: Sequence[Item], most: int) -> Iterator[Chunk[Item]]:
    """Rows page by page, at least one page.

    >>> [(chunk.suffix, chunk.items) for chunk in chunks("abc", 2)]
    [('', 'ab'), ('.2', 'c')]
    """
    pages = max(1, -(-len(items) // most))
    return (Chunk(at + 1, pages, items[at * most : (at + 1) * most]) for at in range(pages))


@lru_cache(maxsize=2)  # a tree for each script
def sections(tree: Tree) -> tuple[Section, ...]:
    """What could be checked, by kind."""
    found: defaultdict[str, list[tuple[Report, Check]]] = defaultdict(list)
    for report in tree.archive.reports:
        for check in report.checks:
            found[check.kind].append((report, check))
    kinds = sorted(found, key=lambda kind: (KINDS.index(kind) if kind in KINDS else len(KINDS), kind))
    return tuple(_section(tree, kind, found[kind]) for kind in kinds)


def _section(tree: Tree, kind: str, found: list[tuple[Report, Check]]) -> Section:
    open_ones = [(report, check) for report, check in found if check.outcome in SHOWN]
    open_ones.sort(key=lambda pair: (SHOWN.index(pair[1].outcome), pair[0].id))  # stable: in the order of the text
    return Section(
        kind=kind,
        label=getattr(tree.words, f"check_{kind}"),
        explanation=getattr(tree.words, f"check_{kind}_how"),
        open=tuple(open_ones),
        counts=Counter(check.outcome for _, check in found),
    )


def kind_views(tree: Tree) -> Iterator[View]:
    """Pages for kinds of which more does not add up than the page of all kinds bears."""
    for section in sections(tree):
        for chunk in chunks(section.open, MOST) if section.is_long else ():
            address = f"checks/{section.kind}{chunk.suffix}/"
            crumbs = [(tree.words.checks_title, "checks/"), (section.label, address)]
            yield page(tree, address, crumbs, section=section, chunk=chunk, body=rows(tree, chunk.items, UP))


def rows(tree: Tree, found: Sequence[tuple[Report, Check]], up: str) -> Markup:
    """Rows of what does not add up; `up` leads to the tree."""
    return Markup("\n".join(_row(tree, report, check, up) for report, check in found))  # noqa: S704 - every piece is escaped


def _row(tree: Tree, report: Report, check: Check, up: str) -> str:
    stated, difference = (attribute(tree.here(text)) for text in (check.stated, check.difference.replace("-", "−")))
    quote = attribute(tree.here(clip(check.quote.replace("\t", " "))))
    return (
        f"{report_head(tree, report, up)}"
        f'<td class="number">{stated}</td>'
        f'<td class="check {check.outcome.value}">{_outcome(tree, check)}{_working(tree, check)}{_note(tree, check)}</td>'
        f'<td class="number">{difference}</td>'
        f'<td class="quote"><a class="evidence" href="{up}{address(report, check)}">{quote}</a></td></tr>'
    )


def report_head(tree: Tree, report: Report, up: str = UP) -> str:
    """The head of a report's row: agency and year, or its id where nobody knows whose it is."""
    agency = tree.agency_of.get(report.id)
    name = f'{attribute(tree.here(agency.name))} <span class="n">{report.identity.year}</span>' if agency else report.id
    return f'<tr><th scope="row"><a href="{up}report/{report.id}/">{name}</a></th>'


def address(report: Report, check: Check) -> str:
    """Where the words of a check stand, below the tree."""
    return f"report/{report.id}/#{check.anchor}" if check.anchor else f"report/{report.id}/"


def _outcome(tree: Tree, check: Check) -> str:
    words, outcome = tree.words, check.outcome.value
    return f'<b><span aria-hidden="true">{getattr(words, f"sign_{outcome}")}</span> {getattr(words, f"outcome_{outcome}")}</b>'


def _working(tree: Tree, check: Check) -> str:
    return f'<br><span class="working">{working(tree.here(check.working))}</span>' if check.working else ""


def _note(tree: Tree, check: Check) -> str:
    return f"<br><small>{getattr(tree.words, f'note_{check.note}')}</small>" if check.note else ""


def check_line(tree: Tree, report: Report, check: Check) -> str:
    """A check in one line, its working the way to its words: what the report says, what comes out."""
    words = tree.words
    shown = working(tree.here(check.working)) or attribute(tree.here(clip(check.quote)))
    way = f'<a class="evidence working" href="{UP}{address(report, check)}">{shown}</a>'
    stated = f'{words.comma}{words.stated_is} <span class="n">{attribute(tree.here(check.stated))}</span>' if check.stated else ""
    return f"{getattr(words, f'check_{check.kind}')}{words.colon}{way}{stated}{_note(tree, check).replace('<br>', ' ')}"
