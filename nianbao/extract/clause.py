"""The words that decide what a quantity counts: its clause, its sentence, and what follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from nianbao.extract.context import Contexts, Stretch
from nianbao.model import Quantity

REACH = 120  # characters of a clause before a number that a phrase may look at; longer ones are prose gone wild
BEYOND = 60
LIST_REACH = 600  # characters in which the first part follows its total
# 收到申请，共计9件: what is counted stands in the clause before.
SUM_ONLY = re.compile(r"(?:共计|总计|合计|累计|共|计|总数|数量|总量)(?:为|达|有)?[：:]?#")
BEFORE = re.compile(r"(?:^|[。；，：,;:\n])(?P<words>[^。；，：,;:\n\d]{4,40})[，,：:]$")
# 四、收费情况, and below it: 0元.
ZERO_ALONE = re.compile(r"(?:均|都|全部)?(?:为|是)?#")
# 加上2018年结转7件 in a report on 2019.
CARRIED = re.compile(r"(?:加上|结转|含)?\s?(?P<year>(?:19|20)\d\d)年度?(?=结转|转入|转来|未办结|遗留|的?申请|#)")
# An item of a list is no context of the next: 2.微信公众号：…；3.电子屏：….
ITEM = re.compile(r"[；;]\s?(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]是)")
# 网站、微博分别发布3条、5条 shares its words among several numbers.
SHARED = re.compile(r"分别[^#，；：:]{0,16}#[^#，]{0,6}$")
BARE = re.compile(r"\s{0,2}[、和及与，]\s{0,2}$")
# 公开税务信息31条, of a tax office: all that it made public.
OWN_FIELD = re.compile(r"(?P<verb>公开|发布)(?P<of>了?(?:各类)?)(?P<field>[^#，、的]{2,4})信息(?=#$)")
BULLETS = "·•●○■◆▪*"  # before the items of a list
CUT = 6  # characters that a line may open with and still go on with the word that the line before broke off


class Clause(NamedTuple):
    """A quantity with the words that decide what it counts."""

    text: str  # of the whole document
    quantity: Quantity
    words: str  # its clause with # for the number
    sentence: str  # the sentence up to and with its clause
    item: str  # the item of a list within the sentence
    after: str  # the text behind the number
    stretch: Stretch
    sentence_start: int
    of_requests: bool  # whether its paragraph speaks of requests


def clause_of(quantity: Quantity, stretch: Stretch, contexts: Contexts, text: str, year: int) -> Clause:
    """The words around a quantity in a report of a year (0 where unknown)."""
    sentence_start = contexts.sentence(quantity.start)
    start = max(quantity.clause_start, quantity.start - REACH)
    end = min(quantity.clause_end, quantity.end + BEYOND)
    words = f"{text[start : quantity.start]}#{text[quantity.end : end]}{stretch.rest if end >= stretch.end else ''}"
    before = text[max(sentence_start, start - REACH) : start]
    if SUM_ONLY.fullmatch(words) and (told := BEFORE.search(before)):
        words = told["words"] + words
    elif start <= stretch.start:
        words = _above(quantity, stretch, words) + words
    words = _told_as_last_year(words.replace(" ", "").lstrip(BULLETS), year)
    sentence = before.replace(" ", "") + words
    return Clause(
        text=text,
        quantity=quantity,
        words=words,
        sentence=sentence,
        item=ITEM.split(sentence)[-1] if "；" in sentence or ";" in sentence else sentence,
        after=text[quantity.end : quantity.end + BEYOND],
        stretch=stretch,
        sentence_start=sentence_start,
        of_requests=contexts.tells_of_requests(max(stretch.start, quantity.start - LIST_REACH), quantity.start),
    )


def _above(quantity: Quantity, stretch: Stretch, words: str) -> str:
    """What a paragraph goes on with that opens with these words: a line that was broken, or its heading over a mere zero."""
    if stretch.unfinished and words.index("#") <= CUT:
        return stretch.unfinished
    alone = not quantity.value and stretch.heading and stretch.heading.end <= stretch.start <= stretch.heading.end + 2
    return stretch.heading.text if alone and stretch.heading and ZERO_ALONE.fullmatch(words) else ""


def _told_as_last_year(words: str, year: int) -> str:
    """加上2018年结转# in a report on 2019 as 加上上年结转#."""
    if not year or f"{year - 1}年" not in words or not ("转" in words or "未办结" in words or "遗留" in words):
        return words
    return CARRIED.sub(lambda carried: carried[0].replace(f"{year - 1}年", "上年"), words)


def borrow(clause: Clause, last: Clause | None) -> Clause:
    """编发消息24期、73条: a number without words of its own counts what the number right before it counts."""
    if clause.words != "#" or not last or not last.words.endswith("#") or last.quantity.unit == clause.quantity.unit:
        return clause
    between = clause.text[last.quantity.end : clause.quantity.start]
    return clause._replace(words=last.words, sentence=last.sentence, item=last.item) if between in ("", "、") else clause


def is_shared(text: str, clause: Clause, following: Quantity) -> bool:
    """Whether the words of a number are those of the next one too: 分别为3条、5条."""
    between = text[clause.quantity.end : min(following.start, clause.quantity.end + 6)]
    return bool(SHARED.search(clause.words) and BARE.fullmatch(between))


def of_own_field(clause: Clause, agency: str) -> Clause:
    """The words of a clause without the field of its agency: 公开税务信息# as 公开信息# where the agency is a tax office."""
    told = OWN_FIELD.search(clause.words) if agency else None
    if not told or told["field"] not in agency:
        return clause
    return clause._replace(words=OWN_FIELD.sub(r"\g<verb>\g<of>信息", clause.words))
