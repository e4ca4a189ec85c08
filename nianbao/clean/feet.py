"""What stands below an article on a page: the way to the next one, buttons, links, the site's owner."""

from __future__ import annotations

import re
from functools import cache

from nianbao.chinese import HAN
from nianbao.clean.bars import is_chrome
from nianbao.clean.rows import chrome_words, row_words

BUTTON = re.compile("打印|关闭|返回|分享到")
ARTICLE_LINK = re.compile(r"[«‹].{2,60}|.{2,60}[»›]|[^。]{4,60}[ \[(（]{1,2}20\d\d-\d{1,2}-\d{1,2}[\])）]?")
ATTACHED = re.compile("附[件表]|填报|统计|时间|日期")
TABLE_WORD = re.compile(r"[。，；：:、（(项数量件条]|\d{4}|指标|合计|总计|内容|类别|名称|自然人|法人|序号|备注|单位|公开|申请")
SENTENCE = re.compile("[^ :：|]{10,}")
SITE = re.compile(f"[{HAN}]{{2,10}}(?<![府会局厅室处镇乡县区市院])")
SIGNED = re.compile(
    rf"[ ]?[{HAN}（）()·]{{2,30}}[府局委办室厅处会院心所队学]"
    r"[ ]?(?:[12〇○零一二三四五六七八九]{4}|\d{4})[ ]?(?:年[\d一二三四五六七八九十 ]{1,4}月[\d一二三四五六七八九十 ]{1,4}日"
    r"|([-./])\d{1,2}\1\d{1,2})(?:[ ]|$)"
)
LONGEST_HEADING = 60
LISTED = re.compile("[：:]$|^附|目录|如下|清单|一览")


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(f"[^{HAN}]*(?:{'|'.join(chrome_words()['ends'])})|.{{0,30}}(?:ICP备|公网安备|[Cc]opyright|©)")


@cache
def _sure_ends() -> re.Pattern[str]:
    return re.compile("|".join(chrome_words()["sure_ends"]))


def says_it_ends(text: str) -> bool:
    """True for a line with words that stand only below articles, whatever else is on it."""
    return bool(_sure_ends().search(text))


def ends_article(text: str) -> bool:
    """True for a line below which nothing follows that is the report's.

    >>> [ends_article(text) for text in ("上一篇：某局会议", "打印 关闭", "主办：某局 某ICP备05号", "主办：某局", "打印机3台。")]
    [True, True, True, True, False]
    """
    return "。" not in text and (says_it_ends(text) or (bool(_ends().match(text) or BUTTON.search(text)) and is_chrome(text)))


def end_within(rest: str) -> int:
    """Where the page begins in what follows the last full stop: behind a sentence that has none, or a signature with its date.

    >>> [end_within(rest) for rest in ("计划建成公开长廊15处 上一篇：某局会议", "上一篇：某局 下一篇：无", "某局 上一篇：某局")]
    [12, 0, 0]
    >>> end_within("某县水利局 2014年1月6日 来源：某网 上一篇：无")
    16
    """
    if signed := SIGNED.match(rest):
        return signed.end()
    for place in re.finditer(" ", rest):
        if _ends().match(rest, place.end()) or _sure_ends().match(rest, place.end()):
            is_sentence = SENTENCE.fullmatch(rest, 0, place.start()) and not is_chrome(rest[: place.start()])
            return place.end() if is_sentence and not says_it_ends(rest[: place.start()]) else 0
    return 0


def is_article_link(text: str) -> bool:
    """True for a title with a date behind it, or with an arrow.

    >>> [is_article_link(text) for text in ("某局召开会议 2012-03-01", "« 某局召开会议", "填报时间 2012-03-01")]
    [True, True, False]
    """
    return bool(ARTICLE_LINK.fullmatch(text)) and not ATTACHED.match(text)


def introduces_a_list(text: str) -> bool:
    """True for a line after which a list of the report's own follows."""
    return bool(LISTED.search(text))


def lists_headings(line: str, lines: list[str]) -> bool:
    """True for a line that names the headings below it one after the other, as encyclopedias put above an article.

    >>> lists_headings("一、概述,二、问题,", ["一、概述,二、问题,", "一、概述", "正文。", "二、问题", "正文。"])
    True
    >>> lists_headings("一、概述", ["一、概述", "正文。"])
    False
    """
    listed, at = line.strip(), 0
    if listed[-1:] not in (",", "，") or listed not in lines:
        return False
    for heading in lines[lines.index(listed) + 1 :]:
        if heading and len(heading) <= LONGEST_HEADING and listed.startswith(heading, at):
            at += len(heading) + 1
    return at >= len(listed) and listed.count(listed[-1]) > 1


def is_link_row(text: str) -> bool:
    """True for words between strokes or low lines, none of them a table's.

    >>> [is_link_row(text) for text in ("人大|政协|法院", "项目|自然人|法人", "|规章|文件|许可|", "规章|0|3")]
    [True, False, False, False]
    """
    cells = [cell.strip() for cell in re.split("[|_]", text)]
    return len(cells) > 2 and all(cells) and not any(map(str.isdecimal, cells)) and not TABLE_WORD.search(text)  # noqa: PLR2004


def is_name_row(text: str) -> bool:
    """True for a row of names, none of them an agency's or a word of a table.

    >>> [is_name_row(text) for text in ("甲省政务服务网 甲事办 投诉平台", "甲县水务局 乙县水务局", "项目 数量", "附件")]
    [True, False, False, False]
    """
    words = row_words(text)
    return len(words) > 1 and all(SITE.fullmatch(word) for word in words) and not TABLE_WORD.search(text)
