"""A text as it is judged: its head, its chapters, whether it counts what was disclosed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.identify.witness import compact, read_body_text
from nianbao.model import Document

# What only a report says: how much was disclosed, received or answered. 相同信息计1条 and 一式2份 stand in forms, 第19条 is an
# article, 少于20条 and 收到0件的，也要 what others must do.
COUNTED = re.compile(
    r"(?:公开|发布|受理|收到|接到|办理|答复|接受|报送|制发)[^。;；\n]{0,40}?(?<![计第式\d.,])(?<![少低不][于足])\d[\d,.]*余?万?[条件次份项篇宗](?!的[,，也应须])"
)
SPOKEN = re.compile(
    r"(?:未|没有|无)[^。;；\n]{0,20}(?:申请|复议|诉讼|收费|费用)|[我本][局委办厅市区县镇乡街校院][^。\n]{0,30}(?:公开|开展|加强|落实)|截[至止]|统计期限"
)
BLANK_TITLE = re.compile(r"(?:表|格式|模板)(?:[（(].{0,12}[）)])?$")
NO_REPORT = r"(?!.*(?:通知|函|通告|意见|要求)$)"
REPORT = (
    rf"(?:(?<!评估)(?<!调研)报告|年报|总结|小结|汇报|情况|统计表)(?:/?全文)?(?:[（(].{{0,20}}[）)]|[及暨和]{NO_REPORT}.{{1,16}})?"
)
REPORT_TITLE = re.compile(rf"(?:信息|政务|校务|院务|厂务|司法|警务)公开.{{0,20}}{REPORT}$|^(?:20\d\d年?度?)?年度报告")
# Chapters of a report; those that a guide or a plan has too are not among them.
CHAPTERS = tuple(
    map(
        re.compile,
        (
            r"概述|概况|总体情况|基本情况",
            r"公开.{0,14}情况",
            r"申请.{0,14}情况",
            r"收费|费用",
            r"复议|诉讼",
            r"问题|不足|改进|困难",
        ),
    )
)
# Requests, disputes, and what was disclosed unasked or what it cost: of 信访, 复议 and 法治 a report has no more than two.
OWN_CHAPTERS = tuple(map(re.compile, (r"依申请(?!事项)|申请公开", r"复议|诉讼", r"主动|收费|费用|减免")))
HEADING = re.compile(r"^[（(]?[一二三四五六七八九十]{1,2}[）)]?[、.]?[^。，,\n]{2,30}$", re.MULTILINE)
NAMES_REPORT = re.compile(r"年度报告|年报|报告如下|情况的?报告|工作总结|工作报告")
OPENS_REPORT = re.compile(r"统计期限|编制(?:了)?本?(?:年度)?报告|年度报告(?:如下|由)|报告如下|汇报如下|总结如下")
HEAD_LINES = 8
FEWEST = 3  # chapters, mentions of the topic, places to fill in, of which a text with fewer has none of its own
LONGEST_HEADING = 40
LONGEST_TITLE = 70


@dataclass(frozen=True, slots=True)
class Page:
    """A text as it is judged: in half-width without spaces."""

    document: Document
    text: str  # tables left out
    lines: tuple[str, ...]
    head: tuple[str, ...]  # what can be a title
    counted: bool  # whether it says how much was disclosed, received or answered

    def is_titled(self, pattern: re.Pattern[str]) -> bool:
        """Whether a line at the head is such a title."""
        return any(pattern.search(line) for line in self.head)

    @property
    def is_report(self) -> bool:
        """Whether it has a report's title, opening or chapters."""
        return self.is_titled(REPORT_TITLE) or bool(OPENS_REPORT.search("".join(self.lines[:HEAD_LINES]))) or self.has_chapters

    @property
    def is_told(self) -> bool:
        """Whether it has the title of a report on a year, and a sentence of its own; a form to fill in has no year."""
        dated = any(REPORT_TITLE.search(line) and re.search(r"20\d\d年", line) for line in self.head)
        return dated and "。" in self.text and not self.is_titled(BLANK_TITLE)

    @property
    def has_chapters(self) -> bool:
        """Whether its headings are those of a report."""
        headings = "\n".join(line for line in self.lines if len(line) <= LONGEST_HEADING)
        return sum(bool(chapter.search(headings)) for chapter in CHAPTERS) >= FEWEST

    @property
    def has_own_chapters(self) -> bool:
        """Whether its headings are those that only such a report has, where another word took the topic's place all along."""
        headings = "\n".join(HEADING.findall(self.text))
        return self.is_titled(NAMES_REPORT) and all(chapter.search(headings) for chapter in OWN_CHAPTERS)


def open_page(document: Document) -> Page:
    """A document with what it is judged by."""
    text = read_body_text(document)
    lines = tuple(text.split("\n"))
    head = tuple(line for line in (compact(document.title), *lines[:HEAD_LINES]) if len(line) <= LONGEST_TITLE)
    return Page(document, text, lines, head, bool(COUNTED.search(text)))
