"""Quantities -> figures: by the phrases, in the order of the text, with an eye on the list a number stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from nianbao import catalogue
from nianbao.extract.context import Contexts, Stretch
from nianbao.extract.phrases import Phrase, Phrases
from nianbao.model import Document, Figure, Origin, Quantity, Status

# Words that announce the parts of the total before them.
OPENER = re.compile(r"其中|包括|包含|分别|具体|如下|分为|涵盖|按照?类别|[：:]|[（(](?=[^）)\d]{0,40}\d)")
OPENS_SENTENCE = re.compile(r"(?:其中|具体|包括|分别|按|从[^，]{0,12}[看分]|在[^，]{0,10}(?:公开|发布)的[^，]{0,4}信息中)")
# What may stand before the name of a part, and what is no longer its name.
PART_HEAD = re.compile(
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,2}|\d)[）)]|[①-⑳]|其中|包括|具体|分别|主要|涉及|重点|聚焦|为|是|有|发布|主动公开|公开|了|[：:，,、；;“”（(\s]|和|以及|及|与)+"
)
PART_TAIL = re.compile(
    r"(?:(?<=类)(?:的|政府|政务)*信息(?:的信息)?|(?<=类信息)的信息|”?栏目(?:发布|公开)?(?:的)?信息|(?<!信息)(?<!政务)公开|"
    r"发布|累计|合计|总计|共计|举行|举办|召开|共|计|有|为|约|近|数量|数|[，,：:”\s]|的)+$"
)
# 每月不少于10条 demands a number, it reports none.
DEMANDED = re.compile(
    r"每(?:年|月|季度?|周|日|天|半年|单位|人)|不得?少于|不低于|原则上|力争|争取|目标任务|预计|[日月周人]均|平均|拟(?!定|订|制)"
)
# 下一步，我局将举办培训2期 plans one; 规划计划类3条 does not.
PLANNED = re.compile(
    r"下一?步|接下来|今后|(?:^|[，。；：])(?:明年|来年|下一?年度?)(?=[，我本将计要拟])"
    r"|将(?:继续|进一步|新增|新建|举办|开展|组织|召开|公开|发布|完成|达)|计划(?:主动|新增|举办|开展|组织|召开|(?:公开|发布)[^类]{0,6}信息)"
)
ZERO_SUBJECTS = {"复议": "reconsideration_total", "诉讼": "litigation_total", "申诉": "appeals"}
ISSUER = re.compile(
    r"(?:部门|办公室|乡镇|镇街|街道|办事处|单位|机关|企业|学校|科室|[局委办院镇乡厅处](?!务)|[区县市）)]政府|[县市区][（(][^）)]{1,6}[）)])(?:[（(][^）)]{1,6}[）)])?$"
)
ISSUED = re.compile(r"(?:共|主动|累计)*(?:公开|发布)(?:各类|政府|政务)*信息(?:数量|共)?$")
# 不属于本机关掌握、信息不存在5件 counts two outcomes in one number.
OUTCOME = "不存在|非本|不属于|不明确|补正|予公开|部分公开|同意公开|秘密|隐私|不掌握|现成信息|另行制作"
JOINT = re.compile(rf"(?:{OUTCOME})[^#，；]{{0,14}}(?:、|和|及|或|与|并)[^#，；]{{0,14}}(?:{OUTCOME})")
DISCLOSURE = {"proactive_disclosure_total", "disclosed_via_website", "proactive_by_category"}
LIST_TOPIC = {
    "consultations_total": "consultation",
    "reconsideration_total": "reconsideration",
    "litigation_total": "litigation",
    "litigation_direct_total": "direct",
    "litigation_after_reconsideration_total": "after",
}
NO_PART = re.compile(
    r"撤销|短信|废止|失效|删除|新增|新制定|修改|修订|累计|今年|本年|\d年|自然人|收到|受理|接到|咨询|^(?:其余|另有?|此外|同时)"
    r"|^(?:解读|转发|转载|答复|办结|办理|印发|召开|举办|报送|上报|张贴|发放|回复|接听|接待|编发|刊发|采用|采纳|原创|转载|通过|利用|依托|在(?!线))"
)
# 上半年公开信息9条 is no number of the year; 网站、微博分别发布3条、5条 shares its words among several numbers.
UNDONE = re.compile(r"(?<![上去一]年)(?<!年度)(?:未能?|没有?|没能)(?:及时|按时|按期|按规定|按要求|主动|答复|回复|办结|公开|发布)")
PARTIAL = re.compile(r"(?<![、和])[上下]半年(?![、和])|[一二三四1-4]季度|[本当]月|本季")
VAGUE_PART = re.compile(
    r"等(?:各类|方面|重点|领域|政府|政务)*(?:信息|内容|文件)?$|\d|^提出"
)  # 人事、财政等信息 and 提出6大类 are none
SHARED = re.compile(r"分别[^#，；：:]{0,16}#[^#，]{0,6}$")
BARE = re.compile(r"\s{0,2}[、和及与，]\s{0,2}$")
REACH = 120  # characters of a clause before a number that a phrase may look at; longer ones are prose gone wild
BEYOND = 60
LIST_REACH = 600  # characters in which the first part follows its total


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """The total that was stated last: parts of it may follow."""

    metric: str
    end: int
    stretch: Stretch
    listing: bool = False  # a part of it was stated already
    carries: bool = False  # its paragraph ends with a colon: the parts follow line by line


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A quantity with the words that decide what it counts."""

    quantity: Quantity
    words: str  # its clause with # for the number
    sentence: str  # the sentence up to and with its clause
    stretch: Stretch
    sentence_start: int


