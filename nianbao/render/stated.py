"""What a report states and how it adds up, as markup: rows of the table of figures, one line a check. By hand, for speed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from nianbao.catalogue import load
from nianbao.chinese import HAN_CHARACTER
from nianbao.model import Check, Figure, Origin, Outcome
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree
from nianbao.render.numbers import working
from nianbao.render.text import Text
from nianbao.render.values import outcome_sign, value

# What readers come for, the first first; the catalogue's order decides among the rest.
KEY_METRICS = (
    "proactive_disclosure_total",
    "requests_received",
    "requests_carried_in",
    "requests_processed_total",
    "replies_total_2014",
    "granted",
    "refused",
    "reconsideration_total",
    "litigation_total",
    "fees_collected",
)
CLIP = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All that a report says of one metric, each value with the id of the mark that states it."""

    metric: str
    values: tuple[tuple[Figure, str], ...]
    outcome: Outcome | None


def figure_rows(text: Text) -> Iterator[Row]:
    """The figures by metric, parts left out, in the order of importance."""
    places, groups = text.places, dict[str, list[int]]()
    for i, figure in enumerate(text.report.figures):
        if figure.metric and not figure.part:
            groups.setdefault(figure.metric, []).append(i)
    order = {metric: place for place, metric in enumerate(dict.fromkeys((*KEY_METRICS, *load().metrics)))}
    for metric in sorted(groups, key=order.__getitem__):
        found = groups[metric]
        values = tuple((text.report.figures[i], places[i]) for i in found)
        yield Row(metric=metric, values=values, outcome=next((text.outcomes[i] for i in found if i in text.outcomes), None))


def rows(tree: Tree, shown: Iterable[Row], *, quoted: bool) -> Markup:
    """Rows of a table: metric, its values with the way to their words, and those words where there is room for them."""
    return Markup("\n".join(_row(tree, row, quoted=quoted) for row in shown))  # noqa: S704 - every piece is escaped


def _row(tree: Tree, row: Row, *, quoted: bool) -> str:
    values = "<br>".join(evidence(tree, figure, f"#{mark}") for figure, mark in row.values)
    quote = f'<td class="quote">{attribute(_beside(tree, row.values[0][0]))}</td>' if quoted else ""
    name = f'<a href="../../metric/{row.metric}/">{attribute(tree.metric_label(row.metric))}</a>'
    return f'<tr><th scope="row">{name}</th><td class="number">{values}{outcome_sign(tree.script, row.outcome)}</td>{quote}</tr>'


def evidence(tree: Tree, figure: Figure, href: str) -> str:
    """A value that links to the words that state it."""
    return f'<a href="{href}">{value(tree, figure)}</a>'


def uncatalogued(text: Text) -> Markup:
    """The quantities that belong to no metric, each with the way to its words."""
    found = [(i, figure) for i, figure in enumerate(text.report.figures) if not figure.metric]
    places = text.places if found else {}
    return Markup(" · ".join(evidence(text.tree, figure, f"#{places[i]}") for i, figure in found))  # noqa: S704 - escaped


def _beside(tree: Tree, figure: Figure) -> str:
    """The words beside a figure in the page's script; for a cell in a row without a name its table."""
    return tree.here(words_of(figure)) or f"{tree.words.table} {figure.anchor[1:].partition('r')[0]}"


def words_of(figure: Figure) -> str:
    """The words beside a figure, as much of them as a cell bears: its clause; for a cell of a table the name of its row.

    >>> clip("共" * 40)[-2:]
    '共…'
    """
    named = (cell for cell in figure.quote.split("\t") if HAN_CHARACTER.search(cell))
    return clip(figure.quote if figure.origin is Origin.PROSE else "·".join(named))


def clip(text: str) -> str:
    """A text of at most CLIP characters."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def check_lines(tree: Tree, checks: Iterable[Check]) -> Markup:
    """A list of checks: sign and word, the working as the way to its words, what is stated, how far that is off."""
    return Markup("\n".join(f"<li>{_line(tree, check)}</li>" for check in checks))  # noqa: S704 - every piece is escaped


def _line(tree: Tree, check: Check) -> str:
    words, outcome = tree.words, check.outcome.value
    sign = f'<b><span aria-hidden="true">{getattr(words, f"sign_{outcome}")}</span> {getattr(words, f"outcome_{outcome}")}</b>'
    way = f'<a class="working" href="#{check.anchor}">{working(tree.here(check.working))}</a>'
    note = f" <small>{getattr(words, 'note_' + check.note)}</small>" if check.note else ""
    name = getattr(words, f"check_{check.kind}")
    return f'<span class="check {outcome}">{sign} {name}{words.colon}{way}{"".join(_compared(tree, check))}{note}</span>'


def _compared(tree: Tree, check: Check) -> Iterator[str]:
    """What the report says against the working; a form newer than its year is no number that is off."""
    words = tree.words
    if check.outcome not in (Outcome.FAILS, Outcome.CUT) or check.kind == "form_and_year":
        return
    if check.stated:
        yield f'{words.comma}{words.stated_is} <span class="n">{attribute(tree.here(check.stated))}</span>'
    if check.difference and check.outcome is Outcome.FAILS:
        yield f'{words.comma}{words.difference_is} <span class="n">{attribute(check.difference.replace("-", "−"))}</span>'
