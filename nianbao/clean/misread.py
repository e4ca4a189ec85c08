"""Text in a wrong encoding, told by what it would be in the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.chinese import HAN_CHARACTER

FEWEST = 4  # characters of a run, and signs of misreading that make a line worth a closer look
# What the first byte and the second of most Chinese characters in UTF-8 become in GBK.
SIGNS = frozenset(
    character
    for lead in range(0xE4, 0xEA)
    for trail in range(0x80, 0xC0)
    for character in bytes((lead, trail)).decode("gbk", "ignore")
)
SIGN = re.compile(f"[{''.join(sorted(SIGNS))}]")
NEIGHBOURS = re.compile(rf"{SIGN.pattern}.{{0,5}}{SIGN.pattern}")  # every second Chinese character makes one
LOST = re.compile(rf"[銆锛{SIGN.pattern[1:-1]}][?？]")  # the third byte of a character had no place in GBK
RUN = re.compile(r"[^\x00-\x7f\s]{3,}")
# Signs of loss that were themselves misread; letters of Western Europe without a word among them; signs of loss alone.
HOPELESS = re.compile("(?:锟斤拷|锟斤|斤拷){2,}[^\\s，。；：]{0,8}(?:锟斤拷|锟斤|斤拷)*|\ufffd{3,}|[?？]{6,}|(?:锟斤拷){1,}$")
HOPELESS_SIGN = re.compile("[锟斤\ufffd?？]")  # what every one of them begins with
WESTERN = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u2026\u2030\u2039\u203a\u20ac\u2122 ]{6,}")
WESTERN_LETTER = re.compile("[\xc0-\xff]")
BYTES_IN_UTF8, LEAST_CHINESE, FEWEST_CHINESE = 3, 0.5, 3
FEWEST_WHOLE, CUT = 2, 2  # words that are nothing else, bytes of a character that lost the last of them


def has_losses(text: str) -> bool:
    """True for a text with signs of loss, misread themselves or not."""
    return any(sign in text for sign in ("锟斤", "\ufffd\ufffd", "???", "？？？"))


def looks_misread(text: str) -> bool:
    """True where it is worth the cost to look at a text's runs."""
    western = (len(WESTERN_LETTER.findall(run)) for run in WESTERN.findall(text))
    return bool(NEIGHBOURS.search(text)) or any(letters >= FEWEST for letters in western)


def misread_runs(line: str) -> Iterator[tuple[int, int]]:
    r"""The runs of a line that are text in another encoding, or what is left of it.

    >>> list(misread_runs("主办 " + "政务公开网".encode().decode("gbk", "replace"))), list(misread_runs("锟斤拷锟斤拷息"))
    ([(3, 12)], [(0, 7)])
    >>> list(misread_runs("涪陵区、濉溪县政务公开"))
    []
    """
    for run in HOPELESS.finditer(line) if HOPELESS_SIGN.search(line) else ():
        yield run.span()
    for run in WESTERN.finditer(line):
        if len(WESTERN_LETTER.findall(run[0])) >= FEWEST:
            yield run.span()
    runs = [(run, _chinese_in_utf8(run[0])) for run in RUN.finditer(line)] if NEIGHBOURS.search(line) else []
    certain = any(chinese >= FEWEST_CHINESE - ("\ufffd" in run[0]) for run, chinese in runs)  # one or two are chance
    if certain or sum(chinese > 1 and is_whole(run[0]) for run, chinese in runs) >= FEWEST_WHOLE:
        yield from (run.span() for run, chinese in runs if chinese)


def is_whole(run: str) -> bool:
    """True for a run all of whose bytes make text in UTF-8, but for a character cut at its end.

    >>> is_whole("棣栭〉"), is_whole("鍔炰簨鏈嶅姟绗竴鏉¤寖鍥?"), is_whole("濉溪縣")
    (True, False, False)
    """
    raw = run.encode("gb18030", "ignore")
    return len(raw.decode("utf-8", "ignore").encode()) >= len(raw) - CUT


def lost_signs(line: str) -> Iterator[tuple[int, int]]:
    """What is left of characters that lost a byte, in a line of which other words were misread.

    >>> list(lost_signs("瀛楀彿锛氬ぇ 涓? 灏?"))
    [(7, 9), (10, 12)]
    """
    return (lost.span() for lost in LOST.finditer(line)) if "?" in line or "？" in line else iter(())


def _chinese_in_utf8(run: str) -> int:
    """How many Chinese characters a run's bytes make in UTF-8, where they make little else.

    A byte that had no character of its own is lost, and one beside it with it.
    """
    pieces = [piece.encode("gb18030", "ignore") for piece in run.split("\ufffd")]
    chinese = sum(len(HAN_CHARACTER.findall(piece.decode("utf-8", "ignore"))) for piece in pieces)
    return chinese if BYTES_IN_UTF8 * chinese >= LEAST_CHINESE * sum(map(len, pieces)) else 0
