"""Last phase: one width of punctuation, as a rule of the house."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.chinese import HAN
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

WIDE = f"{HAN}\u2018\u2019\u201c\u201d\u2014\u2026\u3001-\u303f\uff01-\uff5e"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
ADDRESS = re.compile(r"(?:https?://|www\.)[\w./?=&%#:~+-]+|[\w.+-]{1,64}@[\w.-]+", re.ASCII | re.IGNORECASE)
# Beside a Chinese character or sign, but not between two digits.
MARKS = re.compile(rf"[,;:](?:(?<=[{WIDE}].)|(?=[{WIDE}]))")
STOP = re.compile(rf"\.(?<=[{HAN}）”》]\.)(?=[{HAN}“《（”）]|$)", re.MULTILINE)
ASKING = re.compile(rf"[?!](?:(?<=[吗呢么何]\?)|(?<=[{HAN}].)(?=$|[”」』]))", re.MULTILINE)
ADDRESS_SIGN = re.compile("[@:wW](?:(?<=@)|(?<=:)//|(?<=[wW])[wW]{2})")
WIDE_CHARACTER = re.compile(f"[{WIDE}]")
BRACKETS = re.compile(r"[()]")
NUMBERED = re.compile(r"(?:^|\n|\t)[一二三四五六七八九十]{1,3}$")


def widen_punctuation(text: str) -> Iterator[Change]:
    """Write punctuation beside Chinese characters in full width: commas, colons, brackets, full stops.

    Nearly every capture mixes the widths. Numbers, times, addresses of the web and Latin text keep theirs; brackets
    change in pairs; a question mark within a sentence stays, for it may stand for a lost character.

    >>> list(widen_punctuation("公开信息1,306条(件),时间8:30."))
    [Change(start=10, end=11, inserted='（'), Change(start=12, end=13, inserted='）'), Change(start=13, end=14, inserted='，')]
    >>> list(widen_punctuation("1.网址http://a.gov.cn:80/?b,c"))
    []
    """
    places = set(_brackets(text))
    if ADDRESS_SIGN.search(text):  # nothing within an address is a sentence's mark
        text = ADDRESS.sub(lambda match: re.sub("[^()]", "x", match[0]), text)
    found = _marks(_widen(text, places))
    while found:
        places |= found
        # A mark beside one that was just widened is beside a wide one too.
        again = any(_has_neighbour(text, place) for place in found)
        widened = _widen(text, places) if again else ""
        found = _marks(widened) | set(_brackets(widened))
    yield from (Change(place, place + 1, FULL[text[place]]) for place in sorted(places))


def _has_neighbour(text: str, place: int) -> bool:
    return text[place - 1 : place] in FULL or text[place + 1 : place + 2] in FULL


def _widen(text: str, places: set[int]) -> str:
    pieces, at = list[str](), 0
    for place in sorted(places):
        pieces += (text[at:place], FULL[text[place]])
        at = place + 1
    return "".join([*pieces, text[at:]])


def _marks(text: str) -> set[int]:
    found = (match.start() for pattern in (MARKS, STOP, ASKING) for match in pattern.finditer(text))
    return {place for place in found if not _numbers(text, place)}


def _numbers(text: str, place: int) -> bool:
    """True for the stop after a heading's number, as in 一.概述."""
    return text[place] == "." and bool(NUMBERED.search(text, max(0, place - 4), place))


def _brackets(text: str) -> Iterator[int]:
    """Brackets beside a Chinese character; where one of a pair changes, so does the other."""
    opened: list[int] = []
    for match in BRACKETS.finditer(text):
        place = match.start()
        if match[0] == "(":
            opened.append(place)
            continue
        start = opened.pop() if opened and "\n" not in text[opened[-1] : place] else place
        if _is_wide(text, start) or _is_wide(text, place):
            yield from {start, place}
    yield from (place for place in opened if _is_wide(text, place))


def _is_wide(text: str, place: int) -> bool:
    return bool(WIDE_CHARACTER.search(text, max(0, place - 1), place + 2))


RULES = (Rule(widen_punctuation),)
