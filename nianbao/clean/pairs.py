"""Titles of advertising pages within a sentence: one name said twice, or two offers side by side, each with a way to it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from os.path import commonprefix

from nianbao.chinese import HAN
from nianbao.clean.vocabulary import seeds, site_words, vocabulary

BETWEEN = re.compile(f"[,，_|｜丨-](?<=[{HAN}A-Za-z0-9)）].) ?(?=[{HAN}A-Za-z0-9])")
BRACKET = re.compile(r"(?:网站?|網站?)?[-_—|]?(?:【([^】\n]{1,20})】|[（(]([^()（）\n]{1,12})[)）])[:：]?")
TELLS_LITTLE = ",，"  # what prose has too
STROKE = re.compile("_+")
NEAR, LONGEST_NAME, SHORTEST_NAME, MOST_STROKES = 24, 8, 2, 300
FEWEST_OF_ONE_NAME, FEWEST_OFFERS, LONGEST_UNKNOWN = 2, 3, 4
# What no name of a site goes on from.
BORDER = re.compile(
    r"[\s，。；：、“”《》（）()【】〈〉［］,.:;!?！？|_在由与與和及或经經将將请請对對照从從到于於向为為是的了地得]"
)
PUBLIC = re.compile("[省市县縣区區州旗镇鎮乡鄉村局委厅廳]|公开|公開|政府|政务|政務|信息|福利|福彩|体彩|體彩|中心|学校|学院|协会")
GENERIC = re.compile(
    "网络|網絡|手机|网上|全民|青少年|群众|农民|老年|幼儿|校园|社区|职工|竞技|健身|公益|国家|中国|全国|违法|非法|赌博|电子|在线|线上|智慧|掌上|云上|数字|文化|文娱|演出"
)
NO_NAME = re.compile(r"\d|年|大学|大學|公司|集团|集團|医院|醫院|办公室|工作")
AGAINST = re.compile("[查打整][处處击擊治]|检查|清理|取[缔締]|封堵|关停|涉赌|涉賭|赌博|违法|违规|防范|警惕|案")
OFFICE = "[厅廳室府局委会會部]"
BEHIND_OFFICE = re.compile("(?<=[厅廳室府局委])")
VERB = "印[发發]|做好|[进進]一步|加[强強]|[开開]展|公布|推[进進]|[规規]范|切[实實]|20\\d\\d"
FOR_A_TERM = re.compile(f"{VERB}|条例|條例|工作(?:年度|[领領]|[机機情])|申[请請](?:公|情|\\d)|年度[报報]|[领領][导導]小[组組]")
TITLED = re.compile("(?=[^，。；\n]{0,60}(?:20\\d\\d|[报報]告|年[报報]))[^，。；\n]{4,60}(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Pair:
    """One place of such a title."""

    start: int
    stop: int
    plain: bool  # with nothing between its parts but a comma, as words of prose may stand
    named: bool  # with one name in both parts
    of_trade: bool  # with a word of the trade; otherwise with ways that end no word of a report


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """Where such titles stand: spans of the text.

    >>> text = "在甲尊棋牌游戏_甲尊娱乐下载【手机版】:办公室指导下，体育_体育直播【场馆】，网络棋牌,网络直播。"
    >>> [text[a:b] for a, b in pairs(text)]
    ['甲尊棋牌游戏_甲尊娱乐下载【手机版】:']
    """
    groups = defaultdict[str, list[Pair]](list)
    for each in _found(text):
        groups[text[each.start : each.stop]].append(each)
    for same in groups.values():
        proven = same[0].of_trade and any(not each.plain or _fills_a_place(text, each) for each in same)
        if proven or _intrudes(text, same):
            before = _name_before(text, same)
            yield from ((each.start - before, each.stop) for each in same)
    yield from _glued(text)


def _glued(text: str) -> Iterator[tuple[int, int]]:
    """One offer with the way to it right before a title, as no title begins: 甲桥彩票登录某县2015年年度报告."""
    for place in seeds(text):
        phrase = vocabulary().phrase.match(text, place) if text[place - 1 : place] in ("", "\n") else None
        way = vocabulary().firm_ways.match(text, phrase.end()) if phrase and vocabulary().is_compound(phrase[0]) else None
        if way and TITLED.match(text, way.end()):
            yield place, way.end()


def _intrudes(text: str, same: list[Pair]) -> bool:
    """True where what stands before and behind a title differs from place to place."""
    beside = {text[each.stop : each.stop + 1] for each in same}, {text[each.start - 1 : each.start] for each in same}
    fewest = FEWEST_OF_ONE_NAME if same[0].named else FEWEST_OFFERS
    return len(same) >= fewest and min(map(len, beside)) > 1


def _name_before(text: str, same: list[Pair]) -> int:
    """How many characters before two offers are their name: the same few everywhere."""
    if same[0].named or len(same) < FEWEST_OFFERS:
        return 0
    heads = [BORDER.split(text[max(0, each.start - LONGEST_NAME) : each.start])[-1][::-1] for each in same]
    common = commonprefix(heads)[::-1]  # noqa: RUF071 - character by character is what is meant
    return len(common) if len(common) <= LONGEST_UNKNOWN and not PUBLIC.search(common) and not NO_NAME.search(common) else 0


def _found(text: str) -> Iterator[Pair]:
    """Every place that may be one, from what may stand between two parts on."""
    end = 0
    strokes = (match.start() for match in islice(STROKE.finditer(text), MOST_STROKES)) if "_" in text else ()
    for place in sorted({*site_words(text), *seeds(text), *strokes}):
        for between in BETWEEN.finditer(text, max(end, place - NEAR), place + NEAR):
            pair = _pair(text, between) if between.end() > end else None
            end = max(end, pair.stop if pair else between.end())
            if pair:
                yield pair


def _pair(text: str, between: re.Match[str]) -> Pair | None:
    """The title around these signs, where both parts have the ways of a site, and one is of the trade."""
    left = BORDER.split(text[max(0, between.start() - NEAR) : between.start()])[-1]
    left = BEHIND_OFFICE.split(left)[-1]
    named = _same_name(text, between, left)
    span = named or _two_offers(text, between, left)
    if not span or AGAINST.search(text, max(0, span[0] - LONGEST_NAME), span[0]):
        return None
    words, end = text[slice(*span)], span[1]
    of_trade, plain = _is_of_trade(words), between[0][0] in TELLS_LITTLE
    if not of_trade and (plain or not named or not vocabulary().firm_end.search(words)):
        return None
    while further := _further_part(text, end, words[:SHORTEST_NAME]) if named else None:
        end = further.end()
    bracket = BRACKET.match(text, end)
    stop = bracket.end() if bracket and _is_of_site(bracket) else end
    return Pair(span[0], stop, plain and stop == end, bool(named), of_trade)


def _further_part(text: str, at: int, name: str) -> re.Match[str] | None:
    """One more part that begins as the others do, behind another such sign."""
    between = BETWEEN.match(text, at)
    return (
        vocabulary().offers.match(text, between.end() + len(name)) if between and text.startswith(name, between.end()) else None
    )


def _is_of_site(bracket: re.Match[str]) -> bool:
    """True for a bracket with words of a site, round ones with nothing else: 【安卓手机版】, (官网登录)."""
    known, within = vocabulary(), bracket[1] or bracket[2]
    if bracket[1]:
        return bool(known.offers.search(within))
    return bool(known.offers.fullmatch(within) and (within.endswith("版") or known.firm_end.search(within)))


def _same_name(text: str, between: re.Match[str], left: str) -> tuple[int, int] | None:
    """A name with what its site offers, on both sides: 甲尊棋牌游戏_甲尊娱乐下载."""
    offers = vocabulary().offers
    for size in range(LONGEST_NAME, SHORTEST_NAME - 1, -1):
        name = text[between.end() : between.end() + size]
        at = left.rfind(name)
        if at < 0 or len(name) < size or not offers.fullmatch(left[at + size :] or "官网"):
            continue
        rest = offers.match(text, between.end() + size)
        if rest and not (PUBLIC.search(name) or GENERIC.search(name) or vocabulary().goods_alone.fullmatch(name)):
            return between.start() - len(left) + at, rest.end()
    return None


def _two_offers(text: str, between: re.Match[str], left: str) -> tuple[int, int] | None:
    """Two offers, each with a way to it, whatever the names: 甲电竞下载_棋牌平台, 足彩推荐,竞彩推荐."""
    right = vocabulary().offers.match(text, between.end())
    if not right or PUBLIC.search(left) or GENERIC.match(left) or not _sells(right[0]):
        return None
    run = vocabulary().offers_end.search(left)
    return (between.start() - len(run[0]), right.end()) if run and _sells(run[0]) else None


def _sells(words: str) -> bool:
    """True for words that name an offer, and end with the way to it."""
    known = vocabulary()
    return bool(known.way_end.search(words) and (known.site_word.search(words) or known.sign.search(words)))


def _is_of_trade(words: str) -> bool:
    """True for words of which one is of the trade and one a way to it."""
    known = vocabulary()
    trade = known.core.search(words) or known.hard.search(words) or known.lure.search(words) or known.sign.search(words)
    return bool((trade or known.is_compound(words)) and known.way.search(words))


def _fills_a_place(text: str, pair: Pair) -> bool:
    """True where a term of the report belongs: behind an office and before what it did, before what no site has, in a title."""
    head = text[pair.start - 1 : pair.start]
    if head in ("", "\n") and TITLED.match(text, pair.stop):
        return True
    goes_on = FOR_A_TERM.match(text, pair.stop)
    return bool(goes_on and (re.fullmatch(OFFICE, head) or head in "《的，国國" or goes_on[0][:1] in "条條申"))
