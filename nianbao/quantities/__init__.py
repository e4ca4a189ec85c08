"""Every number of the running text: a quantity with its unit, or what else it is and why.

The numbers are found in one pass over the whole text (arabic.py, numerals.py in this folder), and each gets the clause
that states it (clauses.py). Nothing is dropped: a number is a Quantity or an Exclusion.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter

from nianbao.model import Document, Exclusion, Quantity, Table
from nianbao.quantities.arabic import arabic_numbers
from nianbao.quantities.clauses import Clauses, borders
from nianbao.quantities.numerals import chinese_numbers
from nianbao.quantities.tokens import Token, fold_width

MERGED = {"date", "year"}


def scan(document: Document) -> tuple[tuple[Quantity, ...], tuple[Exclusion, ...]]:
    r"""Find the quantities and the other numbers of headings and paragraphs, both in text order.

    >>> from nianbao.parse import parse
    >>> quantities, exclusions = scan(parse("2009年，我区共公开信息1.2万余条（乡镇352条）。\n"))
    >>> [(str(q.value), q.unit, str(q.qualifier)) for q in quantities]
    [('12000', '条', 'more_than'), ('352', '条', '')]
    >>> [(e.start, e.end, e.reason) for e in exclusions]
    [(0, 5, 'year')]
    """
    text = fold_width(document.text)
    tokens = tuple(chain.from_iterable(_tokens(text, start, end) for start, end in _running_text(document)))
    return _quantities(text, tokens), tuple(_merge(tokens))


def _running_text(document: Document) -> Iterator[tuple[int, int]]:
    """The stretches of text between tables."""
    start = 0
    for block in document.blocks:
        if isinstance(block, Table):
            yield start, block.start
            start = block.end
    yield start, len(document.text)


def _tokens(text: str, start: int, end: int) -> list[Token]:
    return sorted(chain(arabic_numbers(text, start, end), chinese_numbers(text, start, end)), key=attrgetter("start"))


def _quantities(text: str, tokens: Iterable[Token]) -> tuple[Quantity, ...]:
    counted = [token for token in tokens if not token.reason]
    spans = Clauses(text, [(token.start, token.end) for token in counted], borders(text))
    return tuple(_quantity(token, spans.of(i)) for i, token in enumerate(counted))


def _quantity(token: Token, clause: tuple[int, int]) -> Quantity:
    return Quantity(
        value=token.value,
        unit=token.unit,
        qualifier=token.qualifier,
        start=token.start,
        end=token.end,
        clause_start=clause[0],
        clause_end=clause[1],
    )


def _merge(tokens: Iterable[Token]) -> Iterator[Exclusion]:
    """Exclusions, with 2008年 1月 18日 as one date."""
    held: Exclusion | None = None
    for token in tokens:
        if not token.reason:
            continue
        if held and held.end == token.start and {held.reason, token.reason} <= MERGED:
            held = Exclusion(start=held.start, end=token.end, reason="date")
            continue
        if held:
            yield held
        held = Exclusion(start=token.start, end=token.end, reason=token.reason)
    if held:
        yield held
