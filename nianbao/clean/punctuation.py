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
# Beside a Chinese character or sign, but not between two digits; at the end of a sentence; behind a question.
MARK = re.compile(
    rf"""
    [,;:.?!]
    (?: (?<=[,;:]) (?: (?<=[{WIDE}].) | (?=[{WIDE}]) )
      | (?<=[{HAN}）”》]\.) (?= [{HAN}“《（”）] | $ )
      | (?<=[吗呢么何]\?)
      | (?<=[{HAN}][?!]) (?= $ | [”」』] )
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
ADDRESS_SIGNS = ("@", "://", "w.", "W.")  # quick to look for: most captures have none
BRACKET = re.compile(rf"[()]((?<=[{WIDE}].)|(?=[{WIDE}]))?")  # with the group where it is beside a Chinese character or sign
STRAY = re.compile(r"[,，](?=[,，。、;；])")
STRAY_AT_END = (",。", "，。")  # a word that a filter took out leaves two commas, seldom this
ANY_MARK = re.compile(r"[,，。、;；]")
FEWEST_STRAY, LEAST_STRAY = 5, 0.1
NUMBERED = re.compile(r"(?:^|\n|\t)[一二三四五六七八九十]{1,3}$")


def drop_stray_commas(text: str) -> Iterator[Change]:
    """Remove the comma before another mark, where a copy has one before every other mark.

    Some spam copies tell themselves from the original by it. A comma said twice by an author, once or twice, stays.

    >>> [start for start, *_ in drop_stray_commas("甲,。乙,、丙,;丁,,戊,。己")]
    [1, 4, 7, 10, 13]
    >>> list(drop_stray_commas("公开信息，，收到申请,。"))
    []
    """
    found = [match.start() for match in STRAY.finditer(text)] if sum(map(text.count, STRAY_AT_END)) > 1 else []
    if len(found) >= FEWEST_STRAY and len(found) >= LEAST_STRAY * len(ANY_MARK.findall(text)):
        yield from ((place, place + 1, "") for place in found)


def widen_punctuation(text: str) -> Iterator[Change]:
    """Write punctuation beside Chinese characters in full width: commas, colons, brackets, full stops.

    Nearly every capture mixes the widths. Numbers, times, addresses of the web and Latin text keep theirs; brackets
    change in pairs; a question mark within a sentence stays, for it may stand for a lost character.

    >>> list(widen_punctuation("公开信息1,306条(件),时间8:30."))
    [(10, 11, '（'), (12, 13, '）'), (13, 14, '，')]
    >>> list(widen_punctuation("1.网址http://a.gov.cn:80/?b,c"))
    []
    """
    text = _without_addresses(text)
    places = set(_brackets(text))
    found = {match.start() for match in MARK.finditer(_widen(text, places))}
    while found := {place for place in found if not _numbers(text, place)}:
        places |= found
        # A mark beside one that was just widened is beside a wide one too.
        beside = {near for at in found for near in (at - 1, at + 1) if text[near : near + 1] in FULL} - places
        if not beside:
            break
        widened = _widen(text, places)
        found = {place for place in beside if MARK.match(widened, place)} | set(_brackets(widened))
    yield from ((place, place + 1, FULL[text[place]]) for place in sorted(places))


def _without_addresses(text: str) -> str:
    """The text with signs that nothing ends or follows in place of addresses, where no mark is a sentence's."""
    if not any(sign in text for sign in ADDRESS_SIGNS):
        return text
    lines = text.split("\n")
    return "\n".join(ADDRESS.sub(_hide, line) if any(sign in line for sign in ADDRESS_SIGNS) else line for line in lines)


def _hide(address: re.Match[str]) -> str:
    return re.sub("[^()]", "x", address[0])


def _widen(text: str, places: set[int]) -> str:
    pieces, at = list[str](), 0
    for place in sorted(places):
        pieces += (text[at:place], FULL[text[place]])
        at = place + 1
    return "".join([*pieces, text[at:]])


def _numbers(text: str, place: int) -> bool:
    """True for the stop after a heading's number, as in 一.概述."""
    return text[place] == "." and bool(NUMBERED.search(text, max(0, place - 4), place))


def _brackets(text: str) -> Iterator[int]:
    """Brackets beside a Chinese character; where one of a pair changes, so does the other."""
    found = list(BRACKET.finditer(text)) if "(" in text or ")" in text else []
    wide = {match.start() for match in found if match.lastindex}
    opened = list[int]()
    for match in found if wide else ():
        place = match.start()
        if match[0] == "(":
            opened.append(place)
            continue
        start = opened.pop() if opened and text.find("\n", opened[-1], place) < 0 else place
        if start in wide or place in wide:
            yield from {start, place}
    yield from (place for place in opened if place in wide)


RULES = (Rule(drop_stray_commas), Rule(widen_punctuation))
