"""Simplified and Traditional: one converter for the whole archive, character for character.

Traditional here is Taiwan's standard characters with the vocabulary untouched: an official document is quoted, not
translated. The project's lexicon (`data/lexicon.tsv`) decides every character that has several forms; OpenCC's own
phrases are left out, since they take the first character of the next word about once in 3,000 characters
(提起|复议 became 提起復|議).
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from nianbao.model import Script

CURLY, CORNER = "“”‘’", "「」『』"
PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』"}
QUOTATION_MARK = re.compile(f"[{CURLY}{CORNER}]")
TO_CORNER, TO_CURLY = str.maketrans(CURLY, CORNER), str.maketrans(CORNER, CURLY)
PLANES = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x323B0))  # of Han characters
TELLING = 3  # fewer characters that exist in one script only tell nothing
Dictionary = dict[str, str]  # as OpenCC's configuration names one


class Entry(NamedTuple):
    """A line of the lexicon: a word in both scripts and the other spellings that mean the same Simplified word."""

    hans: str
    hant: str
    others: tuple[str, ...] = ()


def to_traditional(text: str, *, quotes: bool = True) -> str:
    """Simplified text in Taiwan's characters, of the same length; with `quotes`, balanced “”‘’ become 「」『』.

    >>> to_traditional("复议机关答复：“准予公开”，并重新制作。")
    '複議機關答覆：「准予公開」，並重新製作。'
    """
    converted = _same_length(text, _converter(Script.HANT))
    return _exchange_quotes(converted, "“‘", TO_CORNER) if quotes else converted


def to_simplified(text: str) -> str:
    """Traditional text, over-converted spellings included, in Simplified characters and marks, of the same length.

    >>> to_simplified("各方麵依法答複：「準予公開」")
    '各方面依法答复：“准予公开”'
    """
    converted = _same_length(text, _converter(Script.HANS))
    return _exchange_quotes(converted, "「『", TO_CURLY)


def script_of(text: str) -> Script:
    """The script most of the text's telling characters belong to; Simplified where they don't tell.

    >>> script_of("政府信息公開"), script_of("政府信息公开"), script_of("2008")
    (<Script.HANT: 'Hant'>, <Script.HANS: 'Hans'>, <Script.HANS: 'Hans'>)
    """
    hans, hant = _telling_characters()
    counted = len(hans.findall(text))
    outnumbered = next(islice(hant.finditer(text), counted, None), None)  # one more than there are of the others is enough
    return Script.HANT if outnumbered else Script.HANS


def traditional_share(text: str) -> float | None:
    """The share of Traditional characters among those that exist in one script only; None where fewer than three do.

    >>> traditional_share("政府信息公開條例規定"), traditional_share("政府")
    (1.0, None)
    """
    hans, hant = (len(pattern.findall(text)) for pattern in _telling_characters())
    return hant / (hans + hant) if hans + hant >= TELLING else None


@cache
def read_lexicon() -> tuple[Entry, ...]:
    """The project's lexicon in the order of its file; lines that start with `#` are comments."""
    text = (files("nianbao.data") / "lexicon.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(Entry(hans, hant, tuple(others[0].split()) if others else ()) for hans, hant, *others in lines)


@cache
def read_words() -> tuple[str, ...]:
    """Common words of which only the borders matter."""
    text = (files("nianbao.data") / "words.txt").read_text(encoding="utf-8")
    return tuple(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def _telling_characters() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the characters that exist in Simplified only, in Traditional only.

    后 or 里 exist in both: what the other script's old national standard (GB 2312, Big5) also holds tells nothing.
    """
    han = [chr(c) for c in range(0x4E00, 0xA000)]
    to_hant, to_hans = (_converter(script)("\n".join(han)).split("\n") for script in (Script.HANT, Script.HANS))
    hans = (c for c, other in zip(han, to_hant, strict=True) if c != other and not _is_in(c, "big5"))
    hant = (c for c, other in zip(han, to_hans, strict=True) if c != other and not _is_in(c, "gb2312"))
    return re.compile(f"[{''.join(hans)}]"), re.compile(f"[{''.join(hant)}]")


def _is_in(character: str, charset: str) -> bool:
    return bool(character.encode(charset, "ignore"))


def _same_length(text: str, convert: Callable[[str], str]) -> str:
    converted = convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(_convert_each(piece, convert) for piece in text.splitlines(keepends=True))


def _convert_each(line: str, convert: Callable[[str], str]) -> str:
    converted = convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(each if len(each) == 1 else c for c in line for each in [convert(c)])


def _exchange_quotes(text: str, openers: str, table: dict[int, int]) -> str:
    if not any(opener in text for opener in openers):
        return text
    characters = list(text)
    for position in _paired_marks(text, openers):
        characters[position] = characters[position].translate(table)
    return "".join(characters)


def _paired_marks(text: str, openers: str) -> Iterator[int]:
    """Positions of quotation marks that are balanced within their line; nobody can say what the others enclose."""
    opened: list[tuple[str, int]] = []
    line_end = -1
    for mark in QUOTATION_MARK.finditer(text):
        if mark.start() > line_end:
            opened, line_end = [], text.find("\n", mark.start()) % (len(text) + 1)
        if mark[0] in openers:
            opened.append((mark[0], mark.start()))
        elif opened and PAIRS[opened[-1][0]] == mark[0]:
            yield from (opened.pop()[1], mark.start())


@cache
def _converter(script: Script) -> Callable[[str], str]:
    """OpenCC with the project's own dictionaries. One a process: it costs 50 ms and can't be pickled.

    Words and characters are looked up once, in what OpenCC's own several passes would make of them: four times as quick.
    """
    with tempfile.TemporaryDirectory(prefix="nianbao-opencc-") as folder:
        return _load(Path(folder), (_hant if script is Script.HANT else _hans)(Path(folder)))


def _hant(folder: Path) -> list[Dictionary]:
    words = {entry.hans: entry.hant for entry in read_lexicon()}
    # Words are final as they stand in the lexicon: 台州 must not become 臺州 in the second step.
    final = _write_dictionary(folder / "final.txt", {hant: hant for hant in words.values()})
    lexicon = _write_dictionary(folder / "lexicon.txt", words)
    convert = _load(folder, [lexicon, _stock("STCharacters")], [final, _stock("TWVariants")])
    pairs = _differing_characters(convert) | dict(_each(read_words(), convert)) | words
    return [_write_dictionary(folder / "pairs.txt", pairs)]


def _hans(folder: Path) -> list[Dictionary]:
    convert = _load(folder, [_stock("TWVariantsRev")], [_stock("TSCharactersExt"), _stock("TSCharacters")])
    characters = _differing_characters(convert)
    simplified = {entry.hans: entry.hans for entry in read_lexicon()}  # 显著 stays, where a text has it already
    words = {spelling: entry.hans for entry in reversed(read_lexicon()) for spelling in (*entry.others, entry.hant)}
    lexicon = _write_dictionary(folder / "lexicon.txt", simplified | words)
    return [lexicon, _stock("TSPhrases"), _write_dictionary(folder / "characters.txt", characters)]


def _differing_characters(convert: Callable[[str], str]) -> dict[str, str]:
    characters = [chr(code) for plane in PLANES for code in plane]
    return {old: new for old, new in _each(characters, convert) if old != new}


def _each(words: Sequence[str], convert: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    return zip(words, convert("\n".join(words)).split("\n"), strict=True)


def _load(folder: Path, *steps: list[Dictionary]) -> Callable[[str], str]:
    """A converter by steps; in each, of the first dictionary that has a word at a place, the longest."""
    import opencc

    chain = [{"dict": {"type": "group", "match_policy": "short_circuit", "dicts": dicts}} for dicts in steps]
    config = folder / "config.json"
    config.write_text(json.dumps({"name": "nianbao", "conversion_chain": chain}), encoding="utf-8")
    convert: Callable[[str], str] = opencc.OpenCC(str(config)).convert
    return convert


def _stock(name: str) -> Dictionary:
    import opencc

    return {"type": "ocd2", "file": str(Path(opencc.__file__).parent / "clib" / "share" / "opencc" / f"{name}.ocd2")}


def _write_dictionary(path: Path, words: dict[str, str]) -> Dictionary:
    path.write_text("".join(f"{key}\t{value}\n" for key, value in sorted(words.items())), encoding="utf-8")
    return {"type": "text", "file": str(path)}
