"""Where the text is marked: the words that state figures, suspected losses, a person's emendations.

All places are counted in the cleaned text, so that they hold in both scripts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.clean import EMENDATION
from nianbao.model import Cell, Cleaned, Document, Figure, Outcome, Paragraph, Report, Status, Table
from nianbao.render.pasted import is_numeral

SHOWN_OUTCOMES = (Outcome.FAILS, Outcome.CUT, Outcome.HOLDS, Outcome.ROUNDS)  # the worst first


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The words of one block that state one or more figures. What is a cell is marked as a whole and keeps its own id."""

    id: str
    start: int
    end: int
    figures: tuple[int, ...]  # positions in Report.figures
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Emended:
    """What stands in the text by a person's hand; the reason is the sidecar's."""

    start: int
    end: int
    reason: str


def marks(report: Report) -> dict[str, tuple[Mark, ...]]:
    """The marks of every block or cell that states a figure, by its element id."""
    places: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for i, figure in enumerate(report.figures):
        places[figure.anchor].append((figure.mark_start, figure.mark_end, i))
    cells = {cell.anchor: cell for cell in _cells(report.document)}
    return {anchor: _of_block(anchor, sorted(spans), cells.get(anchor)) for anchor, spans in places.items()}


def _cells(document: Document) -> Iterator[Cell | Paragraph]:
    """The cells of tables, and lines that are a number alone, as pasted tables have them."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row)
        elif isinstance(block, Paragraph) and is_numeral(block):
            yield block


def _of_block(anchor: str, spans: list[tuple[int, int, int]], cell: Cell | Paragraph | None) -> tuple[Mark, ...]:
    if cell:
        return (Mark(id=anchor, start=cell.start, end=cell.end, figures=tuple(i for _, _, i in spans), whole=True),)
    merged = enumerate(_merged(spans), start=1)
    return tuple(Mark(id=f"{anchor}f{n}", start=start, end=end, figures=figures) for n, (start, end, figures) in merged)


def _merged(spans: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Overlapping spans as one, with all their figures."""
    open_start, open_end, figures = 0, 0, list[int]()
    for start, end, i in spans:
        if figures and start >= open_end:
            yield open_start, open_end, tuple(figures)
            figures = []
        if not figures:
            open_start, open_end = start, end
        open_end = max(open_end, end)
        figures.append(i)
    if figures:
        yield open_start, open_end, tuple(figures)


def mark_of(found: dict[str, tuple[Mark, ...]]) -> dict[int, str]:
    """The id of the mark that shows each figure, by the figure's position."""
    return {i: mark.id for of_block in found.values() for mark in of_block for i in mark.figures}


def outcomes(report: Report) -> dict[int, Outcome]:
    """The worst outcome of the checks that each figure takes part in."""
    found: dict[int, Outcome] = {}
    for check in sorted((c for c in report.checks if c.outcome in SHOWN_OUTCOMES), key=lambda c: SHOWN_OUTCOMES.index(c.outcome)):
        for i in check.figures:
            found.setdefault(i, check.outcome)
    return found


def emended(report: Report) -> tuple[Emended, ...]:
    """Where the emendations of the sidecar stand in the cleaned text."""
    reasons = {emendation.replace: emendation.reason for emendation in report.source.facts.emendations}
    return tuple(_emended(report.cleaned, reasons))


def _emended(cleaned: Cleaned, reasons: dict[str, str]) -> Iterator[Emended]:
    shift = 0
    for edit in cleaned.edits:
        start = edit.start + shift
        if edit.rule == EMENDATION:
            reason = next((why for words, why in reasons.items() if edit.inserted and edit.inserted in words), "")
            yield Emended(start=start, end=start + len(edit.inserted), reason=reason)
        shift += len(edit.inserted) - (edit.end - edit.start)


def worth_a_note(figure: Figure) -> bool:
    """Whether the margin names a figure: it is one of the catalogue's and not the cell of a table."""
    return bool(figure.metric) and figure.status is not Status.UNREADABLE
