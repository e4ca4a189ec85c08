"""Texts that speak of annual reports and are none, and texts that speak of something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from nianbao.chinese import HAN_CHARACTER, narrow
from nianbao.identify.judge import (
    FEWEST,
    HEAD_LINES,
    LONGEST_TITLE,
    REPORT_TITLE,
    SPOKEN,
    Page,
    open_page,
)
from nianbao.identify.notices import is_news, is_notice
from nianbao.identify.samples import TITLE_OF_ONE, is_sample
from nianbao.model import Document, Table

# Articles open lines or sentences; those that a report cites stand within them.
ARTICLE = re.compile(r"第(?<![^\n。;；].)[一二三四五六七八九十]{1,3}条(?![第（(《、，,]|规定|的|至|和|及|或|之|项|款)")
OWN_RULE = re.compile(r"本(?:制度|办法|规定|细则|条例|规则|规范)")
RULE_TITLE = re.compile(r"(?:制度|办法|规定|细则|规则|规范)(?:[（(](?:试行|暂行)[）)])?(?:[-—].*)?$")
GUIDE = re.compile(r"(?:指南|须知|流程图?)(?:[（(].{0,20}[）)])?$")
OWN_GUIDE = re.compile(r"本(?:政府)?(?:信息公开)?《?指南")
ADVISES = re.compile(r"您(?:的|所)?申请|请您|请选择受理")
GUIDE_WORDS = ("申请人", "受理机构", "办公时间", "获取方式", "编排体系", "申请表", "答复", "当面", "公开机构")
TEMPLATE = re.compile(
    r"""
      (?:年度报告|年报) [（(]? (?:统一|参考)? (?:格式|模板|模版|样式|样表|提纲|范本) (?:文本|参考)? [）)]?
      (?:[（(].{0,12}[）)])? $
    | ^[（(](?:机关|单位|部门)名称[）)]
    """,
    re.VERBOSE,
)
TO_HAND_IN = re.compile(r"(?:申请|登记|审批|反馈)表(?:[（(].{0,12}[）)])?$")
TO_REPLACE = re.compile(r"(?:[×XxＸ○]{2,8}|\*{2,8}|_{2,8})(?:年|条|件|次|人|元|局|镇|份)")
BLANK = re.compile(r"年报|年度报告|统计(?:报)?表|情况表|申请表|登记表")
TO_FILL_IN = re.compile(r"填报(?:单位|人|日期)|填表人|单位负责人|证件号码|申请人信息|所需信息")
VALUE = re.compile(r"\d[\d,.]*(?:万?[条件次元份个人篇项%]{1,2})?")
# What every text on disclosure says somewhere, and a report more than once.
TOPICAL = re.compile(
    r"(?:信息|政务|事务|校务|院务|厂务|司法|警务)公开|公开(?:各类|各种|政府|有关|相关)?信息|主动公开|申请公开|公开申请"
    r"|第二十条第[(（]|年度报告格式"
)
OTHER_TITLE = re.compile(
    r"""
    (?: 要点 | 要求 | 指引 | 意见 | 方案 | 计划 | 编[制写]说明 | 考核.{0,8}表 | 结果公示  # what is asked of bodies
      | 纪要 | 实录 | 记者问 | 讲话 | 解读 | 通报 | 公报 | 报表 | 政府工作报告 | 评估报告  # what is said and reported elsewhere
      | 环境质量.{0,4}(?:报|报告书?) | 法治政府建设.{0,16}报告 | [预决]算 | [预决]算(?:公开|说明|草案的报告)
      | (?:培训|工作会议|座谈|推进|动员|调度)[会班]?(?:召开|举行|开班) | (?:开放|启用|搬迁)的?公告  # what took place, what opens
      | 答复 | 答复书 | 告知书 | 决定书? | 目录 | 清单 | 监督机构 | 导航 | 意见箱 | ^什么是.*[?？] )  # what a site has besides
    (?:[（(].{0,12}[）)])?$
    """,
    re.VERBOSE,
)
NEWS_TITLE = re.compile(r"(?:公布|发布|晒出|解读).{2,40}(?:年度报告|年报)$|(?:年度报告|年报).{0,4}(?:公布|发布|出炉|答记者问)$")
NEWS_SAYS = re.compile(r"记者|据悉|获悉|日前|近日|报告显示|答:")
NEWS_TELLS = re.compile(r"记者(?:从[^。]{1,12})?(?:获悉|了解到|看到)|本报讯|全媒体记者|蓝皮书|本文(?!件|号)|摘要:")
# What is said of those whose disclosure is judged.
JUDGES = re.compile(
    r"社会评议|第三方(?:评估|评价|测评)|[项课][目题]组|(?:被|参|受)(?:考评|考核|评估|评议|测评)(?:的)?(?:单位|城市|对象|部门)|(?:考评|考核|评估|评议|测评)(?:对象|内容|方式|步骤|结果|工作|成绩|得分|细则|指标)"
)
ASKS, ANSWERS = (
    re.compile(r"^(?:\d{1,2}[.、])?(?:问|Q\d{0,2})[:.、]", re.MULTILINE),
    re.compile(r"^(?:答|A\d{0,2})[:.、]", re.MULTILINE),
)
EXPLAINS = re.compile(r"(?:编制|编写|起草)(?:的)?(?:背景|依据|目的|过程)")
LAW_PAGE = re.compile(r"【(?:效力等级|时效性|制定机关|施行日期)】|文章属性")
OF_YEAR = re.compile(r"(?:^|[。;；,，:])(?:20\d\d年|今年|本年度|一年来|全年)", re.MULTILINE)
ERROR_PAGE = re.compile(r"(?:页面|网页|文章)(?:不存在|已(?:被)?删除|无法显示)|404notfound", re.IGNORECASE)
PAGE = re.compile("[\u4e00-\u9fff)]\\.*(\\d{1,3})$")  # of a table of contents
FEWEST_ARTICLES = 2
TELLING = 60  # characters, of a text that is long enough to say what it speaks of
ESSAY = 200  # characters in which a report would have told something
LISTED = 4  # titles that make a list
SENTENCE = 25  # characters; labels of forms are shorter
LONGEST_ERROR = 400


def refusal(document: Document) -> str:
    """The reason why a text is no annual report, or nothing where it is one or may be one."""
    page = open_page(document)
    return next((f"not_a_report_{kind}" for kind, is_kind in KINDS if is_kind(page)), "")


def _is_regulation(page: Page) -> bool:
    articles = len(list(islice(ARTICLE.finditer(page.text), FEWEST_ARTICLES))) == FEWEST_ARTICLES
    if not OWN_RULE.search(page.text):  # a law that is quoted
        return articles and not (page.is_titled(REPORT_TITLE) or page.has_chapters or page.counted or SPOKEN.search(page.text))
    return articles or (page.is_titled(RULE_TITLE) and not (page.counted and page.is_report))


def _is_guide(page: Page) -> bool:
    if not page.is_titled(GUIDE):
        advises = len(OWN_GUIDE.findall(page.text)) > 1 or ADVISES.search(page.text)
        return bool(advises) and not (page.is_report or page.counted)
    says = sum(word in page.text for word in GUIDE_WORDS) > 1 and not page.counted and not page.is_titled(REPORT_TITLE)
    return says or bool(OWN_GUIDE.search(page.text))


def _is_list(page: Page) -> bool:
    """Whether a text is a column of a site: the titles of reports, and no sentence; or a table of contents."""
    pages = [int(match[1]) for line in page.lines if line[-1:].isdigit() and (match := PAGE.search(line))]
    if "。" not in page.text and len(pages) >= LISTED and 2 * len(pages) > len(page.lines) and pages == sorted(pages):
        return True
    if "。" not in page.text and _names_many(page.text):
        return True
    titles = [
        line for line in page.lines if len(line) <= LONGEST_TITLE and "公开" in line and re.search(r"20\d\d.*(?:报告|年报)", line)
    ]
    return len(titles) >= LISTED and "。" not in page.text and 2 * len(titles) > len(page.lines) and not _tables(page)


def _names_many(text: str) -> bool:
    """Whether most of a text is the titles of reports by several bodies, even where they stand on one line."""
    names = {match[1]: len(HAN_CHARACTER.findall(match[0])) for match in TITLE_OF_ONE.finditer(text)}
    return len(names) >= LISTED and 2 * sum(names.values()) > len(HAN_CHARACTER.findall(text))


def _is_blank_form(page: Page) -> bool:
    """Whether a text is a form to fill in: it holds nothing but labels and the numbers of their rows."""
    if page.counted:
        return False
    template = (
        page.is_titled(TEMPLATE)
        or page.is_titled(TO_HAND_IN)
        or len(list(islice(TO_REPLACE.finditer(page.text), FEWEST))) == FEWEST
    )
    if not template and (page.is_told or any(SPOKEN.search(line) for line in page.lines if len(line) >= SENTENCE)):
        return False
    words = [narrow(cell.text).strip() for table in _tables(page) for row in table.rows for cell in row] + list(page.lines)
    numbers = [word for word in words if VALUE.fullmatch(word)]
    to_fill_in = TO_FILL_IN.search(page.text) or sum(line.endswith(":") for line in page.lines) >= FEWEST
    is_form = template or (BLANK.search("".join(words)) and (_tables(page) or numbers or to_fill_in))
    return bool(is_form) and not _hold_values(numbers)


def _is_different(page: Page) -> bool:
    """Whether a text is of another kind: its title says so, or disclosure is not what it speaks of."""
    if "[…]" in page.text:  # the words that would tell may be lost
        return False
    if page.is_titled(NEWS_TITLE) and NEWS_SAYS.search(page.text) and not page.has_chapters:
        return True
    if not page.is_told and all(len(pattern.findall(page.text)) >= FEWEST for pattern in (ASKS, ANSWERS)):
        return True
    if len(page.text) <= LONGEST_ERROR and not page.counted and ERROR_PAGE.search(page.text):
        return True
    if page.is_titled(OTHER_TITLE) and not page.is_titled(REPORT_TITLE) and not (page.counted and page.is_report):
        return True
    if not page.counted and len(list(islice(EXPLAINS.finditer(page.text), FEWEST_ARTICLES))) == FEWEST_ARTICLES:
        return True
    if _is_of_others(page) or (LAW_PAGE.search(page.text) and not page.has_chapters):
        return True
    mentions = len(list(islice(TOPICAL.finditer(page.document.text), FEWEST)))
    faint = mentions < FEWEST and not any(map(TOPICAL.search, page.lines[: HEAD_LINES // 2]))
    return faint and not (page.counted and page.has_own_chapters) and len(HAN_CHARACTER.findall(page.text)) >= TELLING


def _is_of_others(page: Page) -> bool:
    """Whether a text that has nothing of a report tells news, how others are judged, or nothing of any year."""
    if page.is_report or SPOKEN.search(page.text) or _tables(page):
        return False
    judges = len(list(islice(JUDGES.finditer(page.text), FEWEST_ARTICLES))) == FEWEST_ARTICLES
    silent = not page.counted and not OF_YEAR.search(page.text) and len(HAN_CHARACTER.findall(page.text)) >= ESSAY
    return judges or silent or bool(NEWS_TELLS.search(page.text))


def _tables(page: Page) -> list[Table]:
    return [block for block in page.document.blocks if isinstance(block, Table)]


LONGEST_COUNT = 4  # digits of what counts rows or columns


def _hold_values(numbers: list[str]) -> bool:
    """Whether numbers are more than a count of rows or columns: 1, 2, and 01, 02, 03.

    >>> _hold_values(["1", "2", "01", "02", "03"]), _hold_values([]), _hold_values(["0", "0", "5"])
    (False, False, True)
    """
    counts = [int(number) if number.isdecimal() and len(number) <= LONGEST_COUNT else -1 for number in numbers]
    return any(count not in (before + 1, 1) for before, count in zip([0, *counts], counts, strict=False))


# Kinds of text that are no report, in the order in which they are asked for.
KINDS: tuple[tuple[str, Callable[[Page], bool]], ...] = (
    ("regulation", _is_regulation),
    ("guide", _is_guide),
    ("notice", is_notice),
    ("list", _is_list),
    ("blank_form", lambda page: is_sample(page.text, page.head, counted=page.counted)),
    ("blank_form", _is_blank_form),
    ("different_document", is_news),
    ("different_document", _is_different),
)
