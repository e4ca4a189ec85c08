"""Fourth phase: readings that spam copies put after characters, so that search engines take the copy for a new text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

READING = r"[(（] ?[a-z\u00e0-\u01dc\u0261\u1e3f]{1,7} ?[)）]"
RUN = re.compile(f"[(（](?<=[{HAN}].)[a-z\u00e0-\u01dc\u0261\u1e3f ]{{1,8}}[)）](?:{READING})*")
GROUP = re.compile(r"[^()（） ]+")
FEWEST_RUNS, FEWEST_CHARACTERS, LEAST_SHARE = 5, 3, 0.9
FEWEST_TONED, FEWEST_TONED_CHARACTERS = 3, 2  # of readings with their tones, one of which is given again and again
TONED = re.compile("[\u00e0-\u01dc]")
SHIFTED = "\u3105-\u3129\u01cd-\u01dc\u2500-\u257f"  # the rows of the code page that full-width brackets are shifted into
HALF_EATEN = re.compile(f"[?？][。、]?[{SHIFTED}](?:[{HAN}]?[{SHIFTED}])?[{SHIFTED}_]*|(?:^|(?<=\\n))[?？]{{3,40}}")
QUESTION = re.compile("[?？](?=[。！、，；：])")
PAIRED = "“”（）《》‘’〈〉【】"
MOST_SIGNS, SHORTEST_SHIFT, WIDEST_GAP = 300, 10, 4  # question marks, bytes, characters
# Signs and common characters in GBK: the first bytes that they have, and the least that the second can be.
UNREADABLE, SIGN_LEADS, FIRST_COMMON, LAST_COMMON, FIRST_TRAIL = b"\xff\xff", b"\xa1\xa3", 0xB0, 0xD7, 0xA1
# The other byte of a character that was cut in two.
LAST_OF_RUN = re.compile(rf"[{HAN}]{{0,2}}(?:[A-Za-z?@\[\]_{{}}|~`^\\]|$)", re.MULTILINE)
GLOSS_OF_LOST = re.compile(r"\(? ?[a-z\u00e0-\u01dc\u0261\u1e3f]{1,7} ?\)")
TONES = {"\u0300", "\u0301", "\u0304", "\u030c"}


def drop_pinyin_glosses(text: str) -> Iterator[Change]:
    """Remove the readings in brackets after characters, where the page is full of them.

    A bracket is one only where it is a reading of the character before it, with its tone or without; a page is one of
    these copies only where at least five brackets on three different characters are readings, and nine in ten are. Some
    copies have a few characters glossed wherever they stand: an author tells a reading with its tone once.

    >>> glossed = "公開(kāi)、實(shí)施、發(fā )布、辦(bàn)理、時(shí)間"
    >>> [glossed[a:b] for a, b, _ in drop_pinyin_glosses(glossed)]
    ['(kāi)', '(shí)', '(fā )', '(bàn)', '(shí)']
    >>> list(drop_pinyin_glosses("登录政务通(app)办理，生产总值(gdp)"))
    []
    """
    runs = [run.span() for run in RUN.finditer(text)]
    if len(runs) < FEWEST_TONED:
        return
    confirmed = [(start, end) for start, end in runs if _is_gloss(text[start - 1], text[start:end])]
    if len(confirmed) >= LEAST_SHARE * len(runs) and _is_glossed(text, confirmed):
        yield from ((start, end, "") for start, end in confirmed)


def _is_glossed(text: str, confirmed: list[tuple[int, int]]) -> bool:
    """True where there are more readings than an author gives."""
    counts = Counter(text[start - 1] for start, _ in confirmed)
    if len(confirmed) >= FEWEST_RUNS and len(counts) >= FEWEST_CHARACTERS:
        return True
    toned = sum(1 for start, end in confirmed if TONED.search(text, start, end))
    return toned >= FEWEST_TONED and len(counts) >= FEWEST_TONED_CHARACTERS and len(counts) < len(confirmed)


def mark_half_eaten_runs(text: str) -> Iterator[Change]:
    """Put a mark where bytes were cut in their middle and what follows was read one byte off.

    On spam copies a number in brackets at the head of a paragraph becomes a question mark, a full stop and signs from
    elsewhere in the code page. What stood there is not guessed.

    >>> list(mark_half_eaten_runs("?。ㄒ唬┕ぷ髑榭觯"))
    [(0, 9, '［…］')]
    >>> list(mark_half_eaten_runs("有何意见?。（一）工作情况"))
    []
    """
    if "?" not in text and "？" not in text:
        return
    ends = {match.start(): match.end() for match in HALF_EATEN.finditer(text)}
    for sign in islice(QUESTION.finditer(text), MOST_SIGNS):
        ends[sign.start()] = max(ends.get(sign.start(), 0), _shifted_end(text, sign.start()))
    last = 0
    for start, end in sorted(ends.items()):
        if last <= start < end:
            yield start, end, MARK
            last = end


def _shifted_end(text: str, start: int) -> int:
    """Where text ends that was read one byte off behind a question mark: at a character that lost its other byte; or 0.

    >>> [_shifted_end(text, 0) for text in ("?！傲狡酪椤睓C制", "?。ㄒ唬?施工", "?（一）公开", "?！鄢陵、邳州")]
    [8, 5, 0, 0]
    """
    end = last = start + 1
    while end < len(text) and end - last <= WIDEST_GAP and text[end] >= "\x80":
        end += 1
        last = end if _is_odd(text[end - 1]) else last
    end, raw = last, b"".join(character.encode("gbk", "ignore") or UNREADABLE for character in text[start + 1 : last])
    if not _is_shifted(raw):
        return 0
    rest = LAST_OF_RUN.match(text, end)
    end = rest.end() if rest else end
    gloss = GLOSS_OF_LOST.match(text, end)
    return gloss.end() if gloss else end


def _is_shifted(raw: bytes) -> bool:
    """True for bytes that make sense only when read one place further on: with signs in pairs, or in common characters."""
    meant = b"\xa1" + raw
    signs = meant.decode("gbk", "replace").lstrip("\u3000")
    if sum(map(signs.count, PAIRED)) > 1 or (meant.startswith(b"\xa1\xa1") and signs[:1] in tuple(PAIRED)):
        return True
    return len(raw) >= SHORTEST_SHIFT and _rare(raw) > 1 and not _rare(meant[: len(raw)])


def _is_odd(character: str) -> bool:
    return bool(_rare(character.encode("gbk", "ignore") or UNREADABLE))


def _rare(pairs: bytes) -> int:
    """How many pairs of bytes are neither a sign nor a common character."""
    return sum(
        1
        for lead, trail in zip(pairs[::2], pairs[1::2], strict=True)
        if trail < FIRST_TRAIL or not (lead in SIGN_LEADS or FIRST_COMMON <= lead <= LAST_COMMON)
    )


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
