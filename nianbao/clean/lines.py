"""Eighth phase: one block a line. Breaks of the page within a sentence go, breaks that a page lost come back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from nianbao.chinese import HAN, HAN_CHARACTER
from nianbao.clean.ledger import Change
from nianbao.clean.pages import NUMERAL, STARTS_BLOCK, drop_page_numbers, goes_on, is_prose
from nianbao.clean.rule import Rule
from nianbao.clean.wrapped import Page, page_of
from nianbao.set_phrases import breaks_set_phrase

UPRIGHT = re.compile(f"^[{HAN}、](?:\\n[{HAN}、]){{3,20}}$", re.MULTILINE)
LONE = re.compile(f"\\n[{HAN}、]\\n")  # quick to look for: most pages have none
INDENT = re.compile(r"\t(?<![^\n]\t)\t*")
SENTENCE_END = "。！？!?"
LIST_END = "；;：:"
OPENERS, CLOSERS = "（《〈“‘【〔「『(", "）》〉”’】〕」』)"
BRACKET = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")
NEVER_FIRST = "，。、；：？！）》〉”’】〕」』,;:)"
NEVER_LAST = "，、（《〈“‘【〔「『(,"
HEADING = re.compile(rf"(?:{NUMERAL}[、．.]|[（(]{NUMERAL}[）)]|\d{{1,2}}(?:[、．]|\.(?!\d)))[^。；：，]{{0,50}}$")
PHRASES = re.compile(f"(?:{NUMERAL}[、．.]|[（(]{NUMERAL}[）)])([^。；：]{{6,40}})")
MOST_UNLIKE = 3  # characters by which the phrases of a heading differ in length
# A number on a line of its own whose unit, or whose comma, begins the next line, on which the sentence goes on; words that
# only begin like a unit, such as 人大 and 项目, are cells of a table.
NUMBER_IN_SENTENCE = re.compile(
    rf"""
    (\n(?<=[{HAN}，、（]\n)\d[\d,.]{{0,11}}%?\n)
    (?! 人[大民员事力] | 项目 | 期[限间] | 起[诉草] | 场所 | [件次]数
      | 条[例款] | 家庭 | 宗教 | 个[人体] | 多[数方种] | 余[下额] | 名[称单] )
    (?: (?=[条件次个项人名份篇期家宗起余多万]) | (?=[，。；、,;]) )
    (?= [^\n\t]{{1,60}}[，。；,;] | [，；,;][^\n\t]*[{HAN}]$ )
    """,
    re.VERBOSE | re.MULTILINE,
)
SHORTEST_BEFORE = 8
ROW_OF_DIGITS = re.compile(r"[\d.,%/ -]+$")
TITLE_END = re.compile(r"(?:政府)?(?:信息|政务|公开|工作|年度|年)*(?:报告|年报)$")
WHOLE_TITLE_END = "政府信息公开工作年度报告"
LONGEST_TITLE = 50
NO_TITLE, TITLE_YEAR = re.compile("[，。；：、]"), re.compile(r"\d{4} ?年|学年")
RUN_IN_TITLE = re.compile(
    r"(?:[^ 。，；,;]{2,30}\d{4}[^ 。，；,;]{0,9} )?[^ 。，；,;]{8,50}(?:报告|年报)( )(?=[根按为依现本我2一《])"
)
RUN_IN_HEADING = re.compile(rf" (?<=[。；：;:.] )(?={NUMERAL}、([^。；，]{{2,40}}))")
RUN_IN_SIGNATURE = re.compile(rf"。( )[{HAN}]{{2,30}}[府室局会厅处委心院学] ?(?:19|20)\d\d ?年[\d ]{{1,4}}月[\d ]{{1,4}}日$")
# A line that is broken in its middle, on pages whose lines are otherwise whole: it ends with no unit and no noun that may
# end a sentence, and what follows is prose that no paragraph begins with.
BEGINS_PARAGRAPH = re.compile(
    rf"\d|[本我全]|截[至止]|今后|目前|下一步|同时|此外|另外|{NUMERAL}是|其[中他次]|为|在|按|根据|通过|自"
)
MAY_END = re.compile(
    "[条件次人个元项期篇场份例类家种位日月年号等％%况息开公作题施容果计用请诉报告录议度式员关门理道页式址台站区]$"
)
SIGNATURE = re.compile(
    rf"""
    \n[{HAN}]{{2,30}}(?:政府|办公室|局|委员会|厅|办事处|委|中心|院|大学|学院|公司)
    (\ )(?=\d{{4}}\ ?年\ ?\d{{1,2}}\ ?月\ ?\d{{1,2}}\ ?日$)
    """,
    re.VERBOSE | re.MULTILINE,
)


def drop_blank_lines(text: str) -> Iterator[Change]:
    r"""Remove lines that hold nothing, and end the text with one line feed.

    Rows of empty cells are no blank lines.

    >>> list(drop_blank_lines("一、概述\n \n正文"))
    [(5, 7, ''), (9, 9, '\n')]
    >>> list(drop_blank_lines("一、概述\n规章\t\t\n\t\t\n"))
    []
    """
    at, row = 0, False
    lines = text.split("\n")
    for line in lines[:-1]:
        is_row = "\t" in line and (bool(line.strip()) or (row and len(line) > 1))
        if not (is_row or line.strip()):
            yield at, at + len(line) + 1, ""
        row = is_row or (row and not line)
        at += len(line) + 1
    if lines[-1].strip():
        yield len(text), len(text), "\n"
    elif lines[-1]:
        yield at, len(text), ""


def drop_indents(text: str) -> Iterator[Change]:
    r"""Remove tabs before a paragraph, which are no empty cells.

    >>> list(drop_indents("\t2009年，某区公开信息3条。\n"))
    [(0, 1, '')]
    >>> list(drop_indents("\t第二十条第（一）项\n信息内容\t数量\n"))
    []
    """
    lines, at = text.split("\n") if INDENT.search(text) else [], 0
    for i, line in enumerate(lines):
        if line.startswith("\t") and "\t" not in line.strip("\t"):
            beside = (lines[i - 1] if i else "") + (lines[i + 1] if i + 1 < len(lines) else "")
            if "\t" not in beside.strip("\t") or "。" in line:
                yield (at, at + len(line) - len(line.lstrip("\t")), "")
        at += len(line) + 1


def join_upright_labels(text: str) -> Iterator[Change]:
    r"""Join the characters of a label that a narrow column wrote one a line.

    >>> list(join_upright_labels("办\n理\n结\n果\n（一）予以公开\n"))
    [(1, 2, ''), (3, 4, ''), (5, 6, '')]
    >>> list(join_upright_labels("规章\n0\n无\n0\n"))
    []
    """
    for run in UPRIGHT.finditer(text) if LONE.search(text) else ():
        yield from ((place, place + 1, "") for place in range(run.start() + 1, run.end(), 2))


def split_run_in_headings(text: str) -> Iterator[Change]:
    r"""Give headings lines of their own again in a report that came as one line.

    Excerpts and feeds join everything by spaces: …。 一、概述 2008年…

    >>> long = "根据条例编制。" + "甲" * 150 + "。 一、概述 2008年公开信息3条。 二、其他 无。"
    >>> [long[b:b + 4] for _, b, _ in split_run_in_headings(long)]
    ['一、概述', '2008', '二、其他', '无。']
    >>> list(split_run_in_headings("主要问题： 一、认识不够 二、队伍不稳"))
    []
    """
    at = 0
    for line in text.split("\n"):
        if len(line) > 150 and " " in line and "\t" not in line:  # noqa: PLR2004 - no single paragraph is numbered within itself
            yield from ((at + place, at + place + 1, "\n") for place in _run_in_places(line))
        at += len(line) + 1


def _run_in_places(line: str) -> Iterator[int]:
    if title := RUN_IN_TITLE.match(line):
        yield title.start(1)
    if signature := RUN_IN_SIGNATURE.search(line):
        yield signature.start(1)
    for match in RUN_IN_HEADING.finditer(line):
        yield match.start()
        heading_end = line.find(" ", match.start(1) + 2, match.end(1) + 1)
        if heading_end > 0:
            yield heading_end


def join_broken_lines(text: str) -> Iterator[Change]:
    r"""Join lines that a page's width, or its end, broke within a sentence.

    On pages whose lines are all of one width a full line goes on; anywhere else only a line that can't have ended does:
    one with an open bracket or a comma at its end, or broken off within a clause. Headings, titles, dates, signatures and
    rows of a table stay apart.

    >>> list(join_broken_lines("优化考评体系，持续做好\n常态化抽查通报，不断提高水平。\n"))
    [(11, 12, '')]
    >>> list(join_broken_lines("一、概述\n我区公开信息3条\n二、其他\n某区政府\n2019年3月21日\n"))
    []
    """
    lines = text.split("\n")
    page, numbers = page_of(lines), set(_around_numbers(text))
    at, block = 0, ""
    for line, following in pairwise(lines):
        block = block + line
        at += len(line) + 1
        if following and (at - 1 in numbers or _continues(block, line, following, page)):
            yield at - 1, at, " " if _is_latin(line[-1]) and _is_latin(following[0]) else ""
        else:
            block = ""


def _around_numbers(text: str) -> Iterator[int]:
    r"""The line ends before and behind a number that stands alone within a sentence.

    >>> list(_around_numbers("本镇全年累计主动公开信息\n128\n条，其中网站公开如下\n规章\n3\n条\n"))
    [12, 16]
    """
    for match in NUMBER_IN_SENTENCE.finditer(text):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if len(before) >= SHORTEST_BEFORE and "\t" not in before and not HEADING.match(before):
            yield from (match.start(1), match.end(1) - 1)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _continues(block: str, line: str, following: str, page: Page) -> bool:
    """True where `following` goes on with the block that ends with `line`."""
    if "\t" in line or "\t" in following or not line or line[-1] in SENTENCE_END or STARTS_BLOCK.match(following):
        return False
    if line[-1].isdigit() and following[0].isdigit():
        return False
    if _is_broken_title(line, following):
        return True
    if ROW_OF_DIGITS.match(following) or ROW_OF_DIGITS.match(line):
        return False
    if following[0] in NEVER_FIRST or line[-1] in NEVER_LAST or _closes(block, following):
        return True
    if line[-1] in LIST_END:
        return False
    return page.is_filled_by(line) or (not page.width and _breaks_off(line, following)) or _breaks_phrase(line, following)


def _closes(block: str, following: str) -> bool:
    """True where the following line closes a bracket that the block left open."""
    bracket = BRACKET.search(following)
    if not bracket or bracket[0] in OPENERS:
        return False
    brackets = BRACKET.findall(block[-200:])
    return 2 * sum(map(OPENERS.count, brackets)) > len(brackets)


def _is_broken_title(line: str, following: str) -> bool:
    r"""True for a title that names its year and breaks off before 报告.

    >>> _is_broken_title("某区政府2008年度政府信息", "公开年度报告"), _is_broken_title("某区人民政府", "信息公开工作年度报告")
    (True, False)
    """
    ends = bool(TITLE_END.fullmatch(following)) or WHOLE_TITLE_END.endswith(following)
    if not ends or max(len(line), len(following)) > LONGEST_TITLE or NO_TITLE.search(line + following):
        return False
    return bool(TITLE_YEAR.search(line)) and not TITLE_END.search(line)


def _breaks_off(line: str, following: str) -> bool:
    prose = is_prose(line) or (len(line) > 10 and ("，" in line or "、" in line))  # noqa: PLR2004
    if not prose or not HAN_CHARACTER.match(line[-1]) or MAY_END.search(line) or _is_heading(line):
        return False
    return goes_on(following) and not BEGINS_PARAGRAPH.match(following)


def _breaks_phrase(line: str, following: str) -> bool:
    """True for prose that breaks off within a set phrase, whatever the width of the page."""
    return breaks_set_phrase(line, following) and is_prose(line) and goes_on(following) and not _is_heading(line)


def _is_heading(line: str) -> bool:
    """True for a numbered heading, also for one of several phrases of nearly the same length.

    >>> [_is_heading(line) for line in ("二、存在问题", "一、健全机构，明确责任，落实到人", "一、按照要求，我局向社会公开了下")]
    [True, True, False]
    """
    phrases = PHRASES.fullmatch(line)
    lengths = [len(phrase) for phrase in re.split("[，,、]", phrases[1])] if phrases else [0, 99]
    return bool(HEADING.match(line)) or (len(lengths) > 1 and max(lengths) - min(lengths) <= MOST_UNLIKE)


def separate_signature_dates(text: str) -> Iterable[Change]:
    r"""Give the date of a signature a line of its own.

    >>> list(separate_signature_dates("某区人民政府办公室 2019年3月21日\n"))
    [(9, 10, '\n')]
    >>> list(separate_signature_dates("统计期限截至 2019年3月21日\n"))
    []
    """
    return ((match.start(1) - 1, match.end(1) - 1, "\n") for match in SIGNATURE.finditer("\n" + text))


RULES = (
    Rule(drop_blank_lines),
    Rule(drop_page_numbers, figures=True),
    Rule(drop_indents),
    Rule(join_upright_labels),
    Rule(split_run_in_headings),
    Rule(separate_signature_dates),
    Rule(join_broken_lines),
)
