"""The lines of a text that hold something, each with its place."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A line that holds something: where it starts, and what it says."""

    start: int
    text: str


NOTHING = Line(-1, "")


def numbered_lines(text: str) -> list[Line]:
    """The lines that hold something, with their places."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Line(at, line))
        at += len(line) + 1
    return lines
