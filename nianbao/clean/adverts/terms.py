"""Terms that hijackers replaced: a common one of the report stands nowhere, and what they advertise stands in its places."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, islice
from os.path import commonprefix

from nianbao.chinese import HAN
from nianbao.clean.adverts.impostors import DISCLOSES, FOLD, NAME_END, OFFICIAL, impostors, without_ways
from nianbao.clean.adverts.pairs import PUBLIC, pairs
from nianbao.clean.adverts.slogans import FEWEST_INTRUSIONS, LONGEST_TITLE, in_title, is_spoken_of, slogans
from nianbao.clean.adverts.vocabulary import SITE_NUMBER, Frame, frames, seeds, site_words, terms, vocabulary
from nianbao.clean.characters import MARK
from nianbao.clean.ledger import Change

# Where readings stand within every word, no term is found.
GLOSS = re.compile(f"[(（](?<=[{HAN}].)[a-z\u00e0-\u01dcɡ]{{1,6}} ?[)）]")
BEHIND_TITLE = re.compile(r"(?<=报告|報告|年报|年報)[ ]?[-_|—–－][ ]?$")
TITLE_TAIL = re.compile(r"(?<=报告|報告|年报|年報)[ ]?[-_|—–－]{1,2}[ ]?([^\s。，；：_|][^\n。，；：]{1,40})$", re.MULTILINE)
BEHIND = re.compile("[告报報] ?[-_|—–－]")
REPORT = re.compile("报告|年报|報告|年報")
LONGEST_BRAND = 8
NO_BRAND = frozenset(  # what no name of a site begins or goes on with
    "省市縣县區区州旗镇鎮乡鄉局委厅廳办辦院处處府年度月日的由在与與和及对對将將為为按各我本全是据據了"
    "、，。：；（）“”《》,.:;()<>\n\t |"
)
PLACE_BEFORE = re.compile(f"[{HAN}]{{1,8}}[市县縣区區州旗镇鎮乡鄉](?=[^街社会會公][{HAN}A-Za-z0-9])")
YEAR = re.compile(r"20\d\d")
LONGEST_DOUBLED = 12  # characters
UP_TO_COMMA = re.compile(f"[^,，\n]{{2,{LONGEST_DOUBLED + 4}}}(?=[,，])")
DOUBLED = re.compile(f"([{HAN}A-Za-z0-9]{{2,{LONGEST_DOUBLED}}})[,，]\\1")
MOST_DOUBLED = 300
HEAD_LINES = 3
PLAIN = re.compile(r"[\d年月日季上下半、,.-]+|[A-Za-z]+")  # a date, an abbreviation
WORDY = re.compile(f"[{HAN}A-Za-z0-9].*[{HAN}A-Za-z0-9]")  # no mark of markup, and no sign of a list
AGAINST = re.compile("[查打整][处處击擊治]|清理|禁|反|防|室$")  # what the police say of the trade
ALIEN = re.compile(
    r"\d{5,12}|(?!(?i:app|gov|www|x+)$)(?=[A-Z]*[a-z])[A-Za-z]{3,20}", re.ASCII
)  # a number or a name without any word to it
NUMBERS = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?(?:$|(?<=[)）、.．]))")  # of a heading or a row: （二
# What the name of an office goes on with that has words of the trade in it.
GOES_ON = re.compile("管理|中心|协会|協會|学校|学院|公司|集团|产业|事业|服务|行业|行政")
# Where 关于 and such words stand, and what goes on with no such word.
FOR_A_WORD = re.compile("[《“厅廳室府局委会會部院办辦处處\n，。：；]?")
AS_A_NOUN = re.compile("[的，。、；》”和与及]|工作|情况|\n|$")
IN_OFFICE = re.compile("[办辦]公室|工作(?:年度|[领領])|[条條]例|年度[报報]|[领領][导導]小")
LONG_NAME, FEWEST_OFFICES = 3, 2
MOST_TERMS = 20  # a page replaces one term or two; more are no sign of anything, and each costs a search
ORDINARY = re.compile(
    "情况|年度|报告|总结|统计|指南|目录|监督|检查|考核|领导|制度|机制|责任|保障|平台|专栏|栏目|网站|服务|行政|部门|单位|机关|人民|门户|业务|总结|汇报|自查|要点|规定|细则|计划|投诉|举报|咨询|信访|建议|提案|积极|认真|切实|全力|20\\d\\d年"
)
TRADITIONAL = re.compile("[開關於華國條報務縣區]")


def mark_adverts(text: str) -> Iterator[Change]:
    """Put a mark in place of the advertisement that replaced a real term everywhere; a line of nothing else disappears.

    Hijackers replace a common term, such as 关于, 政府信息公开 or the agency's name, by what they advertise. What stood there
    is not guessed; an emendation may supply it.

    >>> list(mark_adverts("国务院办公厅金沙投注,金沙体育投注印发甲的通知，省政府办公厅金沙投注,金沙体育投注印发乙的通知"))
    [(6, 17, '［…］'), (30, 41, '［…］')]
    >>> list(mark_adverts("开展体育彩票投注站检查3次，打击赌博2起，清理棋牌室5家。"))
    []
    """
    titles = list(pairs(text))
    others = {*slogans(text), *_strange_terms(text), *_intruders(text), *_title_tails(text), *_doubled(text), *impostors(text)}
    found = {*titles, *_not_across(titles, others)}
    spans = sorted({*found, *_names_at_head(text, found)}, key=lambda span: (span[0], -span[1]))
    end = 0
    for start, stop in spans:
        if start < end:
            continue
        end = stop
        alone = text[start - 1 : start] in ("", "\n") and text[stop : stop + 1] in ("", "\n")
        behind = BEHIND_TITLE.search(text, max(0, start - 5), start) if text[stop : stop + 1] in ("", "\n") else None
        yield behind.start() if behind else start, stop, "" if alone or behind else MARK


def _names_at_head(text: str, found: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The first lines that are the name with which what was found elsewhere begins: 甲彩票 above 甲彩票平台推荐."""
    words = Counter(text[start:stop] for start, stop in found)
    at = 0
    for line in text.split("\n", HEAD_LINES)[:HEAD_LINES] if words else ():
        name = line.strip()
        longer = (word for word, count in words.items() if count > 1 and len(word) > len(name) and word.startswith(name))
        if len(name) >= LONG_NAME and not OFFICIAL.search(name) and any(longer):
            yield at, at + len(line)
        at += len(line) + 1


