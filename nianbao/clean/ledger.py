"""The ledger: rules propose edits of the text as it stands, the ledger applies them and keeps every character's origin.

A rule never keeps books: it yields `Change`s in the coordinates of the text it was given. The ledger composes them
into `Edit`s against the decoded capture, so that applying these gives the text, and undoing them the capture.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby
from typing import NamedTuple

from nianbao.model import Edit

KEPT = -1


class Change(NamedTuple):
    """A proposal of a rule: replace `text[start:end]` by `inserted`."""

    start: int
    end: int
    inserted: str = ""


class Piece(NamedTuple):
    """A stretch of the text: `capture[first:last]` as it stands, or what a rule put in its place."""

    size: int  # characters of the text
    first: int
    last: int
    rule: int = KEPT  # the number of the rule that inserted it
    text: str = ""

    def part(self, start: int, end: int) -> Piece:
        """The stretch from `start` to `end` within this one; an insertion of another length stands for its whole place."""
        if self.size == self.last - self.first:
            return Piece(end - start, self.first + start, self.first + end, self.rule, self.text[start:end])
        return Piece(end - start, self.first, self.last, self.rule, self.text[start:end])


@dataclass(slots=True)
class Ledger:
    """A text on its way from capture to cleaned text. The one mutable thing of the package, alive within `clean` only.

    `removed` lists the stretches of the capture that rules took out, in order; what an earlier rule took out of the
    midst of a later one's stretch stays the earlier one's. Costs grow with the number of changes, not of characters.
    """

    capture: str
    text: str = field(init=False)
    names: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(init=False)
    removed: list[tuple[int, int, int]] = field(default_factory=list)
    respelt: int = KEPT  # the number of the rule that rewrote the whole text, character for character

    def __post_init__(self) -> None:
        """Begin with the capture as it is."""
        self.text = self.capture
        self.pieces = [Piece(len(self.capture), 0, len(self.capture))] if self.capture else []

    def apply(self, name: str, changes: Iterable[Change]) -> bool:
        """Apply the changes of one rule; True where there were any. Raises ValueError where they overlap."""
        ordered = sorted(changes)
        if not ordered:
            return False
        if self._respell(name, ordered):
            return True
        at = 0
        for change in ordered:
            if not at <= change.start <= change.end <= len(self.text):
                raise ValueError(f"{name}: changes overlap or leave the text at {change}")
            at = change.end
        self.names.append(name)
        self.pieces = self._change_pieces(ordered, len(self.names) - 1)
        starts = (0, *(change.end for change in ordered))
        kept = (self.text[start : change.start] + change.inserted for start, change in zip(starts, ordered, strict=False))
        self.text = "".join([*kept, self.text[at:]])
        return True

    def _respell(self, name: str, changes: list[Change]) -> bool:
        """Take one change of the whole text by one of the same length as a change of script: every character stays in place."""
        start, end, inserted = changes[0]
        if len(changes) > 1 or (start, end) != (0, len(self.text)) or len(inserted) != end or self.respelt != KEPT:
            return False
        self.respelt, self.text = len(self.names), inserted
        self.names.append(name)
        return True

    def _change_pieces(self, changes: list[Change], number: int) -> list[Piece]:
        """The pieces after the changes; what these take out is noted on the way."""
        rest, pieces = _Pieces(self.pieces), list[Piece]()
        for start, end, inserted in changes:
            pieces += rest.take(start)
            gone = rest.take(end)
            self.removed += [(piece.first, piece.last, number) for piece in gone]
            if inserted:
                first, last = (gone[0].first, gone[-1].last) if gone else (rest.last, rest.last)
                pieces.append(Piece(len(inserted), first, last, number, inserted))
        return pieces + rest.take(len(self.text))

    def edits(self) -> tuple[Edit, ...]:
        """The whole ledger against the capture: sorted, not overlapping, each with the one rule it is due to."""
        by = [KEPT] * len(self.capture)
        for first, last, number in self.removed:
            by[first:last] = [number] * (last - first)
        return tuple(self._edits(by))

    def _edits(self, by: list[int]) -> Iterator[Edit]:
        at, place, inserted = 0, 0, list[tuple[int, str]]()
        for piece in [*self.pieces, Piece(0, len(self.capture), len(self.capture))]:
            start, place = place, place + piece.size
            if piece.rule != KEPT:
                inserted.append((piece.rule, self.text[start:place]))
                continue
            if inserted or at < piece.first:
                yield from self._gap(at, piece.first, inserted, by)
            if self.respelt != KEPT:
                yield from self._respellings(piece.first, self.text[start:place])
            at, inserted = piece.last, []

    def _respellings(self, first: int, text: str) -> Iterator[Edit]:
        """The runs of a kept stretch that a change of script altered."""
        before = self.capture[first : first + len(text)]
        places = [i for i, (old, new) in enumerate(zip(before, text, strict=True)) if old != new] if before != text else []
        start = end = -1
        for place in [*places, -1]:
            if place != end and end > 0:
                yield Edit(rule=self.names[self.respelt], start=first + start, end=first + end, inserted=text[start:end])
            start, end = (start if place == end else place), place + 1

    def _gap(self, start: int, end: int, inserted: list[tuple[int, str]], by: list[int]) -> Iterator[Edit]:
        """The edits between two kept stretches: runs removed by one rule, each with what the same rule put in."""
        if end - start == 1 and len(inserted) < 2 and (not inserted or inserted[0][0] == by[start]):  # noqa: PLR2004 - mostly
            own = inserted[0][1] if inserted else ""
            if own != self.capture[start]:
                yield Edit(rule=self.names[by[start]], start=start, end=end, inserted=own)
            return
        rules = {rule for rule, _ in inserted} | set(by[start:end])
        if len(rules) == 1 and start < end:  # nearly always
            own = "".join(text for _, text in inserted)
            if own != self.capture[start:end]:
                yield Edit(rule=self.names[by[start]], start=start, end=end, inserted=own)
            return
        texts = [(rule, "".join(text for _, text in run)) for rule, run in groupby(inserted, key=lambda pair: pair[0])]
        at = start
        for rule, run in groupby(by[start:end]):
            stop = at + len(list(run))
            match = next((i for i, (other, _) in enumerate(texts) if other == rule), None)
            own = "" if match is None else texts[match][1]
            before = [] if match is None else texts[:match]
            texts = texts if match is None else texts[match + 1 :]
            yield from self._insertions(before, at)
            if own != self.capture[at:stop]:
                yield Edit(rule=self.names[rule], start=at, end=stop, inserted=own)
            at = stop
        yield from self._insertions(texts, end)

    def _insertions(self, texts: list[tuple[int, str]], at: int) -> Iterator[Edit]:
        for rule, text in texts:
            yield Edit(rule=self.names[rule], start=at, end=at, inserted=text)


class _Pieces:
    """Pieces that are taken from the left, up to a place in the text."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces, self.ends = pieces, list(accumulate(piece.size for piece in pieces))
        self.index = self.at = self.last = 0  # the next piece, the place reached in the text, and that in the capture

    def take(self, end: int) -> list[Piece]:
        """What stands between the place reached and `end`."""
        if end <= self.at:
            return []
        begun = self.at - self.ends[self.index] + self.pieces[self.index].size
        if end < self.ends[self.index]:  # nearly always: a part of one piece
            piece = self.pieces[self.index].part(begun, begun + end - self.at)
            self.at, self.last = end, piece.last
            return [piece]
        stop = bisect_left(self.ends, end, self.index)
        taken = self.pieces[self.index : stop + 1]
        if end < self.ends[stop]:
            taken[-1] = taken[-1].part(0, taken[-1].size - (self.ends[stop] - end))
        if begun:
            taken[0] = taken[0].part(begun, taken[0].size)
        self.index, self.at, self.last = stop + (end == self.ends[stop]), end, taken[-1].last
        return taken


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
