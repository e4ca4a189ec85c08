"""Rows against a template: what every order-preserving assignment agrees on is certain, the rest is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Allowed = frozenset[int]  # the template rows that a row may be, by its label


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """For every row the first and the last template row that it can be; the same one where it is certain."""

    earliest: tuple[int, ...]
    latest: tuple[int, ...]

    def certain(self, row: int) -> int | None:
        """The template row of a row, if only one fits."""
        return self.earliest[row] if self.earliest[row] == self.latest[row] else None

    def candidates(self, row: int) -> range:
        """The template rows between which a row lies."""
        return range(self.earliest[row], self.latest[row] + 1)


def align(allowed: Sequence[Allowed], length: int) -> Alignment | None:
    """Assign every row a template row of its own, in order; None where that cannot be done.

    Every assignment lies between the earliest and the latest, so where these agree all do: no row is guessed.

    >>> any_row = frozenset(range(4))
    >>> align([frozenset({0}), any_row, frozenset({2})], 4).certain(1)
    1
    >>> align([frozenset({0}), any_row, frozenset({3})], 4).certain(1) is None
    True
    """
    earliest = _greedy(allowed, range(length))
    latest = _greedy(allowed[::-1], range(length - 1, -1, -1))
    if earliest is None or latest is None:
        return None
    return Alignment(earliest=tuple(earliest), latest=tuple(reversed(latest)))


def _greedy(allowed: Sequence[Allowed], places: range) -> list[int] | None:
    """The first place for every row in turn; None where places run out."""
    found: list[int] = []
    free = iter(places)
    for choice in allowed:
        place = next((place for place in free if place in choice), None)
        if place is None:
            return None
        found.append(place)
    return found
