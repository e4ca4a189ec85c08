"""Fourth phase: readings that spam copies put after characters, so that search engines take the copy for a new text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

READING = r"\( ?[a-z\u00e0-\u01dc\u0261\u1e3f]{1,7} ?\)"
RUN = re.compile(f"\\((?<=[{HAN}].)[a-z\u00e0-\u01dc\u0261\u1e3f ]{{1,8}}\\)(?:{READING})*")
GROUP = re.compile(r"[^() ]+")
FEWEST_RUNS, FEWEST_CHARACTERS, LEAST_SHARE = 5, 3, 0.9
SHIFTED = "\u3105-\u3129\u01cd-\u01dc\u2500-\u257f"  # the rows of the code page that full-width brackets are shifted into
HALF_EATEN = re.compile(f"[?？][。、]?[{SHIFTED}](?:[{HAN}]?[{SHIFTED}])?[{SHIFTED}_]*|(?:^|(?<=\\n))[?？]{{3,40}}")
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


def drop_pinyin_glosses(text: str) -> Iterator[Change]:
    """Remove the readings in brackets after characters, where the page is full of them.

    A bracket is one only where it is a reading of the character before it, with its tone or without; a page is one of
    these copies only where at least five brackets on three different characters are readings, and nine in ten are.

    >>> glossed = "公開(kāi)、實(shí)施、發(fā )布、辦(bàn)理、時(shí)間"
    >>> [glossed[c.start:c.end] for c in drop_pinyin_glosses(glossed)]
    ['(kāi)', '(shí)', '(fā )', '(bàn)', '(shí)']
    >>> list(drop_pinyin_glosses("登录政务通(app)办理，生产总值(gdp)"))
    []
    """
    runs = [run.span() for run in RUN.finditer(text)]
    if len(runs) < FEWEST_RUNS:
        return
    confirmed = [(start, end) for start, end in runs if _is_gloss(text[start - 1], text[start:end])]
    characters = {text[start - 1] for start, _ in confirmed}
    if len(confirmed) >= FEWEST_RUNS and len(characters) >= FEWEST_CHARACTERS and len(confirmed) >= LEAST_SHARE * len(runs):
        yield from (Change(start, end) for start, end in confirmed)


def mark_half_eaten_runs(text: str) -> Iterator[Change]:
    """Put a mark where bytes were cut in their middle and what follows was read one byte off.

    On spam copies a number in brackets at the head of a paragraph becomes a question mark, a full stop and signs from
    elsewhere in the code page. What stood there is not guessed.

    >>> list(mark_half_eaten_runs("?。ㄒ唬┕ぷ髑榭觯"))
    [Change(start=0, end=5, inserted='［…］')]
    >>> list(mark_half_eaten_runs("有何意见?。（一）工作情况"))
    []
    """
    if "?" in text or "？" in text:
        yield from (Change(*match.span(), MARK) for match in HALF_EATEN.finditer(text))


@lru_cache(maxsize=8192)
def _is_gloss(character: str, run: str) -> bool:
    readings = _readings(character)  # a bracket that holds several words is no reading
    return all(_fold(group) in readings for group in GROUP.findall(run))


@cache
def _readings(character: str) -> frozenset[str]:
    """Every reading of a character, with tones and without, and those of its Simplified form."""
    from pypinyin import Style, pinyin  # slow to load, and one page in twenty needs it

    from nianbao.scripts import to_simplified

    forms = {character, to_simplified(character)}
    toned = {_fold(reading) for form in forms for reading in pinyin(form, style=Style.TONE, heteronym=True)[0]}
    return frozenset(toned | {_toneless(reading) for reading in toned})


def _fold(reading: str) -> str:
    return unicodedata.normalize("NFC", reading.replace("\u0261", "g"))


def _toneless(reading: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", reading) if c not in TONES)
    return unicodedata.normalize("NFC", bare)


RULES = (Rule(drop_pinyin_glosses), Rule(mark_half_eaten_runs))
