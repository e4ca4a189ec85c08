"""Facts about written Chinese that several stages need: character classes, numerals, widths."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"  # for use inside a character class
HAN_CHARACTER = re.compile(f"[{HAN}]")
NUMERALS = "〇零一二两三四五六七八九十百千万亿"
NARROW = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(ord("！"), ord("～") + 1)}
COMMON = {wide: NARROW[ord(wide)] for wide in "，：；（）％？！"}  # tried first: far quicker than a look at each character
WIDE = re.compile("[！-～]")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
DIGITS = ("", *"一二三四五六七八九")
BELOW_HUNDRED = {"零": 0, "〇": 0, "两": 2} | {ones: value for value, ones in enumerate(DIGITS) if ones}
BELOW_HUNDRED |= {f"{tens}十{ones}": max(ten, 1) * 10 + one for ten, tens in enumerate(DIGITS) for one, ones in enumerate(DIGITS)}
MULTIPLIERS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def narrow(text: str) -> str:
    """Full-width letters, digits and signs in their ASCII form, one for one, so that offsets stay.

    >>> narrow("１，２３０％")
    '1,230%'
    """
    for wide, slim in COMMON.items():
        text = text.replace(wide, slim)
    for wide in set(WIDE.findall(text)):
        text = text.replace(wide, NARROW[ord(wide)])
    return text


def number(token: str) -> Decimal | None:
    """The value of an Arabic or Chinese number without unit; None where it is none.

    >>> number("13,615"), number("二"), number("一万三千六百"), number("1.4万")
    (Decimal('13615'), Decimal('2'), Decimal('13600'), Decimal('14000'))
    """
    token = narrow(token).replace(",", "").strip()
    if token and token[-1] in MULTIPLIERS and token[:-1].replace(".", "", 1).isdecimal():
        value = Decimal(token[:-1]) * MULTIPLIERS[token[-1]]
        return Decimal(int(value)) if value == value.to_integral_value() else value
    try:
        return Decimal(token) if token.isascii() else _chinese_number(token)
    except InvalidOperation:
        return None


def _chinese_number(token: str) -> Decimal | None:
    if token in BELOW_HUNDRED:
        return Decimal(BELOW_HUNDRED[token])
    if not token or any(c not in NUMERALS for c in token):
        return None
    import cn2an  # 120 ms, and hardly any report needs it

    try:
        return Decimal(str(cn2an.cn2an(token, "smart")))
    except ValueError:
        return None
