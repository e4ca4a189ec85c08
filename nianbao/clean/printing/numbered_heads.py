"""Heads and feet of pages that have the page's number on their own line, in text without any break of pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nianbao.chinese import HAN
from nianbao.clean.ledger import Change

SIGN = re.compile(r"\n(?:(?<=[页頁—–－─\d-]\n)|(?<=[页頁—–－─\d-][ \t\u3000]\n))")  # what they end with; quick to look for
FOLIO = re.compile(
    r"""
    (?: 第[ ]?(?P<number>\d{1,3})[ ]?[页頁] (?:[,，/ ]{0,3}共[ ]?\d{1,3}[ ]?[页頁])?
      | (?<=[ \t\u3000])[—–－─-]{1,3}[ ]?(?P<dashed>\d{1,3})[ ]?[—–－─-]{1,3}
      | (?<=[ \t\u3000])(?P<part>\d{1,3})[ ]?/[ ]?\d{1,3} )
    [ \t\u3000]*$
    """,
    re.VERBOSE,
)
NAME = re.compile(f"[{HAN}]{{4}}|https?://|www\\.")
NO_HEAD = re.compile(r"[。；！？\t|]|\d{11}")  # a sentence, a row, and what must be withheld
SPACES = re.compile(r"\s+")
ENDS = tuple("页頁—–－─-")
LONGEST_LINE, LONGEST_FOLIO, FEWEST = 150, 20, 2


class Foot(NamedTuple):
    """A line with the number of a page: where it starts and ends, and the number."""

    start: int
    end: int
    number: int


def drop_numbered_heads(text: str) -> Iterator[Change]:
    r"""Remove the lines that say the same on several pages, with the number of the page behind it, which counts up.

    Of text copied from a viewer or a browser's print nothing else tells where a page ended.

    >>> text = "公开信息\n某县年报 第 2 页\n三条，受理\n某县年报 第 3 页\n申请五件。"
    >>> [text[a:b] for a, b, _ in drop_numbered_heads(text)]
    ['某县年报 第 2 页\n', '某县年报 第 3 页\n']
    >>> list(drop_numbered_heads("整改完成情况 1/3\n公开完成情况 2/3\n"))
    []
    """
    if not SIGN.search(text):
        return
    feet = defaultdict[str, list[Foot]](list)
    at = 0
    for line in text.split("\n"):
        may_count = len(line) <= LONGEST_LINE and ("/" in line or line.rstrip()[-1:] in ENDS)
        if may_count and (folio := FOLIO.search(line, max(0, len(line) - LONGEST_FOLIO))):
            words = SPACES.sub("", line[: folio.start()])
            if NAME.search(words) and not NO_HEAD.search(line):
                feet[words].append(Foot(at, min(at + len(line) + 1, len(text)), int(folio[folio.lastgroup or 0])))
        at += len(line) + 1
    for same in feet.values():
        if len(same) >= FEWEST and all(a.number < b.number for a, b in pairwise(same)):
            yield from ((foot.start, foot.end, "") for foot in same)
