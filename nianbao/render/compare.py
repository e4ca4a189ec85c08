"""Two reports side by side: a page for each two neighbouring years of an agency, and one where a browser puts any two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from nianbao.catalogue import Metric, load
from nianbao.model import Agency, Origin, Qualifier, Report
from nianbao.render.cells import Cell, cell_at, cells_of, group_head, kinds, metric_head, page
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree, View, in_page_json
from nianbao.render.linked_data import breadcrumbs
from nianbao.render.metric_order import ALWAYS, by_group
from nianbao.render.numbers import digits
from nianbao.render.stated import clip
from nianbao.tabulate import Withheld, breaks_between, difference, stated_metrics
from nianbao.tabulate.years import FORM_SINCE, Break

COLUMNS = 4  # metric, two reports, how far they are apart
MOST_OFFERED = 1000  # reports that a list of suggestions bears
# Why two figures have no difference, each with a word of its own.
REASONS = tuple(reason for reason in Withheld if reason not in (Withheld.NO, Withheld.NOT_STATED, Withheld.TOO_SMALL))
STATES = ("not_stated", "blank", "unreadable", "in_words", "conflicting", "failing", "newer")


class Pair(NamedTuple):
    """Two neighbouring years of one agency and the address of their page below the tree."""

    agency: Agency
    before: Report
    after: Report

    @property
    def said(self) -> str:
        """Both years, as links name them."""
        return f"{self.before.identity.year} · {self.after.identity.year}"

    @property
    def address(self) -> str:
        """Two folders below the tree, as all that shares its cells with the page of an agency."""
        return f"compare/{self.agency.key}.{self.before.identity.year}-{self.after.identity.year}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """The last column of a row: how far the two are apart, or why that is not said."""

    html: str
    reason: Withheld


NOTHING = Apart(html="<td></td>", reason=Withheld.NOT_STATED)  # needs no word: the cells say it


def pairs_of(tree: Tree, agency: Agency) -> tuple[Pair, ...]:
    """The neighbouring years of one agency."""
    return tuple(Pair(agency, before, after) for before, after in pairwise(tree.years_of[agency.key].values()))


def pairs_with(tree: Tree, report: Report) -> tuple[Pair, ...]:
    """The pairs that a report is one of: for its page to offer."""
    agency = tree.agency_of.get(report.id)
    return tuple(pair for pair in pairs_of(tree, agency) if report in (pair.before, pair.after)) if agency else ()


def views(tree: Tree) -> Iterator[View]:
    """A page for each two neighbouring years of every agency."""
    for agency in tree.archive.agencies:
        pairs = pairs_of(tree, agency)
        for at, pair in enumerate(pairs):
            yield view(tree, pair, pairs[at - 1] if at else None, pairs[at + 1] if at + 1 < len(pairs) else None)


def view(tree: Tree, pair: Pair, previous: Pair | None, following: Pair | None) -> View:
    """The page of one pair, with the way to the pairs beside it."""
    words, name = tree.words, tree.here(pair.agency.name)
    heading = words.compare_heading.format(name=name, before=pair.before.identity.year, after=pair.after.identity.year)
    trail = [
        (words.nav_home, ""),
        (words.agency_list_title, "agency/"),
        (name, f"agency/{pair.agency.key}/"),
        (heading, pair.address),
    ]
    body, cells, reasons = _body(tree, pair)
    context = {
        "heading": heading,
        "agency": name,
        "key": pair.agency.key,
        "years": pair.said,
        "before": _head(tree, pair.before),
        "after": _head(tree, pair.after),
        "body": body,
        "remarks": _remarks(tree, pair),
        "legend": _legend(tree, kinds(cells), reasons),
        "neighbours": _neighbours(previous, following),
        "ids": f"?a={pair.before.id}&b={pair.after.id}",
        "linked": in_page_json(breadcrumbs(tree, trail)),
    }
    return View(path=pair.address, context=context, moulded=True)


def _head(tree: Tree, report: Report) -> Markup:
    """The head of a report's column."""
    form = getattr(tree.words, f"form_{report.form}")
    head = f'<a href="../../report/{report.id}/">{report.identity.year}</a><br><small>{form}</small>'
    return Markup(head)  # noqa: S704 - an id, a year, a word


def _body(tree: Tree, pair: Pair) -> tuple[Markup, list[Cell], set[Withheld]]:
    """The rows of the table, with what its legend must explain."""
    held = [cells_of(tree)[report.id] for report in (pair.before, pair.after)]
    cells, reasons, html = list[Cell](), set[Withheld](), list[str]()
    for group, metrics in by_group(ALWAYS.union(*held)):
        html.append(group_head(tree, group, COLUMNS))
        for metric in metrics:
            two = [cell_at(tree, report, metric.id) for report in (pair.before, pair.after)]
            apart = _apart(tree, metric, *two)
            html.append(f"{metric_head(tree, metric.id)}{_td(tree, two[0])}{_td(tree, two[1])}{apart.html}</tr>")
            cells += two
            reasons.add(apart.reason)
        html.append("</tbody>")
    return Markup("\n".join(html)), cells, reasons  # noqa: S704 - every piece is markup


