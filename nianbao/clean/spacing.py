"""Ninth phase: spaces within words, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.chinese import HAN
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

WIDE = f"{HAN}\u2018\u2019\u201c\u201d\u2014\u2026\u3001-\u303f\uff01-\uff5e"  # Chinese characters and full-width signs
SIGN = "\u3001-\u303f\uff01-\uff5e"
# Every branch begins with the space itself, so that the search leaps from one to the next.
SPACE = re.compile(
    rf"""
    \ (?: (?<=[{WIDE}]\ )(?=[{WIDE}0-9%(),.:;?!\[<+~-])
        | (?<=[0-9%(),.:;?!\]>+~-]\ )(?=[{WIDE}])
        | (?<=[{SIGN}”’]\ )(?=\w)
        | (?<=\w\ )(?=[{SIGN}“‘])
        | (?<=\d\ )(?=[%‰℃])
        | (?<=\(\ ) | (?=\))
        | (?<=[{WIDE}][,;:!?)]\ ) | (?=[,;:!?(][{WIDE}])  # marks that will be widened
    )
    """,
    re.VERBOSE,
)
# At the head of a line the space after an article's number is all that sets it off.
ARTICLE = re.compile(r"(?:^|\n)第[一二三四五六七八九十百零\d]{1,6}[条章节编]$")
YEAR = re.compile(r"[12](?<!\d\d)(?<!\d \d)(?=\d* ) ?[09] ?\d ?\d(?= ?年)")


def drop_inner_spaces(text: str) -> Iterator[Change]:
    """Remove spaces between Chinese characters, and between these and numbers or signs.

    Pages set headings and labels apart by spaces, and converters put one at every change between Chinese and digits. The
    digits of a year are put together too; spaces between Latin words and between other numbers stay.

    >>> list(drop_inner_spaces("一、概 述"))
    [(3, 4, '')]
    >>> list(drop_inner_spaces("电话：87633910 87629486 Open Data"))
    []
    """
    if " " not in text:
        return
    for match in SPACE.finditer(text):
        start, end = match.span()
        if text[start - 1] not in "条章节编" or text[end] in "第（(" or not ARTICLE.search(text, max(0, start - 9), start):
            yield start, end, ""
    for year in YEAR.finditer(text):
        yield from ((year.start() + m.start(), year.start() + m.end(), "") for m in re.finditer(" ", year[0]))


RULES = (Rule(drop_inner_spaces),)
