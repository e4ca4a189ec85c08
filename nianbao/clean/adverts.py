"""Second phase, withheld: advertising of hijacked pages and spam copies. Found by shape and repetition, never by a word alone."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule
from nianbao.clean.vocabulary import SITE_NUMBER, vocabulary

STOPS = "。！？；"
FEWEST_WORDS = 3  # distinct bar words that make a bar
FEWEST_PLACES = 6
PLACE = re.compile(f"[{HAN}]{{1,7}}[省市县縣区區旗州盟乡鄉镇鎮]")
HOSTLESS = re.compile(r"https?://[^\s./|]{0,30}(?=[\s|]|$)")  # http://444: nobody's address
GLOSS = re.compile(f"[{HAN}]\\([a-z\u00e0-\u01dcɡ]{{1,6}} ?\\)")
FEWEST_GLOSSES = 5
LONGEST_TITLE = 50
ENDINGS = "com|cn|net|org|cc|vip|top|xyz|info|biz|tv|me|co|club|site|shop|online|wang|app"
HAS_ADDRESS = re.compile(rf"\.(?:{ENDINGS})(?![a-z0-9])", re.IGNORECASE)
ADDRESS = re.compile(
    rf"""
    (?:https?://)?
    ([a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{1,40}}){{0,4}}\.(?:{ENDINGS})) (?![a-z0-9-])
    (?:/[a-z0-9/._?=&%~-]{{0,200}})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
NAMED_AFTER = re.compile(f"[{HAN}]{{1,8}}?(?:镇|鎮|乡|鄉|街道|县|縣|区|區|市|局|委|办|厅)")
BEHIND_TITLE = re.compile(r"(?<=报告|報告|年报|年報)[ ]?[-_|—][ ]?$")
JOINERS = tuple("_-|,，—·")  # what stands between the words of a page title
LATIN = re.compile(r"(?<![A-Za-z0-9])(?=\d*[A-Za-z])[A-Za-z0-9]{1,12}\Z", re.ASCII)
REPORT = re.compile("报告|年报|報告|年報")
FEWEST_INTRUSIONS, LONGEST_BRAND = 3, 8
NO_BRAND = frozenset(  # what no name of a site begins or goes on with
    "省市縣县區区州旗镇鎮乡鄉局委厅廳办辦院处處府年度月日的由在与與和及对對将將為为按各我本全是据據了"
    "、，。：；（）“”《》,.:;()<>\n\t |"
)
MOST_TERMS = 20  # a page replaces one term or two; more are no sign of anything, and each costs a search
HEAD = 400  # characters within which a page names itself
MOST = 0.6  # share of a phrase's places that must go on alike
# Where the same words always stand in every report, whatever stands there instead is not the report's.
FORMULAS = (
    re.compile(r"中华人民共和国(?P<term>[^《》\s，,。；［］]{2,30})条例》"),
    re.compile(r"(?:办公厅|办公室|人民政府)(?P<term>[^《》\s。；［］]{4,30}?)(?:印发|进一步|做好)"),
)
OFFICIAL = re.compile(
    "公开|公開|政府|政务|政務|信息|关于|關於|转发|工作|实施|管理|制定|联合|贯彻|通知|文件|会议|保护|安全|条例|办法|印章|档案|保密"
)


def drop_advert_bars(text: str) -> Iterator[Change]:
    r"""Remove bars of advertising keywords, lists of place names for search engines, and runs of addresses without a host.

    Spam copies of official pages carry them above and below the text, set off by upright strokes.

    >>> list(drop_advert_bars("某区年报|概述\n精品视频一区|在线播放国产|中文字幕亚洲"))
    [Change(start=8, end=28, inserted='')]
    >>> list(drop_advert_bars("规章 | 0 | 0 | 0 |\n新建无码头的渡口，丰城市政府公开3条。"))
    []
    """
    lines = text.split("\n")
    starts = [_bar_start(line) for line in lines]
    at = 0
    for i, line in enumerate(lines):
        beside = any(0 <= near < len(lines) and starts[near] < len(lines[near]) for near in (i - 1, i + 1))
        start = 0 if beside and _lists_places(line) else starts[i]
        if start < len(line):
            yield Change(at + start, at + len(line))
        at += len(line) + 1


def _bar_start(line: str) -> int:
    """Where a bar begins that goes on to the end of the line; the line's length where there is none."""
    strokes = line.count("|")
    if strokes < 2 and line.count(" ") < 2 and "http" not in line:  # noqa: PLR2004 - two strokes are the least that make a bar
        return len(line)
    start = max(map(line[: line.find("|") if strokes else len(line)].rfind, STOPS)) + 1
    return start if _is_bar(line[start:]) else len(line)


