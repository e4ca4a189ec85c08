"""What of the lines above a report's first line of prose is the page's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from nianbao.chinese import HAN
from nianbao.clean.bars import is_chrome
from nianbao.clean.labels import awaits_value, fits_label, is_label, is_label_row
from nianbao.clean.margins import (
    AGENCY,
    COLUMN_ENTRY,
    LETTERHEAD,
    LONGEST_ENTRY,
    NAME,
    between,
    cells_of,
    is_body,
    is_menu,
    lone_weak,
    menu_runs,
)
from nianbao.clean.numbered import NOTHING, Line
from nianbao.clean.rows import is_short_menu, is_word_row

HEAD_LINES, LONGEST_ABOVE, FEWEST_LABELS = 120, 60, 3
YEAR = "(?:\\d{4}|[一二][〇零○O0-9一二三四五六七八九]{3})"
TITLE = re.compile(
    rf"(?:{YEAR} ?[年-].{{0,40}}(?:报告|年报)|(?<=.{{4}})(?:指南|规定|办法|制度|通知))(?:[（(].{{0,20}}[）)])?[ |]*$"
)
REPORT_TITLE = re.compile(rf"[^。：:>»]{{0,40}}{YEAR} ?[年-][^。：:>»]{{0,40}}(?:报告|年报)(?:[（(].{{0,20}}[）)])?[ |]*$")
# One that has its year in brackets below it, or nowhere.
NAMED_TITLE = re.compile(
    f"[{HAN}（）·]{{1,30}}(?:[府局厅委会办室道处镇乡县区市旗院学心馆站]|公司)(?:政府|政务|信息){{0,2}}公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)$"
)
OTHER_TITLE = re.compile("(?:报告|年报)(?:[（(].{0,20}[）)]|[ ]?20\\d\\d)?$")
SITE_NAME = re.compile(f"[{HAN}]{{2,12}}(?:网|网站|门户|在线|之窗|信息港)(?: ?[·|—-] ?[{HAN}]{{1,10}})?")
PATH = re.compile(r"[/>»›|→] | [/>»›|→]")
INDEX_NUMBER = re.compile(r"[A-Z]{0,4}\d{5,}[A-Z]{0,2}[-/]\d{4}-\d{2,8}")
BARE_DATE = re.compile(r"20\d\d([-./])\d{1,2}\1\d{1,2}")
LONGEST_BLOCK, KINDS_OF_DISCLOSURE = 8, ("主动公开", "依申请公开", "不予公开")  # lines; what stands behind the date
SIGN = re.compile("[/>»›→|-]{1,2}")


def head_of(lines: list[Line]) -> list[Line]:
    """The lines above the first line of prose."""
    pairs = zip([NOTHING, *lines], lines[:HEAD_LINES], strict=False)
    return [line for _, line in takewhile(lambda pair: not is_body(pair[1].text) or _gives_values(*pair), pairs)]


def _gives_values(above: Line, line: Line) -> bool:
    """True for a row of values right below the row of their labels."""
    return line.text.count("|") == above.text.count("|") and line.text.count("|") > 0 and is_label_row(above.text)


def chrome_of_head(head: list[Line]) -> set[Line]:
    """Bars, menus, data blocks, and whatever stands above the report's title and is neither a name nor part of it."""
    dropped = {line for line in head if is_chrome(line.text)} - cells_of(head) | set(menu_runs(head, 1))
    dropped -= lone_weak(head, dropped)
    title = next((line.start for line in reversed(head) if TITLE.search(line.text) and line not in dropped), -1)
    dropped |= {line for line in head if is_menu(line.text) and line.start < title}
    dropped |= set(_above_title([line for line in head if line not in dropped]))
    dropped |= set(_values(head, dropped)) | set(_crumbs(head)) | set(_bare_block(head))
    dropped |= set(between(head, dropped))
    kept = [line for line in head if line not in dropped]
    column = {line for line in kept if COLUMN_ENTRY.match(line.text.strip())}
    if len(column) > 1 and any(REPORT_TITLE.match(line.text.strip()) for line in kept if line not in column):
        dropped |= column
    return dropped | {
        line
        for line, below in pairwise(head)
        if line not in dropped and below in dropped and _names_the_site(line, head, dropped)
    }


