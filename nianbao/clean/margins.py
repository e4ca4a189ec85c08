"""Which lines around a report are the page's: judged by where they stand, what stands beside them, and their words.

The margins are the lines before the first line of prose and those after the last. Within them a line's own words seldom
decide: a word such as 微信 is a button in one page and a row of a table in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise, takewhile

from nianbao.chinese import HAN
from nianbao.clean.bars import chrome_names, is_chrome, is_word_row
from nianbao.clean.feet import ends_article, introduces_a_list, is_article_link, is_link_row, says_it_ends
from nianbao.clean.labels import awaits_value, fits_label, is_label, is_label_row
from nianbao.clean.numbered import NOTHING, Line

HEAD_LINES, TAIL_LINES, FARTHEST = 120, 24, 200
STRANGERS = 3  # short lines at the tail that are no chrome, such as a signature and a date, with chrome below them
LONGEST_MENU, LONGEST_ENTRY, LONGEST_ABOVE = 8, 16, 60
FEWEST_IN_RUN, FEWEST_KNOWN, FEWEST_LABELS = 4, 3, 3
YEAR = "(?:\\d{4}|[一二][〇零○O0-9一二三四五六七八九]{3})"
TITLE = re.compile(
    rf"(?:{YEAR} ?[年-].{{0,40}}(?:报告|年报)|.{{4,40}}(?:指南|规定|办法|制度|通知))(?:[（(].{{0,20}}[）)])?[ |]*$"
)
REPORT_TITLE = re.compile(rf"[^。：:>»]{{0,40}}{YEAR} ?[年-][^。：:>»]{{0,40}}(?:报告|年报)(?:[（(].{{0,20}}[）)])?[ |]*$")
AGENCY = re.compile(
    f"[{HAN}（）()·]{{1,30}}?(?:政府|委员会|局|厅|办公室|街道|街道办事处|镇|乡|大学|学院|医院|中心)(?=$|\\d{{4}})"
)
SITE_NAME = re.compile(f"[{HAN}]{{2,12}}(?:网|网站|门户|在线|之窗|信息港)(?: ?[·•|｜—-] ?[{HAN}]{{1,10}})?")
OWNER = re.compile(r"(?:单位|办公|联系)?地址[:：]")
# Neighbouring years of a site's column; a report's own title has its agency in it, or stands alone.
COLUMN_ENTRY = re.compile(r"20\d\d年(?:度)?(?:政府)?信息公开(?:工作)?(?:年度)?(?:报告|年报)$")
NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]")
SENTENCE = re.compile("[^:：]*。")
LONG, LONGEST_FOOT = 40, 120
PATH = re.compile(r"[/>»›|] | [/>»›|]")
PRINTED = re.compile("印发$|^[抄主报]送|^[报送][:：]|^附[件表]?[:：]")  # what a printed report ends with
LONE_LABEL = re.compile("(?:相关)?附件(?:下载)?[:：]?")  # with nothing below it
INDEX_NUMBER = re.compile(r"[A-Z]{0,4}\d{5,}[A-Z]{0,2}[-/]\d{4}-\d{2,8}")
BARE_DATE = re.compile(r"20\d\d([-./])\d{1,2}\1\d{1,2}")
LONGEST_BLOCK, KINDS_OF_DISCLOSURE = 8, ("主动公开", "依申请公开", "不予公开")  # lines; what stands behind the date
NUMBER = re.compile(r"\d[\d,.]*|/")
COLON, STOP = re.compile("[:：]"), re.compile("[，。；,;]")
SIGN = re.compile("[/>»›→＞|-]{1,2}")
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
# What a line ends with that goes on: no stop, no closing sign, no name and no number.
BROKEN = re.compile(
    f"(?:[{HAN}，、（“《])(?<!府)(?<!局)(?<!厅)(?<!办)(?<!室)(?<!会)(?<!院)(?<!处)(?<!日)(?<!报告)(?<!年报)$|政府$"
)


def head_of(lines: list[Line]) -> list[Line]:
    """The lines above the first line of prose."""
    pairs = zip([NOTHING, *lines], lines[:HEAD_LINES], strict=False)
    return [line for _, line in takewhile(lambda pair: not _is_body(pair[1].text) or _gives_values(*pair), pairs)]


def _gives_values(above: Line, line: Line) -> bool:
    """True for a row of values right below the row of their labels."""
    return line.text.count("|") == above.text.count("|") and line.text.count("|") > 0 and is_label_row(above.text)


def chrome_of_head(head: list[Line]) -> set[Line]:
    """Bars, menus, data blocks, and whatever stands above the report's title and is neither a name nor part of it."""
    dropped = {line for line in head if is_chrome(line.text)} - _cells(head) | set(_menu_runs(head, 1))
    dropped -= _lone_weak(head, dropped)
    title = next((line.start for line in reversed(head) if TITLE.search(line.text) and line not in dropped), -1)
    dropped |= {line for line in head if _is_menu(line.text) and line.start < title}
    dropped |= set(_above_title([line for line in head if line not in dropped]))
    dropped |= set(_values(head, dropped)) | set(_crumbs(head)) | set(_bare_block(head))
    dropped |= set(_between(head, dropped))
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
    at = next((i for i, line in enumerate(kept) if REPORT_TITLE.match(line.text.strip())), 0)
    names_agency = bool(AGENCY.match(kept[at].text.strip())) if kept else False
    for i, line in enumerate(kept[:at]):
        text = line.text.strip()
        near = i == at - 1 or all(NAME.search(each.text.strip()) for each in kept[i:at])
        is_path = bool(PATH.search(text))
        is_row = is_word_row(text)
        belongs = (NAME.search(text) and not is_row) or (near and not names_agency)
        short = is_row or len(text) <= LONGEST_ABOVE
        if short and "\t" not in text and (is_path or not (LETTERHEAD.search(text) or belongs)):
            yield line