def _lists_places(line: str) -> bool:
    """True for a line of nothing but places, which beside advertising is there for search engines."""
    words = line.split()
    return len(words) >= FEWEST_PLACES and all(map(PLACE.fullmatch, words))


def _is_bar(piece: str) -> bool:
    """True for keywords between strokes or spaces that advertise, for a list of places, for addresses without a host."""
    if any(stop in piece for stop in STOPS):
        return False
    parts = [part.strip() for part in piece.split("|") if part.strip()]
    words = (vocabulary().bar, vocabulary().core) if max(len(parts), len(piece.split())) > 2 else ()  # noqa: PLR2004
    if any(len(set(pattern.findall(piece))) >= FEWEST_WORDS for pattern in words):
        return True
    places = sum(1 for part in parts if PLACE.fullmatch(part)) if len(parts) >= FEWEST_PLACES else 0
    lists_places = places >= FEWEST_PLACES and places * 2 > len(parts)
    return lists_places or ("http" in piece and len(HOSTLESS.findall(piece)) > 1)


def mark_replaced_addresses(text: str) -> Iterator[Change]:
    r"""Put a mark in place of the address that a hijacker put where the agency's own stood.

    Hijacked copies replace the official domain everywhere, even within the agency's name. A foreign address is taken for
    one only where the page shows other signs: readings after its characters, advertising, or the address itself at the
    head of a name. Official hosts and mail providers stay.

    >>> text = "abc.com某镇\n2008年工作报告\n现公布abc.com某镇2008年报告，网址www.abc.com。"
    >>> [text[change.start:change.end] for change in mark_replaced_addresses(text)]
    ['abc.com', 'abc.com', 'www.abc.com']
    >>> list(mark_replaced_addresses("网址：www.abc.com。电子邮箱：a@163.com"))
    []
    """
    if not HAS_ADDRESS.search(text):
        return
    addresses = [match for match in ADDRESS.finditer(text) if not _is_trusted(match[1])]
    if addresses and (_is_hijacked(text) or any(_names_an_agency(text, match) for match in addresses)):
        yield from (Change(*match.span(), MARK) for match in addresses)


def _is_trusted(host: str) -> bool:
    host = host.lower()
    return any(host == ending or host.endswith("." + ending) for ending in vocabulary().trusted)


def _is_hijacked(text: str) -> bool:
    return (
        len(GLOSS.findall(text)) >= FEWEST_GLOSSES
        or any(True for _ in drop_advert_bars(text))
        or any(True for _ in mark_adverts(text))
    )


def _names_an_agency(text: str, match: re.Match[str]) -> bool:
    """True where an address stands within a name: at the head of a line before a place, in the title or there again later."""
    if match.start() > HEAD or text[match.start() - 1 : match.start()] not in ("", "\n"):
        return False
    name = NAMED_AFTER.match(text, match.end())
    return name is not None and (text.count(match[0] + name[0]) > 1 or _in_report_title(text, match))


def mark_adverts(text: str) -> Iterator[Change]:
    """Put a mark in place of the advertisement that replaced a real term everywhere; a line of nothing else disappears.

    Hijackers replace a common term, such as 关于, 政府信息公开 or the agency's name, by what they advertise. What stood there
    is not guessed; an emendation may supply it.

    >>> list(mark_adverts("国务院办公厅金沙投注,金沙体育投注印发甲的通知，省政府办公厅金沙投注,金沙体育投注印发乙的通知"))
    [Change(start=6, end=17, inserted='［…］'), Change(start=30, end=41, inserted='［…］')]
    >>> list(mark_adverts("开展体育彩票投注站检查3次，打击赌博2起，清理棋牌室5家。"))
    []
    """
    spans = sorted({*_phrases(text), *_formula_breakers(text), *_intruders(text)}, key=lambda span: (span[0], -span[1]))
    end = 0
    for start, stop in spans:
        if start < end:
            continue
        end = stop
        alone = text[start - 1 : start] in ("", "\n") and text[stop : stop + 1] in ("", "\n")
        behind = BEHIND_TITLE.search(text, max(0, start - 5), start) if text[stop : stop + 1] in ("", "\n") else None
        yield Change(behind.start() if behind else start, stop, "" if alone or behind else MARK)


