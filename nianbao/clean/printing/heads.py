"""What stands at the head or foot of every printed page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from nianbao.chinese import HAN
from nianbao.clean.ledger import Change

PAGE = re.compile(r"[^\f]+")
LINE = re.compile(r"[^\n\r]+(?:\r?\n|\r)?")
SPACES = re.compile(r"\s+")
PAGE_NUMBER = re.compile(r"[-—–－─·]+\d{1,3}[-—–－─·]+|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|\d{1,3}/\d{1,3}")
# What every one of them ends with; quick to look for, since most captures have none.
PAGE_SIGN = re.compile(r"[-—–－─·页/](?:(?<!/)|(?<=/) ?\d{1,3})[ \t\xa0\u3000]*\r?$", re.MULTILINE)
# A name or a title: no sentence, no numbered heading, no row, and nothing that must be withheld, such as an address.
HEAD = re.compile(
    rf"""
    (?! [一二三四五六七八九十]{{1,3}}、 | [（(] | \d(?!\d{{3}}年) )
    (?! .*(?:\d{{5}}|[A-Za-z]) )
    (?= .*[{HAN}]{{4}} )
    [^。；;：:，,！？|]{{6,50}}
    """,
    re.VERBOSE,
)
# The agency's name, the report's, and the year or an office's name behind it, with signs between them or without.
OWN_TITLE = re.compile(
    rf"""
    (?P<name>[{HAN}]{{0,25}}?) [|｜·_—-]?
    (?P<title>(?:20\d\d年?度?)?(?:政府|政务|政務|信息|資訊|公开|公開|工作|年度)*(?:报告|報告|年报|年報))
    [|｜·_—-]? (?:20\d\d年?|[{HAN}]{{2,12}}[府局厅廳办辦室委会會处處院所心])?
    """,
    re.VERBOSE,
)
SHORTEST_NAME = 4
PAGE_TITLE = re.compile(rf"(?P<title>[{HAN}\d]{{8,50}}(?:报告|報告|年报|年報))(?:[_|｜-][{HAN}]{{2,20}}){{1,3}}")  # of a browser
CLAUSE = re.compile("[，。；]")
PAGERS = ("下一页", "下一頁")  # of articles that a site shows in parts
FEWEST_PAGES = 3
SHORTEST_PROSE = 12  # characters of a line of text; beside the head of a table stand cells
NAME = re.compile("(?:报告|年报|政府|局|厅|委员会|办公室|办事处|院|中心|文件)$")  # not what a table is called
TITLE = re.compile("(?:报告|年报)$")
TITLE_LINES, OPENING = 3, 6  # lines of the report's own title, which the heads repeat, and within which it stands


class Line(NamedTuple):
    """A line that holds something: its place in the capture, its words without spaces, whether its page ends with it."""

    start: int
    end: int
    words: str
    ends_page: bool
    is_row: bool

    @property
    def is_number(self) -> bool:
        """True for the number of a page."""
        return bool(PAGE_NUMBER.fullmatch(self.words))


def drop_running_heads(text: str) -> Iterator[Change]:
    r"""Remove the line that stands at the head, or at the foot, of page after page.

    Text taken from PDF has the document's title or the agency's name in the midst of its sentences. A line is a head where
    it stands right beside the break or the printed number of three pages or more, and there beside prose; the name of an
    agency or of a report may also stand beside the rows of a table. On the first page it goes where the title is below it.

    >>> text = "\f".join(f"某区政府信息公开年度报告\n主动公开的第{n}类信息内容有所增加" for n in "一二三四五六")
    >>> [text[a:b] for a, b, _ in drop_running_heads(text)][:2]
    ['某区政府信息公开年度报告\n', '某区政府信息公开年度报告\n']
    >>> list(drop_running_heads(text.replace("\f", "\n")))
    []
    """
    signs = text.count("\f") + len(PAGE_SIGN.findall(text)) + FEWEST_PAGES * any(pager in text for pager in PAGERS)
    if signs < FEWEST_PAGES - 1:
        return
    lines = list(_lines(text))
    at_edge = {
        place: _within(lines, place)
        for place in range(len(lines))
        if HEAD.fullmatch(lines[place].words) and not lines[place].is_row and _is_at_edge(lines, place)
    }
    pages = Counter(lines[place].words for place in at_edge)
    prose = Counter(lines[place].words for place, beside in at_edge.items() if beside and _tells_of_a_head(lines[place], beside))
    repeated = {words for words, count in pages.items() if count >= FEWEST_PAGES and prose[words] * 2 > count}
    within = set(_titles_within(lines)) if signs >= FEWEST_PAGES else set()
    for place in sorted({place for place in at_edge if lines[place].words in repeated} | within):
        yield lines[place].start, lines[place].end, ""


def _titles_within(lines: list[Line]) -> Iterator[int]:
    """Where the agency's name and the report's stand again in the midst of the text, within a sentence or between two."""
    opening = "".join(line.words for line in lines[:OPENING])
    heads = set[str]()
    for place in range(OPENING, len(lines) - 1):
        is_own = not lines[place].is_row and _names_the_report(lines[place].words, opening)
        if is_own and CLAUSE.search(lines[place - 1].words + lines[place + 1].words):
            heads.add(lines[place].words)
            yield place
    titles = [place for place, line in enumerate(lines[:OPENING]) if TITLE.search(line.words) and line.words not in heads]
    yield from (place for place, line in enumerate(lines[:OPENING]) if titles and line.words in heads)


def _names_the_report(words: str, opening: str) -> bool:
    """True for the name of the agency with that of a report, for the title itself, and for the page's."""
    if page := PAGE_TITLE.fullmatch(words):
        return page["title"] in opening
    own = OWN_TITLE.fullmatch(words)
    if not own:
        return False
    is_title = own["title"].startswith("20") and own["title"] in opening
    return is_title or (len(own["name"]) >= SHORTEST_NAME and own["name"] in opening)


def _lines(text: str) -> Iterator[Line]:
    for page in PAGE.finditer(text):
        found = [match for match in LINE.finditer(text, *page.span()) if not match[0].isspace()]
        for match in found:
            is_last = match is found[-1] and page.end() < len(text)
            yield Line(*match.span(), SPACES.sub("", match[0]), is_last, "\t" in match[0].strip())


def _tells_of_a_head(line: Line, beside: Line) -> bool:
    """True beside prose, and for a name also beside the row of a table."""
    return bool(NAME.search(line.words)) if beside.is_row else len(beside.words) >= SHORTEST_PROSE


def _is_at_edge(lines: list[Line], place: int) -> bool:
    """True right below or above the break or the number of a page, but for the title of the first."""
    if place == 0:
        below = next((at for at in range(1, TITLE_LINES + 1) if at == len(lines) or lines[at - 1].ends_page), TITLE_LINES + 1)
        return any(TITLE.search(line.words) for line in lines[1:below])
    following = lines[place + 1 : place + 2]
    ends = lines[place].ends_page or any(line.is_number for line in following)
    return _begins_page(lines, place) or (ends and place >= TITLE_LINES)


def _begins_page(lines: list[Line], place: int) -> bool:
    return place == 0 or lines[place - 1].ends_page or lines[place - 1].is_number


def _within(lines: list[Line], place: int) -> Line | None:
    """The line that stands next to another on its own page."""
    beside = lines[place + 1 : place + 3] if _begins_page(lines, place) else lines[place - 1 : max(place - 3, 0) : -1]
    return next((line for line in beside if not line.is_number), None)
