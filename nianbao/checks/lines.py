"""Lines of running text with their counts and brackets, in which lists of parts are looked for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from nianbao.checks.facts import facts
from nianbao.checks.working import Item, total_of

LOOSE_UNITS = {"个", "次"}
LEAST_TOTAL = 10  # what makes up a smaller total may do so by chance
OPENING = "（("
BRACKET = re.compile("[（()）]")
MOST_BRACKETS = 200  # a bracket that has not closed by then is not closed at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A total and the parts that the text lists for it, grouped where a stronger stop divides the list."""

    total: Item
    groups: tuple[tuple[Item, ...], ...]
    claims_all: bool = False
    is_after: bool = False  # the total stands after its parts
    between: str = ""  # the words of the list

    @property
    def parts(self) -> tuple[Item, ...]:
        """All parts in order."""
        return tuple(item for group in self.groups for item in group)

    @property
    def exact(self) -> tuple[tuple[Item, ...], ...]:
        """The groups that each make the total, or all parts where they make it together."""
        found = tuple(group for group in self.groups if total_of([item.value for item in group]) == self.total.value)
        together = total_of([item.value for item in self.parts]) == self.total.value
        return found or ((self.parts,) if together else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its counts and its brackets; offsets count in the whole text."""

    text: str  # the whole text
    start: int
    end: int
    items: tuple[Item, ...]
    places: tuple[int, ...]  # of the items' numbers
    brackets: tuple[int, ...]  # places of opening and closing brackets
    depths: tuple[int, ...]  # how many are open before the first bracket, after it, after the second, …

    def depth(self, at: int) -> int:
        """How many brackets are open at a place."""
        return self.depths[bisect_left(self.brackets, at)]

    def close(self, at: int) -> int:
        """Where the bracket that is open at a place closes, or the line ends."""
        first = bisect_left(self.brackets, at)
        nearby = range(first, min(first + MOST_BRACKETS, len(self.brackets)))
        return next((self.brackets[i] for i in nearby if self.depths[i + 1] < self.depths[first]), self.end)

    def between(self, start: int, end: int) -> tuple[Item, ...]:
        """The counts whose numbers begin between two places."""
        return self.items[bisect_left(self.places, start) : bisect_left(self.places, end)]


def lines(text: str, items: Sequence[Item], opening: re.Pattern[str]) -> Iterator[Line]:
    """The lines that hold at least two counts; one that opens with such words takes in the line before it."""
    before: list[Item] = []
    for start, end, members in by_line(text, items):
        opens = bool(start) and bool(opening.match(text, start))
        taken = [item for item in before if text.find("\n", item.figure.mark_end) == start - 1] if opens else []
        if len(taken) + len(members) > 1:
            yield _line(text, taken[0].figure.start if taken else start, end, (*taken, *members))
        before = members


def by_line(text: str, items: Sequence[Item]) -> Iterator[tuple[int, int, list[Item]]]:
    """Start, end and counts of every line that has some."""
    members: list[Item] = []
    end = -1
    for item in items:
        if item.figure.mark_start > end:
            if members:
                yield text.rfind("\n", 0, members[0].figure.mark_start) + 1, end, members
            members, end = [], text.find("\n", item.figure.mark_start)
            end = len(text) if end < 0 else end
        members.append(item)
    if members:
        yield text.rfind("\n", 0, members[0].figure.mark_start) + 1, end, members


def _line(text: str, start: int, end: int, items: tuple[Item, ...]) -> Line:
    brackets = tuple(match.start() for match in BRACKET.finditer(text, start, end))
    steps = (1 if text[place] in OPENING else -1 for place in brackets)
    return Line(
        text=text,
        start=start,
        end=end,
        items=items,
        places=tuple(item.figure.mark_start for item in items),
        brackets=brackets,
        depths=tuple(accumulate(steps, initial=0)),
    )


def is_other(unit: str, *units: str) -> bool:
    """公开信息9条，其中乡镇3条；开设专栏2个: places and times are no part of what was published."""
    return unit in LOOSE_UNITS and not LOOSE_UNITS.intersection(units)


def is_alike(item: Item, total: Item) -> bool:
    """Whether two counts may be part and total."""
    families = facts().units
    unit, whole = item.figure.unit, total.figure.unit
    return unit == whole or not whole or families.get(unit, -1) == families.get(whole, -2)