def _values(head: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """The values below labels that end with a colon, and below any where labels and values alternate."""
    stacked = sum(1 for line in head if is_label(line.text)) >= FEWEST_LABELS
    for label, value in pairwise(head):
        if _gives_values(label, value):
            yield from (label, value)
        elif is_label(label.text) and stacked:
            yield label
            if not is_label(value.text) and _is_value(value.text.strip(), label.text):
                yield value
        elif label in dropped and _is_value(value.text.strip(), awaits_value(label.text)):
            yield value


def _is_value(text: str, label: str) -> bool:
    """True for a line that gives the value of the label above it."""
    is_line = bool(label) and len(text) <= LONGEST_ABOVE and not TITLE.search(text)
    return is_line and fits_label(text, label, names_agency=bool(AGENCY.fullmatch(text)))


def _above_title(kept: list[Line]) -> Iterator[Line]:
    """What stands above a whole title and is neither its letterhead nor a name right above it."""
    texts = [line.text.strip() for line in kept]
    at = _title_place(texts)
    for i, line in enumerate(kept[:at]):
        is_row = is_word_row(texts[i]) or is_short_menu(texts[i])
        short = is_row or len(texts[i]) <= LONGEST_ABOVE
        if short and "\t" not in texts[i] and (PATH.search(texts[i]) or not _belongs(texts[i : at + 1], is_row=is_row)):
            yield line


def _belongs(texts: list[str], *, is_row: bool) -> bool:
    """True for a line that is part of the title below it, or of its letterhead; what stands between them follows it."""
    text, title = texts[0], texts[-1]
    if LETTERHEAD.search(text) or (NAME.search(text) and not is_row):
        return True
    if not REPORT_TITLE.match(title) and OTHER_TITLE.search(text):
        return True
    near = len(texts) == 2 or all(NAME.search(each) for each in texts[:-1])  # noqa: PLR2004 - right above it
    return near and not (AGENCY.match(title) or NAMED_TITLE.match(title)) and not is_short_menu(text)


def _title_place(texts: list[str]) -> int:
    """Which line is the title: one that names a year, or else one that names the agency."""
    found = (i for title in (REPORT_TITLE, NAMED_TITLE) for i, text in enumerate(texts) if title.match(text))
    return next(found, 0)


def _crumbs(head: list[Line]) -> Iterator[Line]:
    """The steps of a path that stand one a line, with a sign between them, above the title."""
    title = next((i for i, line in enumerate(head) if REPORT_TITLE.match(line.text.strip())), 0)
    for sign, step in pairwise(head[:title]):
        if SIGN.fullmatch(sign.text.strip()) and len(step.text.strip()) <= LONGEST_ENTRY:
            yield from (sign, step)


def _bare_block(head: list[Line]) -> Iterator[Line]:
    """The values of a data block whose labels are gone: from the index number to the date, around the title."""
    first = next((i for i, line in enumerate(head) if INDEX_NUMBER.fullmatch(line.text.strip())), len(head))
    block = head[first : first + LONGEST_BLOCK]
    last = next((i for i, line in enumerate(block) if BARE_DATE.fullmatch(line.text.strip())), 0)
    kinds = takewhile(lambda line: line.text.strip() in KINDS_OF_DISCLOSURE, block[last + 1 :])
    yield from (line for line in [*block[: last + 1], *kinds] if not TITLE.search(line.text) and len(line.text) <= LONGEST_ABOVE)


def _names_the_site(line: Line, head: list[Line], dropped: set[Line]) -> bool:
    """True for a site's name above a bar, and for an agency's where the agency that reports is named below."""
    name = line.text.strip().lstrip("?？")  # what a page's icon was turned into
    if SITE_NAME.fullmatch(name) or not AGENCY.fullmatch(name):
        return bool(SITE_NAME.fullmatch(name))
    below = (other.text.strip() for other in head if other.start > line.start and other not in dropped)
    return any(AGENCY.match(text) or text.startswith(name) for text in below)
