"""What a report states and how it adds up, as markup: rows of the table of figures, one line a check. By hand, for speed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nianbao.chinese import HAN_CHARACTER
from nianbao.model import Check, Figure, Origin, Outcome, Status
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree
from nianbao.render.metric_order import importance
from nianbao.render.numbers import working
from nianbao.render.text import Text
from nianbao.render.values import outcome_sign, value

DOUBTFUL = (Outcome.FAILS, Outcome.CUT)
CLIP = 36
CELLS = re.compile(r"[\t\n]")  # between the cells of a row; those of a table that was pasted as lines have lines of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All that a report says of one metric, each value with the id of the mark that states it."""

    metric: str
    values: tuple[tuple[Figure, str], ...]
    outcome: Outcome | None
    place: str  # the row's own id, for cells to lead to; empty where no cell states the metric

    @property
    def alike(self) -> Status | None:
        """What many rows of a form say alike, zeros and empty cells; none where there is more to a row."""
        figure = self.values[0][0]
        if len(self.values) > 1 or self.outcome in DOUBTFUL:
            return None
        zero = figure.value == 0 and figure.status is Status.STATED and not figure.qualifier
        return figure.status if zero or figure.status in (Status.BLANK, Status.UNREADABLE) else None


def figure_rows(text: Text) -> Iterator[Row]:
    """The figures by metric, parts left out, in the order of importance."""
    places, groups = text.places, dict[str, list[int]]()
    for i, figure in enumerate(text.report.figures):
        if figure.metric and not figure.part:
            groups.setdefault(figure.metric, []).append(i)
    for metric in sorted(groups, key=importance().__getitem__):
        found = groups[metric]
        yield Row(
            metric=metric,
            values=tuple((text.report.figures[i], places[i]) for i in found),
            outcome=next((text.outcomes[i] for i in found if i in text.outcomes), None),
            place=text.row_of.get(metric, ""),
        )


def rows(tree: Tree, shown: Iterable[Row]) -> Markup:
    """Rows of a table: metric, its values with the way to their words, and those words."""
    return Markup("\n".join(_row(tree, row, quoted=True) for row in shown))  # noqa: S704 - every piece is escaped


def more_rows(tree: Tree, shown: Iterable[Row]) -> Markup:
    """Rows without words; those that say the same nothing, as most of a form does, in one row each kind of it."""
    alike: dict[Status | None, list[Row]] = {}
    for row in shown:
        alike.setdefault(row.alike, []).append(row)
    single = [_row(tree, row, quoted=False) for row in alike.pop(None, [])]
    return Markup("\n".join([*single, *(_alike(tree, found) for found in alike.values())]))  # noqa: S704 - every piece is escaped


def _row(tree: Tree, row: Row, *, quoted: bool) -> str:
    values = "<br>".join(evidence(tree, figure, f"#{mark}") for figure, mark in row.values)
    name = attribute(tree.metric_label(row.metric))
    quote = f'<td class="quote">{attribute(_beside(tree, row.values[0][0]))}</td>' if quoted else ""
    name = f'<a href="../../metric/{row.metric}/">{name}</a>' if quoted else name
    signed = f'<td class="number">{values}{outcome_sign(tree.script, row.outcome)}</td>'
    return f'<tr{_id(row)}><th scope="row">{name}</th>{signed}{quote}</tr>'


def _alike(tree: Tree, found: list[Row]) -> str:
    """The names of metrics that have the same value, each the way to its words."""
    links = " ".join(f'<a href="#{row.values[0][1]}"{_id(row)}>{attribute(tree.metric_label(row.metric))}</a>' for row in found)
    figure = found[0].values[0][0]
    shown = value(tree, figure._replace(unit=""))
    head = tree.words.alike.format(n=len(found))
    return f'<tr class="alike"><th scope="row">{head} {shown}</th><td>{links}</td></tr>'


def _id(row: Row) -> str:
    return f' id="{row.place}"' if row.place else ""


def evidence(tree: Tree, figure: Figure, href: str) -> str:
    """A value that links to the words that state it."""
    return f'<a href="{href}">{value(tree, figure)}</a>'


def _beside(tree: Tree, figure: Figure) -> str:
    """The words beside a figure in the page's script; for a cell in a row without a name its table, if it has one."""
    table = figure.anchor.removeprefix("t").partition("r")[0]
    return tree.here(words_of(figure)) or (f"{tree.words.table} {table}" if figure.anchor.startswith("t") else "")


def words_of(figure: Figure) -> str:
    """The words beside a figure, as much of them as a cell bears: its clause; for a cell of a table the name of its row.

    >>> clip("共" * 40)[-2:]
    '共…'
    """
    named = (cell for cell in CELLS.split(figure.quote) if HAN_CHARACTER.search(cell))
    return clip(figure.quote if figure.origin is Origin.PROSE else "·".join(named))


def clip(text: str) -> str:
    """A text of at most CLIP characters."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def check_lines(tree: Tree, checks: Iterable[Check]) -> Markup:
    """A list of checks, a line each; those of a kind that hold share a line, since they say the same of other numbers."""
    lines: dict[object, list[Check]] = {}
    for number, check in enumerate(checks):
        lines.setdefault((check.kind, check.note) if check.outcome is Outcome.HOLDS else number, []).append(check)
    return Markup("\n".join(f"<li>{_line(tree, alike)}</li>" for alike in lines.values()))  # noqa: S704 - every piece is escaped


def _line(tree: Tree, alike: Sequence[Check]) -> str:
    """Sign and word, then each working as the way to its words, what is stated, how far that is off."""
    words, outcome, kind = tree.words, alike[0].outcome.value, alike[0].kind
    sign = f'<b><span aria-hidden="true">{getattr(words, f"sign_{outcome}")}</span> {getattr(words, f"outcome_{outcome}")}</b>'
    said = words.semicolon.join(_worked(tree, check) for check in alike)
    note = f" <small>{getattr(words, f'note_{alike[0].note}')}</small>" if alike[0].note else ""
    return f'<span class="check {outcome}">{sign} {getattr(words, f"check_{kind}")}{words.colon}{said}{note}</span>'


def _worked(tree: Tree, check: Check) -> str:
    return f'<a href="#{check.anchor}">{working(tree.here(check.working))}</a>{"".join(_compared(tree, check))}'


def _compared(tree: Tree, check: Check) -> Iterator[str]:
    """What the report says against the working; a form newer than its year is no number that is off."""
    words = tree.words
    if check.outcome not in DOUBTFUL or check.kind == "form_and_year":
        return
    if check.stated:
        yield f'{words.comma}{words.stated_is} <span class="n">{attribute(tree.here(check.stated))}</span>'
    if check.difference and check.outcome is Outcome.FAILS:
        yield f'{words.comma}{words.difference_is} <span class="n">{attribute(check.difference.replace("-", "−"))}</span>'
