"""Numbers that are demanded, planned, averaged, of a part of the year or of the best agencies: no figures of the report.

Every alternative starts with a character of its own, so that the search leaps over texts that hold none of them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from nianbao.model import Heading

ONE = Decimal(1)

# 每月不少于10条 demands, 上半年 and 1至6月公开信息9条 are no numbers of the year, 未及时公开3条 was not done.
IN_CLAUSE = re.compile(
    r"""每(?:年|月|季度?|周|日|天|半年|人|个?(?:村|社区|乡镇|镇街|科室|部门|单位))
      | 不得?少于 | 不低于 | 原则上 | 力争 | 争取 | 目标任务 | 预计
      | 各\# | 日均 | 月均 | 周均 | 人均 | 平均 | 拟(?!定|订|制)
      | 上(?<![、和]上)半年(?![、和]) | 下(?<![、和]下)半年(?![、和])
      | 一季度 | 二季度 | 三季度 | 四季度 | 1季度 | 2季度 | 3季度 | 4季度 | 本月 | 当月 | 本季
      | 至(?<![^\d月份]至)(?:[1-9]|1[01])月(?![\d底末]) | 到(?<![^\d月份]到)(?:[1-9]|1[01])月(?![\d底末])
      | -(?<![^\d月份]-)(?:[1-9]|1[01])月(?![\d底末]) | —(?<![^\d月份—]—)(?:[1-9]|1[01])月(?![\d底末])
      | 至(?<=[2-46-9]月至)12月 | 到(?<=[2-46-9]月到)12月 | -(?<=[2-46-9]-)12月 | -(?<=[2-46-9]月-)12月
      | 未(?<![上去一]年未)(?<!年度未)能?(?:及时|按时|按期|按规定|按要求|主动|答复|回复|办结|公开|发布)
      | 没(?<![上去一]年没)(?<!年度没)[有能]?(?:及时|按时|按期|按规定|按要求|主动|答复|回复|办结|公开|发布)
    """,
    re.VERBOSE,
)
# 下一步，我局将举办培训2期 plans; 规划计划类3条 does not. 排名前三位的单位 are others.
IN_SENTENCE = re.compile(
    r"""下一?步 | 接下来 | 今后
      | 明年(?<![^，。；：]明年)(?=[，我本将计要拟]) | 来年(?<![^，。；：]来年)(?=[，我本将计要拟])
      | 下(?<![^，。；：]下)一?年度?(?=[，我本将计要拟])
      | 将(?:继续|进一步|新增|新建|举办|开展|组织|召开|公开|发布|完成|达)
      | 计划(?:主动|新增|举办|开展|组织|召开|(?:公开|发布)[^类]{0,6}信息)
      | 排名前 | 前[一二三四五六七八九十\d]{1,2}[名位] | 参评
    """,
    re.VERBOSE,
)


# 四季度，累计公开信息58条，其中网站17条: said of all numbers until a year of their own.
PART_OF_YEAR = re.compile(r"[^，,]{0,14}(?:季度|[上下]半年(?![、和]))[^，,。]{0,3}[，,](?:(?!今年|本年|全年|当年|年内)[^。])*$")


# 行政复议申请5件，均与政府信息公开无关.
UNRELATED = re.compile(r"[^。；]{0,30}与[^。；]{0,14}公开[^。；]{0,6}无关")
# 制发公文312件，其中主动公开96件，依申请公开41件: how documents are classed, neither requests nor their outcomes.
MADE = r"(?:制发|印发|产生|形成|制作|起草|发布(?=(?:各类|各种)?(?:公文|文件)))[^。；#]{0,12}"
CLASSED = re.compile(
    rf"{MADE}\d[^。；]{0, 160}?[，、：（](?:其中|属于?|列为|[：，])*(?:依申请公开|不予公开|不公开)(?:的|类|公文|文件|信息)*#"
    r"|(?:公文|文件)[^。；#\d]{0,6}\d[^。；]{0,160}?[，、：（](?:其中|属于?|列为|[：，])*(?:主动|依申请|不予|不)公开(?:的|类|公文|文件)*#"
)
CLASS = re.compile(r"主动公开[^，#]{0,4}#|依申请公开[^，#]{0,4}#|不予公开[^，#]{0,4}#|不公开[^，#]{0,4}#")
MAKES = re.compile(MADE + "#")
CLASSES = re.compile(r"[^。；]{0,6}[，：（](?:其中)?[：，]?(?:属于?)?主动公开(?:的|类)?\d")


# In a chapter on problems and how they were met: 2022年以来，开展培训2次 was done; 全年举办培训4次 may be planned.
OF_REMEDIES = re.compile(r"问题|不足|改进|整改")
OF_PLANS = re.compile(r"下一?步|打算|计划|今后|设想|思路|方向|重点|\d{4}年")
IN_THE_YEAR = re.compile(r"今年|本年|全年|一年来|(?:19|20)\d\d年")
DONE = re.compile(r"共|累计|已|年(?:以来|来)|完成了|组织了|召开了|举办了|开展了")
MEANT = re.compile(r"将|拟|力争|争取|计划|确保|目标|要求|仅|只")


def is_done(sentence: str, heading: Heading | None) -> bool:
    """Whether a sentence in a chapter on problems and remedies tells what was done in the year.

    >>> is_done("2022年以来，开展培训#", None)
    False
    """
    if heading is None or not OF_REMEDIES.search(heading.text) or OF_PLANS.search(heading.text):
        return False
    return bool(IN_THE_YEAR.search(sentence) and DONE.search(sentence) and not MEANT.search(sentence))


# 主动公开70件、依申请公开9件、不予公开5件: how documents are classed, though nobody says so.
CLASSED_BESIDE = re.compile(
    r"主动公开(?:的|政府|信息|文件|公文)*\d[^。]{0,60}?依申请公开(?:的|政府|信息|文件|公文)*(?:#$|[1-9][^。]{0,12}?不予?公开(?:的|政府|信息|文件|公文)*#$)"
)
REFUSED_BESIDE = re.compile(r"[、，,；;]不予?公开(?:的|政府|信息|文件|公文)*[1-9]")


def is_unsettled(clause: str, sentence: str, after: str, value: Decimal = ONE) -> bool:
    """Whether a number of this clause is none that the report states of its agency and its year.

    >>> is_unsettled("举办培训#", "下一步，我局将举办培训#", ""), is_unsettled("规划计划类#", "其中规划计划类#", "")
    (True, False)
    """
    if (CLASS.search(clause) and CLASSED.search(sentence)) or (MAKES.search(clause) and CLASSES.match(after)):
        return True
    if value and clause.startswith(("依申请公开", "不予公开", "不公开")) and _is_class_of_documents(clause, sentence, after):
        return True
    unrelated = "无关" in after and UNRELATED.match(after)
    return bool(unrelated or IN_CLAUSE.search(clause) or IN_SENTENCE.search(sentence) or PART_OF_YEAR.match(sentence))


def _is_class_of_documents(clause: str, sentence: str, after: str) -> bool:
    """Whether a number tells how many documents may be had on request, or may not, beside those that are public."""
    if not CLASSED_BESIDE.search(sentence):
        return False
    return not clause.startswith("依") or bool(REFUSED_BESIDE.match(after))
