"""Lists of contents: headings with the numbers of their pages, before the chapters themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.clean.ledger import Change

LINE = re.compile(r"[^\n\f]+(?:\n|(?=\f)|\Z)")
ENTRY = re.compile(
    r"""
    (?P<words> [^\t….·．。，；\n]{2,50}? (?:[．.](?=[^\t….·．。\d])[^\t….·．。，；\n]{1,50}?)? )
    [ \xa0\u3000]* (?: \t | [….·．_-](?:[ \xa0\u3000]?[….·．_-]){2,200} | …… ) [ \xa0\u3000\t]*
    [-—(（]? [ ]? (?P<page>[1-9]\d{0,2}) [ ]? [-—)）]?
    """,
    re.VERBOSE,
)
SIGNS = ("…", "..", ". .", "··", "· ·", "．．", "--", "__", "\t")
NUMBER_AT_END = re.compile(r"\n(?:(?<=\d\n)|(?<=\d[)）— \t-]\n)|(?<=\d[ ][)）—-]\n))")  # quick to look for
LEADER = re.compile(r"[….·．_\t-][ \xa0\u3000]{0,9}[(（—-]?[ ]?[1-9]\d{0,2}[ ]?[)）—-]?[ \t]*$", re.MULTILINE)
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
    if not (NUMBER_AT_END.search(text) and any(sign in text for sign in SIGNS) and len(LEADER.findall(text)) >= FEWEST):
        return
    lines = [match for match in LINE.finditer(text) if not match[0].isspace()]
    entries = [ENTRY.fullmatch(line[0].strip()) if LEADER.search(line[0]) else None for line in lines]
    for first, last in _runs(entries):
        below = {SPACES.sub("", line[0]) for line in lines[last:]}
        held = sum(SPACES.sub("", entry["words"]) in below for entry in entries[first:last] if entry)
        if held > MOST_LOST * (last - first):
            is_named = first > 0 and NAMED.fullmatch(lines[first - 1][0].strip())
            yield lines[first - bool(is_named)].start(), lines[last - 1].end(), ""


def _runs(entries: list[re.Match[str] | None]) -> Iterator[tuple[int, int]]:
    """From where to where entries follow one another, three at least, whose pages rise."""
    first = 0
    for last, entry in enumerate([*entries, None]):
        if entry is None:
            pages = [int(each["page"]) for each in entries[first:last] if each]
            if len(pages) >= FEWEST and pages == sorted(pages):
                yield first, last
            first = last + 1