def _phrases(text: str) -> Iterator[tuple[int, int]]:
    words = vocabulary()
    if not words.core.search(text):
        return
    matches = [match for match in words.phrase.finditer(text) if words.core.search(match[0])]
    places = defaultdict(list)
    for match in matches:
        places[match[0]].append(match)
    longer = {phrase: _goes_on(text, same) for phrase, same in places.items()}
    for match in matches:
        titled = _title_form(text, match)
        house = words.house.search(match[0])
        telling = len(words.word.findall(match[0])) > 1 and (len(places[match[0]]) > 1 or _in_title(text, match))
        if titled or house or telling:
            yield titled or (_latin_before(text, match.start()), _end_of(text, match, longer[match[0]]))


def _end_of(text: str, match: re.Match[str], word: str) -> int:
    """Where a phrase ends: with the word that mostly follows it, or with the weak words that end its line."""
    end = match.end() + (len(word) if word and text.startswith(word, match.end()) else 0)
    rest = _run_end(vocabulary().weak, text, match.end())
    return rest if text[rest : rest + 1] in ("", "\n") else end


def _run_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a run of a pattern's words ends that begins at a place."""
    while after := pattern.match(text, at):
        at = after.end()
    return at


def _in_title(text: str, match: re.Match[str]) -> bool:
    """True within a short line without a comma or a full stop."""
    end = text.find("\n", match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]
    return len(line) <= LONGEST_TITLE and not re.search("[，。；,;]", line)


def _title_form(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The span of a phrase of the form 甲_乙【丙】, as titles of advertising pages have it; None where it has not."""
    weak, end, start = vocabulary().weak, match.end(), match.start()
    while before := _before(weak, text, start):
        start = before
    while after := weak.match(text, end + (text[end : end + 1] in JOINERS)):
        end = after.end()
    if bracket := re.compile(r"【[^】\n]{1,20}】[:：]?").match(text, end):
        return start, bracket.end()
    return (start, end) if "_" in text[start:end] else None


def _before(pattern: re.Pattern[str], text: str, end: int) -> int:
    """Where a word begins that ends at `end`; 0 where there is none."""
    return next((at for at in range(max(0, end - 5), end) if pattern.fullmatch(text, at, end)), 0)


def _goes_on(text: str, places: list[re.Match[str]]) -> str:
    """The word that follows a phrase in most of its places; empty where none does."""
    weak = vocabulary().weak
    following = Counter(text[place.end() : end] for place in places if (end := _run_end(weak, text, place.end())) > place.end())
    word, count = following.most_common(1)[0] if following else ("", 0)
    return word if count > 1 and count >= MOST * len(places) else ""


def _latin_before(text: str, at: int) -> int:
    """Where the Latin name before a phrase begins, as in bet000某某投注."""
    latin = LATIN.search(text, max(0, at - 12), at)
    return latin.start() if latin else at


def _intruders(text: str) -> Iterator[tuple[int, int]]:
    """A name of a site, unknown to the lists, that stands in a title and time and again where no site can be meant."""
    titles = [line for line in text.split("\n") if len(line) <= LONGEST_TITLE and REPORT.search(line)]
    names = {match[0] for line in titles for pattern in (vocabulary().site, SITE_NUMBER) for match in pattern.finditer(line)}
    for name in sorted(names)[:MOST_TERMS]:
        same = list(re.finditer(re.escape(name), text)) if text.count(name) >= FEWEST_INTRUSIONS else []
        if any(_in_report_title(text, match) for match in same):
            size = _same_before(text, same)
            if size and not OFFICIAL.search(text[same[0].start() - size : same[0].end()]):
                yield from ((match.start() - size, match.end()) for match in same)


def _in_report_title(text: str, match: re.Match[str]) -> bool:
    end = text.find("\n", match.end())
    return _in_title(text, match) and bool(REPORT.search(text, match.end(), end if end >= 0 else len(text)))


def _same_before(text: str, places: list[re.Match[str]]) -> int:
    """How many characters before every place are the same, and can be part of a name."""
    before = [text[max(0, match.start() - LONGEST_BRAND) : match.start()] for match in places]
    size = 0
    while size < min(map(len, before)) and len({each[-size - 1] for each in before}) == 1:
        if before[0][-size - 1] in NO_BRAND:
            break
        size += 1
    return size


def _formula_breakers(text: str) -> Iterator[tuple[int, int]]:
    """Whatever stands, time and again, where a formula of all reports has another term."""
    terms = {match["term"] for formula in FORMULAS for match in formula.finditer(text)}
    for term in sorted(terms)[:MOST_TERMS]:
        if not OFFICIAL.search(term) and text.count(term) > 2 and not re.search(r"\d", term):  # noqa: PLR2004 - twice is chance
            yield from (match.span() for match in re.finditer(re.escape(term), text))


RULES = (
    Rule(mark_replaced_addresses, withheld=True),
    Rule(drop_advert_bars, withheld=True),
    Rule(mark_adverts, withheld=True),
)
