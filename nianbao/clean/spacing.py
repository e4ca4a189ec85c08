"""Ninth phase: spaces within words, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

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
# 9 7 3 2 条: every digit of a count stands alone, on a page that has no other counts of more than one.
COUNTED = "[条件次份篇人名位场期个项起宗例户家册卷幅张部批字页则本封天元万亿余多%％‰]"
SET_APART = re.compile(rf"\ (?<=[0-9]\ )[0-9](?:\ [0-9]){{0,6}}\ ?{COUNTED}")
APART = re.compile(
    rf"(?:(?<=[{WIDE}(:])|(?<=[{WIDE}(:]\ )|(?<=\n)|(?<=^))"
    rf"[0-9](?:\ [0-9]){{0,7}}(?:\ \.\ [0-9](?:\ [0-9])?)?(?=\ ?(?P<unit>{COUNTED}|月|日))"
)
TOGETHER = re.compile(rf"[0-9][0-9,.]{{1,11}}\ ?{COUNTED}")
DAY_OR_MONTH = {"月": re.compile("1 [0-2]"), "日": re.compile("[12] [0-9]|3 [01]")}
SEVERAL = re.compile("分别|依次|[各第]")  # 分别公开 3 5 条 may be two counts
FEWEST_APART = 2
LONGEST_LINE = 400


def drop_inner_spaces(text: str) -> Iterator[Change]:
    """Remove spaces between Chinese characters, and between these and numbers or signs.

    Pages set headings and labels apart by spaces, and converters put one at every change between Chinese and digits. The
    digits of a year are put together too, and those of a count where a page sets all of them apart; spaces between Latin
    words and between other numbers stay.

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
        yield from _spaces(year)
    if SET_APART.search(text):
        yield from _between_digits(text)


def _between_digits(text: str) -> Iterator[Change]:
    """The spaces within counts whose digits stand alone; none where the page has other counts, or rows of them.

    >>> [start for start, *_ in _between_digits("公开信息 9 7 3 条，培训 1 1 场")]
    [6, 8, 17]
    >>> list(_between_digits("公开信息 9 7 3 条，培训 1 1 场，受理 23 件")), list(_between_digits("规章 0 0 1 件，文件 1 1 件"))
    ([], [])
    """
    found = [run for run in APART.finditer(text) if " " in run[0] and _is_number(run)]
    counts = [run[0] for run in found if run["unit"] not in DAY_OR_MONTH]
    a_row = any(count.startswith("0 ") and count[2] != "." for count in counts)
    if len(counts) >= FEWEST_APART and not a_row and all("\t" in _line(text, other) for other in TOGETHER.finditer(text)):
        yield from chain.from_iterable(_spaces(run) for run in found)


def _is_number(run: re.Match[str]) -> bool:
    """Whether the digits can be one day, one month or one count."""
    if run["unit"] in DAY_OR_MONTH:
        return bool(DAY_OR_MONTH[run["unit"]].fullmatch(run[0]))
    return not SEVERAL.search(run.string, max(0, run.start() - 8), run.start()) and "\t" not in _line(run.string, run)


def _line(text: str, found: re.Match[str]) -> str:
    """The line that holds a match, or the part of it nearby."""
    start, end = max(0, found.start() - LONGEST_LINE), found.end() + LONGEST_LINE
    return text[text.rfind("\n", start, found.start()) + 1 or start : text.find("\n", found.end(), end) % (end + 1)]


def _spaces(number: re.Match[str]) -> Iterator[Change]:
    return ((number.start() + i, number.start() + i + 1, "") for i, sign in enumerate(number[0]) if sign == " ")


RULES = (Rule(drop_inner_spaces),)
