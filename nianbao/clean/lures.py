"""Names that a hijacked page advertises: known by the ways to them that stand side by side, not by what they are."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from os.path import commonprefix

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change
from nianbao.clean.vocabulary import JOINERS, vocabulary

BORDER = re.compile(rf"[\s|丨｜,，_·—【】{JOINERS}-]+")
STOPS = re.compile("[。！？；!?;]")
INTRODUCES = re.compile(f"[{HAN}]{{2,4}}[:：][ ]?")  # 友情链接：
# What a line of ways to a site never has.
DEEDS = re.compile("公开|公開|信息|查处|工作|开展|政府|政务|政務|报告|報告|年报|年報|制度|根据|现将|现场|[:：]")
TITLE = re.compile("20\\d\\d[^|丨｜_，。-]{0,40}(?:报告|報告|年报|年報)")  # the report's own, within a line
# Names that public bodies and the press give to their own sites, however those are reached.
PUBLIC = re.compile(
    "[省市县縣区區州旗镇鎮乡鄉村]|公开|公開|政府|政务|政務|信息|服务|服務|市民|公民|公积金|社保|医保|医院|大学|学院|学校|银行|彩票|福彩|体彩|教育|招生|考试|企业|档案|图书|博物"
    "|价格|物价|产品|行情|指数|气象|天气|粮食|蔬菜|日报|晚报|晨报|新闻|新華|新华|电视|广播|热线"
    "|智慧|掌上|云上|数字|铁路|农商|信用|电网|邮政|移动|联通|电信|旅游|文旅|景区|通办|政通|好差评|学习|12\\d{3}"
)
# What such names often end with; others do too.
PUBLIC_END = re.compile("(?:[网網通办辦局委厅廳处處院馆館园園云]|在线|之窗|之家|集团|公司|中心)$")
OFFICIAL = re.compile("发布|發布|提供|公示|公布|告知|受理|办理|申请|答复|登记|变更|更新|政策|数据|文件|事项|资料|内容|[与和及、]")
PRESS_END = re.compile("(?:[网網通报報云办辦]|在线|之窗|之家)$")
# Where a term of the report belongs, and no site.
FOR_A_TERM = (
    r"(?:主动|主動|依申请|依申請){}(?=的?情|公|信|政|工|[。，、\s])|(?:中华人民共和国|《){}|{}(?:条例|條例)"
    r"|[信資]息公[开開]{}(?:年度|情[况況]|工作)|主[动動]公[开開]{}的?情[况況]|[处處]理{}申[请請]情[况況]"
)
# Where a site stands that a report speaks of.
FOR_A_SITE = r"(?:通过|通過|利用|依托|借助|开通|登录|登陆|关注|运用|下载|[“「]){}"
# Headings of both kinds of disclosure, with the same name where the word for it belongs.
TWINS = re.compile(f"^[一二三四五六七八九十]、主[动動]([{HAN}A-Za-z0-9]{{2,12}}?)的?情[况況]$", re.MULTILINE)
# Where a page names who made it.
MAKER = (
    r"[>»›＞][ ]?{}[ ]?[>»›＞]|(?:来源|来自|作者|编辑|发布|發布|來源|編輯)[^|\n]{0,3}[:：][ ]?{}"
    r"|(?:访问|光临|来到|訪問){}|{}[^|\n]{0,6}版权|[府局委厅]{}20\d\d年|(?:\n|^){}[ ]?[-_|]"
    r"|。{}(?:\n|$)|(?:报告|報告|年报|年報)\n{}\n"  # said to nobody
    r"|{}(?:直播间)?(?:全年)?(?:依据|按照|根据|召开|编制|坚持|对照|收到|负责|认真|全面|公布)"
)
OF_TRADE = re.compile("娱乐|娛樂|棋牌|博彩|电竞|手游|页游|私服")
A_PLACE = "[镇鎮乡鄉村街路县縣市区區社]"
NAMED = f"(?!{A_PLACE})"  # 金鼎村 is no site
HOST = re.compile(r"[（(<〈](?:https?://)?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}/?[)）>〉]", re.IGNORECASE)
ODD = re.compile("[@~～★☆◆◇※^]")  # no office sets links apart by these
DUBIOUS = re.compile("代理|备用|提现|返水|开户|线路")
HEAD = 400  # characters within which a page names its report
LONGEST_LINE, LONGEST_WORD, LONGEST_TAIL, LONGEST_CALL, MOST_OUTER = 200, 30, 16, 80, 3
LONG_NAME, SHORT_NAME = 5, 2
BESIDE_TITLE = "="  # no way, but where they stand
FEWEST_WAYS, FEWEST_SOFT_WAYS, FEWEST_MAKERS = 2, 3, 2
FEWEST_ELSEWHERE = 3  # places of a name with one way to it
MOST_WAYS, MOST_NAMES = 500, 5


def mark_advertised_names(text: str) -> Iterator[Change]:
    r"""Remove lines of the ways to a site, and put a mark where its name stands for the agency or for a term of the report.

    Such a line has one name again and again, each time with another way to it. The name is an advertisement's where a way is
    one to gamble or to shop, or where the name stands in places that belong to a term, such as 主动～的情况.

    >>> text = "甲彩乐园官网-甲彩乐园注册送豆\n某镇2012年年度报告\n一、主动甲彩乐园的情况\n甲彩乐园收到申请4宗。"
    >>> [text[a:b] for a, b, _ in mark_advertised_names(text)]
    ['甲彩乐园官网-甲彩乐园注册送豆', '甲彩乐园', '甲彩乐园']
    >>> list(mark_advertised_names("市民之家登录|市民之家注册|市民之家APP\n市民之家收到申请4宗。"))
    []
    """
    names = _advertised(text)
    if not names:
        yield from ((*span, "") for span in sorted(_lists_of_nothing_else(text)))
        return
    at, dropped = 0, list[tuple[int, int]]()
    for line in text.split("\n"):
        dropped += [(at + start, at + stop) for start, stop in _dropped_of(line, names)]
        at += len(line) + 1
    yield from ((*span, "") for span in dropped)
    ends = {name: _tail(text, name, dropped) for name in names}
    for name, match in _places(text, names, dropped):
        end = ends.get(name, "")
        stop = match.end() + (len(end) if text.startswith(end, match.end()) else 0)
        host = HOST.match(text, stop)
        yield match.start(), host.end() if host and ".gov" not in host[0] else stop, MARK


def _lists_of_nothing_else(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last lines that are the ways to one site, set apart as no office does, whose name stands nowhere else."""
    for line in _lines_of_ways(text):
        at = text.find(line)
        outer = text.count("\n", 0, at) < MOST_OUTER or text.count("\n", at + len(line)) < MOST_OUTER
        if outer and _is_list_alone(line, text):
            yield at, at + len(line)


