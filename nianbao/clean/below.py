"""What of the lines below a report's last line of prose is the page's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from nianbao.chinese import HAN
from nianbao.clean.bars import is_chrome
from nianbao.clean.feet import ends_article, introduces_a_list, is_article_link, is_link_row, is_name_row
from nianbao.clean.margins import AGENCY, COLUMN_ENTRY, LONGEST_ENTRY, between, cells_of, is_body, is_menu, lone_weak, menu_runs
from nianbao.clean.numbered import NOTHING, Line

TAIL_LINES, FARTHEST, FEWEST_KNOWN = 24, 200, 3
STRANGERS = 3  # short lines at the tail that are no chrome, such as a signature and a date, with chrome below them
OWNER = re.compile(r"(?:单位|办公|联系)?地址[:：]")
PRINTED = re.compile("印发$|^[抄主报]送|^[报送][:：]|^附[件表]?[:：]")  # what a printed report ends with
LONE_LABEL = re.compile("(?:相关)?附件(?:下载)?[:：]?")  # with nothing below it
# What a line ends with that goes on: no stop, no closing sign, no name and no number.
BROKEN = re.compile(
    f"(?:[{HAN}，、（“《])(?<!府)(?<!局)(?<!厅)(?<!办)(?<!室)(?<!会)(?<!院)(?<!处)(?<!日)(?<!报告)(?<!年报)$|政府$"
)


def chrome_of_tail(lines: list[Line]) -> tuple[list[Line], set[Line]]:
    """The lines below the last of the body, and those of them that are the page's.

    These are bars and menus, a column of other years, the address of the site's owner between two lines of chrome, and
    whatever follows the first sign that the article is over, but for a signature with its date.
    """
    margin = list(
        takewhile(lambda line: not is_body(line.text) and "\t" not in line.text.strip("\t"), reversed(lines[-FARTHEST:]))
    )
    if not margin:
        return [], set()
    cells = cells_of(margin)
    end = next((i for i in reversed(range(len(margin))) if margin[i] not in cells and ends_article(margin[i].text.strip())), -1)
    after = margin[: end + 1]
    near = list(_near_the_end(margin))
    dropped = {line for line in near if is_chrome(line.text) or is_menu(line.text)} - cells
    dropped |= set(menu_runs(margin, FEWEST_KNOWN)) - set(_signature(margin))
    dropped -= lone_weak(margin, dropped) | set(_introduced(lines, margin, dropped)) | set(_continued(lines, margin, dropped))
    dropped |= {line for line in after if not PRINTED.search(line.text.strip())} - set(_signature(after)) - cells
    dropped |= set(between(margin, dropped)) | _article_links(margin) | set(_lone_rows(margin))
    dropped |= set(_rows_below_signature(margin, dropped))
    dropped |= set(takewhile(lambda line: line in dropped or LONE_LABEL.fullmatch(line.text.strip()), margin))
    column = [line for line in margin if COLUMN_ENTRY.match(line.text.strip())]
    if len({line.text.strip() for line in column}) > 1:
        dropped |= set(column)
    for below, line, above in zip(margin, margin[1:], margin[2:], strict=False):
        if OWNER.match(line.text.strip()) and is_chrome(below.text) and is_chrome(above.text):
            dropped.add(line)
    return margin, dropped


def _introduced(lines: list[Line], margin: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """Entries of menus that are a list of the report's: right below a line that ends with a colon."""
    entries = dict(zip(margin, [*margin[1:], *lines[-len(margin) - 1 : -len(margin)]], strict=False))
    listed = set[Line]()
    for line in reversed(margin):
        above = entries.get(line)
        opens = above is not None and above not in dropped and above.text.rstrip().endswith(("：", ":"))
        if line in dropped and (opens or above in listed) and _may_be_listed(line.text.strip()):
            listed.add(line)
            yield line


def _may_be_listed(text: str) -> bool:
    return text.startswith("http") or (len(text) <= LONGEST_ENTRY and not re.search(r"[:：]|\.[a-z]{2,4}", text))


def _article_links(margin: list[Line]) -> set[Line]:
    """Titles of other articles with their dates, or with arrows: two at least."""
    links = {line for line in margin if is_article_link(line.text.strip())}
    above = next((line.text for line, below in pairwise(reversed(margin)) if below in links), "")
    return links if len(links) > 1 and not introduces_a_list(above) else set()


def _lone_rows(margin: list[Line]) -> Iterator[Line]:
    """Words between strokes on one line alone, none of them a table's: links to other sites or pages."""
    for above, line, below in zip([*margin[1:], NOTHING], margin, [NOTHING, *margin], strict=False):
        alone = "|" not in above.text + below.text and line.text.count("|") + line.text.count("_") > 1
        if alone and is_link_row(line.text.strip()):
            yield line


def _continued(lines: list[Line], margin: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """Entries of menus that go on with the line above them, which a page's width broke within a sentence."""
    for line, above in zip(margin, [*margin[1:], *lines[-len(margin) - 1 : -len(margin)]], strict=False):
        is_entry = line in dropped and above not in dropped and is_menu(line.text)
        if is_entry and BROKEN.search(above.text.rstrip()):
            yield line


def _signature(after: list[Line]) -> Iterator[Line]:
    """An agency's name and the date below it: some pages set their buttons above these. Lines come from the end up."""
    for below, line in pairwise(after):
        if re.fullmatch(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?", below.text.replace(" ", "")) and AGENCY.fullmatch(
            line.text.strip()
        ):
            yield from (below, line)


def _rows_below_signature(margin: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """Rows of names of sites and services, where nothing else stands below the signature."""
    if not any(" " in line.text.strip() or "|" in line.text for line in margin if line not in dropped):
        return
    signature = next(_signature(margin), NOTHING)
    below = [line for line in takewhile(lambda line: line != signature, margin) if line not in dropped]
    if signature != NOTHING and all(is_name_row(line.text.strip()) for line in below):
        yield from below


def _near_the_end(margin: list[Line]) -> Iterator[Line]:
    """Lines from the end up: chrome, and a few short ones beside it."""
    strangers = 0
    for line in margin[:TAIL_LINES]:
        if not (is_chrome(line.text) or is_menu(line.text)):
            strangers += 1
            if strangers > STRANGERS:
                return
        yield line
