"""What a page sets between the paragraphs of a report: where a preview ends, where it goes on, who may be sent it.

Only whole lines, made of such words and nothing else: a sentence about them is the report's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nianbao.clean.numbered import Line
from nianbao.clean.rows import chrome_words
from nianbao.clean.words import any_of

SIGN = re.compile("分享|预览|文档|试读|剩余|下一页|页未|查看更多|加载更多|显示更多|阅读全文|展开")  # most lines have none
LONGEST, ENDS = 120, "。；，、"
BETWEEN = r"[\s|·>…。.,，!！()（）\[\]【】*-]*"
READ_ON = "(?:继续)?(?:阅读|查看|浏览)(?:全文|全部内容|剩余内容|更多)?"
GATE = re.compile(
    rf"""
    (?: (?:免费)?(?:预览|试读|阅读)(?:已|到此)?(?:结束|完毕)
      | 还?(?:剩余|有)[ ]?\d{{1,3}}[ ]?页(?:内容)?未[读看阅]读?
      | 亲，?[该此本]文档[^。]{{0,40}}(?:下载|预览)[^。]{{0,12}}
      | 下载[该此本]?文档到(?:电脑|手机|本地) | 方便使用
      | (?:点击)?(?:展开)?(?:展开|阅读|加载|显示|查看)(?:更多|全文|全部|剩余)(?:\d{{0,3}}[ ]?页)?(?:全文|内容)?(?:下载)?
      | [请需]?(?:下载|开通会员|登录|注册|付费|购买|成为会员)[之以]?后[即方]?可?以?{READ_ON} | 继续阅读
      | (?:资源|文档|文件|内容|资料)(?:描述|简介|介绍)
    ){BETWEEN}
    """,
    re.VERBOSE,
)
WEAK_GATE = re.compile(f"(?:(?:资源|文档|文件|内容|资料)(?:描述|简介|介绍)|方便使用){BETWEEN}")
PAGER = re.compile(
    r"""
    [^\w]{0,4}(?:首页[^\w]{0,6})? 上一页[^\w]{0,6} (?:\d{1,3}[^\w]{1,4}){0,20} 下一页[^\w]{0,4} (?:[末尾]页[^\w]{0,4})?
    (?:共?[ ]?\d{1,3}[ ]?[页/][ ]?\d{0,3}[^\w]{0,4})?
    """,
    re.VERBOSE,
)


def lines_inside(lines: list[Line]) -> Iterator[Line]:
    r"""The lines of these kinds, wherever they stand.

    >>> text = "预览结束，剩余3页未读\n分享至：腾讯微博 开心网\n上一页 1 2 下一页\n分享至：村务平台\n预览结束后归档"
    >>> lines = [Line(0, line) for line in text.split("\n")]
    >>> [line.text[:4] for line in lines_inside(lines)]
    ['预览结束', '分享至：', '上一页 ']
    """
    short = [text for _, text in lines if len(text) <= LONGEST and text[-1] not in ENDS]
    if SIGN.search("\n".join(short)):
        yield from (line for line in lines if len(line.text) <= LONGEST and _is_inside(line.text.strip()))


def _is_inside(text: str) -> bool:
    return _is_gate(text) or bool(_sharing().fullmatch(text) or PAGER.fullmatch(text))


@cache
def _sharing() -> re.Pattern[str]:
    services = any_of(chrome_words()["services"])
    return re.compile(rf"(?:一键)?分享[到至]?[:：]?{BETWEEN}(?:{services}{BETWEEN}){{2,12}}")


def _is_gate(text: str) -> bool:
    """True for a line of such phrases, not all of which may be a heading.

    >>> [_is_gate(text) for text in ("点击查看更多 资源描述", "资源描述", "试读结束，还有4页未读，开通会员后可继续阅读")]
    [True, False, True]
    """
    at, strong = len(text) - len(text.lstrip("（(【[")), False
    while match := GATE.match(text, at):
        at, strong = match.end(), strong or not WEAK_GATE.fullmatch(match[0])
    return strong and at == len(text)
