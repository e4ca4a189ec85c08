"""Lines of a page around a report: what a line of labels with values, buttons, a path or an attachment looks like."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, pairwise

from nianbao.chinese import HAN
from nianbao.clean.furniture import is_furniture
from nianbao.clean.numbered import without_links
from nianbao.clean.rows import SEPARATORS, STAMP, chrome_names, chrome_words, is_row_of_page, widgets
from nianbao.clean.words import any_of

LONGEST_CHROME = 300
DOTS = re.compile(r"…{1,4}|\.{2,6}")
DATE = re.compile(
    r"""
    (?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)?
    (?:[ T]?\d{1,2}(?:[:：]\d{2}(?:[:：]\d{2}(?:[+-]\d{2}:?\d{2})?)?|时\d{2}分(?:\d{2}秒)?))?
    (?:[ \t]*星期[一二三四五六日天])?
    """,
    re.VERBOSE,
)
COUNT = re.compile(r"(?:已有 ?)?\d{1,8} ?(?:次|人次?(?:浏览|阅读|访问|点击|查看)?|条)?(?![^\s|\]】)）:：]) ?")
VALUE = re.compile(r"(https?://[^\s|]{1,300}|[^\s|:：。，；【\[]{1,60}(?:(?<=;) [^\s|:：。，；;]{1,30};){0,9})")
LONGEST_GENRE = 4  # 年度报告, which is a kind of document; titles are longer
LONGEST_REST = 24  # what a value may go on with before the next label, such as a second name
AFTER_LABEL = re.compile(r"[ \t]*[\]】]?[ \t]*[:：]?[ \t|]*")
END_OF_LABEL = r"(?=[ \t]*[:：|\]】]|[ \t]|$)"
# Words that are labels where their characters are set apart, and whatever has the name of a date and one right behind it.
SPACED_LABEL = r"(?:分 类|名 称|文 号|标 题|来 源|时 间|日 期|主 题)(?=[ :：])"
BARE_LABEL = r"(?:索引号|索取号)(?=[A-Z]{0,4}\d{5})|(?<=. )(?:点击|浏览|阅读|访问)(?= \d)|(?:字号|字体)(?=[:：]? ?[大小T][ |])"
OF_THE_REPORT = "(?!填报|填表|报告|编制|统计|制表|报送|上报|截止|起止|联系|办公|成员|参会|牵头|责任|制定|完成|举办|受理)"
DATED_LABEL = f"{OF_THE_REPORT}[{HAN}]{{2,4}}?(?:日期|时间)(?=[:：]?[ ]?20\\d\\d[-/.]\\d)"
# A label by its form, which counts beside a known one.
LABEL_FORM = re.compile(f"{OF_THE_REPORT}[{HAN}]{{2,4}}?(?:机构|机关|主体|单位|部门|文号|字号|编码|编号|日期|时间|来源|格式)")
FORMED_LABEL = re.compile(rf"{LABEL_FORM.pattern}(?=[ ]?[:：|\]】])")
COLON_OR_COUNT = r"(?=[ \t|]*[:：】]|[ ]?[\[【（(][ ]?\d{1,8}[ ]?[次\]】）)])"
# A site's name, and its address, before the bar of date and hits.
SITE_FIRST = re.compile(
    rf"[{HAN}]{{2,20}}(?:(?:网|网站|网站群|门户)[ |]+|[ |]+(?=http|www))(?:(?:https?://|www\.)[\w./-]{{4,60}}[ |]+)?"
)
UNITS = ("人", "次", "个字", "网络")
CAPTION = re.compile("[（(]?单位[:：][ ]?[亿万千]?[元件条份人次个项]")
CELL_BORDER, WORD = re.compile(r"[\t|]"), re.compile(r"\w")


@cache
def _labels() -> re.Pattern[str]:
    words = chrome_words()
    alone = any_of(words["labels"] + words["title_labels"], between=" ?")
    with_colon = any_of(words["labels_with_colon"], between=" ?")
    return re.compile(f"({alone}{END_OF_LABEL}|{with_colon}{COLON_OR_COUNT}|{SPACED_LABEL}|{BARE_LABEL}|{DATED_LABEL})")


@lru_cache(maxsize=4096)
def is_chrome(line: str) -> bool:
    """True for a line of nothing but chrome.

    >>> [is_chrome(line) for line in ("分享到:", "索 引 号 | 6207/2020-5 | 发文字号 |", "字体:【 大 中 小 】")]
    [True, True, True]
    >>> [is_chrome(line) for line in ("某局2009年报告", "时间过半。")]
    [False, False]
    """
    stripped = without_links(line).strip(" |\t")
    if len(stripped) > LONGEST_CHROME or not stripped.strip("（）()【】[]"):
        return False
    if stripped in UNITS or CAPTION.match(stripped) or _counts_a_channel(stripped):
        return False
    site = SITE_FIRST.match(stripped) if " " in stripped or "|" in stripped else None
    return is_bar(stripped[site.end() :] if site else stripped) or _is_data_row(line) or _is_page_furniture(stripped)


def _counts_a_channel(line: str) -> bool:
    r"""True for a row of a table that gives the number of what is a button elsewhere.

    >>> _counts_a_channel("网站首页\t12"), _counts_a_channel("浏览次数\t12")
    (True, False)
    """
    cells = [cell.strip() for cell in CELL_BORDER.split(line)] if "\t" in line or "|" in line else []
    return len(cells) > 1 and any(map(str.isdecimal, cells[1:])) and bool(widgets().fullmatch(cells[0]))


def _is_data_row(line: str) -> bool:
    r"""True for a row of cells that are labels, each with its value in the next.

    >>> _is_data_row("索引号\t0143/2024-2\t分类\t信息公开年报 其他 报告"), _is_data_row("规章\t0\t0")
    (True, False)
    """
    cells = [cell.strip(" :：") for cell in CELL_BORDER.split(line) if cell.strip(" :：")] if "\t" in line or "|" in line else []
    if len(cells) < 2:  # noqa: PLR2004 - a label and its value
        return False
    known = [bool(_labels().fullmatch(cell)) for cell in cells]
    labels = [
        a or cell in chrome_names("labels_with_colon") or bool(LABEL_FORM.fullmatch(cell))
        for a, cell in zip(known, cells, strict=True)
    ]
    return any(known) and labels[0] and all(a or b for a, b in pairwise(labels))


def _is_page_furniture(line: str) -> bool:
    return is_furniture(line) or ("。" not in line and is_row_of_page(line))


def is_bar(piece: str) -> bool:
    """True for labels with their values, buttons, dates and what separates them."""
    return bool(piece) and _eat(piece) == len(piece) and not piece.isdecimal()


def _eat(piece: str) -> int:
    """How much of a piece is made of labels, values and buttons."""
    at, known = 0, False
    while at < len(piece):
        if separator := SEPARATORS.match(piece, at):
            at = separator.end()
        elif label := _labels().match(piece, at) or _label_beside(piece, at, known=known):
            at, known = _after_value(piece, label), True
        elif widget := widgets().match(piece, at):
            at, known = widget.end(), True
        elif (date := DATE.match(piece, at)) and date[0] and (known or _names_a_label(piece, date)):
            at, known = date.end(), known or (":" in date[0] and bool(STAMP.match(date[0])))
        elif known and (filler := COUNT.match(piece, at) or DOTS.match(piece, at)):
            at = filler.end()
        elif known and (following := _labels().search(piece, at)) and following.start() - at <= LONGEST_REST:
            at = following.start()
        else:
            return at if at < len(piece) else 0
    return at if known or not WORD.search(piece) else 0


def _label_beside(piece: str, at: int, *, known: bool) -> re.Match[str] | None:
    """A label that is known by its form, where a known one stands before or behind it."""
    label = FORMED_LABEL.match(piece, at) if ":" in piece or "：" in piece or "|" in piece else None
    return label if label and (known or _labels().search(piece, label.end())) else None


def _names_a_label(piece: str, date: re.Match[str]) -> bool:
    """True where a label stands behind a date, or two buttons of which one is nothing else."""
    is_stamp = STAMP.match(piece, date.start())
    buttons = [match[0] for match in islice(widgets().finditer(piece, date.end()), 3)] if is_stamp else []
    return bool(_labels().search(piece)) or (len(buttons) > 1 and not set(buttons) <= chrome_names("weak"))


def _after_value(piece: str, label: re.Match[str]) -> int:
    """The end of a label with its value, where it has one: a date, or a word that is no label itself."""
    colon = AFTER_LABEL.match(piece, label.end())
    at = colon.end() if colon else label.end()
    if (date := DATE.match(piece, at)) and date[0]:
        return date.end()
    if count := COUNT.match(piece, at):
        return count.end()
    if _labels().match(piece, at) or widgets().match(piece, at):
        return at
    value = VALUE.match(piece, at)
    return value.end() if value and (_is_no_title(value[1]) or label[1].replace(" ", "") in chrome_names("title_labels")) else at


def _is_no_title(value: str) -> bool:
    return "报告" not in value or len(value) <= LONGEST_GENRE
