"""Numbers of other years: 去年公开30条, 自2003年以来累计公开900条."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from nianbao.model import Quantity

OF_A_PAPER = r"部门|预算|决算|财政|版|工作要点|工作总结|工作计划|政府(?:信息(?:公开)?)?工作|(?:信息公开)?(?:工作)?年(?:度报告|报)"
YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d)[ 　]?年(?!度?(?:{OF_A_PAPER}))(?P<since>[^，。；,;]{{0,24}}(?:以来|至今|起))?")
# 累计公开900条，其中本年度新增30条: the first number is no number of the year.
OF_WHICH_NEW = re.compile(
    r"""
      [^。；]{0,30}? (?:本年度?|今年|当年|全年|(?:19|20)\d\d年度?) [^，。；]{0,6} (?:新增|公开)
    | [^；\n]{0,80}? 。(?:本年度?|今年|当年|(?:19|20)\d\d年度?) 新增[^，。；\d]{0,10}\d  # in the sentence behind
    """,
    re.VERBOSE,
)
# 截至2012年底共公开900条；其中2012年公开300条, likewise, though nobody says 累计.
OF_WHICH_IN_YEAR = re.compile(
    r"[^。；]{0,24}[，；,;（(]其中[，：:]?(?:本年度?|今年|当年|(?P<year>(?:19|20)\d\d)年度?)(?:新增|主动|公开|发布)"
    r"(?:主动|公开|发布|了|各类|政府|政务|信息){0,4}\d"
)
# 2013年公开52条，目前总计公开417条: the second number is that of all years.
IN_ALL = re.compile(r"\d[^。；]{0,24}[，,]目前[^，,。；]{0,8}(?:总计|累计|共计)[^，,。；]{0,24}$")
YEARS = re.compile(r"(?P<year>(?:19|20)\d\d)年?度?[至到~—–-]+(?:19|20)\d\d年(?!度?报)")  # 2003年至2009年累计公开236条
UNTIL = re.compile(r"截[至止]|[结转延]")
SINCE_EVER = re.compile(
    r"历年|[两二三四五六七八九十几近]年(?:来|间|以来|多来)|十[一二三四]五[”\"]?(?:期间|以来|时期)|(?:建站|开通|上线|运行|成立)(?:运行)?以来"
)
PAST = re.compile(
    r"(?<![比较同于与])(?<!结转)(?:去年|前年|往年|上年度?|上一年度?)(?!度?(?:结转|转入|转来|未办结|遗留|延续))(?!.*[比较])"
)
# 较去年56件增加22件, 由2022年的56件上升到78件: the first number is the year before's.
COMPARED_PAST = re.compile(
    r"[比较](?:去年|上年|上一?年度?)(?:同期|度)?(?:的|为|是)?$|[由从](?:原来|原有|去年|上年|上一?年度?|\d{4}年|的)*$"
)
CHANGES = re.compile(r"[^，。；]{0,2}[增减多少上下提升降扩]")
# 去年，全区受理申请45件; 自2006年开通以来，累计发布信息300条，访问量9万次: said of all numbers until a year of their own.
UNTIL_OWN = r"[，,](?:(?!今年|本年|年内|全年|当年|其中|(?:19|20)\d\d年)[^。；])*$"
PAST_OPENS = re.compile(r"(?:去(?<![^。； 　]去)年|前(?<![^。； 　]前)年|上(?<![^。； 　]上)一?年度?)" + UNTIL_OWN)
SINCE_OPENS = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年[^。；年]{0,24}?|[自从][^，。；]{0,12}(?:开通|上线|建站|运行|成立))(?:以来|至今|起)" + UNTIL_OWN
)
BRACKET = re.compile(r"[（(][^（()）]{0,60}[）)]|^[^（()）]{0,60}[）)]")
# 31条，较2017年提升8%，其中公告9条: the year is not that of the parts.
COMPARISON = re.compile(r"[较比与]?[^，,。；]{0,12}(?:%|[增减][少加长多减]?\d{0,6}[项条件个次]?)[，,]")
# 加上2018年结转7件，办理157件; 结转2018年申请7件: requests carried over are told of the year, and it is not that of what follows.
CARRIED = re.compile(
    r"(?:19|20)\d\d年度?(?=(?:结转|转入|转来|未办结|遗留)[^，。；]{0,8}(?:[，,]|$))"
    r"|(?<=转)(?:19|20)\d\d年度?(?=(?:的|未办结|申请|案件){0,3}(?:\d|[，,]|$))"
)
REACH = 80
CLOSE = 30  # characters
HINT = re.compile(r"年|期|来|累计|由|从")  # without one of these none of the patterns above but the openings can match
MORE_THAN_PAST = re.compile(
    r"[比较](?:去年|上年|上一?年度?|同期|\d{4}年)[^，。；到至为达]{0,8}(?:多|少|增|减)(?!少?到|至)[^到至为达]*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The years that a report covers (0 where unknown), to tell its own numbers from those of other years."""

    text: str
    first: int
    last: int

    def foreign(self, quantity: Quantity, sentence: int) -> str:
        """Why a quantity is not of the report's period: other_period, cumulative, change; empty where it is."""
        head = self.text[max(sentence, quantity.clause_start - 12) : quantity.start]
        head = BRACKET.sub("", head) if "）" in head or ")" in head else head
        head = COMPARISON.sub("", head) if "%" in head or "减" in head or "增" in head else head
        head = CARRIED.sub(self._unless_of_last_year, head) if "转" in head or "未办结" in head or "遗留" in head else head
        clause = self.text[quantity.clause_start : quantity.start]
        opening = self._by_opening(self.text[max(sentence, quantity.start - REACH) : quantity.start])
        if "目前" in clause and IN_ALL.search(self.text[max(sentence, quantity.start - REACH) : quantity.start]):
            return "cumulative"
        if "其中" in self.text[quantity.end : quantity.end + CLOSE] and self._is_of_all_years(clause, quantity.end):
            return "cumulative"
        if not HINT.search(head):
            return opening
        if MORE_THAN_PAST.search(clause):
            return "change"
        if SINCE_EVER.search(head) or ("累计" in clause and OF_WHICH_NEW.match(self.text, quantity.end)):
            return "cumulative"
        if PAST.search(clause) or (COMPARED_PAST.search(clause) and CHANGES.match(self.text, quantity.end)):
            return "other_period"
        return opening or self._by_year(head)

    def _is_of_all_years(self, clause: str, end: int) -> bool:
        """Whether a number of published information is that of all years, for the year's own is a part of it."""
        found = OF_WHICH_IN_YEAR.match(self.text, end) if "公开" in clause else None
        return bool(found and self.first == self.last and (not found["year"] or int(found["year"]) == self.first))

    def _unless_of_last_year(self, year: re.Match[str]) -> str:
        return "" if int(year[0][:4]) == self.first - 1 else year[0]

    def _by_opening(self, words: str) -> str:
        """By the words that open the sentence."""
        if PAST_OPENS.search(words):
            return "other_period"
        since = SINCE_OPENS.search(words) if "以来" in words or "至今" in words or "起，" in words else None
        return "cumulative" if since and (not since["year"] or int(since["year"]) < self.first) else ""

    def _by_year(self, head: str) -> str:
        if not self.first or "年" not in head:
            return ""
        several = YEARS.search(head)
        if several and int(several["year"]) < self.first:
            return "cumulative"
        last = deque(YEAR.finditer(head), maxlen=1)
        if last and int(last[0]["year"]) == self.last + 1 and not UNTIL.search(head):
            return "other_period"  # 2009 in a report on 2008, which was written in 2009
        if not last or int(last[0]["year"]) >= self.first:
            return ""
        return "cumulative" if last[0]["since"] else "other_period"


def period_of(text: str, year: str) -> Period:
    """The period of a report from its identity's year, 2008 or 2013-2014."""
    years = [int(part) for part in re.findall(r"\d{4}", year)]
    return Period(text=text, first=min(years, default=0), last=max(years, default=0))
