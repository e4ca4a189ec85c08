"""The word after a number: its unit, and what a number of that unit is where it is no quantity."""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.chinese import MULTIPLIERS

UNITS = (
    "个工作日|工作日|个自然日|个百分点|百分点|个小时|小时|个类别|个大类|个部分|个方面|大方面|个月|分钟|季度|周年|"
    "[件条][（(][件条次][)）]|人[（(]次[)）]|万元|亿元|人次|件次|条次|户次|场次|班次|批次|大类|大项|"
    "年度?|月份?|日|号|楼|室|层|时|点|分|秒|届|天|周|倍|级|版|岁|类|大|款|章|节|"
    "条|件|个|次|份|册|卷|篇|幅|张|期|场|项|起|宗|例|户|家|名|人|位|元|%|‰|页|批|种|处|所|间|台|辆|段|部|字|支|封|通|套|块|则|本|轮|组|班|栏|只|亩|吨|公里|平方米"
)
TAIL = re.compile(
    rf"""
    [ 　]? (?P<some> [余多几] (?= 万 | 亿 | 千万 | 百万 ) )? (?P<scale> 万 | 亿 | 千万 | 百万 )?
    (?P<more> [余多几] | 来 (?=[条件个次人份项]) )?
    [ 　]? (?P<unit> {UNITS} )?
    (?P<bound> 以上 | 以下 | 以内 | 左右 | 上下 )?
    """,
    re.VERBOSE,
)
# 公开信息305 / 条，其中…: the unit on the next line of a print.
BROKEN_OFF = re.compile(rf"\n[ 　]{{0,4}}(?P<unit>{UNITS})(?=[，。；、])")
SCALES = {**MULTIPLIERS, "千万": Decimal(10_000_000), "百万": Decimal(1_000_000)}
MONEY = ("元", "万元", "亿元")

CALENDAR = {"月", "月份", "日"}
BY_UNIT = {
    "个工作日": "deadline",
    "工作日": "deadline",
    "个自然日": "deadline",
    "天": "deadline",
    "小时": "duration",
    "个小时": "duration",
    "分钟": "duration",
    "秒": "time",
    "时": "time",
    "点": "time",
    "个月": "duration",
    "周": "duration",
    "季度": "date",
    "周年": "ordinal",
    "个百分点": "change",
    "百分点": "change",
    "倍": "change",
    "楼": "address",
    "室": "address",
    "层": "address",
    "届": "congress_session",
    "大": "congress_session",
    "级": "name",
    "版": "name",
    "岁": "name",
    "分": "name",
    "大项": "category_count",
    "类": "category_count",
    "大类": "category_count",
    "个类别": "category_count",
    "个大类": "category_count",
    "个部分": "category_count",
    "个方面": "category_count",
    "款": "legal_article",
    "章": "legal_article",
    "节": "legal_article",
}
SPOKEN_AS = {"大方面": "个", "人（次）": "人次", "人(次)": "人次"}
