"""A number as the scanners hand it on, and the folding of widths that they share."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from nianbao.model import Qualifier

WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％．]")
TO_ASCII = 0xFEE0
ZERO = Decimal(0)

BEFORE = (
    (("约", "大约", "大概", "左右"), Qualifier.ABOUT),
    (("不足", "不到", "少于", "低于"), Qualifier.LESS_THAN),
    (("至少", "不少于", "不低于"), Qualifier.AT_LEAST),
    (("至多", "最多", "不超过", "不多于"), Qualifier.AT_MOST),
    (("近", "将近", "接近"), Qualifier.NEARLY),
    (("超", "超过", "逾", "突破", "多于", "高于"), Qualifier.MORE_THAN),
)
AFTER = {
    "余": Qualifier.MORE_THAN,
    "多": Qualifier.MORE_THAN,
    "几": Qualifier.MORE_THAN,
    "来": Qualifier.ABOUT,
    "左右": Qualifier.ABOUT,
    "上下": Qualifier.ABOUT,
    "以上": Qualifier.AT_LEAST,
    "以下": Qualifier.AT_MOST,
    "以内": Qualifier.AT_MOST,
}


class Token(NamedTuple):
    """A number with its unit; `reason` says why it is no quantity and is empty where it is one."""

    start: int
    end: int
    value: Decimal = ZERO
    unit: str = ""
    qualifier: Qualifier = Qualifier.NONE
    reason: str = ""


def fold_width(text: str) -> str:
    """Full-width digits, letters, % and decimal points as ASCII, one for one; other punctuation stays.

    >>> fold_width("１２．５％，共３条")
    '12.5%，共3条'
    """
    return WIDE.sub(_narrow, text)


def _narrow(wide: re.Match[str]) -> str:
    return chr(ord(wide[0]) - TO_ASCII)


def qualify(text: str, start: int, after: str) -> Qualifier:
    """The qualifier of a number at `start`: the word after it outranks the one before.

    >>> qualify("共有近1110幅", 3, ""), qualify("发布30余条", 2, "余")
    (<Qualifier.NEARLY: 'nearly'>, <Qualifier.MORE_THAN: 'more_than'>)
    """
    if after:
        return AFTER[after]
    if start and text[start - 1] in "约概右足到于少多过近超逾破":
        head = text[max(0, start - 3) : start]
        return next((qualifier for words, qualifier in BEFORE if head.endswith(words)), Qualifier.NONE)
    return Qualifier.NONE
