"""Advertising known by its own words: names of houses, compounds of the trade, titles of advertising pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from os.path import commonprefix

from nianbao.clean.vocabulary import Vocabulary, seeds, vocabulary

FEWEST_INTRUSIONS = 3
LONGEST_TITLE = 50
JOINERS = tuple("_-|,，—·")  # what stands between the words of a page title
LATIN = re.compile(r"(?<![A-Za-z0-9])(?=\d*[A-Za-z])[A-Za-z0-9]{1,12}\Z", re.ASCII)
VENUE = re.compile(
    "[站点點室]|[业業](?![网網])|场所|場所|会所|會所|市[场場]|[网網][点點]|机构|機構|诈|詐|违|違|犯罪|案|活[动動]|整改|停业|停業|复查|複查|[营營]业|[经經][营營]|消防|[监監]"
)
INSPECTS = re.compile("[检檢排抽巡严嚴]查|查[处處获獲]|打[击擊]|整治|取[缔締]|[关關]停|清理|[规規]范|禁")
BEHIND_TERM = re.compile(
    "工作|[条條]例|要求|申[请請]|[报報]告|年度|[负負][责責]|指南|目[录錄]|[领領][导導]|制度|印[发發]|[编編]制|20\\d\\d|的?情[况況]"
)
BEHIND_TITLE_FORM = re.compile(r"(?:网站?|網站?)?[-_—|]?【[^】\n]{1,20}】[:：]?")
WAY_IN = re.compile(r"(?:主页|官网|手机版|入口|(?i:app))+ ?")  # behind a house no word of a report
TITLE_HEAD = re.compile("《[^《》]*[:：]")  # no document's name begins so
# A bracket that holds a name of letters and digits, a word and the way to it.
FILLS_BRACKET = re.compile(r"[(（][A-Za-z]{2,6}\d{2,6}[^（）()。，]{2,6}(?:手机版|官网|平台|网址|app|入口|登录)[)）]")
PIECE_END = re.compile(r"[\s，。；、：《》“”（）()〈〉［］]")
LONGEST_TAIL, LONGEST_HEAD, LONGEST_FILLER = 40, 8, 2
MOST = 0.6  # share of a phrase's places that must go on alike


def slogans(text: str) -> Iterator[tuple[int, int]]:
    """Where advertising stands that its own words give away: spans of the text.

    >>> [text[a:b] for text in ("请与金沙投注厅网址某局联系，现将金沙投注厅网址某镇报告公布",) for a, b in slogans(text)]
    ['金沙投注厅网址', '金沙投注厅网址']
    """
    words = vocabulary()
    if not seeds(text):
        return
    matches = [
        match
        for match in words.phrase.finditer(text)
        if not (words.named.match(text, match.end()) or _is_within_word(text, match))
    ]
    places = defaultdict(list)
    for match in matches:
        places[match[0]].append(match)
    telling = {phrase for phrase, same in places.items() if _is_telling(words, text, same)}
    longer = {phrase: max(_goes_on(text, same), _common_tail(text, same), key=len) for phrase, same in places.items()}
    before = {phrase: _common_head(text, same) for phrase, same in places.items() if phrase in telling}
    for match in matches:
        is_advert = words.core.search(match[0]) or match[0] in telling or _is_bracketed(words, text, match.end())
        titled = _title_form(text, match) if is_advert else None
        if titled or match[0] in telling:
            start = _latin_before(text, match.start()) - before.get(match[0], 0)
            yield titled or (start, _end_of(text, match, longer[match[0]]))


def _is_within_word(text: str, match: re.Match[str]) -> bool:
    """True for letters out of a longer word in Latin letters: bwin in www.hbwin.com."""
    beside = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return match[0].isascii() and match[0].isalpha() and any(each.isascii() and each.isalpha() for each in beside)


def _is_bracketed(words: Vocabulary, text: str, at: int) -> bool:
    """True where a bracket with a word of the trade follows, as in titles of advertising pages."""
    bracket = BEHIND_TITLE_FORM.match(text, at)
    return bool(bracket and words.core.search(bracket[0]))


def _is_telling(words: Vocabulary, text: str, same: list[re.Match[str]]) -> bool:
    """True for a phrase that is advertising wherever it stands: a house, a compound of the trade, a name that intrudes."""
    phrase = same[0][0]
    if words.house.search(phrase):
        return True
    if any(is_spoken_of(text, match) for match in same):
        return False
    compound = len(words.word.findall(phrase)) > 1
    if words.core.search(phrase) and compound and (len(same) > 1 or in_title(text, same[0])):
        return True
    if any(FILLS_BRACKET.search(text, max(0, match.start() - LONGEST_HEAD), match.end() + LONGEST_HEAD) for match in same):
        return True
    if compound and any(TITLE_HEAD.search(text, max(0, match.start() - 1), match.end() + 1) for match in same):
        return True
    goes_on = compound or any(words.weak.match(text, match.end()) for match in same)
    if words.short_house.match(phrase) and goes_on and (len(same) > 1 or in_title(text, same[0])):
        return True
    if len(same) < FEWEST_INTRUSIONS or not _intrudes(text, same):
        return False
    for_a_term = compound and words.brand.match(phrase) and any(BEHIND_TERM.match(text, match.end()) for match in same)
    return bool(words.short_house.match(phrase) or for_a_term)


def is_spoken_of(text: str, match: re.Match[str]) -> bool:
    """True where a report speaks of the trade itself: offices that sell lotteries, halls that were inspected."""
    before = text[max(0, match.start() - LONGEST_HEAD) : match.start()]
    return bool(VENUE.match(text, match.end()) or INSPECTS.search(before))


def _intrudes(text: str, same: list[re.Match[str]]) -> bool:
    """True where what stands before and after differs from place to place, as it does for a common term."""
    after = {text[match.end() : match.end() + 1] for match in same}
    before = {text[match.start() - 1 : match.start()] for match in same}
    return len(after) > 2 and len(before) > 2 and not after & set("县区市镇乡街路村会客馆")  # noqa: PLR2004


def _end_of(text: str, match: re.Match[str], word: str) -> int:
    """Where a phrase ends: with the word that mostly follows it, or with the weak words that end its line."""
    end = match.end() + (len(word) if word and text.startswith(word, match.end()) else 0)
    if vocabulary().house.search(match[0]) and (way := WAY_IN.match(text, end)):
        end = way.end()
    rest = _run_end(vocabulary().weak, text, match.end())
    return rest if text[rest : rest + 1] in ("", "\n", ")", "）") else end


def _run_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a run of a pattern's words ends that begins at a place."""
    while after := pattern.match(text, at):
        at = after.end()
    return at