def _between(zone: list[Line], dropped: set[Line]) -> Iterator[Line]:
    """A short line with chrome on either side, which is no name, number, date or heading."""
    for above, line, below in zip(zone, zone[1:], zone[2:], strict=False):
        text = line.text.strip()
        own = ORGANISATION.search(text) or LETTERHEAD.search(text) or NUMBERED.match(text)
        fits = is_label(text.partition("\t")[0]) if "\t" in text else len(text) <= LONGEST_ENTRY and not own
        if fits and {above, below} <= dropped and line not in dropped:
            yield line


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


def chrome_of_tail(lines: list[Line]) -> tuple[list[Line], set[Line]]:
    """The lines below the last of the body, and those of them that are the page's.

    These are bars and menus, a column of other years, the address of the site's owner between two lines of chrome, and
    whatever follows the first sign that the article is over, but for a signature with its date.
    """
    margin = list(
        takewhile(lambda line: not _is_body(line.text) and "\t" not in line.text.strip("\t"), reversed(lines[-FARTHEST:]))
    )
    if not margin:
        return [], set()
    cells = _cells(margin)
    end = next((i for i in reversed(range(len(margin))) if margin[i] not in cells and ends_article(margin[i].text.strip())), -1)
    after = margin[: end + 1]
    near = list(_near_the_end(margin))
    dropped = {line for line in near if is_chrome(line.text) or _is_menu(line.text)} - cells
    dropped |= set(_menu_runs(margin, FEWEST_KNOWN)) - set(_signature(margin))
    dropped -= _lone_weak(margin, dropped) | set(_introduced(lines, margin, dropped)) | set(_continued(lines, margin, dropped))
    dropped |= {line for line in after if not PRINTED.search(line.text.strip())} - set(_signature(after)) - cells
    dropped |= set(_between(margin, dropped)) | _article_links(margin) | set(_lone_rows(margin))
    dropped |= set(takewhile(lambda line: line in dropped or LONE_LABEL.fullmatch(line.text.strip()), margin))
    column = [line for line in margin if COLUMN_ENTRY.match(line.text.strip())]
    if len({line.text.strip() for line in column}) > 1:
        dropped |= set(column)
    for below, line, above in zip(margin, margin[1:], margin[2:], strict=False):
        if OWNER.match(line.text.strip()) and is_chrome(below.text) and is_chrome(above.text):
            dropped.add(line)
    return margin, dropped


def _lone_weak(zone: list[Line], dropped: set[Line]) -> set[Line]:
    """Lines of one word that may be a cell, a point of a list or a heading, in runs without any other chrome."""
    weak = chrome_names("weak")
    lone, run = set[Line](), list[Line]()
    for line in [*zone, Line(-1, "")]:
        if line in dropped:
            run.append(line)
            continue
        one_entry = len(run) == 1 and _is_menu(run[0].text)
        lone |= set(run) if one_entry or all(each.text.strip() in weak for each in run) else set()
        run = []
    return lone


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
        is_entry = line in dropped and above not in dropped and _is_menu(line.text)
        if is_entry and BROKEN.search(above.text.rstrip()):
            yield line


def _signature(after: list[Line]) -> Iterator[Line]:
    """An agency's name and the date below it: some pages set their buttons above these. Lines come from the end up."""
    for below, line in pairwise(after):
        if re.fullmatch(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?", below.text.replace(" ", "")) and AGENCY.fullmatch(
            line.text.strip()
        ):
            yield from (below, line)


def _near_the_end(margin: list[Line]) -> Iterator[Line]:
    """Lines from the end up: chrome, and a few short ones beside it."""
    strangers = 0
    for line in margin[:TAIL_LINES]:
        if not (is_chrome(line.text) or _is_menu(line.text)):
            strangers += 1
            if strangers > STRANGERS:
                return
        yield line


@lru_cache(maxsize=4096)
def _is_body(line: str) -> bool:
    text = line.strip()
    return bool(NUMBERED.match(text) or SENTENCE.match(text) or _is_long(text)) and not is_chrome(line)


def _is_long(text: str) -> bool:
    """True for a line as long as prose that lists nothing."""
    if len(text) < LONG or says_it_ends(text[:LONGEST_FOOT]):
        return False
    return not (COLON.search(text) and not STOP.search(text)) and not is_word_row(text)


def _cells(zone: list[Line]) -> set[Line]:
    """Lines beside a bare number: cells of a table that has one a line, whatever their words."""
    numbers = {line for line in zone if NUMBER.fullmatch(line.text.strip())}
    pairs = [*pairwise(zone), *pairwise(reversed(zone))] if numbers else []
    return {line for line, other in pairs if other in numbers and not COLON.search(line.text)}


def _menu_runs(zone: Iterable[Line], fewest: int) -> Iterator[Line]:
    """Runs of at least four very short lines, some of them known buttons or menus: the site's navigation."""
    run, weak = list[Line](), chrome_names("weak")
    for line in [*zone, Line(-1, "\t")]:
        text = line.text.strip()
        if len(text) <= LONGEST_MENU and "\t" not in line.text and not ORGANISATION.search(text):
            run.append(line)
            continue
        entries = [is_chrome(each.text) or _is_menu(each.text) for each in run]
        known = [i for i, entry in enumerate(entries) if entry and run[i].text.strip() not in weak]
        if len(run) >= FEWEST_IN_RUN and len(known) >= fewest:
            yield from run if fewest == 1 else run[: known[-1] + 1]  # the last in a tail is its uppermost
        run = []


def _is_menu(line: str) -> bool:
    return line.strip(" |") in chrome_names("menus")
