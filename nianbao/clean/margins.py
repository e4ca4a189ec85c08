"""Which lines around a report are the page's: judged by where they stand, what stands beside them, and their words.

The margins are the lines before the first line of prose and those after the last; `above` and `below` look at each. Within
them a line's own words seldom decide: a word such as 微信 is a button in one page and a row of a table in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from nianbao.chinese import HAN
from nianbao.clean.bars import is_chrome
from nianbao.clean.feet import says_it_ends
from nianbao.clean.labels import is_label
from nianbao.clean.numbered import Line, without_links
from nianbao.clean.rows import chrome_names, is_button_row, is_word_row

LONGEST_MENU, LONGEST_ENTRY = 8, 16
FEWEST_IN_RUN = 4
AGENCY = re.compile(
    f"[{HAN}（）()·]{{1,30}}?(?:政府|委员会|局|厅|办公室|街道|街道办事处|镇|乡|大学|学院|医院|中心)(?=$|\\d{{4}})"
)
# Neighbouring years of a site's column; a report's own title has its agency in it, or stands alone.
COLUMN_ENTRY = re.compile(r"20\d\d年(?:度)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|年报)$")
NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]")
SENTENCE = re.compile("[^:：]*。")
LONG, LONGEST_FOOT = 40, 120
NUMBER = re.compile(r"\d[\d,.]*|/")
COLON, STOP = re.compile("[:：]"), re.compile("[，。；,;]")
NAME = re.compile(
    "(?:政府|委员会|局|(?<!大)(?<!服务)厅|办|办公室|街道|办事处|镇|乡|县|(?<!专)区|市"
    "|(?<!下载)(?<!新闻)(?<!服务)(?<!办事)(?<!互动)(?<!资料)(?<!个人)中心|院|大学|学院|报告|年报)$"
)
ORGANISATION = re.compile(f"{NAME.pattern}|\\d")
# What is the report's although it stands above its title: letterhead, number, date, the beginning of a long title.
LETTERHEAD = re.compile(
    r"""
      \d{4}[ ]?[年-] | ^[（(]?\d{1,2}月 | [〔\[［（(]\d{2,4} | ^\d+$ | ^关于 | 关于$ | 文件$ | [。，；《》]
    | ^[（(]?附(?![近设属加]) | 的$ | (?:[\d〕\])）][ ]?号|[函稿])$ | ^[前引]?言$
    """,
    re.VERBOSE,
)


def between(zone: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """A short line with chrome on either side, which is no name, number, date or heading."""
    for above, line, below in zip(zone, zone[1:], zone[2:], strict=False):
        text = line.text.strip()
        own = ORGANISATION.search(text) or LETTERHEAD.search(text) or NUMBERED.match(text)
        fits = is_label(text.partition("\t")[0]) if "\t" in text else len(text) <= LONGEST_ENTRY and not own
        if fits and {above, below} <= dropped and line not in dropped:
            yield line


def lone_weak(zone: list[Line], dropped: set[Line]) -> set[Line]:
    """Lines of one word that may be a cell, a point of a list or a heading, in runs without any other chrome."""
    weak = chrome_names("weak")
    lone, run = set[Line](), list[Line]()
    for line in [*zone, Line(-1, "")]:
        if line in dropped:
            run.append(line)
            continue
        one_entry = len(run) == 1 and is_menu(run[0].text)
        lone |= set(run) if one_entry or all(each.text.strip() in weak for each in run) else set()
        run = []
    return lone


@lru_cache(maxsize=4096)
def is_body(line: str) -> bool:
    """True for prose, and for a numbered heading."""
    text = without_links(line).strip()
    return bool(NUMBERED.match(text) or SENTENCE.match(text) or _is_long(text)) and not is_chrome(line)


def _is_long(text: str) -> bool:
    """True for a line as long as prose that lists nothing."""
    if len(text) < LONG or says_it_ends(text[:LONGEST_FOOT]):
        return False
    return not (COLON.search(text) and not STOP.search(text)) and not is_word_row(text)


def cells_of(zone: list[Line]) -> set[Line]:
    """Lines beside a bare number: cells of a table that has one a line, whatever their words, but for rows of buttons."""
    numbers = {line for line in zone if NUMBER.fullmatch(line.text.strip())}
    pairs = [*pairwise(zone), *pairwise(reversed(zone))] if numbers else []
    return {line for line, other in pairs if other in numbers and not COLON.search(line.text) and not is_button_row(line.text)}


def menu_runs(zone: Iterable[Line], fewest: int) -> Iterator[Line]:
    """Runs of at least four very short lines, some of them known buttons or menus: the site's navigation."""
    run, weak = list[Line](), chrome_names("weak")
    for line in [*zone, Line(-1, "\t")]:
        text = line.text.strip()
        if len(text) <= LONGEST_MENU and "\t" not in line.text and not ORGANISATION.search(text):
            run.append(line)
            continue
        entries = [is_chrome(each.text) or is_menu(each.text) for each in run]
        known = [i for i, entry in enumerate(entries) if entry and run[i].text.strip() not in weak]
        if len(run) >= FEWEST_IN_RUN and len(known) >= fewest:
            yield from run if fewest == 1 else run[: known[-1] + 1]  # the last in a tail is its uppermost
        run = []


def is_menu(line: str) -> bool:
    """True for one entry of a menu and nothing else."""
    return line.strip(" |") in chrome_names("menus")
