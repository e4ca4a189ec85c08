"""Suspected losses: places of the cleaned text where characters seem to be missing. Found and marked, never repaired.

Each rule takes the text and yields spans. A rule has a general form, and is left out where false alarms would outweigh
what it finds: a reader should be able to trust a mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from nianbao.chinese import HAN
from nianbao.model import Suspicion

Span = tuple[int, int]
NUMERALS = "一二三四五六七八九十"
# Every pattern begins with a rare character, and what stands before it is looked at afterwards: three times as quick.
RUN_TOGETHER = re.compile(
    r"""
    (?:19|20)\d\d
    (?: \d{2,4}日               # 2014831日: year, month and day without 年 and 月
      | \d{1,4}号               # 信办20081号: the brackets of a year are gone
      | \d{2,4}[）)]            # （2008260）: brackets moved, 号 gone
      | \d\d年 | \d{1,2}月      # 202020年, 20085月
    )
    """,
    re.VERBOSE,
)
# A row of a statutory table whose cells ran together: no count begins with 0.
# 013年3月: the copy begins within the year; 2012月31日: its last digits and 年 are gone.
HEADLESS_YEAR = re.compile(r"0\d\d年(?<!\d.{4})\d{1,2}月|20(?<!\d20)\d{1,2}月(?=\d{1,2}日)")
JOINED_CELLS = re.compile(
    r"\n(?:规章|规范性文件|行政规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购)(0\d{1,12})$",
    re.MULTILINE,
)
BEFORE_NUMBER = re.compile(f"[{HAN}〔［\\[（(]")
WHOLE_MONTH = re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?[）)]")
COUNTED = ("申请", "信息", "咨询", "投诉", "来信", "来电", "来访", "诉讼", "复议", "案件", "事项", "建议", "提案", "文件")
WITHOUT_UNIT = re.compile(rf"[0-9０-９][\d,]{{0,15}}(?=[，；。]|[{NUMERALS}]是)")  # quicker to search for than \d
EMPTIED = re.compile(  # every branch begins with a character, so that the search leaps from one to the next
    r"“”|‘’|《》|〈〉|（[，、；：\s]*）|\(\)|【】|「」|〔〕|“[，。、；]”|"
    r"（(?:网址[:：]?)?https?://[）)]|（网址[:：]?[）)]|\((?:网址[:：]?)?https?://[）)]|\(网址[:：]?[）)]"
)
CONTACT = ("邮编", "邮政编码", "电话", "传真", "地址", "电子邮箱", "电子邮件", "邮箱", "网址", "联系人")
EMPTY_LABEL = re.compile(
    rf"：(?:(?=[，；。）])|(?=(?:{'|'.join(CONTACT)}|联系电话)：)|$(?=\n[{NUMERALS}]、|\n?\Z))", re.MULTILINE
)
LONGEST_SENTENCE = 200
UNIT = "[省市区县镇乡局厅委办]"
VERBS = ("完成", "做好", "抓好", "搞好", "开展", "根据", "按照", "围绕", "关于")
ADVERBS = ("进一步", "不断", "继续", "着力", "切实")


def _each(words: Iterable[str], rest: str) -> str:
    """One branch for every word: a search for branches that all begin with a character leaps from one to the next."""
    return "|".join(word + rest for word in words)


WITHOUT_OBJECT = r"、(?<=[。；，：）\n].{3})(?!完成|做好|抓好|搞好|开展|落实|推进|实施|组织|管理|公开|汇总)"
WITHOUT_NOUN = rf"{UNIT}(?:的?[和及与](?=政务服务|政府信息公开|、)|的(?=及|以及)|暨)"
IMPROVED = "(?:完善|加强|健全|推进|规范|深化|提高|抓好)的(?=制度|工作|机制|管理|建设|组织|宣传|监督|力度|水平)"
DELETED = re.compile(
    rf"""
      {_each(VERBS, WITHOUT_OBJECT)}                                      # 完成、: no object
    | 将(?<=始终将|一直将|一贯将|坚持将|切实将)(?:作为|纳入|列为|列入|摆|放在|贯穿)   # what is taken for it?
    | 把(?:作为|纳入|列为|列入|摆在|摆上|放在|贯穿)
    | {_each(NUMERALS, "是的(?!确)")}                                      # 一是的内容
    | 的(?<=[。；，：].)(?![确士])
    | {_each("我全本", WITHOUT_NOUN)}                                      # 我市的及政府信息公开, 全市和政务服务
    | 暨(?<=\d年.)
    | 在的(?:正确|大力|精心|统一|具体|坚强|关心|有力)?(?:领导|指导|支持|关心|关怀)
    | 由(?=编制的|编制而成) | 请与(?=联系)
    | {_each(ADVERBS, IMPROVED)}
    """,
    re.VERBOSE | re.DOTALL,
)
NEEDED = ("需", "要", "有待", "应", "须", "尚", "还")  # 需要进一步完善的制度 lacks nothing
ORDINAL = re.compile(f"是(?:(?<=([{NUMERALS}]{{3}})是)|(?<=([{NUMERALS}]{{2}})是)|(?<=([{NUMERALS}])是))")
BEFORE_ORDINAL = "\n。；，：:;！？0123456789第"
NUMBERED_LINE = re.compile(rf"\n(?:([{NUMERALS}]{{1,3}})、|（([{NUMERALS}]{{1,3}})）|(\d{{1,2}})(?:[、．]|\.(?!\d)))(?![^\n]*\t)")
APPLICATIONS, CARRIED_OUT = (
    "一、本年新收政府信息公开申请",
    "结转下年度继续办理",
)  # first and last label of a table that numbers its rows
TITLE = re.compile(r"《([^《》\n]{1,60})》")
STRANGE = re.compile("[?_\ufffd\ue000-\uf8ff\u2500-\u257f\u3105-\u3129]")  # what every one of them begins with
HALF_EATEN = re.compile(
    rf"\ufffd+|[\ue000-\uf8ff]+|[?](?<=[{HAN}].)(?=[{HAN}a-z])[a-z\u00e0-\u01dc]{{0,6}}[)）]?|[_\u2500-\u257f\u3105-\u3129](?<=[{HAN}].)(?=[{HAN}])"
    # ?wǒ）局: a character that went together with the bracket of its reading, before every other
    rf"|[?](?<!\w.)(?=[a-z]?[\u00e0-\u01dc]|[a-z]{{2}})[a-z\u00e0-\u01dc]{{1,6}}\ ?[)）](?=[{HAN}。，；：、])"
)


def numbers_run_together(text: str) -> Iterator[Span]:
    """Dates and document numbers whose signs are gone.

    Copies that strip brackets or words beside digits leave them: 〔2008〕1号 becomes 20081号.

    >>> [text[a:b] for text in ("某办20081号，至2014831日止",) for a, b in numbers_run_together(text)]
    ['办20081号', '2014831日']
    >>> list(numbers_run_together("某办〔2008〕1号，2008年1月1日，截至20080501（2008）"))
    []
    """
    for match in RUN_TOGETHER.finditer(text):
        before, sign, after = text[match.start() - 1 : match.start()], match[0][-1], text[match.end() : match.end() + 1]
        if sign in "日年月" and not before.isdigit():
            yield match.span()
        elif (sign == "号" and BEFORE_NUMBER.match(before) and (not after or after not in "楼院室门")) or (
            sign in "）)" and before in ("（", "(") and not WHOLE_MONTH.match(match[0], 4)
        ):
            yield match.start() - 1, match.end()
    yield from ((match.start(1) - 1, match.end(1) - 1) for match in JOINED_CELLS.finditer("\n" + text))
    yield from (match.span() for match in HEADLESS_YEAR.finditer(text))


def numbers_without_unit(text: str) -> Iterator[Span]:
    """Counts whose unit is gone together with what stood after it.

    >>> [text[a:b] for text in ("接受市民咨询62，其中电话46次；收到事项0三是加强管理",) for a, b in numbers_without_unit(text)]
    ['咨询62', '事项0']
    >>> list(numbers_without_unit("公开信息62条，受理申请3件"))
    []
    """
    for match in WITHOUT_UNIT.finditer(text):
        if text.endswith(COUNTED, 0, match.start()) or _has_unit_elsewhere(text, match.start()):
            yield match.start() - 2, match.end()


def _has_unit_elsewhere(text: str, at: int) -> bool:
    """True where the same words count with a unit elsewhere in the same sentence.

    >>> [_has_unit_elsewhere(text, text.index("7")) for text in ("甲报共登4篇，乙报共登7，其中", "甲报共登4，乙报共登7，其中")]
    [True, False]
    """
    sentence = text[text.rfind("。", 0, at) + 1 : at + LONGEST_SENTENCE]
    words = text[max(0, at - 2) : at]
    counted = re.compile(f"{re.escape(words)}\\d[\\d,]{{0,9}}[条件次篇份人个期场家起宗]")
    return bool(re.fullmatch(f"[{HAN}]{{2}}", words)) and bool(counted.search(sentence))


def emptied_brackets(text: str) -> Iterator[Span]:
    """Brackets, quotation marks and labels that hold nothing: a name, a link or a number was taken out.

    >>> [text[a:b] for text in ("开辟的“”专区，网站（http://），邮编：电话：0991-1",) for a, b in emptied_brackets(text)]
    ['“”', '（http://）', '邮编：']
    >>> list(emptied_brackets("（一）“三公”经费，电话：0991-1"))
    []
    """
    yield from (match.span() for match in EMPTIED.finditer(text))
    for colon in EMPTY_LABEL.finditer(text):
        label = next((label for label in CONTACT if text.endswith(label, 0, colon.start())), "")
        if label:
            yield colon.start() - len(label), colon.end()


def deleted_terms(text: str) -> Iterator[Span]:
    """Sentences that lack a word where their grammar needs one: a term was deleted everywhere.

    Filters for a keyword take it out of every sentence; what is left shows it: a verb before 、, 将 without its object,
    的 after an ordinal.

    >>> text = "（二）完成、业务培训工作。我区始终将作为重要举措。一是的内容不够丰富。"
    >>> [text[a:b] for a, b in deleted_terms(text)]
    ['完成、', '将作为', '一是的']
    >>> list(deleted_terms("推进、指导、协调工作，结果将作为依据，需要进一步完善的制度，一是的确有困难。"))
    []
    """
    for match in DELETED.finditer(text):
        if not (match[0].endswith("的") and text.endswith(NEEDED, 0, match.start())):
            yield match.span()


def skipped_ordinals(text: str) -> Iterator[Span]:
    r"""Arguments and headings that are counted off with one left out: 四是 and then 六是.

    >>> text = "一是甲。二是乙。四是丙。"
    >>> [text[a:b] for a, b in skipped_ordinals(text)]
    ['四是']
    >>> list(skipped_ordinals("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n"))
    []
    """
    yield from _skipped_arguments(text)
    yield from _skipped_headings(text)


def _skipped_arguments(text: str) -> Iterator[Span]:
    last, line_end = 0, -1
    for match in ORDINAL.finditer(text):
        start, end = match.span(match.lastindex or 0)
        if end > line_end:
            last, line_end = 0, text.find("\n", end) % (len(text) + 1)
        if start and text[start - 1] not in BEFORE_ORDINAL:
            continue
        number = _value(text[start:end])
        line = text.rfind("\n", 0, start) + 1
        if 0 < last < number - 1 and text.find(_numeral(number - 1) + "是", line, start) < 0:
            yield start, match.end()
        last = number


def _skipped_headings(text: str) -> Iterator[Span]:
    first, end = text.find(APPLICATIONS), text.rfind(CARRIED_OUT)
    last = [0, 0, 0]
    for match in NUMBERED_LINE.finditer("\n" + text):
        at = match.start()
        if 0 <= first <= at < end:
            continue
        level = (match.lastindex or 1) - 1
        number = _value(match[level + 1])
        if 0 < last[level] < number - 1:
            yield at, match.end() - 1
        last[level:] = [number, *([0] * (2 - level))]


def _value(numeral: str) -> int:
    """The value of 1, 九, 十, 二十一.

    >>> [_value(numeral) for numeral in ("7", "九", "十", "十二", "二十一")]
    [7, 9, 10, 12, 21]
    """
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (NUMERALS.find(tens) + 1 if tens else 1) * 10 * bool(ten) + (NUMERALS.find(ones) + 1 if ones else 0)


def _numeral(value: int) -> str:
    return ("十" if value > 10 else "") + NUMERALS[(value - 1) % 10]  # noqa: PLR2004 - nobody counts off twenty arguments


def half_eaten_names(text: str) -> Iterator[Span]:
    """Titles of one character, and titles that lack one character of a title named elsewhere in the same text.

    >>> text = "根据《例》和《政府信息公条例》，落实《政府信息公开条例》（以下简称《条例》）"
    >>> [text[a:b] for a, b in half_eaten_names(text)]
    ['《例》', '《政府信息公条例》']
    >>> list(half_eaten_names("《信息公开条例》和《政府信息公开条例》，以下称《办法》"))
    []
    """
    titles = list(TITLE.finditer(text))
    names = {match[1] for match in titles}
    lengths = {len(name) for name in names}
    lacking = {shorter for name in names if len(name) - 1 in lengths for shorter in _lacking_one(name)}
    return (match.span() for match in titles if match[1] in lacking or re.fullmatch(f"[{HAN}]", match[1]))


def _lacking_one(title: str) -> Iterator[str]:
    """A long title without one of its inner characters; its ends may be left out by anyone who writes."""
    if len(title) > 5 and not re.search(r"\d", title):  # noqa: PLR2004 - shorter ones are names of their own
        yield from (
            "".join(kept) for kept in combinations(title, len(title) - 1) if kept[0] == title[0] and kept[-1] == title[-1]
        )


def half_eaten_characters(text: str) -> Iterable[Span]:
    """Characters that a wrong encoding or a cut left behind: replacement signs, private ones, a question mark in a word.

    A copy that puts readings after characters leaves half of a reading where it ate the character.

    >>> [text[a:b] for text in ("乌鲁\ufffd齐，固?镇。?wǒ）局",) for a, b in half_eaten_characters(text)]
    ['\ufffd', '?', '?wǒ）']
    >>> list(half_eaten_characters("怎样申请公开？3?5"))
    []
    """
    return (match.span() for match in HALF_EATEN.finditer(text)) if STRANGE.search(text) else ()


SUSPICIONS: tuple[Callable[[str], Iterable[Span]], ...] = (
    numbers_run_together,
    numbers_without_unit,
    emptied_brackets,
    deleted_terms,
    skipped_ordinals,
    half_eaten_names,
    half_eaten_characters,
)


def suspect(text: str) -> Iterator[Suspicion]:
    """Every suspected loss of a cleaned text, in order of place.

    >>> [(s.rule, s.start, s.end) for s in suspect("开辟的“”专区")]
    [('emptied_brackets', 3, 5)]
    """
    found = {(start, end, find.__name__) for find in SUSPICIONS for start, end in find(text)}
    return (Suspicion(rule=rule, start=start, end=end) for start, end, rule in sorted(found))