def bind(document: Document, quantities: tuple[Quantity, ...], contexts: Contexts, phrases: Phrases) -> Iterator[Figure]:
    """Give each quantity its metric, or an empty one; yields one figure a quantity, two for 复议和诉讼均为0."""
    opened: Opened | None = None
    for quantity, following in zip_longest(quantities, quantities[1:]):
        stretch = contexts.at(quantity.start)
        if stretch is None:
            continue
        clause = _clause(document.text, quantity, stretch, contexts.sentence(quantity.start))
        if following and _is_shared(document.text, clause, following):
            yield figure(document.text, clause, "", "")
            continue
        inside = opened if opened and _inside(document.text, opened, clause) else None
        topics = _topics(clause, opened, inside)
        for metric, part, opens in _bindings(clause, inside, topics, phrases):
            if opens and not (inside and inside.metric in DISCLOSURE and metric in DISCLOSURE):
                opened = _open(metric, clause, document.text)
            elif inside:
                opened = _listed(inside, clause)
            yield figure(document.text, clause, metric, part)


def _is_shared(text: str, clause: Clause, following: Quantity) -> bool:
    """Whether the words of a number are those of the next one too: 分别为3条、5条."""
    between = text[clause.quantity.end : min(following.start, clause.quantity.end + 6)]
    return bool(SHARED.search(clause.words) and BARE.fullmatch(between))


def _clause(text: str, quantity: Quantity, stretch: Stretch, sentence_start: int) -> Clause:
    start = max(quantity.clause_start, quantity.start - REACH)
    end = min(quantity.clause_end, quantity.end + BEYOND)
    words = f"{text[start : quantity.start]}#{text[quantity.end : end]}"
    sentence = text[max(sentence_start, start - REACH) : start] + words
    return Clause(
        quantity=quantity,
        words=words.replace(" ", ""),
        sentence=sentence.replace(" ", ""),
        stretch=stretch,
        sentence_start=sentence_start,
    )


def _inside(text: str, opened: Opened, clause: Clause) -> bool:
    """Whether a quantity stands in the list that the last total opened."""
    start = clause.quantity.start
    if opened.stretch is not clause.stretch:
        return opened.carries and opened.stretch.heading is clause.stretch.heading
    if clause.sentence_start <= opened.end:
        return opened.listing or bool(start < opened.end + LIST_REACH and OPENER.search(text, opened.end, start))
    return bool(OPENS_SENTENCE.match(text, clause.sentence_start))


def _open(metric: str, clause: Clause, text: str) -> Opened:
    tail = text[clause.quantity.end : clause.stretch.end].rstrip()
    carries = tail.endswith(("：", ":")) and len(tail) < REACH
    listing = metric == "proactive_by_category"  # 公开规章3件，其他文件8件: a list without a total
    return Opened(metric=metric, end=clause.quantity.end, stretch=clause.stretch, listing=listing, carries=carries)


def _listed(opened: Opened, clause: Clause) -> Opened:
    """The list after one more of its parts; parts on lines of their own carry it along."""
    if opened.stretch is not clause.stretch:
        return Opened(metric=opened.metric, end=clause.quantity.end, stretch=clause.stretch, listing=True, carries=True)
    return Opened(metric=opened.metric, end=clause.quantity.end, stretch=clause.stretch, listing=True, carries=opened.carries)


def _bindings(clause: Clause, inside: Opened | None, topics: set[str], phrases: Phrases) -> Iterator[tuple[str, str, bool]]:
    """(metric, part, opens a list) of a quantity: specific phrases, parts of the open list, general phrases."""
    if clause.stretch.topic == "plans" or DEMANDED.search(clause.words) or _is_unsettled(clause):
        yield "", "", False
        return
    unit = clause.quantity.unit
    if not clause.quantity.value and sum(subject in clause.words for subject in ZERO_SUBJECTS) > 1:
        yield from _shared_zero(clause)
        return
    found = _first(clause, phrases.specific.get(unit, ()), topics)
    if found and inside and found[0] == inside.metric and not found[1]:
        found = _named_part(clause, found[0])
    found = found or _part(clause, inside, phrases) or _first(clause, phrases.general.get(unit, ()), topics)
    yield found or ("", "", False)


