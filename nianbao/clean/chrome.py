"""Sixth phase: what the web page added at the head and the tail of a report. Never touches anything between body lines.

Runs after conversion, so that every word has one spelling. Dates and numbers of documents in these bars are facts; they
are read from the decoded capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from nianbao.chinese import HAN
from nianbao.clean.bars import LONGEST_CHROME, awaits_value, chrome_words, is_bar, is_chrome
from nianbao.clean.ledger import Change
from nianbao.clean.rule import Rule

HEAD_LINES, TAIL_LINES = 40, 24
STRANGERS = 3  # short lines at the tail that are no chrome, such as a signature and a date, with chrome below them
TEMPLATE_SIGN = re.compile(r"[\[{$<](?:[!$%{]|db:|field:|label:|dede:)")  # quick to look for: most pages have none
TEMPLATE_TOKEN = re.compile(
    r"\[(?:db|field|label):[^\]\n]{1,30}\]|\[!--[^\]\n]{1,40}--\]|\[\$[^\]\n]{1,30}\]|\{\{[^{}\n]{1,60}\}\}|[{$][${][^}\n]{1,60}\}|<%[^%\n]{1,80}%>|\{dede:[^}\n]{1,60}\}"
)
COLLECTION = re.compile(r"\A\s*(第[一二三四五六七八九十]{1,3}篇[:：、 ]\s*)(?=[^\n]{0,60}报告)")
TITLE = re.compile(r"(?:\d{4} ?[年-].{0,40}(?:报告|年报)|.{4,40}(?:指南|规定|办法|制度|通知))(?:[（(].{0,20}[）)])?[ |]*$")
AGENCY = re.compile(
    f"[{HAN}（）()·]{{1,30}}?(?:政府|委员会|局|厅|办公室|街道|街道办事处|镇|乡|大学|学院|医院|中心)(?=$|\\d{{4}})"
)
TITLE_SUFFIX = re.compile(f"(?<=报告|年报)[ ]?[-_|][ ]?[{HAN}]{{2,24}}$")
# Neighbouring years of a site's column; a report's own title has its agency in it, or stands alone.
OWNER = re.compile(r"(?:单位|办公|联系)?地址[:：]")
COLUMN_ENTRY = re.compile(r"20\d\d年(?:度)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|年报)$")
BODY = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十][）)]|.{40}|[^:：]*。")
ORGANISATION = re.compile("(?:政府|委员会|局|厅|办|办公室|街道|办事处|镇|乡|县|区|市|中心|院|大学|学院|报告|年报)$|\\d")


class Line(NamedTuple):
    """A line that holds something: where it starts, and what it says."""

    start: int
    text: str


def drop_template_tokens(text: str) -> Iterable[Change]:
    r"""Remove the placeholders that a content system should have filled in.

    >>> list(drop_template_tokens("某局2011年报告\n[db:副标题]\n"))
    [Change(start=10, end=18, inserted='')]
    >>> list(drop_template_tokens("某局[2011]3号"))
    []
    """
    return (Change(*match.span()) for match in TEMPLATE_TOKEN.finditer(text)) if TEMPLATE_SIGN.search(text) else ()


def drop_site_chrome(text: str) -> Iterator[Change]:
    r"""Remove breadcrumbs, bars of source, date and hits, data blocks, buttons, menus and attachments around the report.

    Only from the head down to the first line of the body, and from the end up to its last; a line goes where it is made
    of labels with their values and of buttons and nothing else, and so does what follows the last full stop, or a title.

    >>> text = "当前位置:首页 > 年报\n某区2008年年度报告\n来源: 发布时间:2009-01-28 浏览次数:\n一、概述\n打印"
    >>> [text[change.start:change.end] for change in drop_site_chrome(text)]
    ['当前位置:首页 > 年报', '来源: 发布时间:2009-01-28 浏览次数:', '打印']
    >>> list(drop_site_chrome("某区2008年年度报告\n一、概述\n时间：全年\n打印3份材料。"))
    []
    """
    lines = [Line(start, line) for start, line in _numbered(text) if line.strip()]
    head = list(takewhile(lambda line: not _is_body(line.text), lines[:HEAD_LINES]))
    tail = list(_tail(lines[len(head) :]))
    yield from _changes(head, _in_head(head), text)
    yield from _changes(tail, _in_tail(tail), text)
    if len(lines) > len(head):
        yield from _rests([line for line in {lines[len(head)], *lines[-STRANGERS:]} if line not in head and line not in tail])


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _is_body(line: str) -> bool:
    return bool(BODY.match(line.strip())) and not is_chrome(line)


def _tail(lines: list[Line]) -> Iterator[Line]:
    """Lines from the end up to the body: chrome, and a few short ones beside it."""
    strangers = 0
    for line in reversed(lines[-TAIL_LINES:]):
        if not (is_chrome(line.text) or _is_menu(line.text)):
            strangers += 1
            if strangers > STRANGERS or _is_body(line.text) or "\t" in line.text:
                return
        yield line


def _in_tail(tail: list[Line]) -> Iterator[Line]:
    """Chrome, menus, a column of other years, and the address of the site's owner between two lines of chrome."""
    yield from (line for line in tail if is_chrome(line.text) or _is_menu(line.text))
    column = [line for line in tail if COLUMN_ENTRY.match(line.text.strip())]
    if len({line.text.strip() for line in column}) > 1:
        yield from column
    for below, line, above in zip(tail, tail[1:], tail[2:], strict=False):
        if OWNER.match(line.text.strip()) and is_chrome(below.text) and is_chrome(above.text):
            yield line


