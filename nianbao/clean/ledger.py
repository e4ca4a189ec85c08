"""The ledger: rules propose edits of the text as it stands, the ledger applies them and keeps every character's origin.

A rule never keeps books: it yields `Change`s in the coordinates of the text it was given. The ledger composes them
into `Edit`s against the decoded capture, so that applying these gives the text, and undoing them the capture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from nianbao.model import Edit

KEPT = -1


class Change(NamedTuple):
    """A proposal of a rule: replace `text[start:end]` by `inserted`."""

    start: int
    end: int
    inserted: str = ""


# A stretch of the text: its size, the first and last place of what it is in the capture, and the number of the rule that put
# it in that place, KEPT where it stands as it was. Plain, for there are thousands of them.
Piece = tuple[int, int, int, int]


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
        self.pieces = [(len(self.capture), 0, len(self.capture), KEPT)] if self.capture else []

    def apply(self, name: str, changes: Iterable[Change]) -> bool:
        """Apply the changes of one rule; True where there were any. Raises ValueError where they overlap."""
        ordered = sorted(changes)
        if not ordered:
            return False
        if self._respell(name, ordered):
            return True
        at, parts = 0, list[str]()
        for start, end, inserted in ordered:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"{name}: changes overlap or leave the text at {Change(start, end, inserted)}")
            parts += (self.text[at:start], inserted)
            at = end
        self.names.append(name)
        self.pieces = self._change_pieces(ordered, len(self.names) - 1)
        self.text = "".join([*parts, self.text[at:]])
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
            rest.move(start, pieces)
            gone = list[Piece]()
            rest.move(end, gone)
            for _, first, last, _ in gone:
                self.removed.append((first, last, number))
            if inserted:
                pieces.append((len(inserted), gone[0][1] if gone else rest.last, rest.last, number))
        rest.move(len(self.text), pieces)
        return pieces

    def edits(self) -> tuple[Edit, ...]:
        """The whole ledger against the capture: sorted, not overlapping, each with the one rule it is due to."""
        by = [KEPT] * len(self.capture)
        for first, last, number in self.removed:
            by[first:last] = [number] * (last - first)
        at, place, rules, texts, found = 0, 0, list[int](), list[str](), list[Edit]()
        for size, first, last, rule in [*self.pieces, (0, len(self.capture), len(self.capture), KEPT)]:
            start, place = place, place + size
            if rule != KEPT:
                rules.append(rule)
                texts.append(self.text[start:place])
                continue
            if rules or at < first:
                found += self._gap(at, first, rules, texts, by[at:first])
            if self.respelt != KEPT:
                found += self._respellings(first, self.text[start:place])
            at, rules, texts = last, [], []
        return tuple(found)

    def _respellings(self, first: int, text: str) -> Iterator[Edit]:
        """The runs of a kept stretch that a change of script altered."""
        before = self.capture[first : first + len(text)]
        places = [i for i, (old, new) in enumerate(zip(before, text, strict=True)) if old != new] if before != text else []
        start = end = -1
        for place in [*places, -1]:
            if place != end and end > 0:
                yield Edit(rule=self.names[self.respelt], start=first + start, end=first + end, inserted=text[start:end])
            start, end = (start if place == end else place), place + 1

    def _gap(self, start: int, end: int, rules: list[int], texts: list[str], by: list[int]) -> Iterable[Edit]:
        """The edits between two kept stretches: runs removed by one rule, each with what the same rule put in.

        `rules` put in the `texts`; `by` has, for each character of the capture from `start` to `end`, the rule that took it.
        """
        if not by or by.count(by[0]) < len(by) or rules.count(by[0]) < len(rules):
            return self._mixed_gap(start, end, list(zip(rules, texts, strict=True)), by)
        own = "".join(texts)
        return (Edit(rule=self.names[by[0]], start=start, end=end, inserted=own),) if own != self.capture[start:end] else ()

    def _mixed_gap(self, start: int, end: int, inserted: list[tuple[int, str]], by: list[int]) -> Iterator[Edit]:
        """The same where several rules had their hands in it."""
        texts = [(rule, "".join(text for _, text in run)) for rule, run in groupby(inserted, key=lambda pair: pair[0])]
        at = start
        for rule, run in groupby(by):
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
        self.pieces = pieces[::-1]
        self.at = self.last = 0  # the place reached in the text, and that in the capture

    def move(self, end: int, to: list[Piece]) -> None:
        """Move what stands between the place reached and `end` to the end of a list."""
        wanted, self.at = end - self.at, end
        while wanted > 0:
            piece = size, first, last, rule = self.pieces.pop()
            if size > wanted:
                exact = size == last - first  # an insertion of another length stands for its whole place
                cut = first + wanted
                self.pieces.append((size - wanted, cut if exact else first, last, rule))
                piece = (wanted, first, cut if exact else last, rule)
            to.append(piece)
            wanted -= size
            self.last = piece[2]


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
