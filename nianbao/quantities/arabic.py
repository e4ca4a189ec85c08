"""Numbers in digits: which count something, and what the others are (dates, document numbers, telephones, …).

The order of the questions is the order of the functions: the shape of the run of characters that the digits stand in,
then the word after them, then the word before.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from decimal import Decimal

from nianbao.quantities.tokens import Token, qualify
from nianbao.quantities.units import BROKEN_OFF, BY_UNIT, CALENDAR, MONEY, SCALES, SPOKEN_AS, TAIL

# A run of digits and Latin letters with the signs that hold one together: 10:30-13:30, 0991-3663970, www.x.cn/a_1.
RUN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z]|://|[-.,/:：@_?=&#~～－—–*×+〜](?=[0-9A-Za-z])|，(?=\d{3}(?!\d)))*")
PIECE = re.compile(
    r"""
      (?P<web_address> \d* [A-Za-z] [0-9A-Za-z.:/@_?=&\#~*-]* | \d[\d.]{0,40} @ [0-9A-Za-z.]+ )
    | (?P<index_number> \d{6,} / \d{4} - \d+ )
    | (?P<date> (?:19|20)\d\d [-./] \d{1,2} [-./] \d{1,2} (?!\d) )
    | (?P<time> \d{1,2} [:：] \d{2} (?: [:：] \d{2} )? (?!\d) )
    | (?P<telephone> (?: 0\d{2,3} | 400 | 800 ) [-－—–] \d{3,8} (?: [-－—–] \d{1,5} )? )
    | (?P<year> (?:19|20)\d\d [-~～－—–] (?:19|20)\d\d (?!\d) )
    | (?P<ratio> \d+ [/:：*×+] \d+ )
    | (?P<range> \d{1,5} (?: \.\d+ )? [-~～－—–] \d{1,5} (?: \.\d+ )? (?!\d) )
    | (?P<number> \d{1,3} (?: [,，] \d{3} (?!\d) )+ (?: \.\d+ )? | \d+ (?: \.\d+ )? )
    """,
    re.VERBOSE | re.ASCII,
)

ORDINAL = re.compile(r"第[ 　]?(?:\d+[至到、和,，-])?$")
STREET = re.compile(r"[路街道巷弄村里区院镇园厦胡同线]$")
# 〔2008〕9号, and what a damaged capture leaves of it: 信办20081号, (2008260).
BRACKETED_YEAR = re.compile(r"[〔\[【（(［﹝]\s?(?:19|20)\d\d\s?[〕\]】）)］﹞]\s?第?$")
YEAR = re.compile(r"(?:19|20)\d\d")
MOBILE = re.compile(r"1\d{10}")
SERVICE_NUMBER = re.compile(r"12\d{3}")
LONG = 5  # digits from which a number may be a telephone number, a postcode or a code
LONGEST_COUNT = 8
COUNTING = re.compile(r"\s?[余多]?(?:[个次件条起例万]|人次)")  # 热线电话23568个
LONGEST_LIST = 3
DAMAGED = re.compile(r"(?:19|20)\d{3,5}")
LABEL = re.compile(
    r"""(?: (?P<telephone> 电话 | 传真 | 热线 | 手机 | 联系方式 | 联系人 | 值班 )
          | (?P<postcode> 邮编 | 邮政编码 )
          | (?P<index_number> 索引号 | 文号 | 编号 | 代码 | 账号 | QQ群? | 备案 | 公网安备 | 许可证 | 信用 ) )
        [^，。；;\n\d]{0,6} (?: \d{7,12} [ 、/,，] )? $""",
    re.VERBOSE,
)
HOTLINE = re.compile(r"[”\"]?(?:市长|政务|便民|服务|政府|公共|公开|投诉|举报|消费者)*[“”]?(?:热线|平台|电话|市长|中心)")
# A number that opens a line or a sentence with a point or bracket after it only counts paragraphs.
LIST_OPENS = re.compile(r"(?:^|[\n。；;：:，,、！？]|[（(])[ 　]?$")
GROUP_OPENS = re.compile(r"(?:^|\n)[（(][一二三四五六七八九十]{1,2}[）)][^\n，。；：\d]{2,8}$")  # （六）其他处理1.无正当理由…
LIST_CLOSES = re.compile(r"[、．）)]|\.(?!\d)")
YEAR_BEFORE = r"(?:去年|上年|上一?年度?)[^，。；]{0,12}[多少增减升降]"
# Each alternative starts with a character of its own: the search leaps over texts that hold none of them.
CHANGED = re.compile(
    r"(?:增(?<!新增)加|增长|增量|上涨|下滑|增幅|上升|提高|提升|增多|减少|下降|降低|回落|降幅|减幅|涨幅"
    rf"|比{YEAR_BEFORE}|较{YEAR_BEFORE}|同比[^，。；]{{0,12}}[多少增减升降]|同期[^，。；]{{0,12}}[多少增减升降])"
    r"(?:了|约|近|幅度?|为|达)*$"
)
COUNTED_ONCE = re.compile(r"(?:相同|同一)[^，。；#]{0,12}[计算]$")  # 相同信息计1条 is a rule of counting
CELLS = " 　|\t/.-0123456789"
PROSE = re.compile(r"[，。；：,;“”]|:(?!\d)")
REPORTED = re.compile(r"[收受公共为达]")
BROKEN = re.compile(r"\d \d")  # 3 0 5条 may be 305, or three numbers
LONGEST_ROW = 60
REACH = 24


def arabic_numbers(text: str, start: int = 0, stop: int = sys.maxsize) -> Iterator[Token]:
    """Find the numbers written in digits (folded to ASCII) from `start` to `stop`, in text order.

    >>> [t.reason or (str(t.value), t.unit) for t in arabic_numbers("3个工作日内；〔2008〕9号；比去年增加1件，共13,615件(条)")]
    ['deadline', 'document_number', 'document_number', 'change', ('13615', '件(条)')]
    """
    end = 0
    for run in RUN.finditer(text, start, stop):
        if run[0].isdigit():
            yield _number(text, run.start(), run.end())
            continue
        for piece in PIECE.finditer(text, run.start(), run.end()):
            if piece.start() >= end:
                token = _piece(text, piece)
                end = token.end
                yield from _if_digits(text, token)


def _if_digits(text: str, token: Token) -> Iterator[Token]:
    """Latin words without a digit are no numbers."""
    if token.reason != "web_address" or any("0" <= c <= "9" for c in text[token.start : token.end]):
        yield token


def _piece(text: str, piece: re.Match[str]) -> Token:
    start, end, kind = piece.start(), piece.end(), str(piece.lastgroup)
    if kind == "number":
        return _number(text, start, end)
    if kind == "range":
        return _range(text, start, end)
    return Token(start=start, end=end, reason=kind)


def _range(text: str, start: int, end: int) -> Token:
    """3-5个工作日, 3-16办公室, 4-6月; of 2-3条 neither number is the value."""
    tail = _tail(text, end)
    unit = tail["unit"] or ""
    if text[end : end + 4].strip(" 　").startswith(("办公", "号", "室")):
        return Token(start=start, end=end, reason="address")
    reason = "date" if unit in CALENDAR or unit.startswith("年") else BY_UNIT.get(unit, "range")
    return Token(start=start, end=tail.end(), reason=reason)


def _tail(text: str, end: int) -> re.Match[str]:
    tail = TAIL.match(text, end)
    if tail is None:  # every part is optional
        raise AssertionError
    return tail


def _number(text: str, start: int, end: int) -> Token:
    tail = _tail(text, end)
    unit = tail["unit"] or ""
    digits = text[start:end]
    reason, stop = _reason(text, start, end, digits, unit)
    if reason:
        return Token(start=start, end=max(end, stop and tail.end("unit")), reason=reason)
    return _quantity(text, start, digits, tail)


def _quantity(text: str, start: int, digits: str, tail: re.Match[str]) -> Token:
    """万 and 亿 are multiplied out, except in money, which keeps its printed unit."""
    value = Decimal(digits.replace(",", "").replace("，", ""))
    broken = None if tail["unit"] else BROKEN_OFF.match(text, tail.end())
    scale, unit = tail["scale"] or "", tail["unit"] or (broken["unit"] if broken else "")
    if unit in MONEY:
        unit = scale + unit
    elif scale:
        value = _plain(value * SCALES[scale])
    unit = SPOKEN_AS.get(unit, unit.replace("（", "(").replace("）", ")"))
    end = start + len(digits)
    return Token(
        start=start,
        end=max(end, tail.end("scale"), tail.end("more"), tail.end("unit")),
        value=value,
        unit=unit,
        qualifier=qualify(text, start, tail["some"] or tail["more"] or tail["bound"] or ""),
    )


def _plain(value: Decimal) -> Decimal:
    """1.2万 is 12000, not 12000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _reason(text: str, start: int, end: int, digits: str, unit: str) -> tuple[str, bool]:
    """Why a number is no quantity (empty where it is one), and whether its unit belongs to it."""
    if len(digits) >= LONG and digits.isdigit() and (reason := _reason_of_long(text, start, end, digits)):
        return reason, False
    reason = _reason_by_unit(text, start, digits, unit) if unit else _reason_bare(text, start, end, digits)
    if reason:
        return reason, bool(unit)
    if BROKEN.search(text, max(0, start - 2), end + 2):
        return "broken_number", bool(unit)
    if start and CHANGED.search(text, max(0, start - REACH), start):
        return "change", bool(unit)
    return "", False


def _reason_by_unit(text: str, start: int, digits: str, unit: str) -> str:
    if text[start - 1 : start] in ("第", "至", "到", "、", "-") and ORDINAL.search(text, max(0, start - 6), start):
        return {"条": "legal_article", "号": "order_number"}.get(unit, BY_UNIT.get(unit, "ordinal"))
    if unit in ("名", "位") and text[start - 1 : start] == "前":
        return "ordinal"
    if unit in ("年", "年度"):
        return _reason_of_year(digits)
    if unit in CALENDAR:
        return "date"
    if digits == "1" and COUNTED_ONCE.search(text, max(0, start - REACH), start):
        return "name"
    if unit == "号":
        return _reason_of_number(text, start, digits)
    return BY_UNIT.get(unit, "")


def _reason_of_year(digits: str) -> str:
    if YEAR.fullmatch(digits):
        return "year"
    return "date" if len(digits) in (2, 5, 6, 7, 8) else "duration"


def _reason_of_number(text: str, start: int, digits: str) -> str:
    """国务院令492号, 〔2008〕9号, 东路30号, 3月8号."""
    head = text[max(0, start - 12) : start].rstrip(" 　")
    if head.endswith(("令", "令第")):
        return "order_number"
    if BRACKETED_YEAR.search(head) or DAMAGED.fullmatch(digits):
        return "document_number"
    if head.endswith("月"):
        return "date"
    return "address" if STREET.search(head) else "document_number"


def _reason_bare(text: str, start: int, end: int, digits: str) -> str:
    """Digits without a unit count something unless their length, a label or a bracket says otherwise."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "第":
        return "ordinal"
    if YEAR.fullmatch(digits):
        return "document_number" if after in "〕]】］﹞" and after else "year"
    if before in ("〔", "[", "【", "（", "(") and DAMAGED.fullmatch(digits):
        return "document_number"
    if len(digits) <= LONGEST_LIST and LIST_CLOSES.match(text, end) and _opens_a_point(text, start):
        return "list_number"
    return _reason_by_line(text, start, end)


def _opens_a_point(text: str, start: int) -> bool:
    return bool(LIST_OPENS.search(text, max(0, start - 3), start) or GROUP_OPENS.search(text[max(0, start - 14) : start]))


def _reason_of_long(text: str, start: int, end: int, digits: str) -> str:
    if SERVICE_NUMBER.fullmatch(digits) and (HOTLINE.match(text, end) or text[start - 2 : start] in ("热线", "市长")):
        return "telephone"
    if not COUNTING.match(text, end) and (label := LABEL.search(text, max(0, start - REACH), start)):
        return str(label.lastgroup)
    if MOBILE.fullmatch(digits):
        return "telephone"
    return "index_number" if len(digits) > LONGEST_COUNT else ""


def _reason_by_line(text: str, start: int, end: int) -> str:
    """A line that is a lone number, or a label and its numbers, is a row of a table that lost its shape."""
    line = text.rfind("\n", max(0, start - LONGEST_ROW - 1), start) + 1  # no further: lines of 400,000 characters exist
    stop = text.find("\n", end, end + LONGEST_ROW + 1)
    stop = stop if stop >= 0 else min(len(text), end + LONGEST_ROW + 1)
    if stop - line > LONGEST_ROW or text[end:stop].strip(CELLS) or PROSE.search(text, line, start):
        return ""
    set_apart = start == line or text[start - 1] in CELLS
    return "table_cell" if set_apart or not REPORTED.search(text, line, start) else ""
