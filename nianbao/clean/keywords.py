"""Lines that advertise: keywords between strokes, lists of places for search engines, addresses that nobody has."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, takewhile
from os.path import commonprefix

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change
from nianbao.clean.vocabulary import JOINERS, seeds, site_words, vocabulary

STOPS = "。！？；"
FEWEST_WORDS = 3  # distinct bar words that make a bar
FEWEST_PLACES, FEWEST_PROVINCES = 6, 4
SHORTEST_LIST = 3 * FEWEST_PLACES - 1  # names of two characters and what sets them apart
FEWEST_CORES = 2
PLACE = re.compile(f"[{HAN}]{{1,7}}[省市县縣区區旗州盟乡鄉镇鎮]")
HOSTLESS = re.compile(r"https?://[^\s./|]{0,30}(?=[\s|]|$)")  # http://444: nobody's address
HOSTS = re.compile(
    r"(?:(?:https?://)?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}/?[\s,|]+){2,40}(?:https?://)?[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4}/?",
    re.IGNORECASE,
)
OFFICIAL_HOST = re.compile(r"\.gov\b|\.edu\b|\.org\b", re.IGNORECASE)
BORDER = re.compile(rf"[\s|丨｜,，、_·{JOINERS}]+|-+|[【】]")
ENUMERATION = re.compile("[、，]")  # prose sets words apart by these; keywords stand between strokes, spaces and signs of ASCII
# What a line of keywords never has: words for what an agency does, counts.
DEEDS = re.compile(
    "公开|公開|信息|查处|打击|整治|治理|检查|案|违法|宣传|清理|取缔|专项|行动|管理|工作|开展|服务|群众|政府|报告|制度|\\d[条件起次个人]"
    "|请与|联系(?![Qq])|疑问|根据|现将|我[局镇乡县市区办院]|投注[站点點]|福利彩票|福彩|体彩"  # nor what a sentence has
)
CONTACT = re.compile(r"(?:联系|客服|广告|业务|加)[Qq]{2}|[Qq]{2}(?:号|群)?[:：] ?\d{5,}|(?:微信|[Vv]信)号?[:：] ?[A-Za-z]\w{4,}")
TAKEDOWN = re.compile("(?:如有?|若有?|倘有?|如果|涉嫌)[^，。]{0,8}侵(?:权|權|犯)[^。]{0,60}(?:[删刪]除|撤下|下架|[联聯][系繫])")
OWN_WORDS = re.compile("[我本][局镇鎮县縣市区區委办辦厅廳院]|投[诉訴]|[举舉][报報]|申[请請]")
NO_TAIL = re.compile("[省市县縣區局厅廳委会會院办辦处處镇鎮乡鄉]|20\\d\\d|[：:、]|微信|微博|福利|投注[站点點]|棋牌室")
OFFICE = re.compile("局|办|电话|地址|邮|联系人|主办|承办|。")
# Words set apart by spaces, no table's and no sentence's.
LOOSE = re.compile(r"[^，。；：:、\t| ]{2,30}(?: [^，。；：:、\t| ]{2,30}){2,9}")
MOST_OFFERS = 8  # lines at the end of a page
# A collection's sentence between two of the report's.
INSERTED = re.compile(r"(?<=[。；])本(?:篇)?(?:文章|文|资料)来自[^，。；\n《》]{2,16}(?:下载|文库网?|文秘网?|范文网?|网)。")
CALL = re.compile(
    r"注册(?:就|即)?送|彩金|首存|首充|开户即|充值|下注|送\d+元|急用钱|加微信|加[Qq]{2}|包过|先办后付|包下证|日赚|稳赚"
)
WAY_IN = re.compile("官网|投注|开户|下注|赔率|开奖|(?i:app)")
ADDRESS_FIRST = re.compile(r"www\.|http|［…］")  # or the mark that replaced one
MOST_ADDRESSES = 300
MOST_TRADE = 0.8  # share of a line's characters
LEAST_TRADE = 0.6  # share of a line's keywords that are of some trade
LONGEST_KEYWORD, LONGEST_LINE, LONGEST_CALL = 30, 1_000, 120
SHORTEST_STEM, FEWEST_WAYS_IN, MOST_STEMS = 2, 2, 5
WORDS = re.compile(r"[\s|]+")
BETWEEN_WORDS = re.compile(rf"[\s|丨｜,，_·—{JOINERS}-]+")
TITLE_PREFIX = re.compile(r"\A([^\n。；：]{2,80}[|丨｜_])(?=[^\n|丨｜_]{6,60}(?:报告|報告|年报|年報)$)", re.MULTILINE)


def drop_advert_bars(text: str) -> Iterator[Change]:
    r"""Remove bars of advertising keywords, lists of place names for search engines, and runs of addresses without a host.

    Spam copies of official pages carry them above and below the text, set off by upright strokes.

    >>> list(drop_advert_bars("某区年报|概述\n精品视频一区|在线播放国产|中文字幕亚洲"))
    [(8, 28, '')]
    >>> list(drop_advert_bars("规章 | 0 | 0 | 0 |\n新建无码头的渡口，丰城市政府公开3条。"))
    []
    """
    lines = text.split("\n")
    trade, goods = _lines_of_trade(text, lines), _lines_at(site_words(text), lines)
    stems = tuple(islice(filter(None, (_stem(lines[i]) for i in sorted(goods))), MOST_STEMS))
    if stems and (prefix := TITLE_PREFIX.match(text)) and _is_of_stems(prefix[1], stems):
        yield (*prefix.span(1), "")
    bars = _bars(lines, trade, stems)
    at = 0
    for i, line in enumerate(lines) if bars or "来自" in text else ():
        if i in bars:
            yield at + bars[i], at + len(line), ""
        elif "来自" in line:
            yield from ((at + match.start(), at + match.end(), "") for match in INSERTED.finditer(line))
        at += len(line) + 1


def _bars(lines: list[str], trade: set[int], stems: tuple[str, ...]) -> dict[int, int]:
    """The numbers of the lines that advertise, each with where in the line that begins."""
    starts = {i: _keywords_start(lines[i]) for i in trade}
    starts |= {i: _bar_start(line) for i, line in enumerate(lines) if i not in trade and _may_be_bar(line)}
    starts |= {i: 0 for i, line in enumerate(lines) if stems and _is_of_stems(line, stems)}
    starts |= dict.fromkeys((*_offers(lines), *_tails(lines, trade), *_notices(lines)), 0)
    bars = {i: start for i, start in starts.items() if start < len(lines[i])}
    long = [(i, line) for i, line in enumerate(lines) if len(line) >= SHORTEST_LIST and "。" not in line]
    lists = [
        i for i, line in long if _lists_far_places(line) or (not bars.keys().isdisjoint((i - 1, i + 1)) and _lists_places(line))
    ]
    return bars | dict.fromkeys(lists, 0)


def _may_be_bar(line: str) -> bool:
    """True for a line with two strokes or spaces, the least that make a bar, or with an address."""
    return line.count("|") > 1 or line.count(" ") > 1 or "http" in line


def _offers(lines: list[str]) -> Iterator[int]:
    """The last lines of a page that give an advertiser's contact, and the loose words right above them.

    >>> list(_offers(["公开信息3条。", "收售旧书 上门取货 随叫随到", "联系QQ：1234567"]))
    [1, 2]
    >>> list(_offers(["公开信息3条。", "联系人：某某 电话：1234567 QQ：1234567"]))
    []
    """
    filled = list(islice((i for i in reversed(range(len(lines))) if lines[i].strip()), MOST_OFFERS))
    contacts = [i for i in filled if not (DEEDS.search(lines[i]) or OFFICE.search(lines[i])) and CONTACT.search(lines[i])]
    if contacts and filled[0] in contacts:
        yield from sorted(takewhile(lambda i: i in contacts or LOOSE.fullmatch(lines[i].strip()), filled))


def _notices(lines: list[str]) -> Iterator[int]:
    """The last lines of a page in which a copyist tells owners how to have it taken down.

    >>> list(_notices(["公开3条。", "以上由网友上传，如有侵权请发邮件删除"])), list(_notices(["如有侵权，请与我局联系。"]))
    ([1], [])
    """
    for i in islice((i for i in reversed(range(len(lines))) if lines[i].strip()), MOST_OFFERS):
        if "侵" in lines[i] and len(lines[i]) <= LONGEST_CALL and TAKEDOWN.search(lines[i]) and not OWN_WORDS.search(lines[i]):
            yield i


def _tails(lines: list[str], trade: set[int]) -> Iterator[int]:
    """The first and the last lines of a page that are keywords, one of the trade among them.

    >>> list(_tails(["公开信息3条。", "皇冠足球开户 甲讯网导航 乙合资料大全"], {1}))
    [1]
    >>> list(_tails(["某县皇冠足球协会 2014年1月"], {0}))
    []
    """
    orders = (range(len(lines)), range(len(lines) - 1, -1, -1)) if trade else ()
    for order in orders:
        filled = islice((i for i in order if lines[i].strip()), MOST_OFFERS)
        yield from takewhile(lambda i: i in trade and _is_tail(lines[i].strip()), filled)


def _is_tail(line: str) -> bool:
    """True for a short line of loose words, none of an office, with a name of the trade, or most of some trade or a way to it."""
    words = [word for word in BORDER.split(line) if word] if len(line) <= LONGEST_CALL else []
    if len(words) < FEWEST_WAYS_IN or _has_numbers(words) or max(map(len, words)) > LONGEST_KEYWORD:
        return False
    if any(stop in line for stop in STOPS) or DEEDS.search(line) or NO_TAIL.search(line):
        return False
    likely = [word for word in words if vocabulary().trade.search(word) or vocabulary().way_end.search(word)]
    return vocabulary().is_compound(line) or (2 * len(likely) > len(words) and bool(vocabulary().core.search(line)))


def _stem(line: str) -> str:
    """The name that every word of a line of keywords begins with, each going on with goods and ways in; mostly empty.

    >>> _stem("甲马娱乐,甲马娱乐官网,甲马娱乐注册"), _stem("公开指南 公开目录 公开平台"), _stem("体育，体育馆，体育平台")
    ('甲马娱乐', '', '')
    """
    words = [word for word in BETWEEN_WORDS.split(line.strip()) if word] if len(line) <= LONGEST_LINE else []
    stem = commonprefix(words)  # noqa: RUF071 - character by character is what is meant
    if len(words) < FEWEST_WORDS or len(stem) < SHORTEST_STEM or not vocabulary().site_word.search(line):
        return ""
    rests = {word.removeprefix(stem) for word in words}
    of_trade = all(not rest or vocabulary().ways.fullmatch(rest) for rest in rests)
    ways = sum(1 for rest in rests if vocabulary().way.search(rest))
    return stem if of_trade and ways >= FEWEST_WAYS_IN and not DEEDS.search(line) else ""


def _is_of_stems(line: str, stems: tuple[str, ...]) -> bool:
    """True for a short line with a name of such a line, and beside it only places and what goes on with the name."""
    if len(line) > LONGEST_LINE or not any(stem in line for stem in stems) or any(stop in line for stop in STOPS):
        return False
    words = [word for word in BETWEEN_WORDS.split(line.strip()) if word]
    named = [word for word in words if word.startswith(stems) and vocabulary().ways.fullmatch(_rest(word, stems) or "官网")]
    others = [word for word in words if word not in named]
    return bool(named) and all(map(PLACE.fullmatch, others))


def _rest(word: str, stems: tuple[str, ...]) -> str:
    return next(word.removeprefix(stem) for stem in stems if word.startswith(stem))


def _lines_of_trade(text: str, lines: list[str]) -> set[int]:
    """The numbers of the lines worth a closer look: with a word that hardly any other line has, or an address at their head."""
    addresses = (
        islice(ADDRESS_FIRST.finditer(text), MOST_ADDRESSES) if any(sign in text for sign in ("www.", "http", MARK)) else ()
    )
    return _lines_at([*seeds(text), *(match.start() for match in addresses)], lines)


def _lines_at(places: Sequence[int], lines: list[str]) -> set[int]:
    """The numbers of the lines that these places of the text are in."""
    ends = list(accumulate(len(line) + 1 for line in lines)) if places else []
    return {bisect(ends, place) for place in places}


def _keywords_start(line: str) -> int:
    """Where keywords of some trade begin that go on to the line's end: at its head, or behind its last full stop."""
    behind = max(map(line.rfind, STOPS)) + 1
    return next((start for start in (0, behind) if start < len(line) and _is_keyword_line(line[start:])), _bar_start(line))