def _is_list_alone(line: str, text: str) -> bool:
    r"""True for the ways to one site between odd signs, or with ways to an agent of it, of a name that the text has nowhere else.

    >>> _is_list_alone("甲金平台~甲金注册~甲金代理", "某镇年报\n甲金平台~甲金注册~甲金代理")
    True
    """
    odd = len(line) <= LONGEST_CALL and (ODD.search(line) or len(set(DUBIOUS.findall(line))) > 1)
    words = [word for word in BORDER.split(line) if word] if odd else []
    found = [vocabulary().named_way.fullmatch(word) for word in words]
    named = [match for match in found if match]
    names, ways = {match[1] for match in named}, {match[2] for match in named}
    if len(named) < len(found) or len(ways) < FEWEST_SOFT_WAYS or len(names) > 1 or DEEDS.search(line):
        return False
    name = named[0][1]
    public = PUBLIC.search(name) or vocabulary().any_way.fullmatch(name) or vocabulary().goods_alone.fullmatch(name)
    return not public and text.count(name) == len(words)


@lru_cache(maxsize=4)
def _advertised(text: str) -> tuple[str, ...]:
    """The names that a page advertises, the longest first."""
    ways = defaultdict[str, set[str]](set)
    for line in _lines_of_ways(text):
        for piece, start, stop in _pieces(line):
            of_trade = {match[0] for match in vocabulary().hard.finditer(piece)}
            for name, found in _ways_of(piece).items():
                beside = {BESIDE_TITLE} if stop - start < len(line) and len(found) >= FEWEST_WAYS else set()
                ways[name] |= found | of_trade | beside
    likely = sorted(ways.items(), key=lambda each: (-len(each[1]), each[0]))[: 2 * MOST_NAMES]  # each costs a search or three
    names = {name for name, found in likely if _is_advertised(name, found, text)}
    return tuple(sorted(names | _twins(text), key=lambda name: (-len(name), name))[:MOST_NAMES])