def _td(tree: Tree, cell: Cell) -> str:
    """A cell with the words that state it, where they are a sentence."""
    quote = _quote(tree, cell) if cell.point else ""
    return f'<td class="number">{cell.html}{quote}</td>' if quote else cell.td


def _quote(tree: Tree, cell: Cell) -> str:
    figures = (reading.figure for reading in cell.point.readings) if cell.point else ()
    quote = next((figure.quote for figure in figures if figure.origin is Origin.PROSE), "")
    return f"<q>{attribute(tree.here(clip(quote)))}</q>" if quote else ""


def _apart(tree: Tree, metric: Metric, before: Cell, after: Cell) -> Apart:
    if before.point is None or after.point is None:
        return NOTHING
    found = difference(metric, before.point, after.point)
    if found.value is not None:
        return Apart(html=f'<td class="number">{signed(found.value)}</td>', reason=Withheld.NO)
    return Apart(html=f"<td>{getattr(tree.words, f'apart_{found.withheld.value}')}</td>", reason=found.withheld)


def signed(value: Decimal) -> str:
    """A difference with its sign.

    >>> signed(Decimal(13)), signed(Decimal(-4)), signed(Decimal(0))
    ('+13', '−4', '0')
    """
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{digits(abs(value))}"


def _remarks(tree: Tree, pair: Pair) -> Markup:
    """Why the two columns may not mean the same: breaks between their years, what each report says it covers."""
    words = tree.words
    breaks = breaks_between(pair.before.identity.year, pair.after.identity.year)
    said = [getattr(words, f"tables_break_{at.value}") for at in breaks]
    scopes = [(report.identity.year, report.identity.scope) for report in (pair.before, pair.after) if report.identity.scope]
    said += [words.compare_scope.format(year=year, scope=tree.here(scope)) for year, scope in scopes]
    items = "".join(f"<li>{attribute(one)}</li>" for one in said)
    return Markup(f'<ul class="breaks">{items}</ul>' if items else "")  # noqa: S704 - escaped


@lru_cache(maxsize=4096)
def _legend_of(tree: Tree, signs: tuple[str, ...], reasons: tuple[Withheld, ...]) -> Markup:
    words = tree.words
    rows = [(kind, getattr(words, f"state_{kind}"), getattr(words, f"state_{kind}_means")) for kind in signs]
    rows += [("", getattr(words, f"apart_{one.value}"), getattr(words, f"apart_{one.value}_means")) for one in reasons]
    return Markup("").join(Markup('<div><dt class="state {}">{}</dt><dd>{}</dd></div>').format(*row) for row in rows)


def _legend(tree: Tree, signs: tuple[str, ...], reasons: set[Withheld]) -> Markup:
    return _legend_of(tree, signs, tuple(reason for reason in REASONS if reason in reasons))


def _neighbours(previous: Pair | None, following: Pair | None) -> Markup:
    sides = (("prev", "‹ ", previous, ""), ("next", "", following, " ›"))
    links = (
        f'<a rel="{rel}" href="../../{pair.address}">{before}{pair.said}{after}</a>' for rel, before, pair, after in sides if pair
    )
    return Markup("".join(links))  # noqa: S704 - keys and years


# Any two reports, by script


def any_views(tree: Tree) -> Iterator[View]:
    """The page where a browser puts any two reports side by side; without script it leads to the pairs that are there."""
    words, reports = tree.words, [report for report in tree.archive.reports if not report.source.facts.withdrawn]
    yield page(
        tree,
        "compare/",
        [(words.compare_title, "compare/")],
        offered=reports if len(reports) <= MOST_OFFERED else [],
        agencies=[(agency, pairs) for agency in tree.archive.agencies if (pairs := pairs_of(tree, agency))][:MOST_OFFERED],
        groups=tuple(by_group(stated_metrics(tree.archive))),
        group_words=load().groups,
        spoken=json.dumps(_spoken(tree), ensure_ascii=False),
        breaks=tuple(Break),
        states=STATES,
    )


def _spoken(tree: Tree) -> dict[str, str]:
    """The words that the script needs, by what the data call them."""
    words = vars(tree.words)
    own = {"missing": words["compare_missing"]} | {state: words[f"state_{state}"] for state in ("newer", "not_stated", "failing")}
    statuses = {"blank": "blank", "unreadable": "unreadable", "zero_by_negation": "in_words", "conflicting": "conflicting"}
    own |= {status: words[f"state_{state}"] for status, state in statuses.items()}
    own |= {qualifier.value: words[f"qualifier_{qualifier.value}"] for qualifier in Qualifier if qualifier}
    return own | {form: words[f"form_{form}"] for form in ("prose", *FORM_SINCE)}
