"""The ledger: rules propose edits of the text as it stands, the ledger applies them and keeps every character's origin.

A rule never keeps books: it yields `Change`s in the coordinates of the text it was given. The ledger composes them
into `Edit`s against the decoded capture, so that applying these gives the text, and undoing them the capture.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import compress, groupby, repeat
from operator import ne
from typing import NamedTuple

from nianbao.model import Edit

RUN = re.compile("([^\0])\\1*")  # characters of the capture that one rule took
Change = tuple[int, int, str]  # a rule's proposal: where text starts and ends, and what to put there; plain, for speed
Span = tuple[int, int]
Piece = tuple[int, int, int, str]  # an edit whose rule is known by its number


class Insertion(NamedTuple):
    """Where in the capture the text that a rule put in stands, and the number of that rule."""

    first: int
    last: int
    number: int


@dataclass(slots=True)
class Ledger:
    """A text on its way from capture to cleaned text. The one mutable thing of the package, alive within `clean` only.

    Rules are numbered from 1 in the order in which they changed something. What an earlier rule took out of the midst of a
    later one's stretch stays the earlier one's. The arrays hold every character, and yet a change costs half a microsecond:
    what is between two changes is copied at once, and a character that another one replaces stays in its place.
    """

    capture: str
    text: str = field(init=False)
    names: list[str] = field(default_factory=list)
    origins: array[int] = field(init=False)  # of each character of the text: its place in the capture, or ~i for insertion i
    takers: array[int] = field(init=False)  # of each character of the capture: the rule that took or replaced it, or 0
    insertions: list[Insertion] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the capture as it is."""
        self.text = self.capture
        self.origins = _places(len(self.capture).bit_length())[: len(self.capture)]
        self.takers = array("H", bytes(2 * len(self.capture)))

    def apply(self, name: str, changes: Iterable[Change]) -> bool:
        """Apply the changes of one rule; True where there were any. Raises ValueError where they overlap."""
        ordered = sorted(changes)
        if not ordered:
            return False
        at, parts = 0, list[str]()
        for start, end, inserted in ordered:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"{name}: changes overlap or leave the text at {(start, end, inserted)}")
            parts += (self.text[at:start], inserted)
            at = end
        self.names.append(name)
        if not self._respell(ordered, len(self.names)):
            self._move_origins(ordered, array("H", [len(self.names)]))
        self.text = "".join([*parts, self.text[at:]])
        return True

    def _move_origins(self, changes: list[Change], mark: array[int]) -> None:
        """Mark what the changes take out of the capture as their rule's, and put what they insert among the origins."""
        before, moved, at = self.origins, array("i"), 0
        for start, end, inserted in changes:
            size = end - start
            if size == len(inserted) == 1 and before[start] >= 0:  # most changes are of a mark's width
                self.takers[before[start]] = mark[0]
                continue
            first, last = (before[start], before[end - 1] + 1) if size else (0, -1)
            if last - first == size and (first if size == 1 else min(before[start:end])) >= 0:  # whole, as in the capture
                self.takers[first:last] = mark * size
                if len(inserted) == size:
                    continue
            else:
                first, last = self._take(start, end, mark)
            moved += before[at:start]
            if inserted:
                moved += array("i", [~len(self.insertions)]) * len(inserted)
                self.insertions.append(Insertion(first, last, mark[0]))
            at = end
        if moved or at:
            self.origins = moved + before[at:]

    def _respell(self, changes: list[Change], number: int) -> bool:
        """Take one change of the whole text by one of the same length as a change of script: what differs is replaced."""
        start, end, inserted = changes[0]
        if len(changes) > 1 or (start, end) != (0, len(self.text)) or len(inserted) != end:
            return False
        for origin in compress(self.origins, map(ne, self.text, inserted)):
            if origin >= 0:
                self.takers[origin] = number
        return True

    def _take(self, start: int, end: int, mark: array[int]) -> Span:
        """Mark a stretch that others had their hands in, and tell where in the capture it is."""
        if start == end:
            last = self._place(self.origins[start - 1])[1] if start else 0
            return last, last
        spans = list(map(self._place, self.origins[start:end]))
        for first, last in spans:
            self.takers[first:last] = mark * (last - first)
        return spans[0][0], spans[-1][1]

    def _place(self, origin: int) -> Span:
        """The span of the capture that a character of the text comes from, or was put in place of."""
        return (origin, origin + 1) if origin >= 0 else self.insertions[~origin][:2]

    def edits(self) -> tuple[Edit, ...]:
        """The whole ledger against the capture: sorted, not overlapping, each with the one rule it is due to."""
        origins, names = self.origins + array("i", [len(self.capture)]), ["", *self.names]
        found = list[tuple[str, int, int, str]]()
        takers, text, size, capture = self.takers, self.text, len(self.text), self.capture
        at = place = 0  # how far the capture and the text are told
        for start, end in self._runs():
            if start < at:
                if end <= at:
                    continue
                start = at  # noqa: PLW2901 - text put in before it took its head along
            place += start - at  # what lies between was kept
            at, origin = end, origins[place]
            stop = place + end - start
            if start < end <= origin:
                found.append((names[takers[start]], start, end, ""))
            elif start == origin < end and stop <= size and origins[stop - 1] == end - 1:
                if (own := text[place:stop]) != capture[start:end]:
                    found.append((names[takers[start]], start, end, own))
                place = stop
            elif origin < 0 and (stop := self._end_inserted(start, end, place, origins)):
                if (own := text[place:stop]) != capture[start:end]:
                    found.append((names[self.insertions[~origin].number], start, end, own))
                place = stop
            elif start < end or origin < 0:
                pieces, at, place = self._mixed_run(start, end, place, origins)
                found += ((names[by], a, b, own) for by, a, b, own in _joined(pieces) if own != capture[a:b])
        return tuple(map(tuple.__new__, repeat(Edit), found))  # twice as quick as calling Edit

    def _end_inserted(self, start: int, end: int, place: int, origins: array[int]) -> int:
        """Where the text ends that one change put in for exactly this stretch of the capture; 0 where more was done to it."""
        origin, stop = origins[place], place + 1
        while origins[stop] == origin:
            stop += 1
        first, last, number = self.insertions[~origin]
        is_own = (first, last) == (start, end) and (start == end or self.takers[start] == number)
        return stop if is_own and origins[stop] >= end else 0

    def _mixed_run(self, at: int, end: int, place: int, origins: array[int]) -> tuple[list[Piece], int, int]:
        """What happened from a place of the capture to another, and beyond, where text was put in; how far that goes in both."""
        pieces = list[Piece]()
        while at < end or origins[place] < 0:
            origin = origins[place]
            if origin < 0:
                stop = next(i for i in range(place, len(origins)) if origins[i] >= 0)
                pieces += self._gap(at, origins[stop], place, stop)
                at, place = origins[stop], stop
            elif origin > at:
                pieces.append((self.takers[at], at, min(origin, end), ""))
                at = min(origin, end)
            else:
                pieces.append((self.takers[at], at, at + 1, self.text[place]))
                at, place = at + 1, place + 1
        return pieces, at, place

    def _runs(self) -> list[Span]:
        """Where the capture was changed: what one rule took or replaced, and the places where something was put in."""
        runs = [match.span() for match in RUN.finditer(self.takers.tobytes().decode("utf-16"))]
        places = {(first, first) for first, last, _ in self.insertions if first == last}
        return sorted([*runs, *places]) if places else runs

    def _gap(self, start: int, end: int, place: int, stop: int) -> Iterable[Piece]:
        """What was done between two characters that stand, where `text[place:stop]` was put in."""
        by = self.takers[start:end]
        rules = [self.insertions[~origin].number for origin in self.origins[place:stop]]
        if len({*by, *rules}) == 1 and by:
            own = self.text[place:stop]
            return ((by[0], start, end, own),) if own != self.capture[start:end] else ()
        return _mixed_gap(start, by, list(zip(rules, self.text[place:stop], strict=True)))


