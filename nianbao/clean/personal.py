"""Third phase, withheld: what belongs to a person and not to an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

MARK = "［手机号码］"
MOBILE = re.compile(
    r"""
    1[3-9]\d{9}
    (?<![\d.].{11}) (?:(?<!\d-.{11})|(?<=86-.{11}))  # no part of a longer number
    (?!\d|[.-]\d) (?!\ ?[万亿元条件次个%％余多])    # a sum, not a telephone
    """,
    re.VERBOSE,
)
# With gaps it is one only where a word says so: columns of figures look alike.
GAPS = re.compile(r"1[3-9]\d([ -])\d{4}\1\d")  # quick to look for
SPACED = re.compile(r"(?:手机|手機|电话|電話|联系方式|聯繫方式|聯係方式)[^\d\n]{0,8}(1[3-9]\d([ -])\d{4}\2\d{4})(?!\d)")

ANOTHER = re.compile(r"[、,，/;；或 ]{1,3}(1[3-9]\d([ -])\d{4}\2\d{4})(?!\d)")


def mark_mobile_numbers(text: str) -> Iterator[Change]:
    """Put a mark in place of mobile telephone numbers, which belong to a person; office lines stay.

    Older reports name the officer in charge with a private number.

    >>> list(mark_mobile_numbers("联系人：某某，电话：13800000000。"))
    [(10, 21, '［手机号码］')]
    >>> list(mark_mobile_numbers("电话：0991-4684320；收费13800000000元"))
    []
    """
    spans = {match.span() for match in MOBILE.finditer(text)}
    for match in SPACED.finditer(text) if GAPS.search(text) else ():
        spans |= set(_in_gaps(text, match))
    return ((start, end, MARK) for start, end in sorted(spans))


def _in_gaps(text: str, first: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A number with gaps, and those that follow it."""
    match: re.Match[str] | None = first
    while match:
        yield match.span(1)
        match = ANOTHER.match(text, match.end())


RULES = (Rule(mark_mobile_numbers, withheld=True),)
