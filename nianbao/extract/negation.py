"""Zeros that are said in words: 未收到申请, 没有收费, 未发生复议和诉讼, 无."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nianbao import catalogue
from nianbao.extract.context import Contexts, Stretch
from nianbao.extract.phrases import Zero, compiled
from nianbao.model import Figure, Origin, Qualifier, Status
from nianbao.quantities.clauses import borders

# 未 and 无 are parts of many words; only those that can deny an event are taken.
NEGATION = re.compile(
    r"""
    [未没无不零] (?:
        (?<= 未 ) (?= 有 | 新?收 | 接 | 发生 | 出现 | 受理 | 涉及 | 产生 | 引发 | 引起 | 提起 | 发现 | 对 | 向 | 因 | 办理
                    | 被 | 曾
                    | 进行 | 开展 | 形成 | 要求 | 就 | 遇 | 减免 | 免收 | 制发 | 制定 | 出台 | 召开 | 举办 | 发出 )
      | (?<= 没 ) (?: 有 | (?= 收到 | 接到 | 发生 ) )
      | (?<= 无 ) (?! 法 | 正当 | 偿 | 关 | 论 | 障碍 | 纸 | 须 | 需 | 疑 | 锡 | 效 | 条件 | 故 | 序 | 限 | 异议 | 不(?!予)
                    | 缝 | 力 | 线 | 形 | 为 | 人 (?! (?: 向 [^，。；]{1,8} | 提出 )? 申请 ) )
      | (?<= 不 ) (?: (?<! 信息不 ) 存在 | (?= 收取 | 收费 ) )
      | (?<= 零 ) (?= 申请 | 复议 | 诉讼 | 投诉 | 举报 | 收费 | 申诉 )
    )
    """,
    re.VERBOSE,
)
ASIDE = re.compile(r"[如若凡对应者]$|(?<![因从])而$")  # 如未收到…, 而未予公开
# 本年度我局无: these words name no subject.
NO_SUBJECT = re.compile(r"(?:本年度?|今年|全年|(?:19|20)\d\d年度?|我|本|局|镇|乡|街道|办|委|县|区|市|单位|机关|部门|[ 　])*")
# Words that may follow what is denied; anything else (申请人, 复议机关) makes it a part of something else.
TRAIL = re.compile(
    r"""(?:
        的 | 地 | 等 | 了 | 过 | 任何 | 一切 | 有关 | 相关 | 各类 | 此类 | 上述
      | 不予以? | 依 | 被 | 所 | 本 | 我 | 对 | 向 | 于 | 因 | 而 | 针对
      | 除[^，。；]{1,16}?外 | 其[他它]
      | 情况 | 情形 | 案件 | 案例? | 数 | 事件 | 事项 | 信息 | 现象 | 问题
      | 内容 | 请求 | 服务 | 行为 | 方面 | 类 | 件 | 记录 | 数量 | 事宜 | 工作 | 之?处 | 业务
      | 发生 | 出现 | 产生 | 受理 | 办理 | 引发 | 引起 | 提起 | 提出 | 获取 | 要求 | 公开
      | 政府 | 政务 | 行政 | 机关 | 单位 | 局 | 条例
      | 申请 | 复议 | 诉讼 | 申[诉述] | 举报 | 投诉 | 咨询 | 费用 | 收费 | 收取 | 减免 | 处理费
      | 和 | 与 | 以?及 | 或者? | 未 | 没有 | 零 | 涉及 | [、（）()“”《》 ]
    )*+$""",
    re.VERBOSE,
)
NOTHING_LEFT = re.compile(
    r"(?:过|任何|此类|相关|该类|这类|上述|以上|该项|有关|情况|情形|事项|案件|事件|发生|出现|的|有|收到|接到|产生|涉及|此)*$"
)
CLAUSE_LIMIT = 160
# 未收到其他申请, 没有超期答复申请 and 与上年相比没有增加申请 deny something narrower.
NARROWER = re.compile(
    r"其[他它](?!法人|公民|组织|社会|单位|机关|个人|任何|有关|相关|形式|方式|部门|(?:政府)?信息)|另外|新增|增加|减少|超期|逾期|超时|超范围|超标"
    r"|(?<![不未])(?:及时|按时|按期)"
)
# 大部分单位没有…, 去年没有…, 如果没有…: not said of the whole agency and its year.
NOT_WHOLE = re.compile(
    r"下属|上级|各(?:乡镇|镇街|镇|街道|村|社区|科室)(?![、和及与])|部分(?!公开)|多数|少数|个别|有的|有些|一些|其[他它余](?!法人|公民|组织|社会)|如果|假如|倘若|去年|前年|往年|上一?年度?(?!度?\s*$)"
)
# 除1件网上申请外，未收到其他申请 denies what is left.
EXCEPT = re.compile(r"除[^，。；]{1,36}外[，,]?\s?$")
# 提供政府信息一律免费: nothing was collected, said without a negation.
FREE = re.compile(r"免费(?:提供|公开|服务|办理|获取)?(?=[，。；,;\n]|$)")
FREE_FOR_ALL = re.compile(r"(?:一律|全部|均|都|一直)(?:是|为|实行|予以)*$")
NOT_FOR_ALL = re.compile(r"困难|低保|残疾|对[^，。；]{1,10}[人者]|指南|目录|手册|表格|资料|今后|将|应当?|拟|除[^，。；]{0,8}费")
OF_INFORMATION = re.compile(r"(?:公开|提供|获取|申请)[^，。；]{0,10}信息|信息公开|公开申请")
LAST_YEAR = re.compile(r"上一?年度?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Denial:
    """A negation with the clause it stands in (start and end) and the words of it that say what there was none of."""

    negation: re.Match[str]
    stretch: Stretch
    start: int
    end: int
    denied: str

    @property
    def clause(self) -> str:
        """The clause, verbatim."""
        return self.negation.string[self.start : self.end]


def find_zeros(text: str, contexts: Contexts, zeros: tuple[Zero, ...]) -> Iterator[Figure]:
    """Find the zeros that a report says in words, in text order."""
    for negation in NEGATION.finditer(text):
        stretch = contexts.at(negation.start())
        if stretch is None or stretch.topic == "plans" or ASIDE.search(text, max(0, negation.start() - 2), negation.start()):
            continue
        denial = _denial(negation, stretch)
        letters = frozenset(denial.denied)
        yield from (_figure(denial, zero.metric) for zero in zeros if not zero.word.isdisjoint(letters) and _denies(denial, zero))
    for free in FREE.finditer(text) if "免费" in text else ():
        stretch = contexts.at(free.start())
        if stretch and _collects_nothing(denial := _denial(free, stretch)):
            yield _figure(denial, "request_fees_collected")


def _collects_nothing(denial: Denial) -> bool:
    """Whether a clause says that information is free for all: said of requests in the chapter on fees, elsewhere by name."""
    text, stop = denial.negation.string, denial.negation.start()
    before = text[denial.start : stop]
    if denial.stretch.topic == "plans" or NOT_FOR_ALL.search(text, max(denial.stretch.start, denial.start - 16), stop):
        return False
    if NOT_WHOLE.search(before) or not FREE_FOR_ALL.search(before):
        return False
    return denial.stretch.topic == "fees" or bool(OF_INFORMATION.search(before))


def _denial(negation: re.Match[str], stretch: Stretch) -> Denial:
    text = negation.string
    start, end = _clause(negation, stretch)
    denied = text[negation.end() : end]
    if NOTHING_LEFT.match(denied):
        start, denied = _subject(text, start, negation.start(), stretch)
    return Denial(negation=negation, stretch=stretch, start=start, end=end, denied=denied)


def _clause(negation: re.Match[str], stretch: Stretch) -> tuple[int, int]:
    """Start and end of the clause around a negation, as bounded by punctuation and its block."""
    text, marks = negation.string, borders(negation.string)
    left = bisect_right(marks, negation.start() - 1) - 1
    right = bisect_left(marks, negation.end())
    start = max(stretch.start, marks[left] + 1 if left >= 0 else 0, negation.start() - CLAUSE_LIMIT)
    end = min(stretch.end, marks[right] if right < len(marks) else len(text), negation.end() + CLAUSE_LIMIT)
    while start < negation.start() and text[start] in " 　":
        start += 1
    return start, end


def _subject(text: str, start: int, stop: int, stretch: Stretch) -> tuple[int, str]:
    """Where the words begin that 没有发生 and 无 deny, and these words.

    They stand before the negation, before a colon, or in the heading above a paragraph that says no more.
    """
    if not NO_SUBJECT.fullmatch(text, start, stop):
        return start, text[start:stop]
    if start > stretch.start and text[start - 1] in "：:":
        before = max(stretch.start, 1 + max(text.rfind(mark, stretch.start, start - 1) for mark in "，。；,;"))
        return before, text[before : start - 1]
    if stretch.heading and stretch.start <= start <= stretch.start + len("2008年度，"):
        return stretch.heading.start, stretch.heading.text
    return start, ""


def _denies(denial: Denial, zero: Zero) -> bool:
    """Whether the words after a negation deny what the zero is of, and no more than that."""
    last = deque(compiled(zero.denied).finditer(denial.denied), maxlen=1)
    if not last or not TRAIL.match(denial.denied, last[0].end()):
        return False
    before = denial.clause[: denial.negation.start() - denial.start]
    if NARROWER.search(denial.denied) or NOT_WHOLE.search(before) or _excepts(denial):
        return False
    if LAST_YEAR.search(before) and zero.metric != "requests_carried_in":
        return False
    if zero.unless and compiled(zero.unless).search(denial.denied):
        return False
    if zero.near and not compiled(zero.near).search(_sentence(denial)):
        return False
    return not zero.needs or bool(compiled(zero.needs).search(denial.clause))


def _sentence(denial: Denial) -> str:
    """The sentence up to the negation."""
    text, stop = denial.negation.string, denial.negation.start()
    return text[text.rfind("。", max(denial.stretch.start, stop - CLAUSE_LIMIT), stop) + 1 : stop][-CLAUSE_LIMIT:]


def _excepts(denial: Denial) -> bool:
    start = max(denial.stretch.start, denial.start - CLAUSE_LIMIT // 4)
    return bool(EXCEPT.search(denial.negation.string, start, denial.start))


def _figure(denial: Denial, metric: str) -> Figure:
    return Figure(
        metric=metric,
        part="",
        value=Decimal(0),
        unit=catalogue.load()[metric].unit,
        status=Status.ZERO_BY_NEGATION,
        qualifier=Qualifier.NONE,
        quote=denial.clause,
        anchor=denial.stretch.anchor,
        origin=Origin.PROSE,
        start=denial.start,
        end=denial.end,
        mark_start=denial.negation.start(),
        mark_end=denial.end,
    )
