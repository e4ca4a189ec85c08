"""Bytes -> text: byte-order mark, else strict UTF-8, else GB18030 or Big5 by how plausible the result reads."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# (encoding, character set whose first level holds its everyday characters, lead bytes of that level)
LEGACY = (("gb18030", "gb2312", range(0xB0, 0xD8)), ("big5", "big5", range(0xA4, 0xC7)))
PLAUSIBLE = 0.7  # everyday characters among the Chinese ones: real texts have 0.95 and more
# What reports are made of, in both scripts: decides between two readings of a short text that are both everyday.
TYPICAL = frozenset("的年度月日一二三四五六政府信息公开開工作报報告主动動依申请請区區县縣市局人民情况況和了在为為不")
# What a page's head says of its encoding. Believed only where the bytes alone leave a doubt.
DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*(gb2312|gbk|gb18030|big5)", re.IGNORECASE)
DECLARATION_BYTES = 4096
FEWEST_IN_UTF8 = 4
MARGIN = 0.2  # Big5 bytes nearly always decode as GB18030, into characters nobody uses


class UndecidableError(ValueError):
    """The bytes are no text, or two encodings read them equally well."""


def decode(data: bytes) -> tuple[str, str]:
    """Text and name of the encoding. Raises UndecidableError.

    >>> decode("公开政府信息3条".encode("gbk"))
    ('公开政府信息3条', 'gb18030')
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            _require_plausible(text, encoding)
            return text, encoding
    if b"\0" in data:
        raise UndecidableError("it holds NUL bytes, so it is no text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _legacy(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecidableError(f"its byte-order mark says {encoding}, but byte {error.start} is not") from None


def _require_plausible(text: str, encoding: str) -> None:
    """Nearly any bytes decode as UTF-16, so its mark alone proves nothing: a binary file may begin with it."""
    chinese = [c for c in text if c >= "\u3400" and c.isalpha()]
    everyday = max(_everyday(chinese, charset, lead) for _, charset, lead in LEGACY)
    if encoding == "utf-16" and everyday < PLAUSIBLE * len(chinese):
        raise UndecidableError("its byte-order mark says UTF-16, but it does not read as Chinese text")


def _legacy(data: bytes) -> tuple[str, str]:
    if any(_is_chinese_utf8(line) for line in data.split(b"\n")):
        raise UndecidableError("some of its lines are UTF-8 and others are not")
    candidates = []
    for encoding, charset, everyday in LEGACY:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        candidates.append((_plausibility(text, charset, everyday), encoding, text))
    declared = DECLARED.search(data, 0, DECLARATION_BYTES)
    if declared:
        encoding = "big5" if declared[1].lower() == b"big5" else "gb18030"
        candidates = [each for each in candidates if each[1] == encoding and _is_near(each, candidates)] or candidates
    candidates.sort(reverse=True)
    if not candidates or candidates[0][0] < PLAUSIBLE:
        raise UndecidableError("it is neither UTF-8 nor plausible GB18030 or Big5")
    if len(candidates) > 1 and candidates[0][0] - candidates[1][0] < MARGIN:
        raise UndecidableError("GB18030 and Big5 read it equally well")
    return candidates[0][2], candidates[0][1]


def _is_near(candidate: tuple[float, str, str], others: list[tuple[float, str, str]]) -> bool:
    return candidate[0] >= max(others)[0] - MARGIN


def _is_chinese_utf8(line: bytes) -> bool:
    """Whether a line is Chinese in UTF-8; a line of GB18030 or Big5 is so by chance only if it is a word or two long."""
    try:
        return sum("\u4e00" <= character <= "\u9fff" for character in line.decode("utf-8")) >= FEWEST_IN_UTF8
    except UnicodeDecodeError:
        return False


def _plausibility(text: str, charset: str, everyday: range) -> float:
    """Share of everyday characters among the Chinese ones, and of typical ones on top."""
    chinese = [c for c in text if c >= "\u3400"]
    return (_everyday(chinese, charset, everyday) + sum(c in TYPICAL for c in chinese)) / max(1, len(chinese))


def _everyday(chinese: list[str], charset: str, lead_bytes: range) -> int:
    return sum(_lead(c, charset) in lead_bytes for c in chinese)


def _lead(character: str, charset: str) -> int:
    encoded = character.encode(charset, "ignore")
    return encoded[0] if len(encoded) == 2 else 0  # noqa: PLR2004 - both sets are double-byte sets
