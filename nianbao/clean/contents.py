"""Lists of contents: headings with the numbers of their pages, before the chapters themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nianbao.clean.ledger import Change

LINE = re.compile(r"[^\n\f]+(?:\n|(?=\f)|\Z)")
ENTRY = re.compile(
    r"""
    (?P<words> [^\t….·．。，；\n]{2,50}? (?:[．.](?=[^\t….·．。\d])[^\t….·．。，；\n]{1,50}?)? )
    [ \xa0\u3000]* (?: \t | [….·．_-](?:[ \xa0\u3000]?[….·．_-]){2,200} | …… ) [ \xa0\u3000\t]*
    [-—(（]? [ ]? (?P<page>\d{1,3}) [ ]? [-—)）]?
    """,
    re.VERBOSE,
)
SIGNS = ("…", "..", ". .", "··", "· ·", "．．", "--", "__", "\t")
LEADER = re.compile(r"[….·．_\t-][ \xa0\u3000]{0,9}[(（—-]?[ ]?\d{1,3}[ ]?[)）—-]?[ \t]*$", re.MULTILINE)  # quick to look for
NAMED = re.compile("目[ \xa0\u3000]*[录次]")
SPACES = re.compile(r"\s+")
FEWEST = 3
MOST_LOST = 0.5  # of the headings; a list and its chapters may differ in a word


def drop_contents(text: str) -> Iterator[Change]:
    r"""Remove the list of contents: three lines or more that end with rising numbers, and whose words are headings below.

    >>> text = "目录\n一、概述……1\n二、公开……2\n三、申请……4\n一、概述\n二、公开\n三、申请\n"
    >>> [text[a:b] for a, b, _ in drop_contents(text)]
    ['目录\n一、概述……1\n二、公开……2\n三、申请……4\n']
    >>> list(drop_contents("规章……1\n文件……2\n许可……4\n"))
    []
    """
    if not (any(sign in text for sign in SIGNS) and LEADER.search(text)):
        return
    lines = [match for match in LINE.finditer(text) if not match[0].isspace()]
    entries = [ENTRY.fullmatch(line[0].strip()) for line in lines]
    places = {SPACES.sub("", line[0]): place for place, line in enumerate(lines)}  # the last of each
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and entries[last]:
            last += 1
        if _is_contents([entry for entry in entries[first:last] if entry], places, last):
            is_named = first > 0 and NAMED.fullmatch(lines[first - 1][0].strip())
            yield lines[first - bool(is_named)].start(), lines[last - 1].end(), ""
        first = last + 1


def _is_contents(entries: list[re.Match[str]], places: dict[str, int], end: int) -> bool:
    """True for several whose pages rise, most of whose words begin lines below their end."""
    if len(entries) < FEWEST or any(int(a["page"]) > int(b["page"]) for a, b in pairwise(entries)):
        return False
    held = sum(places.get(SPACES.sub("", entry["words"]), 0) >= end for entry in entries)
    return held > MOST_LOST * len(entries)
