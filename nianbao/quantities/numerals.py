"""Numbers in Chinese numerals: 召开了二次 counts something, 一是 and 三个代表 do not."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from nianbao.chinese import number
from nianbao.quantities.tokens import ZERO, Token, qualify

DIGITS = "一二两三四五六七八九十百千〇零"  # the last two never begin a number
NUMERAL = re.compile(
    rf"""
    [{DIGITS[:-2]}] [{DIGITS}万亿]{{0,8}}
    (?P<more> [余多几] )?
    (?P<unit> 人次 | 批次 | 场次 | 大类 | 大 | 届 | 是 | 个 | 次 | 期 | 场 | 条 | 件 | 份 | 篇 | 名 | 人 | 册 | 幅
            | 项 | 起 | 宗 | 封 | 家 | 处
            | 套 )
    """,
    re.VERBOSE,
)
NIL = re.compile(r"零(?<=[为是计开免理复讼议费请诉报询]零)(?P<unit>人次|[件条次起例元宗份项])?(?=[，。；、,;\s）)]|$)")

VERB = (
    "召开|举办|组织|开展|举行|进行|参加|收到|受理|接到|接待|公开|发布|印发|下发|出台|制定|配备|设立|设置|编发|编印|刊发|发放|"
    "办理|办结|答复|安排|聘请|抽调|确定|指定|明确|开设|新增|培训|检查|通报|共计|累计|先后|共|达"
)
# The words right before a count: a verb of doing, perhaps with its object between (收到申请三件).
COUNTED = re.compile(
    rf"(?:{VERB})(?:了|过|有|共|近|约|超过|咨询|来访|来电|群众|市民|政府信息公开|信息公开|政府|政务|信息|申请|文件|材料|资料|简报|培训班?|业务|工作|专题|推进|会议)*$"
    r"|(?:召开|举办|组织|开展|举行)[^，。；、\n]{0,14}(?:会|班|活动|培训|讲座|访谈)$"
    r"|在线访谈$"
    r"|(?:类|类信息|信息|动态|公告|公示|公文|文件)(?:共有|共计|共|计|有|约)?$"
    r"|(?:[专兼全]职[^，。；、\n]{0,6}人?员|参训|受训)(?:共有|共计|共|计|有|约)?$"
)
# 其中当面申请十件，网上申请五件: a list of what was counted; 一件 there is a manner of speaking.
LISTED = re.compile(
    r"(?:申请|公开|不存在|不明确|答复|信函|传真|邮件|来电|来访|来信|咨询|查阅|复议|诉讼|投诉|举报)(?:方式|的|为|有|共|约|近)*$"
)
DONE_TIMES = re.compile(r"举办|召开|组织|开展|进行|邀请|检查|通报|培训")  # 年初、年中两次举办培训
COUNTABLE = {"次", "期", "场", "条", "件", "份", "篇", "名", "人次", "场次", "批次", "册", "幅", "起", "宗", "封"}
LOOSELY = {"人", "家", "处", "项", "个"}  # count only where the numeral is more than 一 两 三
ARTICLES = {"一"}
REASONS = {"大": "congress_session", "届": "congress_session", "大类": "category_count", "是": "ordinal"}
NEGATED = re.compile(r"[未没无]有?(?:收到|接到|受理|发生|出现)?(?:过|任何)?$")  # 未收到一件申请
IDIOMS = {"性", "龙"}  # 一次性, 一条龙
REACH = 16


def chinese_numbers(text: str, start: int = 0, stop: int = sys.maxsize) -> Iterator[Token]:
    """Find the numerals before a measure word from `start` to `stop`.

    >>> [t.reason or (t.value, t.unit) for t in chinese_numbers("一是召开了二次培训会，学习三个代表和十六大精神")]
    ['ordinal', (Decimal('2'), '次'), 'name', 'congress_session']
    """
    for match in NUMERAL.finditer(text, start, stop):
        yield _token(match)
    for match in NIL.finditer(text, start, stop):
        yield Token(start=match.start(), end=match.end(), value=ZERO, unit=match["unit"] or "")


def _token(match: re.Match[str]) -> Token:
    text, start, end, unit = match.string, match.start(), match.end(), match["unit"]
    if text[start - 1 : start] == "第":
        return Token(start=start, end=end, reason="ordinal")
    if unit in REASONS:
        return Token(start=start, end=end, reason=REASONS[unit])
    value = number(match[0].removesuffix(unit).rstrip("余多几")) if _counts(match) else None
    if value is None:
        return Token(start=start, end=end, reason="name")
    return Token(start=start, end=end, value=value, unit=unit, qualifier=qualify(text, start, match["more"] or ""))


def _counts(match: re.Match[str]) -> bool:
    """Whether a numeral counts what the report did; 一项重要工作 and 两套系统 count nothing."""
    text, numeral, unit = match.string, match[0].removesuffix(match["unit"]), match["unit"]
    if unit not in COUNTABLE and not (unit in LOOSELY and len(numeral) > 1):
        return False
    if NEGATED.search(text, max(0, match.start() - REACH), match.start()):
        return False
    if unit == "次" and DONE_TIMES.match(text, match.end()):
        return numeral not in ARTICLES
    if text[match.end() : match.end() + 1] in IDIOMS:
        return False
    before = max(0, match.start() - REACH)
    listed = numeral not in ARTICLES and LISTED.search(text, before, match.start())
    return bool(listed or COUNTED.search(text, before, match.start()))
