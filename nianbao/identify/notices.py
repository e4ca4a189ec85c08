"""Notices that ask for annual reports, and news about them: of courses, meetings, inspections, rankings."""

from __future__ import annotations

import re
from itertools import islice

from nianbao.identify.judge import HEAD_LINES, LONGEST_TITLE, REPORT_TITLE, Page
from nianbao.model import Table

# A site's name may stand behind a notice's title, and whom it addresses on the same line.
NOTICE = re.compile(r"(?:通知|通告|函)(?:[（(].{0,20}[）)])?(?=$|[-—_|].{0,20}$|各[^。:]{2,50}:)")
NOTICE_SAYS = re.compile(
    r"通知如下|(?:印发|转发)给你们|请(?:各|认真|遵照|于|按|结合)[^。]{0,40}(?:执行|报送|上报|落实|前)|贯彻执行"
)
CARRIES = re.compile(r"(?:印发|公布|发布|报送|上报|转发)[^制办]{4,40}(?:报告|年报)》?的(?:通知|通告|函)$")
ADDRESSED = re.compile(r"各[^。;；:]{2,60}:")
ASKS = re.compile(
    r"各(?:有关|相关)?(?:单位|部门|乡镇|镇|乡|街道|科室|[县区地])[^。;；\n]{0,12}(?:要(?!求)|须|应|务必|需)"
    r"|(?:请|须|应当?|务必)[^。;；\n]{0,24}(?:\d{1,2}[月日号]|月底|年底|下班)[^。;；\n]{0,4}前"
)
NUMBERED = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2}(?!\d|月|年))[）)、.]?")
ATTACHED = re.compile(rf"^附件|模板|格式|样表|{NOTICE.pattern}")
DATED = re.compile(r"20\d\d年|20\d\d[-—~至]20\d\d学年")
# What only one who reports says, be it without a figure.
OF_BODY = re.compile(
    r"[我本](?:局|委|办|厅|镇|乡|街|校|院|处|单位|机关)[^。\n]{0,30}(?:公开|开展|加强|落实|没有|未)"
    r"|(?:未|没有|无)(?!.{0,20}的)[^。;；\n]{0,20}(?:申请|复议|诉讼|收费|费用)"
)
OF_REGION = re.compile(r"[我本全][省市区县州旗][^。\n]{0,30}(?:公开|开展|加强|落实)")
# What takes place, is won or is done, as a title tells it.
EVENTS = tuple(
    map(
        re.compile,
        (
            r"(?:举办|召开|举行|组织|开展|参加|承办|部署|启动)[^。]{0,40}(?:培训班?|轮训|会议?|讲座|学习|检查|督[查导]|抽查|评[估议查]|考核|测评|自查|行动|竞赛|观摩)$",
            r"(?:培训班?|会议?|讲座|竞赛|活动)(?:顺利|圆满|成功|正式)?(?:召开|举[行办]|开[班幕]|闭幕|落幕|结束)$",
            r"(?:位居|位列|名列|排名|[被获]?评为|被?授予|荣获|获评?得?|喜获|入选|夺得)[^。]{0,30}(?:第[一二三四五六七八九十\d]+名?|前列|前茅|首位|榜首|等奖|优秀|先进(?:单位|集体)?|表彰|称号|佳绩)$",
            r"(?:完成|部署|启动|指导|调研|督[查导]|推进|做好|抓好)[^。]{0,40}(?:年度报告|年报)[^。]{0,12}(?:编制|编写|发布|公布|公开|报送)[^。]{0,4}工作$",
            r"^(?!关于).{0,20}(?:通报|公布|晒出)[^。]{0,40}(?:年度报告|年报)[^。]{0,8}(?:发布|公布|编制|报送)情况$",
            r"(?:年度报告|年报)[^。]{0,12}(?:编制|编写|发布|公布|公开|报送|质量|工作)[^。]{0,8}(?:检查|抽查|评[估议查比]|考核|测评|排名)(?:结果|成绩)?(?:揭晓|出炉|公布)?$",
        ),
    )
)
DATELINE = re.compile(
    r"^(?:.{0,12}讯(?:[（(].{1,16}?[）)])?|为[^。\n]{2,40}[,，])?(?:近日|日前|今天|\d{1,2}月\d{1,2}日(?![至止起前—-]))",
    re.MULTILINE,
)
MANY = 2  # times that a text asks


def is_notice(page: Page) -> bool:
    """Whether a text asks others for their reports, also where advertising took its title's place."""
    asks = len(list(islice(ASKS.finditer(page.text), MANY)))
    if _holds_report(page, asks=asks > 0):
        return False
    titled, addressed = page.is_titled(NOTICE), any(map(ADDRESSED.match, page.lines[:HEAD_LINES]))
    if not (titled or addressed):
        return asks == MANY and "通知如下" in page.text and not (page.counted or page.is_report or _tells(page.text))
    if NOTICE_SAYS.search(page.text):
        return not page.is_report if page.counted else titled or not page.has_chapters
    reports = page.is_report and (not asks or page.is_titled(REPORT_TITLE) or _tells(page.text))
    return titled and (asks == MANY or addressed) and not page.counted and not reports


def _holds_report(page: Page, *, asks: bool) -> bool:
    """Whether a text is the report that a notice carries, or that a notice's title happens to stand beside."""
    if page.is_titled(CARRIES) and (page.counted or (page.has_chapters and (not asks or _tells(page.text)))):
        return True
    title = next((number for number, line in enumerate(page.lines) if _is_own_title(line)), None)
    return title is not None and bool(OF_BODY.search("\n".join(page.lines[title + 1 :])))


def _tells(text: str) -> bool:
    return bool(OF_BODY.search(text) or OF_REGION.search(text))


def _is_own_title(line: str) -> bool:
    short = len(line) <= LONGEST_TITLE and DATED.search(line) and REPORT_TITLE.search(line)
    return bool(short) and not (NUMBERED.match(line) or ATTACHED.search(line))


def is_news(page: Page) -> bool:
    """Whether a text tells what took place, and nobody reports in it."""
    events = [line for line in page.head if not NUMBERED.match(line) and any(event.search(line) for event in EVENTS)]
    titled = any(REPORT_TITLE.search(line) for line in page.head if line not in events)
    if not events or titled or page.has_chapters:
        return False
    rest = "\n".join(line for line in page.lines if line not in events)
    if OF_BODY.search(rest) or any(isinstance(block, Table) for block in page.document.blocks):
        return False
    return bool(DATELINE.search(rest)) or not (page.counted or OF_REGION.search(rest))
