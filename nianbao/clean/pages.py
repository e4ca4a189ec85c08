"""Page numbers: between dashes, in words, alone within a sentence, or one after another through the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from nianbao.chinese import HAN, HAN_CHARACTER
from nianbao.clean.ledger import Change

PAGE_NUMBER = re.compile(
    r"""
    \n[ \t]*(?:
        [-—–－─·~～]+[ ]?[0-9０-９]{1,3}[ ]?[-—–－─·~～]+
      | 第[ ]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[ ]?页(?:[ ,，/]{0,3}共[ ]?\d{1,3}[ ]?页)?
      | Page[ ]\d{1,3}(?:[ ]of[ ]\d{1,3})?
    )[ \t]*(?=\n|\Z)
    """,
    re.VERBOSE | re.IGNORECASE,
)
NUMBER_IN_SENTENCE = re.compile(f"([ \\n](?<=[{HAN}，、].)\\d{{1,3}})(?=\\n([^\\n]*))", re.DOTALL)
DIGIT_AT_END = re.compile(r"\n(?<=\d\n)")  # quick to look for
# Of these only a series through the whole text is one of page numbers.
LONE_NUMBER = re.compile(r"\n[ \t]*[\[【]?P?(\d{1,3})(?:[ ]?/[ ]?(\d{1,3}))?[\]】]?[ \t]*(?=\n|\Z)")
FEWEST_PAGES, FEWEST_OF_TOTAL, FEWEST_BETWEEN = 3, 2, 4
POINTS_ABOVE = 4
MOST_NUMBERS = 300  # more lone numbers are a table's
CLAUSE_END = re.compile("[，。；,;]")
UNITS = "年月日号条件个次项人名篇期份家余多"
NUMERAL = "[一二三四五六七八九十百]{1,4}"
# What begins a block of its own: numbered headings, whole dates, attachments, arguments that are counted off.
STARTS_BLOCK = re.compile(
    rf"""
    第{NUMERAL}(?:章|部分|编|节)
    | {NUMERAL}[、，．.\ ](?!\d)
    | [（(](?:{NUMERAL}|\d{{1,2}})[）)](?!(?:项|款|条|目|类|种))
    | \d{{1,2}}(?:[、．]|\.(?!\d))
    | [〇零一二三四五六七八九十\d]{{4}}\ ?年\ ?[一二三四五六七八九十\d]{{1,3}}\ ?月\ ?[一二三四五六七八九十\d]{{1,3}}\ ?日$
    | 附(?:件|表)
    """,
    re.VERBOSE,
)


# What a site that previews documents puts before each of its pieces, which all but the first begin within a sentence.
PIECE = re.compile(r"^(\d{1,2})、", re.MULTILINE)
WITHIN_LINE = re.compile(r"第 ?\d{1,3} ?页[,，/ ]{0,2}共 ?(\d{1,3}) ?页")
TITLE = re.compile("报告|年报|总结|汇报")
SHORTEST_PIECE, MOST_LINES_ABOVE, LONGEST_TITLE = 150, 3, 40


class Page(NamedTuple):
    """A number on a line of its own: where it stands, what it says, of how many, and whether prose stands beside it."""

    start: int
    end: int
    number: int
    total: str
    in_prose: bool


def drop_page_numbers(text: str) -> Iterator[Change]:
    r"""Remove page numbers: a line of a number between dashes, 第3页, a number alone within a sentence, numbers of pieces.

    >>> list(drop_page_numbers("工作\n- 5 -\n2009年，在区政府信息公开工作领导小 1\n组的指导下，\n"))
    [(3, 9, ''), (28, 30, '')]
    >>> list(drop_page_numbers("规章\n0\n3\n共公开信息 15\n"))
    []
    """
    for match in PAGE_NUMBER.finditer("\n" + text):
        yield match.start(), min(match.end(), len(text)), ""
    series = {(page.start, page.end) for page in _series(text)}
    yield from ((*span, "") for span in series)
    yield from _numbers_of_pieces(text)
    yield from _numbers_within_lines(text)
    for match in NUMBER_IN_SENTENCE.finditer(text) if DIGIT_AT_END.search(text) else ():
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if (
            is_prose(before)
            and goes_on(match[2])
            and not any(a <= match.start() + 1 < b for a, b in series)
            and not _is_counted(text, match)
        ):
            yield (*match.span(1), "")


def _numbers_within_lines(text: str) -> Iterator[Change]:
    """第2页共9页 within a line, where there are several of one total.

    >>> [start for start, *_ in _numbers_within_lines("第1页共9页某局公开信息，提起行第2页共9页政诉讼")]
    [0, 16]
    """
    found = list(WITHIN_LINE.finditer(text)) if "页" in text else []
    totals = Counter(match[1] for match in found)
    for match in found:
        alone = text[match.start() - 1 : match.start()] in ("", "\n") and text[match.end() : match.end() + 1] in ("", "\n")
        if totals[match[1]] > 1 and not alone:
            yield (*match.span(), "")


def _numbers_of_pieces(text: str) -> Iterator[Change]:
    r"""Numbers that count the pieces of a previewed document, each with the line end that cuts a sentence in two.

    >>> preview = "1、某局2012年年度报告" + "公开信息，" * 30 + "并在镇上设\n2、立公示栏。"
    >>> [preview[a:b] for a, b, _ in _numbers_of_pieces(preview)]
    ['1、', '\n2、']
    """
    first = PIECE.search(text) if "\n2、" in text else None
    if first is None or first[1] != "1" or text.count("\n", 0, first.start()) > MOST_LINES_ABOVE:
        return
    if not TITLE.search(text, first.end(), first.end() + LONGEST_TITLE):  # a list of points has none
        return
    pieces = [first]
    for match in PIECE.finditer(text, first.end()):
        if match[1] == str(len(pieces) + 1) and _cuts_a_sentence(text, pieces[-1].end(), match):
            pieces.append(match)
    if len(pieces) > 1:
        yield from ((max(0, match.start() - 1) if match != first else match.start(), match.end(), "") for match in pieces)


def _cuts_a_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """True where a long piece ends within a sentence, and no number is cut with it."""
    last, following = text[match.start() - 2], text[match.end() : match.end() + 1]
    is_long = match.start() - start >= SHORTEST_PIECE and text.rfind("\n", start, match.start() - 1) < 0
    return is_long and bool(re.match(f"[{HAN}，、\\d]", last)) and not (last.isdigit() and following.isdigit())


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """True for a number on its own line with its predecessor on another just above: points that are counted off."""
    lines = text[max(0, match.start() - 300) : match.start()].split("\n")[-POINTS_ABOVE:]
    return str(int(match[1]) - 1) in (line.strip() for line in lines)


def _series(text: str) -> list[Page]:
    """Numbers that count up by one through the text, from the first pages on, each beside prose."""
    pages = [page for page in islice(_lone_numbers(text), MOST_NUMBERS) if page.in_prose or page.total or page.end == len(text)]
    best = list[Page]()
    for first in (page for page in pages if page.number <= FEWEST_PAGES):
        run = [first]
        for page in pages[pages.index(first) + 1 :]:
            if page.number == run[-1].number + 1 and page.total == first.total:
                run.append(page)
        best = max(best, run, key=len)
    total = int(best[0].total or 0) if best else 0
    counts_pages = total and total >= best[-1].number
    fewest = 1 if len(best) == total >= FEWEST_PAGES else FEWEST_BETWEEN  # a whole series is sure
    return best if len(best) >= (FEWEST_OF_TOTAL if counts_pages else FEWEST_PAGES) and _is_spread(text, best, fewest) else []


def _lone_numbers(text: str) -> Iterator[Page]:
    for match in LONE_NUMBER.finditer("\n" + text):
        start, end = match.start(), min(match.end(), len(text))  # from the line's first character to that of the next
        above = text[max(0, start - 200) : start].rstrip().rpartition("\n")[2]
        below = text[end : end + 200].lstrip().partition("\n")[0]
        yield Page(start, end, int(match[1]), match[2] or "", is_prose(above) or is_prose(below))


def _is_spread(text: str, run: list[Page], fewest: int) -> bool:
    """True where so many lines, prose among them, stand between each number and the next."""
    between = (text[a.end : b.start].split("\n") for a, b in pairwise(run))
    return all(sum(map(bool, lines)) >= fewest and any(map(is_prose, lines)) for lines in between)


def is_prose(line: str) -> bool:
    """True for a line that is part of a sentence rather than a cell."""
    return len(line) > 16 and "\t" not in line and bool(CLAUSE_END.search(line))  # noqa: PLR2004 - shorter lines may be cells


def goes_on(line: str) -> bool:
    """True for a line that may go on with the sentence of the line above it."""
    starts_with_han = bool(HAN_CHARACTER.match(line)) and line[0] not in UNITS
    return starts_with_han and not STARTS_BLOCK.match(line) and bool(CLAUSE_END.search(line))
