"""Texts that show how a report is written, and collections of several: what a site of specimens has, and what it adds."""

from __future__ import annotations

import re
from itertools import islice

from nianbao.chinese import HAN

SAMPLE = re.compile(r"(?:范文|范本|模板|样本|参考文本)(?:[（(].{0,12}[）)])?$")
# Where a site keeps a text.
FILED = re.compile(r"^(?:文档|文章|资料|所属|内容)*(?:分类|类别|类型|栏目|标签|关键词|来源|位置|专题)[:：]")
ANYBODY = re.compile(  # what it begins with comes first, so that the search leaps from one to the next
    r"[×XxＸ○2](?:(?<!2)(?<![A-Za-z].)[×XxＸ○]{1,3}(?:省|市|县|区|镇|乡|街道|局|委|单位|部门)|(?<=2)0[×XxＸ○*]{2}年)"
)
COUNT = r"[一二三四五六七八九十\d]{1,2}篇"
WRITING = r"(?:总结|报告|汇报|范文|年报|材料)"
# 总结（精选6篇）, and a whole line that ends with 总结6篇; 其中调查报告3篇 tells what a body published.
KINDS = "精选|通用|集锦|最新|合集|大全|优秀|推荐"
TOLD = "[，,。;；、:：]|其中|发布|完成|撰写|编发|编印|形成|报送|刊登"
COLLECTION = re.compile(
    rf"{WRITING}(?:[（(](?:汇编|{KINDS})|{KINDS}){COUNT}|第一篇范文|【篇一】"
    rf"|^(?!.*(?:{TOLD})).{{4,40}}{WRITING}[（(]?(?:汇编|共)?{COUNT}[）)]?(?:[-_—|].{{0,12}})?$",
    re.MULTILINE,
)
# What stands before a link.
ELSEWHERE = re.compile(r"(?:推荐|延伸|拓展|扩展|相关|更多|参考|热门|猜你喜欢|感兴趣|链接)[^。\n]{0,24}$")
TITLE_OF_ONE = re.compile(
    rf"([{HAN}]{{2,16}}?)(?<!年度)(?<!年)20\d\d年度?[{HAN}]{{0,4}}(?:信息|政务)公开[{HAN}]{{0,6}}(?:报告|年报)"
)
SECOND = re.compile(r"第[二2]篇|篇二|范文[二2]")
AT_HEAD, LINK = 120, 32  # characters
FEWEST = 3


def is_sample(text: str, head: tuple[str, ...], *, counted: bool) -> bool:
    """Whether a text shows how a report is written: it is called so, is one of several, or speaks of nobody."""
    of_nobody = len(list(islice(ANYBODY.finditer(text), FEWEST))) == FEWEST
    titled = any(SAMPLE.search(line) and not FILED.match(line) for line in head)
    return of_nobody or titled or _is_collection(text, counted=counted)


def _is_collection(text: str, *, counted: bool) -> bool:
    """Whether a text is called a collection, and not by a link that a site set under the title of the one report in it.

    >>> [_is_collection(text, counted=True) for text in ("政务公开工作总结（汇编12篇）", "发布信息241条,其中调查报告3篇。")]
    [True, False]
    >>> _is_collection("某县水利局2016年政府信息公开年度报告。推荐阅读:政府信息公开工作总结(精选6篇)", counted=True)
    False
    """
    called = [match.start() for match in COLLECTION.finditer(text, 0, AT_HEAD)]
    own = [start for start in called if not ELSEWHERE.search(text, max(0, start - LINK), start)]
    return bool(own) and not (counted and TITLE_OF_ONE.search(text, 0, own[0]) and not _has_second(text))


def _has_second(text: str) -> bool:
    """Whether a second text follows, not its mere title."""
    second = SECOND.search(text)
    return second is not None and "。" in text[second.end() :]
