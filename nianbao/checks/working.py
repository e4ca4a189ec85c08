"""A check's numbers as they are written down: the working, the difference, the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from nianbao.model import Check, Document, Figure, Outcome

LONGEST_CLAUSE = 500  # characters of a clause before and after its number
LONGEST_QUOTE = 2000  # characters before and after the figure that a check is shown at
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A figure and its position among the report's figures."""

    index: int
    figure: Figure

    @property
    def value(self) -> Decimal:
        """The figure's value; items are made of figures that have one."""
        return self.figure.value or ZERO


def items_of(figures: Sequence[Figure]) -> list[Item]:
    """The figures with their positions."""
    return [Item(index=i, figure=figure) for i, figure in enumerate(figures)]


def written(value: Decimal) -> str:
    """A number without exponent or separators.

    >>> written(Decimal("1E+3")), written(Decimal("1.40"))
    ('1000', '1.40')
    """
    return f"{value:f}"


def added(values: Sequence[Decimal]) -> str:
    """A sum as it is worked: `190+900=1090`."""
    terms = "+".join([f"{value:f}" for value in values]).replace("+-", "-")
    return f"{terms}={written(total_of(values))}"


def total_of(values: Sequence[Decimal]) -> Decimal:
    """The sum of numbers, exactly."""
    return sum(values, ZERO)


def make(  # noqa: PLR0913 - a check has so many sides, given by name
    kind: str,
    outcome: Outcome,
    *,
    document: Document,
    at: Figure,
    members: Sequence[Item],
    stated: Decimal,
    computed: Decimal,
    working: str,
    note: str = "",
) -> Check:
    """A check that is shown at a figure, with the words that it compares."""
    start, end = _quoted(document.text, at, members)
    return Check(
        kind=kind,
        outcome=outcome,
        stated=written(stated),
        computed=written(computed),
        difference=written(stated - computed),
        working=working,
        quote=document.text[start:end],
        anchor=at.anchor,
        note=note,
        figures=tuple(sorted({item.index for item in members})),
    )


def _quoted(text: str, at: Figure, members: Sequence[Item]) -> tuple[int, int]:
    """Start and end of a figure's clause with those of every figure near it in the same line that takes part."""
    first, last = max(at.start - LONGEST_QUOTE, 0), at.end + LONGEST_QUOTE
    line_start = max(text.rfind("\n", first, at.start) + 1, first)
    line_end = text.find("\n", at.end, last)
    line_end = last if line_end < 0 else line_end
    start, end = max(at.start, at.mark_start - LONGEST_CLAUSE), min(at.end, at.mark_end + LONGEST_CLAUSE)
    for item in members:
        figure = item.figure
        if line_start <= figure.start < start and figure.end <= line_end:
            start = min(start, max(figure.start, figure.mark_start - LONGEST_CLAUSE))
        if end < figure.end <= line_end and line_start <= figure.start:
            end = max(end, min(figure.end, figure.mark_end + LONGEST_CLAUSE))
    return start, end