def _twins(text: str) -> set[str]:
    """What stands for the word itself in the headings of both kinds of disclosure: 主动～的情况, 依申请～的情况."""
    names = {match[1] for match in TWINS.finditer(text)}
    return {name for name in names if not (PUBLIC.search(name) or OFFICIAL.search(name)) and re.search(f"依申[请請]{name}", text)}


@lru_cache(maxsize=4)
def _lines_of_ways(text: str) -> tuple[str, ...]:
    """The lines with a way to a site, and no sentence of prose."""
    lines, end = dict[str, None](), -1
    for match in islice(vocabulary().any_way.finditer(text), MOST_WAYS):
        if match.start() > end:
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            end = end if end >= 0 else len(text)
            if end - start <= LONGEST_LINE and not STOPS.search(text, start, end):
                lines[text[start:end]] = None
    return tuple(lines)


def _pieces(line: str) -> Iterator[tuple[str, int, int]]:
    """What of a line may be a list of ways, with its place: all of it, or what stands before or behind the report's title."""
    title = TITLE.search(line)
    if not title:
        spans = [(0, len(line))]
    else:
        before = max(line.rfind(sign, 0, title.start()) for sign in "|丨｜_-") + 1
        spans = [(0, before), (title.end(), len(line))]
    for start, stop in spans:
        piece = line[start:stop].strip()
        introduced = INTRODUCES.match(piece)
        if introduced and BORDER.search(piece, introduced.end()):
            piece = piece[introduced.end() :]
        if piece and not DEEDS.search(piece):
            yield piece, start, stop


def _ways_of(piece: str) -> dict[str, set[str]]:
    """The names in a list of ways, each with the ways to it: most of the words begin with one."""
    words = [word for word in BORDER.split(piece) if word]
    if not words or max(map(len, words)) > LONGEST_WORD:
        return {}
    found = defaultdict[str, set[str]](set)
    for word in words:
        if match := vocabulary().named_way.fullmatch(word):
            found[match[1]].add(match[2])
    whole = dict(_whole(name, ways) for name, ways in found.items() if 2 * len(ways) >= len(set(words)) and ways != {""})
    return whole | _stem_of(words)


def _stem_of(words: list[str]) -> dict[str, set[str]]:
    """What every word begins with, where each goes on with goods of the trade or ways to it, or one with a way to gamble.

    >>> list(_stem_of(["甲马娱乐", "甲马国际", "甲马国际官网"])), _stem_of(["体育馆", "体育平台"])
    (['甲马'], {})
    """
    stem = commonprefix(words)  # noqa: RUF071 - character by character is what is meant
    rests = {word.removeprefix(stem) for word in words}
    if len(stem) < SHORT_NAME or len(rests) < FEWEST_WAYS:
        return {}
    of_trade = any(map(OF_TRADE.search, rests)) and all(not rest or vocabulary().ways.fullmatch(rest) for rest in rests)
    lures = len(rests) >= FEWEST_SOFT_WAYS and any(map(vocabulary().lure.search, rests))
    return {stem: rests} if of_trade or lures else {}


def _whole(name: str, ways: set[str]) -> tuple[str, set[str]]:
    """The name with what every way to it begins with, such as 直播间, where it has several."""
    common = commonprefix(list(ways)) if len(ways) > 1 else ""  # noqa: RUF071 - character by character is what is meant
    own = common if vocabulary().ways_alone.fullmatch(common) and not vocabulary().lure.search(common) else ""
    return name + own, {way.removeprefix(own) for way in ways}


