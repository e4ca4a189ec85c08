"""Sixth phase: what the web page added at the head and the tail of a report.

Between body lines only whole lines go that cannot be a report's: the end of a preview, share bars, ways to the next page.

Runs after conversion, so that every word has one spelling. Dates and numbers of documents in these bars are facts; they
are read from the decoded capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise, takewhile

from nianbao.chinese import HAN, HAN_CHARACTER
from nianbao.clean.above import REPORT_TITLE, chrome_of_head, head_of
from nianbao.clean.bars import LONGEST_CHROME, is_bar, is_chrome
from nianbao.clean.below import STRANGERS, chrome_of_tail
from nianbao.clean.feet import end_within, ends_article, lists_headings
from nianbao.clean.inside import lines_inside
from nianbao.clean.ledger import Change
from nianbao.clean.numbered import Line, numbered_lines, unify_signs
from nianbao.clean.rows import chrome_words
from nianbao.clean.rule import Rule
from nianbao.clean.words import any_of

TEMPLATE_TOKEN = re.compile(
    r"""
      \[[a-z]{2,8}:[^\]\n]{1,30}\] | \[!--[^\]\n]{1,40}--\] | \[\$[^\]\n]{1,30}\]   # [db:副标题]
    | \{\{[^{}\n]{1,60}\}\} | \{\$[^}\n]{1,60}\} | \{/?[a-z]{2,12}:[^{}\n]{1,60}\}   # {{title}}, {pboot:title}
    | \$(?:\{[^}\n]{1,60}\}|[A-Za-z_]{2,20}\$) | <[%?][^%?\n]{1,80}[%?]>             # ${title}, $title$, <%=title%>
    """,
    re.VERBOSE,
)
TOKEN_SIGNS = ("[", "{", "$", "<")  # what they begin with
# A line of a page's script or style, by the signs that both are full of and no sentence has.
CODE = re.compile(
    r"""
      (?:var|let|const)\ [A-Za-z_$][\w$.]{0,40}\ ?= | function\ ?\w{0,40}\ ?\( | \$\(\ ?(?:function|document|['"#.]) | \(function
    | (?:document|window)\.[a-zA-Z]{2,30} | </?script | <!--\[?if | //<!\[CDATA\[
    | (?:@font-face|@import|@media)[\s{] | [.#]?[A-Za-z][\w.\-#\ ,]{0,80}\{[^{}]{0,200}:[^{}]{0,200}[};]
    """,
    re.VERBOSE,
)
CODE_SIGNS = ("{", "var ", "let ", "const ", "function", "$(", "document.", "window.", "script", "@import", "<!--[", "CDATA")
LONGEST_HEAD, MOST_TITLES = 1_000, 12  # characters, and lines, within which a page prints its title
LEAST_CODE = 0.8  # share of a line's characters that are not Chinese
COLLECTION = re.compile(r"\A\s*(第[一二三四五六七八九十]{1,3}篇[:：、 ]\s*)(?=[^\n]{0,60}报告)")
TITLE_SUFFIX = re.compile(f"(?<=报告|年报)(?:[ ]?[-_|—–－]{{1,2}}[ ]?[{HAN}]{{2,24}}){{1,3}}$")
# The site's name, and its column's, before a title that has an agency and a year of its own.
TITLE_PREFIX = re.compile(
    rf"[{HAN}]{{2,20}}(?:网站?|门户)[ ]?[ _|>·—-](?:[ ]?[{HAN}]{{2,8}}[ ]?[ _|>·—-]){{0,3}}[ ]?"
    rf"(?=[{HAN}]{{2,30}}[府委局厅办处镇乡会院心学区县市]20\d\d年[^。：]{{0,30}}(?:报告|年报)$)"
)
# The title within a line that holds a whole page.
INNER_TITLE = re.compile(r"(?:^| )([^ 。：]{6,60}(?:报告|年报)) ")
COMMON = re.compile("政府|政务|信息|公开|工作|年度|的|报告|年报| ")  # what titles of reports share
BOX, FACT = ("基本介绍", "基本信息"), re.compile("[•·] ?[^：:]{2,10}[：:]")
WORD = re.compile(r"\w+")
MAY_END = re.compile(
    r"[。！？] ?|(?:报告|年报|日(?<=\d日)) (?=[^ ])"
)  # of what a report says on a line that the page goes on with
LONGEST_BYLINE, LONGEST_SUFFIX = 150, 90


def drop_template_tokens(text: str) -> Iterable[Change]:
    r"""Remove the placeholders that a content system should have filled in.

    >>> list(drop_template_tokens("某局2011年报告\n[db:副标题]\n"))
    [(10, 18, '')]
    >>> list(drop_template_tokens("某局[2011]3号"))
    []
    """
    found = TEMPLATE_TOKEN.finditer(text) if any(sign in text for sign in TOKEN_SIGNS) else ()
    return ((*match.span(), "") for match in found)


def drop_page_code(text: str) -> Iterator[Change]:
    r"""Remove lines of script and of style that were copied with the text.

    >>> list(drop_page_code("var hm = document.createElement('script');\n.editor P{line-height:2;font-size:12pt}\n一、概述"))
    [(0, 42, ''), (43, 82, '')]
    >>> list(drop_page_code("登录网站(www.example.gov.cn)查阅\n规章 | (a) | 0"))
    []
    """
    if not any(sign in text for sign in CODE_SIGNS):
        return
    at = 0
    for line in text.split("\n"):
        if CODE.search(line) and len(HAN_CHARACTER.findall(line)) <= (1 - LEAST_CODE) * len(line):
            yield at, at + len(line), ""
        at += len(line) + 1


def drop_site_chrome(text: str) -> Iterator[Change]:
    r"""Remove breadcrumbs, bars of source, date and hits, data blocks, buttons, menus and attachments around the report.

    Only from the head down to the first line of the body, and from the end up to its last; a line goes where it is made
    of labels with their values and of buttons and nothing else, and so does what follows the last full stop, or a title.
    Anywhere else only previews, share bars and pagers, which nianbao.clean.inside knows.

    >>> text = "当前位置:首页 > 年报\n某区2008年年度报告\n来源: 发布时间:2009-01-28 浏览次数:\n一、概述\n打印"
    >>> [text[a:b] for a, b, _ in drop_site_chrome(text)]
    ['当前位置:首页 > 年报', '来源: 发布时间:2009-01-28 浏览次数:', '打印']
    >>> list(drop_site_chrome("某区2008年年度报告\n一、概述\n时间：全年\n打印3份材料。"))
    []
    """
    lines = numbered_lines(unify_signs(text))
    if added := set(_encyclopedia(lines)):
        lines = [line for line in lines if line not in added]
    head = head_of(lines)
    tail, at_tail = chrome_of_tail(lines[len(head) :])
    at_head = chrome_of_head(head)
    inside = set(lines_inside(lines)) - at_head - at_tail
    yield from ((line.start, line.start + len(line.text), "") for line in sorted(added | inside))
    yield from _changes([line for line in head if line not in inside], at_head, text)
    yield from _changes([line for line in tail if line not in inside], at_tail, text)
    if len(lines) > len(head):
        ends = {lines[len(head)], *lines[max(len(head), len(lines) - STRANGERS) :]} - {*tail, *inside}
        rests = list(_rests(sorted(ends)))
        yield from rests
        yield from (bar for bar in _bars_around_title(lines[len(head)]) if not any(bar[1] > rest[0] for rest in rests))


def _encyclopedia(lines: list[Line]) -> Iterator[Line]:
    """What an encyclopedia puts between its introduction and the article: a box of facts, a list of the headings."""
    for i, line in enumerate(lines[:MOST_TITLES]):
        text = line.text.strip()
        if text in BOX and lines[i + 1 : i + 2] and FACT.match(lines[i + 1].text.strip()):
            yield line
            yield from takewhile(lambda line: FACT.match(line.text.strip()), lines[i + 1 :])
        elif text.endswith((",", "，")) and lists_headings(text, [other.text.strip() for other in lines]):
            yield line


def _changes(zone: list[Line], dropped: set[Line], text: str) -> Iterator[Change]:
    for line in zone:
        if line not in dropped:
            yield from _rests([line])
            continue
        kept = _only_title(line, text)
        if not kept:
            yield line.start, line.start + len(line.text), ""
            continue
        at = line.start + line.text.index(kept)
        yield from ((a, b, "") for a, b in ((line.start, at), (at + len(kept), line.start + len(line.text))) if a < b)


def _only_title(line: Line, text: str) -> str:
    """The title in a data block, where it stands nowhere else."""
    match = _labelled_title().search(line.text)
    if not match:
        return ""
    rest = text[: line.start] + text[line.start + len(line.text) :]
    return "" if _stands_in(match[1], rest) else match[1]


def _stands_in(title: str, rest: str) -> bool:
    r"""Whether the rest of the page has this title, or one of the same year that says more.

    >>> _stands_in("2012年年度报告", "甲局2012年信息公开年度报告\n"), _stands_in("甲局2012年年度报告", "2012年年度报告\n")
    (True, False)
    """
    if re.sub(r"\s", "", title) in re.sub(r"\s", "", rest):
        return True
    own = COMMON.sub("", title)
    titles = (line.text.strip() for line in numbered_lines(rest[:LONGEST_HEAD])[:MOST_TITLES])
    return any(own in COMMON.sub("", other) for other in titles if REPORT_TITLE.match(other))


@cache
def _labelled_title() -> re.Pattern[str]:
    labels = any_of(chrome_words()["title_labels"], between=" ?")
    return re.compile(f"{labels}[ ]?[:：|\t ]+([^\\s|:：]{{6,80}}(?:报告|年报))")


def _rests(lines: list[Line]) -> Iterator[Change]:
    """Chrome behind a title or behind the last full stop of a line, and the site's name that a page title ends with."""
    for line in lines:
        names_a_report = "报" in line.text[-LONGEST_SUFFIX:]
        if names_a_report and (prefix := TITLE_PREFIX.match(line.text)):
            yield line.start, line.start + prefix.end(), ""
        if names_a_report and (suffix := TITLE_SUFFIX.search(line.text, max(0, len(line.text) - LONGEST_SUFFIX))):
            yield line.start + suffix.start(), line.start + len(line.text), ""
            continue
        rest = _rest_behind(line.text)
        if rest < len(line.text):
            yield line.start + rest, line.start + len(line.text), ""


@lru_cache(maxsize=4096)
def _rest_behind(line: str) -> int:
    """Where begins what the page put behind a title, or behind the last full stop; the line's length where it put nothing."""
    offset = max(0, len(line) - LONGEST_CHROME)
    for match in MAY_END.finditer(line[offset:]):
        rest = line[offset + match.end() :].rstrip()
        broken_off = match[0][-1] != " " and WORD.fullmatch(rest)  # a sentence that the capture breaks off
        if not broken_off and WORD.search(rest) and (is_bar(rest) or ends_article(rest)):
            return offset + match.end() + end_within(line[offset + match.end() :])
    return len(line)


def _bars_around_title(line: Line) -> Iterator[Change]:
    """What the page put before the title and behind it, where the page came as one line."""
    title = INNER_TITLE.search(line.text, 0, LONGEST_CHROME)
    if not title:
        return
    if title.start(1) and is_chrome(line.text[: title.start(1)]):
        yield line.start, line.start + title.start(1), ""
    spaces = [
        match.start() for match in re.finditer(" ", line.text[: title.end() + LONGEST_BYLINE]) if match.start() >= title.end()
    ]
    end = next((at for at in reversed(spaces) if is_bar(line.text[title.end() : at])), 0)
    if end:
        yield line.start + title.end(), line.start + end + 1, ""


def drop_collection_numbers(text: str) -> Iterator[Change]:
    """Remove the number that a collection of reports put before the title.

    >>> list(drop_collection_numbers("第一篇:2009年某街道年度报告"))
    [(0, 4, '')]
    >>> list(drop_collection_numbers("第一篇 总则"))
    []
    """
    return ((*match.span(1), "") for match in COLLECTION.finditer(text))


def drop_doubled_titles(text: str) -> Iterator[Change]:
    r"""Remove a report's title where it is printed a second time right below: the page has it, and so has the document.

    Titles that differ both stay, and so does what is repeated further down.

    >>> list(drop_doubled_titles("某局2009年年度报告\n某局2009年年度报告\n一、概述"))
    [(11, 23, '')]
    >>> list(drop_doubled_titles("某区某局2009年年度报告\n某局2009年年度报告\n一、概述"))
    []
    """
    for above, line in pairwise(numbered_lines(text[:LONGEST_HEAD])[:MOST_TITLES]):
        title = line.text.strip()
        if title == above.text.strip() and REPORT_TITLE.match(title) and text[line.start - 1 : line.start] == "\n":
            yield line.start - 1, line.start + len(line.text), ""


RULES = (
    Rule(drop_template_tokens, figures=True),
    Rule(drop_page_code, figures=True),
    Rule(drop_site_chrome, figures=True),
    Rule(drop_collection_numbers),
    Rule(drop_doubled_titles, figures=True),
)