def _mixed_gap(start: int, by: array[int], inserted: list[tuple[int, str]]) -> Iterator[Piece]:
    """The same where several rules had their hands in it: runs that one rule took, each with what the same rule put in."""
    texts = [(rule, "".join(text for _, text in run)) for rule, run in groupby(inserted, key=lambda pair: pair[0])]
    at = start
    for rule, run in groupby(by):
        stop = at + len(list(run))
        match = next((i for i, (other, _) in enumerate(texts) if other == rule), None)
        own = "" if match is None else texts[match][1]
        yield from ((other, at, at, text) for other, text in texts[:match] if match is not None)
        yield rule, at, stop, own
        texts = texts if match is None else texts[match + 1 :]
        at = stop
    yield from ((other, at, at, text) for other, text in texts)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbours of the same rule as one."""
    start = 0
    for i, piece in enumerate(pieces, start=1):
        if i == len(pieces) or (pieces[i][0], pieces[i][1]) != (piece[0], piece[2]):
            yield piece[0], pieces[start][1], piece[2], "".join(inserted for *_, inserted in pieces[start:i])
            start = i


@cache
def _places(bits: int) -> array[int]:
    """The numbers below a power of two; counting takes longer than copying."""
    return array("i", range(1 << bits))


def apply_edits(capture: str, edits: Iterable[Edit]) -> str:
    """The cleaned text: the capture with the ledger applied.

    >>> apply_edits("a b", [Edit(rule="x", start=1, end=2, inserted="-")])
    'a-b'
    """
    pieces, at = [], 0
    for edit in edits:
        pieces += [capture[at : edit.start], edit.inserted]
        at = edit.end
    return "".join([*pieces, capture[at:]])


def undo_edits(text: str, edits: Iterable[Edit], capture: str) -> str:
    """The capture again: the cleaned text with every edit taken back, what was removed read from the capture at hand."""
    pieces, at, shift = [], 0, 0
    for edit in edits:
        start = edit.start + shift
        pieces += [text[at:start], capture[edit.start : edit.end]]
        at = start + len(edit.inserted)
        shift += len(edit.inserted) - (edit.end - edit.start)
    return "".join([*pieces, text[at:]])


def withheld(removed: str) -> str:
    """What data files say in place of text that may not be shown: its length and the digest of its UTF-8."""
    digest = hashlib.sha256(removed.encode("utf-8", "surrogatepass")).hexdigest()
    return f"[withheld: {len(removed)} characters, sha256 {digest}]"