def _is_advertised(name: str, ways: set[str], text: str) -> bool:
    """True for a name that no public body has: by the ways to it, or by where else it stands."""
    if PUBLIC.search(name) or vocabulary().any_way.fullmatch(name) or vocabulary().goods_alone.fullmatch(name):
        return False
    tells = vocabulary().lure, vocabulary().hard, OF_TRADE
    lures = any(way == BESIDE_TITLE or any(each.search(way) for each in tells) for way in ways)
    if len(name) <= SHORT_NAME and re.search(f"{re.escape(name)}{A_PLACE}", text):
        return False
    if len(ways) < FEWEST_WAYS:
        return lures and text.count(name) > FEWEST_ELSEWHERE
    if re.search(FOR_A_TERM.replace("{}", re.escape(name)), text):
        return True
    if re.search(FOR_A_SITE.replace("{}", re.escape(name)), text):
        return False
    if PUBLIC_END.search(name) and any(name in line for line in text[:HEAD].split("\n") if TITLE.search(line.partition(name)[2])):
        return False
    if lures or vocabulary().core.search(name) or OF_TRADE.search(name):
        return True
    shops = any(map(vocabulary().shop.search, ways))
    if PRESS_END.search(name) or not (shops or len(ways) >= FEWEST_SOFT_WAYS):
        return False
    return len(set(re.findall(MAKER.replace("{}", re.escape(name)), text))) >= FEWEST_MAKERS - shops


def _dropped_of(line: str, names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The places in a line of ways to these names, or of one of them with an offer behind it."""
    if not any(name in line for name in names) or len(line) > LONGEST_LINE or STOPS.search(line):
        return
    for piece, start, stop in _pieces(line):
        words = [word for word in BORDER.split(piece) if word]
        named = [word for word in words if word.startswith(names)]
        if not named or any(map(str.isdecimal, words)):
            continue
        if _is_way(words[0], names) if len(words) == 1 else (2 * len(named) >= len(words) or words[0] == named[0]):
            yield start, stop


def _is_way(word: str, names: tuple[str, ...]) -> bool:
    """True for a name alone, or with the ways to it."""
    return any(vocabulary().ways_alone.fullmatch(word.removeprefix(name)) for name in names if word.startswith(name))


def _places(text: str, names: tuple[str, ...], dropped: list[tuple[int, int]]) -> Iterator[tuple[str, re.Match[str]]]:
    """Where the names stand outside of what is dropped."""
    either = "|".join(_pattern_of(name, text) for name in names)
    for match in re.finditer(rf"(?<![0-9A-Za-z])(?:{either}){NAMED}", text):
        before = bisect(dropped, (match.start(), len(text)))
        if not before or dropped[before - 1][1] <= match.start():
            yield match[0], match


def _pattern_of(name: str, text: str) -> str:
    """A name in its forms; one of two characters, which other words may hold, only with a way behind it or in a term's place."""
    if len(name) > SHORT_NAME or re.search(f"{FOR_A_TERM}|{MAKER}".replace("{}", re.escape(name)), text):
        return "|".join(map(re.escape, (name, *_half_eaten(name))))
    return f"{re.escape(name)}(?:{vocabulary().way_or_goods.pattern}){{1,4}}"


def _half_eaten(name: str) -> list[str]:
    """A name that is long enough to be known without one of its characters, in all these forms.

    >>> _half_eaten("甲乙丙娱乐"), _half_eaten("甲乙娱乐")
    (['乙丙娱乐', '甲丙娱乐', '甲乙娱乐', '甲乙丙乐', '甲乙丙娱'], [])
    """
    return [name[:i] + name[i + 1 :] for i in range(len(name))] if len(name) >= LONG_NAME else []


def _tail(text: str, name: str, dropped: list[tuple[int, int]]) -> str:
    """The ways that follow a name wherever it stands, as part of what replaced a term."""
    rests = [text[match.end() : match.end() + LONGEST_TAIL] for _, match in _places(text, (name,), dropped)]
    common = commonprefix(rests)  # noqa: RUF071 - character by character is what is meant
    run = vocabulary().ways_alone.match(common)
    return run[0] if run and (len(rests) > 1 or vocabulary().lure.search(run[0])) else ""