def _in_head(head: list[Line]) -> Iterator[Line]:
    dropped = {line for line in head if is_chrome(line.text)} | set(_menu_runs(head))
    title = next((line.start for line in reversed(head) if TITLE.search(line.text) and line not in dropped), -1)
    dropped |= {line for line in head if _is_menu(line.text) and line.start < title}
    dropped |= {
        value for line, value in pairwise(head) if line in dropped and _is_value(value.text.strip(), awaits_value(line.text))
    }
    yield from dropped
    for line, following in pairwise(head):
        if line not in dropped and following in dropped and _names_the_site(line, head, dropped):
            yield line


def _is_value(text: str, label: str) -> bool:
    """True for a line that gives the value of the label above it."""
    names_agency = bool(re.search("机构|机关|单位|部门", label))
    return bool(label) and not TITLE.search(text) and (names_agency or not AGENCY.fullmatch(text))


def _names_the_site(line: Line, head: list[Line], dropped: set[Line]) -> bool:
    """True for an agency's name above a bar, where the agency that reports is named below."""
    below = (other.text.strip() for other in head if other.start > line.start and other not in dropped)
    return bool(AGENCY.fullmatch(line.text.strip())) and any(AGENCY.match(text) for text in below)


def _menu_runs(head: list[Line]) -> Iterator[Line]:
    """Runs of at least four very short lines, one of them a known button or menu: the site's navigation."""
    run: list[Line] = []
    for line in [*head, Line(-1, "\t")]:
        if len(line.text.strip()) <= 8 and "\t" not in line.text and not ORGANISATION.search(line.text.strip()):  # noqa: PLR2004
            run.append(line)
            continue
        if len(run) > 3 and any(is_chrome(each.text) or _is_menu(each.text) for each in run):  # noqa: PLR2004
            yield from run
        run = []


def _is_menu(line: str) -> bool:
    return line.strip(" |") in chrome_words()["menus"]


def _changes(zone: list[Line], chrome: Iterable[Line], text: str) -> Iterator[Change]:
    dropped = set(chrome)
    for line in zone:
        if line not in dropped:
            yield from _rests([line])
            continue
        kept = _only_title(line, text)
        if not kept:
            yield Change(line.start, line.start + len(line.text))
            continue
        at = line.start + line.text.index(kept)
        yield from (Change(a, b) for a, b in ((line.start, at), (at + len(kept), line.start + len(line.text))) if a < b)


def _only_title(line: Line, text: str) -> str:
    """The title in a data block, where it stands nowhere else."""
    match = re.search(
        r"(?:" + "|".join(chrome_words()["title_labels"]) + r")[ ]?[:：|\t ]+([^\s|:：]{6,80}(?:报告|年报))", line.text
    )
    if not match:
        return ""
    rest = re.sub(r"\s", "", text[: line.start] + text[line.start + len(line.text) :])
    return "" if match[1] in rest else match[1]


def _rests(lines: list[Line]) -> Iterator[Change]:
    """Chrome behind a title or behind the last full stop of a line, and the site's name that a page title ends with."""
    for line in lines:
        if suffix := TITLE_SUFFIX.search(line.text):
            yield Change(line.start + suffix.start(), line.start + len(line.text))
            continue
        cuts = [match.end() for match in re.finditer(r"[。！？] ?|(?:报告|年报) (?=[^ ])", line.text[-LONGEST_CHROME:])]
        offset = max(0, len(line.text) - LONGEST_CHROME)
        for cut in cuts:
            rest = line.text[offset + cut :].rstrip()
            if re.search(r"\w", rest) and is_bar(rest):
                yield Change(line.start + offset + cut, line.start + len(line.text))
                break


def drop_collection_numbers(text: str) -> Iterator[Change]:
    """Remove the number that a collection of reports put before the title.

    >>> list(drop_collection_numbers("第一篇:2009年某街道年度报告"))
    [Change(start=0, end=4, inserted='')]
    >>> list(drop_collection_numbers("第一篇 总则"))
    []
    """
    return (Change(*match.span(1)) for match in COLLECTION.finditer(text))


RULES = (Rule(drop_template_tokens, figures=True), Rule(drop_site_chrome, figures=True), Rule(drop_collection_numbers))