def _bar_start(line: str) -> int:
    """Where a bar begins that goes on to the end of the line; the line's length where there is none."""
    if not _may_be_bar(line):
        return len(line)
    start = max(map(line[: line.find("|") if "|" in line else len(line)].rfind, STOPS)) + 1
    return start if _is_bar(line[start:]) else len(line)


def _is_keyword_line(line: str) -> bool:
    """True for a line of keywords of some trade and nothing else, however they are set apart, and for one of addresses."""
    if len(line) > LONGEST_LINE:
        return False
    stripped = line.strip()
    if any(stop in line for stop in STOPS):
        return len(stripped) <= LONGEST_CALL and _is_call(stripped)
    if ADDRESS_FIRST.match(stripped) and CALL.search(stripped) and not DEEDS.search(stripped):
        return True
    if "." in line and HOSTS.fullmatch(stripped):
        return not OFFICIAL_HOST.search(stripped)
    hard = vocabulary().hard.search(line)
    if not (hard or vocabulary().brand.search(line)) or DEEDS.search(line):
        return False
    if ENUMERATION.search(line) and not _enumerates_houses(line):
        return False
    if hard and _share_of_trade(stripped) >= MOST_TRADE:
        return True
    words = [word for word in BORDER.split(stripped) if word]
    if len(words) < FEWEST_WORDS - ("_" in line or "【" in line) or max(map(len, words)) > LONGEST_KEYWORD or _has_numbers(words):
        return False
    known = {match[0] for match in vocabulary().trade.finditer(stripped)}
    trade = [word for word in words if vocabulary().trade.search(word)] if len(known) >= FEWEST_WORDS + (not hard) else []
    return len(trade) >= LEAST_TRADE * len(words)