def _is_unsettled(clause: Clause) -> bool:
    """Whether a number is planned, of what was not done, or that of a part of the year."""
    return bool(PLANNED.search(clause.sentence) or PARTIAL.search(clause.words) or UNDONE.search(clause.words))


def _named_part(clause: Clause, metric: str) -> tuple[str, str, bool] | None:
    """发布会9场，其中防汛发布会2场: a part of the same name, unless the words tell of something that was done."""
    name = name_of_part(clause.words.partition("#")[0])
    return None if NO_PART.search(name) else (metric, name, False)


def _topics(clause: Clause, opened: Opened | None, inside: Opened | None) -> set[str]:
    """What a quantity may be about: its chapter, and the total before it in its sentence or list."""
    topics = {clause.stretch.topic}
    if inside:
        topics.add("breakdown")
    if opened and (inside or (opened.stretch is clause.stretch and clause.sentence_start <= opened.end)):
        topics.add("requests" if _counts_requests(opened.metric) else LIST_TOPIC.get(opened.metric, ""))
    return topics


def _counts_requests(metric: str) -> bool:
    return metric.startswith(("request", "repl"))


def _shared_zero(clause: Clause) -> Iterator[tuple[str, str, bool]]:
    """行政复议、行政诉讼均为0件: one zero for each."""
    yield from ((metric, "", False) for subject, metric in ZERO_SUBJECTS.items() if subject in clause.words)


def _first(clause: Clause, candidates: tuple[Phrase, ...], topics: set[str]) -> tuple[str, str, bool] | None:
    characters = set(clause.words)
    for phrase in candidates:
        if phrase.word.isdisjoint(characters) or (phrase.topics and phrase.topics.isdisjoint(topics)):
            continue
        says = phrase.says.search(clause.words)
        if says and _agrees(phrase, clause) and not VAGUE_PART.search(part := phrase.part or _named(says)):
            return phrase.metric, part, phrase.opens
    return None


def _agrees(phrase: Phrase, clause: Clause) -> bool:
    if phrase.near and not phrase.near.search(clause.sentence):
        return False
    if phrase.is_outcome and JOINT.search(clause.words):
        return False
    return not (phrase.unless and phrase.unless.search(clause.words))


def _named(says: re.Match[str]) -> str:
    return name_of_part(says["part"]) if "part" in says.re.groupindex and says["part"] else ""


def _part(clause: Clause, inside: Opened | None, phrases: Phrases) -> tuple[str, str, bool] | None:
    """A part of the published information by its category's own name."""
    if not inside or inside.metric not in DISCLOSURE or clause.quantity.unit not in phrases.works:
        return None
    name = name_of_part(clause.words.partition("#")[0])
    issuer = ISSUED.sub("", name)
    name = issuer if ISSUER.search(issuer) else name
    if not name or NO_PART.search(name) or (inside.metric == "proactive_by_category" and name.endswith("解读")):
        return None
    return ("proactive_by_issuer" if ISSUER.search(name) else "proactive_by_category"), name, False


def name_of_part(words: str) -> str:
    """The name of a category without the words around it.

    >>> name_of_part("其中：政府职能类信息的信息"), name_of_part("综合信息"), name_of_part("发布其他类信息")
    ('政府职能类', '综合信息', '其他类')
    """
    head = PART_HEAD.match(words)
    return PART_TAIL.sub("", words[head.end() if head else 0 :])


def _unit(printed: str, metric: str) -> str:
    """The unit as printed; 条(件) is 条 where 条 is what the metric is counted in."""
    own = catalogue.load()[metric].unit if metric else ""
    return own if own and printed.startswith(f"{own}(") else printed


def figure(text: str, clause: Clause, metric: str, part: str) -> Figure:
    """The figure of a quantity, with its clause as quote."""
    quantity = clause.quantity
    in_words = not quantity.value and "零" in text[quantity.start : quantity.end]
    return Figure(
        metric=metric,
        part=part,
        value=quantity.value,
        unit=_unit(quantity.unit, metric),
        status=Status.ZERO_BY_NEGATION if in_words else Status.STATED,
        qualifier=quantity.qualifier,
        quote=text[quantity.clause_start : quantity.clause_end],
        anchor=clause.stretch.anchor,
        origin=Origin.PROSE,
        start=quantity.clause_start,
        end=quantity.clause_end,
        mark_start=quantity.start,
        mark_end=quantity.end,
    )