def in_title(text: str, match: re.Match[str]) -> bool:
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
    if bracket := BEHIND_TITLE_FORM.match(text, end):
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


def _common_tail(text: str, places: list[re.Match[str]]) -> str:
    """What follows a phrase wherever it stands, as far as it is a site's: a title of several pieces, or up to a weak word."""
    rests = [PIECE_END.split(text[place.end() : place.end() + LONGEST_TAIL], maxsplit=1)[0] for place in places]
    common = commonprefix(rests) if len(rests) > 1 else ""  # noqa: RUF071 - character by character is what is meant
    if "_" in common and len({rest[len(common) : len(common) + 1] for rest in rests}) > 1:
        return common
    last = max((match.end() for match in vocabulary().weak.finditer(common) if match.start() <= LONGEST_FILLER), default=0)
    return common[:last]


def _common_head(text: str, places: list[re.Match[str]]) -> int:
    """How many characters before a phrase are a brand and what follows it, wherever the phrase stands: 某某特区赌场."""
    heads = [text[max(0, place.start() - LONGEST_HEAD) : place.start()][::-1] for place in places]
    common = commonprefix(heads)[::-1] if len(heads) > 1 else ""  # noqa: RUF071 - character by character is what is meant
    brand = vocabulary().brand.search(common)
    return len(common) - brand.start() if brand and len(common) - brand.end() <= LONGEST_FILLER else 0


def _latin_before(text: str, at: int) -> int:
    """Where the Latin name before a phrase begins, as in bet000某某投注."""
    latin = LATIN.search(text, max(0, at - 12), at)
    return latin.start() if latin else at
