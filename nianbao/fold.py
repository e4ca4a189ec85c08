"""What search takes for the same: width, case, script and spelling; a text as the tokens that are indexed.

`templates/fold.js` does the same in the browser; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterator
from functools import cache

from nianbao.scripts import read_lexicon, to_simplified, to_traditional

POINT = "\ua4f8"  # stands for the point of a decimal number: a letter that no report has, so that 73.1 is not 731
BREAK = "|"  # takes a position and is not indexed, so that no phrase runs from one block or cell into the next
HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


class _Table(dict[int, str]):
    """What `str.translate` makes of each character, found out when it first occurs: fifty times as fast as a loop."""

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change

    def __missing__(self, code: int) -> str:
        self[code] = self.change(chr(code))
        return self[code]


def _token(c: str) -> str:
    if c in "\n\t":
        return BREAK
    return fold_map().get(c, c) if unicodedata.category(c)[0] in "LN" else ""


# A character at a time, as in the browser: composed across characters, a text would lose the places of its words.
NORMAL = _Table(lambda c: unicodedata.normalize("NFKC", c).lower())
TOKENS = _Table(_token)
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def tokens(text: str) -> str:
    r"""The characters that search sees, each a token; a break at the end of each line and cell.

    >>> " ".join(tokens("《條例》 ７3.1％，GB\t答覆\n"))
    '条 例 7 3 ꓸ 1 g b | 答 复 |'
    """
    return DECIMAL_POINT.sub(POINT, text.translate(NORMAL)).translate(TOKENS)


@cache
def fold_map() -> dict[str, str]:
    """Each character that is searched as another one: every spelling of a Simplified character leads to one of them.

    >>> [fold_map()[c] for c in "裡裏臺檯複覆"]
    ['里', '里', '台', '台', '复', '复']
    """
    same = dict[str, str]()
    for spelling, hans in _spellings():
        same[_find(same, spelling)] = _find(same, hans)
    return {c: found for c in same if (found := _find(same, c)) != c}


def _spellings() -> Iterator[tuple[str, str]]:
    """(other spelling, Simplified character): what the converter knows of characters and the lexicon of words."""
    han = [chr(c) for block in HAN_BLOCKS for c in block]
    yield from zip(han, to_simplified("\n".join(han)).split("\n"), strict=True)
    # What the converter does not lead back: 馀 becomes 餘, and 餘 comes back as 余.
    yield from zip(han, to_traditional("\n".join(han)).split("\n"), strict=True)
    for entry in read_lexicon():
        for spelling in (entry.hant, *(other for other in entry.others if len(other) == len(entry.hans))):
            yield from zip(spelling, entry.hans, strict=True)


def _find(same: dict[str, str], c: str) -> str:
    while same.get(c, c) != c:
        c = same[c]
    return c


def needed_folds(found: Container[str]) -> tuple[str, str]:
    """The part of the map that leads to tokens found in an archive, as two strings of equal length: 2 kB compressed."""
    pairs = sorted((c, target) for c, target in fold_map().items() if target in found)
    return "".join(c for c, _ in pairs), "".join(target for _, target in pairs)