def _not_across(titles: list[tuple[int, int]], others: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What does not begin before one of the titles and end within it."""
    yield from (span for span in others if not any(span[0] < title[0] < span[1] < title[1] for title in titles))


def _title_tails(text: str) -> Iterator[tuple[int, int]]:
    """What a hijacked page's title goes on with behind the report's: words of the trade, or a name with the site's number."""
    if not seeds(text) or not BEHIND.search(text):
        return
    words = vocabulary()
    for match in TITLE_TAIL.finditer(text):
        found = {word[0] for word in words.trade.finditer(match[1])}
        if words.hard.search(match[1]) or (words.brand.search(match[1]) and len(found) > 1):
            yield match.start(1), match.end()


def _intruders(text: str) -> Iterator[tuple[int, int]]:
    """A name of a site, unknown to the lists, that stands in a title and time and again where no site can be meant."""
    titles = [
        line for line in text.split("\n") if len(line) <= LONGEST_TITLE and ("报" in line or "報" in line) and REPORT.search(line)
    ]
    names = {match[0] for line in titles for pattern in (vocabulary().site, SITE_NUMBER) for match in pattern.finditer(line)}
    for name in sorted(names)[:MOST_TERMS]:
        same = list(re.finditer(re.escape(name), text)) if text.count(name) >= FEWEST_INTRUSIONS else []
        if any(in_report_title(text, match) for match in same):
            size = _same_before(text, same)
            if size and not _is_public(text, same, size):
                yield from ((match.start() - size, match.end()) for match in same)


def _is_public(text: str, places: list[re.Match[str]], size: int) -> bool:
    """True for a name with words of an office in it or behind it, or with a place at its head: 江苏体育彩票."""
    name, head = text[places[0].start() - size : places[0].end()], text[places[0].start() - size : places[0].start()]
    if OFFICIAL.search(name) or any(GOES_ON.match(text, match.end()) for match in places):
        return True
    from nianbao.identify.regions import lookup  # its table takes 6 ms to read

    return head in ("中国", "全国") or any(lookup(head + kind) for kind in "省市县")


def _doubled(text: str) -> Iterator[tuple[int, int]]:
    """A name said twice with a comma between, the second time with more, time and again: 甲桥体育,甲桥体育直播."""
    names = (UP_TO_COMMA.match(text, place) for place in site_words(text))
    if sum(1 for name in names if name and _is_doubled(text, name.end())) < FEWEST_INTRUSIONS:
        return  # most reports, at a hundredth of what the search for names costs
    places = defaultdict[str, list[re.Match[str]]](list)
    for match in islice(DOUBLED.finditer(text), MOST_DOUBLED):
        places[match[0]].append(match)
    for name, same in sorted(places.items())[:MOST_TERMS]:
        if len(same) < FEWEST_INTRUSIONS or not vocabulary().site_word.search(name):
            continue
        rests = [text[match.end() : match.end() + LONGEST_BRAND] for match in same]
        size = len(commonprefix(rests))  # noqa: RUF071 - character by character is what is meant
        if len({text[match.end() + size : match.end() + size + 1] for match in same}) > 1:
            yield from ((match.start(), match.end() + size) for match in same)


def _is_doubled(text: str, at: int) -> bool:
    """True where the same two characters or more stand on both sides of a comma."""
    return any(text[max(0, at - size) : at] == text[at + 1 : at + 1 + size] for size in range(2, LONGEST_DOUBLED + 1))


def in_report_title(text: str, match: re.Match[str]) -> bool:
    """True for a place in a report's title."""
    end = text.find("\n", match.end())
    return in_title(text, match) and bool(REPORT.search(text, match.end(), end if end >= 0 else len(text)))


def _same_before(text: str, places: list[re.Match[str]]) -> int:
    """How many characters before every place are the same, and can be part of a name."""
    before = [text[max(0, match.start() - LONGEST_BRAND) : match.start()] for match in places]
    size = 0
    while size < min(map(len, before)) and len({each[-size - 1] for each in before}) == 1:
        if before[0][-size - 1] in NO_BRAND:
            break
        size += 1
    year = YEAR.match(before[0], len(before[0]) - size)
    return size - len(year[0]) if year else size


def _strange_terms(text: str) -> Iterator[tuple[int, int]]:
    """Whatever stands, time and again, in the places of a common term that the page never has."""
    if all(term in text for term in terms()) or _is_glossed(text):
        return
    folded = text.translate(FOLD) if TRADITIONAL.search(text) else text
    missing = [frames(term) for term in terms() if term not in folded]
    if not (seeds(text) or any(frame.kind != "usual" and frame.pattern.search(folded) for frame in chain.from_iterable(missing))):
        return  # as in most reports, at a tenth of what the search for all costs
    found = defaultdict[str, list[tuple[Frame, int]]](list)  # of each term, its places with the pattern that each was found with
    for frame in chain.from_iterable(missing):
        for place in islice(frame.pattern.finditer(folded), MOST_TERMS):
            found[place["term"]].append((frame, place.start("term")))
    likely = sorted(found, key=lambda term: -len(found[term]))[:MOST_TERMS] if found and DISCLOSES.search(folded) else []
    strange = [_without_place(term, folded) for term in likely if _is_strange(term, found[term], folded)]
    for term in sorted(strange, key=len):
        if not any(other in term and other != term for other in strange):
            yield from _all_places(term, folded)


def _without_place(term: str, text: str) -> str:
    """A strange term without the place before it, which also stands without the term: 某某区云顶阁."""
    place = PLACE_BEFORE.match(term)
    return term[place.end() :] if place and text.count(place[0]) > text.count(term) else term


def _all_places(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a strange term stands, with ways behind it that no report goes on with; and its name alone, or with others."""
    border = r"(?<![0-9A-Za-z])" if term.isascii() else ""
    yield from (match.span() for match in re.finditer(f"{border}{re.escape(term)}{border.replace('<', '')}", text))
    name, known = without_ways(term), vocabulary()
    if len(name) < LONG_NAME or OFFICIAL.search(name) or known.goods_alone.fullmatch(name):
        return
    of_trade = known.site_word.search(name)
    for match in re.finditer(re.escape(name), text) if of_trade or name != term else ():
        ways = known.firm_ways.match(text, match.end())
        stop = ways.end() if ways else match.end()
        alone = text[match.start() - 1 : match.start()] in ("", "\n") and text[stop : stop + 1] in ("", "\n")
        fits = of_trade or alone or IN_OFFICE.match(text, stop)
        if fits and not (known.named.match(text, stop) or is_spoken_of(text, match)):
            yield match.start(), stop


def glosses_of(text: str) -> Iterator[str]:
    """The characters that readings stand behind, each with its reading."""
    return (text[match.start() - 1 : match.end()] for match in GLOSS.finditer(text))


def _is_glossed(text: str) -> bool:
    """True where readings stand behind several different characters; a page full of them is known by its first lines."""
    different = set[str]()
    for gloss in glosses_of(text):
        different.add(gloss)
        if len(different) >= FEWEST_INTRUSIONS:
            return True
    return False


def _is_cut(term: str) -> bool:
    """True for a piece of text with one bracket of a pair."""
    return any(term.count(opening) != term.count(closing) for opening, closing in ("()", "（）", "【】", "[]"))


def _is_strange(term: str, places: list[tuple[Frame, int]], text: str) -> bool:
    """True for what can't be a word of the report: of the trade, or time and again where nothing but the common term can stand.

    `places`: the pattern of each place, and where it is.
    """
    frames_ = {frame for frame, _ in places if frame.kind != "documents"}
    words, kinds, count = vocabulary(), len(frames_), text.count(term)
    only = any(frame.kind == "only" for frame in frames_)
    if ALIEN.fullmatch(term):
        return only and kinds >= FEWEST_INTRUSIONS and count > FEWEST_INTRUSIONS
    if not WORDY.search(term) or OFFICIAL.search(term) or PLAIN.fullmatch(term) or NUMBERS.match(term) or _is_cut(term):
        return False
    if words.house.search(term) or (words.core.search(term) and kinds > 1 and not AGAINST.search(term)):
        return count > 1
    if count < FEWEST_INTRUSIONS or NAME_END.search(term) or (ORDINARY.search(term) and not words.hard.search(term)):
        return False
    if only and kinds > 1 and (len(term) > 2 or len(places) > 2):  # noqa: PLR2004
        return True
    no_way = kinds >= FEWEST_INTRUSIONS and any(frame.kind == "no_way" for frame in frames_) and _ends_with_way(term)
    return no_way or _stands_for_a_word(term, [at for frame, at in places if frame.kind == "documents"], text)


def _ends_with_way(term: str) -> bool:
    """True for a name that ends with a way to a site, as no statute's does: 紫云轩登录."""
    name = without_ways(term) if vocabulary().firm_end.search(term) else ""
    return len(name) > 1 and not (PUBLIC.search(name) or vocabulary().goods_alone.fullmatch(name))


def _stands_for_a_word(term: str, places: list[int], text: str) -> bool:
    """True for what stands behind several offices in names of documents, and never but where such a word may stand: for 关于."""
    offices = {text[max(0, at - LONGEST_BRAND) : at] for at in places}
    if len(offices) < FEWEST_OFFICES or len(term) < LONG_NAME:
        return False
    spans = [match.span() for match in re.finditer(re.escape(term), text)]
    return all(FOR_A_WORD.fullmatch(text, max(0, at - 1), at) and not AS_A_NOUN.match(text, end) for at, end in spans)