def _has_numbers(words: list[str]) -> bool:
    """True for a row of a table: cells with nothing but a count among them."""
    return any(map(str.isdecimal, words))


def _enumerates_houses(line: str) -> bool:
    """True for words set apart as in prose that no prose has: houses, or bets with the way to place them."""
    words = vocabulary()
    cores = set(words.core.findall(line))
    return bool(words.house.search(line) or (len(cores) >= FEWEST_CORES and WAY_IN.search(line)))


def _share_of_trade(line: str) -> float:
    """The share of a line that is words of some trade, where they are two at least."""
    found = [match[0] for match in vocabulary().trade.finditer(line)]
    return sum(map(len, found)) / len(line) if len(set(found)) > 1 else 0


def _is_call(line: str) -> bool:
    """True for a sentence that calls to gamble, borrow or buy, and says nothing of what an agency did."""
    return bool(CALL.search(line) and vocabulary().trade.search(line)) and not DEEDS.search(line)


def _lists_places(line: str) -> bool:
    """True for a line of nothing but places, which beside advertising is there for search engines."""
    words = line.split()
    return len(words) >= FEWEST_PLACES and all(map(PLACE.fullmatch, words))


def _lists_far_places(line: str) -> bool:
    """True for a line of nothing but places that lie in many provinces, which no agency but the state's has to do with."""
    if "。" in line or sum(map(line.count, "县市区縣區")) < FEWEST_PROVINCES:
        return False
    if any(stop in line for stop in STOPS):
        return False
    words = [word for word in BORDER.split(line.strip()) if word]
    if len(words) < FEWEST_PLACES or not all(map(PLACE.fullmatch, words)):
        return False
    from nianbao.identify.regions import lookup  # its table takes 6 ms to read

    places = [{code[:2] for code in lookup(word)} for word in words]
    provinces = {next(iter(codes)) for codes in places if len(codes) == 1}
    return len(provinces) >= FEWEST_PROVINCES and sum(map(bool, places)) * 2 > len(places)


def _is_bar(piece: str) -> bool:
    """True for keywords between strokes or spaces that advertise, for a list of places, for addresses without a host."""
    if any(stop in piece for stop in STOPS):
        return False
    parts = [part.strip() for part in piece.split("|") if part.strip()]
    if max(len(parts), len(piece.split())) > 2 and _has_bar_words(piece) and not _has_numbers(WORDS.split(piece)):  # noqa: PLR2004
        return True
    places = sum(1 for part in parts if PLACE.fullmatch(part)) if len(parts) >= FEWEST_PLACES else 0
    lists_places = places >= FEWEST_PLACES and places * 2 > len(parts)
    return lists_places or ("http" in piece and len(HOSTLESS.findall(piece)) > 1)


def _has_bar_words(piece: str) -> bool:
    """True for three words of keyword bars, or of the trade itself where nothing says what an office did."""
    words = vocabulary()
    if len(set(words.bar.findall(piece))) >= FEWEST_WORDS and words.bar_sign.search(piece):
        return True
    return len(set(words.core.findall(piece))) >= FEWEST_WORDS and not DEEDS.search(piece)
