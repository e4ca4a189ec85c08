"""Texts that speak of annual reports and are none."""

from __future__ import annotations

import re
from itertools import islice

from nianbao.chinese import narrow
from nianbao.identify.witness import compact, read_body_text
from nianbao.model import Document, Table

# Articles open lines or sentences; those that a report cites stand within them.
ARTICLE = re.compile(r"(?:^|[。;；])第[一二三四五六七八九十]{1,3}条(?![第（(《、，,]|规定|的|至|和|及|或|之|项|款)", re.MULTILINE)
OWN_RULE = re.compile(r"本(?:制度|办法|规定|细则|条例|规则|规范)")
RULE_TITLE = re.compile(r"(?:制度|办法|规定|细则|规则)(?:[（(](?:试行|暂行)[）)])?(?:[-—].*)?$")
GUIDE = re.compile(r"指南(?:[（(].{0,20}[）)])?$")
OWN_GUIDE = re.compile(r"本《?指南")
NOTICE = re.compile(r"(?:通知|通告|函)$")
NOTICE_SAYS = re.compile(
    r"通知如下|(?:印发|转发)给你们|请(?:各|认真|遵照|于|按|结合)[^。]{0,40}(?:执行|报送|上报|落实|前)|贯彻执行"
)
TEMPLATE = re.compile(r"年度报告(?:统一)?(?:格式|模板|模版|样式|样表|提纲)(?:[（(].{0,12}[）)])?$")
# What only a report says: how much was disclosed, received or answered. 相同信息计1条 stands in forms.
COUNTED = re.compile(
    r"(?:公开|发布|受理|收到|接到|办理|答复|接受|报送|制发)[^。;；\n]{0,40}?(?<!计)\d[\d,.]*余?万?[条件次份项篇宗]"
)
SPOKEN = re.compile(
    r"(?:未|没有|无)[^。;；\n]{0,20}(?:申请|复议|诉讼|收费|费用)|[我本][局委办厅市区县镇乡街校院][^。\n]{0,30}(?:公开|开展|加强|落实)|截[至止]|统计期限"
)
BLANK = re.compile(r"年报|年度报告|统计(?:报)?表|情况表")
TO_FILL_IN = re.compile(r"填报(?:单位|人|日期)|填表人|单位负责人")
VALUE = re.compile(r"\d[\d,.]*(?:万?[条件次元份个人篇项%]{1,2})?")
HEAD_LINES = 8
FEWEST_ARTICLES = 2
SENTENCE = 25  # characters; labels of forms are shorter
LONGEST_TITLE = 70


def refusal(document: Document) -> str:
    """The reason why a text is no annual report, or nothing where it is one or may be one."""
    text = read_body_text(document)
    lines = text.split("\n")
    head = (compact(document.title), *lines[:HEAD_LINES])
    articles = len(list(islice(ARTICLE.finditer(text), FEWEST_ARTICLES))) == FEWEST_ARTICLES
    counted = bool(COUNTED.search(text))
    if (articles and OWN_RULE.search(text)) or (not counted and _is_titled(RULE_TITLE, head) and OWN_RULE.search(text)):
        return "not_a_report_regulation"
    if OWN_GUIDE.search(text) and _is_titled(GUIDE, head):
        return "not_a_report_guide"
    if counted:
        return ""
    if NOTICE_SAYS.search(text) and _is_titled(NOTICE, head):
        return "not_a_report_notice"
    spoken = any(SPOKEN.search(line) for line in lines if len(line) >= SENTENCE)
    return "" if spoken and not _is_titled(TEMPLATE, head) else _as_form(document, text, head)


def _is_titled(pattern: re.Pattern[str], head: tuple[str, ...]) -> bool:
    return any(pattern.search(line) for line in head if len(line) <= LONGEST_TITLE)


def _as_form(document: Document, text: str, head: tuple[str, ...]) -> str:
    """Whether a text is a form to fill in: it holds nothing but labels and the numbers of their rows."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    words = [narrow(cell.text).strip() for table in tables for row in table.rows for cell in row] + text.split("\n")
    numbers = [word for word in words if VALUE.fullmatch(word)]
    is_form = _is_titled(TEMPLATE, head) or (BLANK.search("".join(words)) and (tables or numbers or TO_FILL_IN.search(text)))
    return "not_a_report_blank_form" if is_form and not _hold_values(numbers) else ""


LONGEST_COUNT = 4  # digits of what counts rows or columns


def _hold_values(numbers: list[str]) -> bool:
    """Whether numbers are more than a count of rows or columns: 1, 2, and 01, 02, 03.

    >>> _hold_values(["1", "2", "01", "02", "03"]), _hold_values([]), _hold_values(["0", "0", "5"])
    (False, False, True)
    """
    counts = [int(number) if number.isdecimal() and len(number) <= LONGEST_COUNT else -1 for number in numbers]
    return any(count not in (before + 1, 1) for before, count in zip([0, *counts], counts, strict=False))
