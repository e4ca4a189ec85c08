"""The lines of a text that hold something, each with its place."""

from __future__ import annotations

import re
from typing import NamedTuple


class Line(NamedTuple):
    """A line that holds something: where it starts, and what it says."""

    start: int
    text: str


LINK = re.compile(r"!\[[^\[\]\n]{0,60}\]\([^()\s]{1,200}\)|\[([^\[\]\n]{0,60})\]\([^()\s]{1,200}\)")
NOTHING = Line(-1, "")
# Signs that pages set between words, each with the one that stands for all of its kind; every place stays what it was.
ALIKE = {sign: like for like, signs in {"|": "｜丨│┃¦", "·": "‧∙⋅・•", ">": "＞", "→": "⇒➔►▸"}.items() for sign in signs}


def numbered_lines(text: str) -> list[Line]:
    """The lines that hold something, with their places."""
    lines, at = [], 0
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append(Line(at, line))
        at += len(line) + 1
    return lines


def unify_signs(text: str) -> str:
    """The text with one sign for all of a kind between words.

    >>> unify_signs("首页＞年报｜打印‧关闭")
    '首页>年报|打印·关闭'
    """
    for sign in [sign for sign in ALIKE if sign in text]:
        text = text.replace(sign, ALIKE[sign])
    return text


def without_links(line: str) -> str:
    """The words of a line, without the images and the addresses of links that a converter wrote.

    >>> without_links("![](/logo.png)[首页](/) / [年报](/nb/)")
    '首页 / 年报'
    """
    return LINK.sub(r"\1", line) if "](" in line else line
