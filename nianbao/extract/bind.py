"""Quantities -> figures: by the phrases, in the order of the text, with an eye on the list a number stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from nianbao import catalogue
from nianbao.extract.clause import LIST_REACH, REACH, Clause, borrow, clause_of, is_shared, of_own_field
from nianbao.extract.context import Contexts, Stretch
from nianbao.extract.parts import NO_PART, VAGUE_PART, issuer_of_requests, name_of_part, part_of_disclosure
from nianbao.extract.phrases import Candidates, Phrase, Phrases, compiled
from nianbao.extract.unsettled import is_done, is_unsettled
from nianbao.model import Document, Figure, Origin, Quantity, Status

# Words that announce the parts of the total before them.
OPENER = re.compile(
    r"其中|信息中|主要(?:是|有|为)(?=[^，。；\d]{2,16}\d)|包括|涉及|包含|分别|具体|如下|分为|涵盖|按照?类别|[：:]|[（(](?=[^）)\d]{0,40}\d)"
)
OPENS_SENTENCE = re.compile(
    r"(?:其中|具体|(?:(?:信息)?类别|(?:信息)?分类|内容|构成|结构)(?:分布|构成|情况|[上来]看)?(?:如下|为|是)?[：:，,]|(?:主要)?包括|主要有|分别|按|属于?(?=[^，。]{2,12}的)|通过(?:(?=[^，。；\d公发]{2,12}\d{1,6}[条件篇])|(?:各种|各类|不同)渠道公开[^，。；\d]{0,6}[：:])|[^，。]{0,8}(?:新增|公开|发布)的?[^，。]{0,6}信息中|从[^，]{0,12}[看分]|在[^，]{0,10}(?:公开|发布)的[^，]{0,4}信息中)"
)
# A total of the published information in so many words; without one, that of the agency's own field is the total.
TOTAL = re.compile(r"公开(?:了)?(?:各类|政府|政务)*信息[^，。；\d]{0,6}\d")
ZERO_SUBJECTS = {
    re.compile("(?<!复议)(?<!诉讼)申请(?:公开|事项|数量?|件)*[、和及与](?!提起)"): "requests_received",
    re.compile("复议"): "reconsideration_total",
    re.compile("诉讼"): "litigation_total",
    re.compile("申诉"): "appeals",
    re.compile("收费"): "request_fees_collected",
    re.compile("减免"): "fee_waivers",
}
# 不属于本机关掌握、信息不存在5件 counts two outcomes in one number.
OUTCOME = "不存在|非本|不属于|不明确|补正|予公开|部分公开|同意公开|秘密|隐私|不掌握|现成信息|另行制作"
JOINT = re.compile(
    rf"(?:{OUTCOME})[^#，；]{{0,14}}(?:、|和|及|或|与|并)[^#，；]{{0,14}}(?:{OUTCOME})"
    r"|等(?:其[他它]|多种|各种)?(?:情形|原因|理由|结果)(?:的)?#"
)
DISCLOSURE = {"proactive_disclosure_total", "disclosed_via_website", "proactive_by_category"}
# 公开90条，其中在公开平台公开信息13条: a way of publishing that the catalogue has no name for, no second total.
SOMEWHERE = re.compile(r"(?:在|通过|于|利用|依托)[^#]{2,24}(?:平台|系统|专栏|栏目|专题)")
LIST_TOPIC = {
    "consultations_total": "consultation",
    "reconsideration_total": "reconsideration",
    "litigation_total": "litigation",
    "litigation_direct_total": "direct",
    "litigation_after_reconsideration_total": "after",
}
LONE_OUTCOME = re.compile(r"^(?:其中)?[：:]?主动公开(?:的)?#$")  # 收到申请6件，其中主动公开1件
SUMMED_UP = re.compile(r"^(?:共计|合计|总计|总共|共)(?:公开|发布|主动公开)?(?:政府|各类)*(?:信息)?(?:为|是|有)?[：:]?#$")


PIECES = ("篇", "则")  # of writing: no parts of what is counted in 条


class Opened(NamedTuple):
    """The total that was stated last: parts of it may follow."""

    metric: str
    end: int
    stretch: Stretch
    listing: bool = False  # a part of it was stated already
    carries: bool = False  # its paragraph ends with a colon: the parts follow line by line
    listed: Decimal = Decimal(0)  # the sum of the parts so far, in a list without a total
    unit: str = ""


def bind(
    document: Document, quantities: tuple[Quantity, ...], contexts: Contexts, phrases: Phrases, agency: str
) -> Iterator[Figure]:
    """Give each quantity its metric, or an empty one; yields one figure a quantity, two for 复议和诉讼均为0."""
    opened: Opened | None = None
    last: Clause | None = None
    untold = not TOTAL.search(document.text)
    for quantity, following in zip_longest(quantities, quantities[1:]):
        stretch = contexts.at(quantity.start)
        if stretch is None:
            continue
        clause = last = borrow(clause_of(quantity, stretch, contexts, document.text, phrases.year), last)
        if following and is_shared(document.text, clause, following):
            yield figure(document.text, clause, "", "")
            continue
        clause = of_own_field(clause, agency) if untold else clause
        inside = opened if opened and _inside(document.text, opened, clause) else None
        topics = _topics(clause, opened, inside) | ({"untold"} if untold else set())
        for metric, part, opens in _bindings(clause, inside, topics, phrases):
            if opens and not (inside and inside.metric in DISCLOSURE and metric in DISCLOSURE):
                opened = _open(metric, clause, document.text)
            elif inside:
                opened = _listed(inside, clause)
            untold = untold and metric != "proactive_disclosure_total"
            yield figure(document.text, clause, metric, part)


def _inside(text: str, opened: Opened, clause: Clause) -> bool:
    """Whether a quantity stands in the list that the last total opened."""
    start = clause.quantity.start
    if opened.stretch is not clause.stretch:
        same = opened.stretch.heading is clause.stretch.heading
        return same and (opened.carries or _goes_on(text, opened, clause))
    if clause.sentence_start <= opened.end:
        return opened.listing or bool(start < opened.end + LIST_REACH and OPENER.search(text, opened.end, start + 1))
    return bool(OPENS_SENTENCE.match(text, clause.sentence_start))


def _goes_on(text: str, opened: Opened, clause: Clause) -> bool:
    """Whether a paragraph goes on with the list of the one right before: by a broken line, or with 其中."""
    stretch = clause.stretch
    if clause.sentence_start > stretch.start or not opened.stretch.end <= stretch.start <= opened.stretch.end + 2:
        return False
    listing = opened.listing or OPENER.search(text, opened.end, opened.stretch.end)
    return bool((stretch.unfinished and listing) or text.startswith("其中", stretch.start))


def _open(metric: str, clause: Clause, text: str) -> Opened:
    tail = text[clause.quantity.end : clause.stretch.end].rstrip()
    carries = tail.endswith(("：", ":")) and len(tail) < REACH
    listing = metric == "proactive_by_category"  # 公开规章3件，其他文件8件: a list without a total
    return Opened(
        metric=metric,
        end=clause.quantity.end,
        stretch=clause.stretch,
        listing=listing,
        carries=carries,
        listed=clause.quantity.value,
        unit=clause.quantity.unit,
    )


def _listed(opened: Opened, clause: Clause) -> Opened:
    """The list after one more of its parts; parts on lines of their own carry it along."""
    carries = opened.carries or opened.stretch is not clause.stretch
    listed = opened.listed + clause.quantity.value
    end = clause.quantity.end
    return opened._replace(end=end, stretch=clause.stretch, listing=True, carries=carries, listed=listed)


def _bindings(clause: Clause, inside: Opened | None, topics: set[str], phrases: Phrases) -> Iterator[tuple[str, str, bool]]:
    """(metric, part, opens a list) of a quantity: specific phrases, parts of the open list, general phrases."""
    planned = clause.stretch.topic == "plans" and not is_done(clause.sentence, clause.stretch.heading)
    if planned or is_unsettled(clause.words, clause.sentence, clause.after, clause.quantity.value):
        yield "", "", False
        return
    unit = clause.quantity.unit
    if not clause.quantity.value and sum(bool(subject.search(clause.words)) for subject in ZERO_SUBJECTS) > 1:
        yield from _shared_zero(clause)
        return
    found = _first(clause, phrases.specific.get(unit), topics)
    if found and inside and found[0] == inside.metric and not found[1]:
        found = _named_part(clause, found[0])
    found = found or _summed_up(clause, inside) or _receiver(clause, inside) or _part(clause, inside, phrases)
    if not found and not (inside and _counts_requests(inside.metric) and LONE_OUTCOME.search(clause.words)):
        found = _first(clause, phrases.general.get(unit), topics)
    if found and inside and found[0] == inside.metric == "proactive_disclosure_total" and SOMEWHERE.search(clause.words):
        found = None
    yield found or ("", "", False)


def _named_part(clause: Clause, metric: str) -> tuple[str, str, bool] | None:
    """发布会9场，其中防汛发布会2场: a part of the same name, unless the words tell of something that was done."""
    words = clause.words.partition("#")[0]
    if metric == "requests_received":
        issuer = issuer_of_requests(words)
        return (metric, issuer, False) if issuer else None
    name = name_of_part(words)
    return None if NO_PART.search(name) else (metric, name, False)


def _receiver(clause: Clause, inside: Opened | None) -> tuple[str, str, bool] | None:
    """收到申请231件，其中县政府办公室受理35件: the requests that one of several agencies received."""
    if not inside or inside.metric != "requests_received" or not clause.words.endswith(("收到#", "受理#", "接到#")):
        return None
    issuer = issuer_of_requests(clause.words.partition("#")[0])
    return ("requests_received", issuer, False) if issuer else None


def _summed_up(clause: Clause, inside: Opened | None) -> tuple[str, str, bool] | None:
    """公文3条、公告5条，合计8条: the total of a list that was stated without one, if it is their sum."""
    if not inside or inside.metric != "proactive_by_category" or inside.listed != clause.quantity.value:
        return None
    return ("proactive_disclosure_total", "", False) if SUMMED_UP.search(clause.words) else None


def _topics(clause: Clause, opened: Opened | None, inside: Opened | None) -> set[str]:
    """What a quantity may be about: its chapter, and the total before it in its sentence or list."""
    topics = {clause.stretch.topic}
    if inside:
        topics.add("breakdown")
    if opened and (inside or (opened.stretch is clause.stretch and clause.sentence_start <= opened.end)):
        topics.add("requests" if _counts_requests(opened.metric) else LIST_TOPIC.get(opened.metric, ""))
        if opened.metric == "proactive_disclosure_total" and opened.stretch is clause.stretch:
            topics.add("breakdown")
    if "requests" in topics or clause.of_requests:
        topics.add("outcomes")
    return topics


def _counts_requests(metric: str) -> bool:
    return metric.startswith(("request", "repl"))


def _shared_zero(clause: Clause) -> Iterator[tuple[str, str, bool]]:
    """行政复议、行政诉讼均为0件: one zero for each."""
    yield from ((metric, "", False) for subject, metric in ZERO_SUBJECTS.items() if subject.search(clause.words))


def _first(clause: Clause, candidates: Candidates | None, topics: set[str]) -> tuple[str, str, bool] | None:
    for phrase in candidates.of(clause.words, topics) if candidates else ():
        says = compiled(phrase.says).search(clause.words)
        if says and _agrees(phrase, clause) and not VAGUE_PART.search(part := _named(says)):
            return phrase.metric, phrase.part or part, phrase.opens
    return None


def _agrees(phrase: Phrase, clause: Clause) -> bool:
    if phrase.near and not compiled(phrase.near).search(clause.item):
        return False
    if phrase.is_outcome and JOINT.search(clause.words):
        return False
    if phrase.after and not compiled(phrase.after).match(clause.after):
        return False
    return not (phrase.unless and compiled(phrase.unless).search(clause.words))


def _named(says: re.Match[str]) -> str:
    return name_of_part(says["part"]) if "part" in says.re.groupindex and says["part"] else ""


def _part(clause: Clause, inside: Opened | None, phrases: Phrases) -> tuple[str, str, bool] | None:
    """A part of the published information by its category's own name."""
    if not inside or inside.metric not in DISCLOSURE or clause.quantity.unit not in phrases.works:
        return None
    if clause.quantity.unit in PIECES and clause.quantity.unit != inside.unit:
        return None
    found = part_of_disclosure(clause.words.partition("#")[0])
    if not found or (inside.metric == "proactive_by_category" and found[1].endswith("解读")):
        return None
    return (*found, False)


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
