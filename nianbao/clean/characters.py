"""First phase: characters that no reader can see, that stand for another one, or that are bytes read the wrong way."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import pairwise

from nianbao.clean.ledger import Change
from nianbao.clean.misread import SIGNS, has_losses, is_whole, looks_misread, lost_signs, misread_runs
from nianbao.clean.rule import Rule

MARK = "［…］"  # what stands in the cleaned text where something was lost or may not be shown
OTHER_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
LINE_ENDS = re.compile("[\r\v\f\x1c-\x1e\x85\u2028\u2029](?:(?<=\r)\n)?")
# What has no width: controls, soft hyphens, zero-width and bidirectional marks, tags, non-characters. Not tab, not line feed.
UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)
UNSEEN_RUN = re.compile(f"[{UNSEEN}][{UNSEEN}]*")  # what begins with one character is quicker to search for
WIDE = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\u3164"
SPACES = re.compile(f"[ {WIDE}](?:[ {WIDE}]+|(?<! ))")
MISREAD_SPACE = re.compile(
    r"""
    (?: (?:^|(?<=\n)) [ \t]* | (?<=[。；]) ) (?P<sign>[?？])
    (?= [ \t]*[\u4e00-\u9fff0-9“《] | (?<=[。；].)[ \t]*(?:\n|\Z) )
    """,
    re.VERBOSE,
)
BEHIND_HOST = re.compile(r"\.(?:cn|com|net|org)/?(?P<sign>[?？])(?=[\u4e00-\u9fff，。；、）)])")
FEWEST_MISREAD = 3
# The commonest products of UTF-8 read as GBK, once to four times over; two in a line are worth a closer look.
PRODUCTS = "鍏銆鏀鐨锛簻浜綔佸佹殑瀹鍒鍙閸绱閺鍨瀵閵閹銉娴浼顒顖鍌婵闁缁宕濞椤柛囧閻鎴骞閺楅闂鏌梺柣缂婂"
GARBLED = re.compile(f"[{PRODUCTS}]")
GARBLED_OR_MISREAD = re.compile(f"[{PRODUCTS}{''.join(sorted(SIGNS))}\xc0-\xff]")  # one look for all: most texts have none
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
TAG = re.compile(
    r"</?(?P<name>p|br|hr|div|span|strong|b|i|em|u|sub|sup|font|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|o:p|center|section|article)"
    r"(?:[\s/][^<>\n]{0,400})?>",
    re.IGNORECASE,
)
LINE_TAGS = ("p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article")
# A cell of a table beside another: its words are broken to fit the column, which ends no row. One that holds a link, a table
# or a sentence lays out a page.
CELL_ENDS = ("</td>", "</TD>", "</th>", "</TH>")
CELL = re.compile(r"<t[dh](?:[\s/][^<>]{0,400})?>(?:[^<。]|<(?!/?t[abdhr]|a\s|li|img)){0,600}</t[dh]>", re.IGNORECASE)
NEXT_CELL = re.compile(r"\s{0,200}<t[dh][\s>]", re.IGNORECASE)
BREAK_IN_CELL = re.compile(r"\n\s{0,200}")
BETWEEN_CELLS = re.compile(r"(?<=</t[dh]>)\n\s{0,200}(?=<t[dh][\s>])", re.IGNORECASE)
GOES_ON = re.compile(r"(?:\s|<(?!/?t)[^<>]{0,400}>){0,6}[0-9A-Za-z]")
FEWEST_RARE = 6
WIDEST_GAP = 4  # common characters that garbling yields in a row
GARBLED_END = re.compile("[^\\s。，第]{0,2}[€\ue000-\uf8ff]+")  # signs that only garbling puts behind a word
LOSSES = re.compile("[?？]+")
BETWEEN_WORDS = re.compile("[ |?？>·｜]*")  # of a menu
LEFT_OVER = 2  # common characters at the edge of a garbled word
COMMON_PLANES = (("gb2312", 0xD7), ("big5", 0xC6))  # the last lead byte of the common characters in each


def unify_line_ends(text: str) -> Iterator[Change]:
    r"""End every line with a line feed.

    Captures come from Windows, from old Macs and from PDF, whose pages end with a form feed.

    >>> list(unify_line_ends("一\r\n二\f三"))
    [(1, 3, '\n'), (4, 5, '\n')]
    >>> list(unify_line_ends("一\n二"))
    []
    """
    if not any(end in text for end in OTHER_ENDS):
        return iter(())
    return ((*match.span(), "\n") for match in LINE_ENDS.finditer(text))


def drop_unseen_characters(text: str) -> Iterator[Change]:
    r"""Remove characters without width, and those that turn the direction of what follows.

    Editors on the web leave zero-width spaces and soft hyphens, broken converters leave controls; overrides of direction
    can make a number read backwards.

    >>> list(drop_unseen_characters("公\u200b开\x00"))
    [(1, 2, ''), (3, 4, '')]
    >>> list(drop_unseen_characters("公开\t3"))
    []
    """
    return ((*match.span(), "") for match in UNSEEN_RUN.finditer(text))


def unify_spaces(text: str) -> Iterator[Change]:
    r"""Make one plain space of every run of spaces, no-break and ideographic ones among them.

    Pages are indented and aligned with spaces of every width: a hundred no-break spaces in a row have been met.

    >>> list(unify_spaces("某区\u3000\u3000\xa0公开"))
    [(2, 5, ' ')]
    >>> list(unify_spaces("某区 公开"))
    []
    """
    return ((*match.span(), " ") for match in SPACES.finditer(text))


def drop_misread_spaces(text: str) -> Iterator[Change]:
    r"""Remove the question marks that a wrong encoding made of spaces, where the page has several.

    No sentence begins with one, and none has one behind its full stop. In such a page one behind an address is another.

    >>> text = "?公开信息3条。?\n? 收到申请2件。\n网址www.example.gov.cn?上"
    >>> [start for start, *_ in drop_misread_spaces(text)]
    [0, 8, 10, 40]
    >>> list(drop_misread_spaces("?镇公开信息3条。\n怎样公开?"))
    []
    """
    found = [match.span("sign") for match in MISREAD_SPACE.finditer(text)] if "?" in text or "？" in text else []
    if len(found) >= FEWEST_MISREAD:
        yield from ((*span, "") for span in sorted({*found, *(match.span("sign") for match in BEHIND_HOST.finditer(text))}))


def decode_entities(text: str) -> Iterator[Change]:
    """Turn what HTML writes for a character into that character.

    Text copied out of a page's source has &nbsp; and &ldquo; in it; digits written as entities are digits again.

    >>> list(decode_entities("某区&ldquo;十二五&rdquo;规划"))
    [(2, 9, '“'), (12, 19, '”')]
    >>> list(decode_entities("R&D经费；A&B;"))
    []
    """
    decoded = ((match.span(), unescape(match[0])) for match in ENTITY.finditer(text))
    return ((*span, character) for span, character in decoded if len(character) == 1)


def drop_markup_tags(text: str) -> Iterator[Change]:
    r"""Remove HTML tags that stand in the text, keeping the breaks of lines and cells that they make.

    Only tags of known names go: older texts put book titles between the same brackets.

    >>> list(drop_markup_tags("<p>一、概述</p>"))
    [(0, 3, ''), (7, 11, '\n')]
    >>> list(drop_markup_tags("关于印发<中华人民共和国条例>的通知，a<b"))
    []
    """
    if "<" not in text:
        return
    in_cells = dict(_breaks_in_cells(text)) if any(end in text for end in CELL_ENDS) else {}
    tags = ((match.span(), _break_of(match)) for match in TAG.finditer(text))
    changes = {span: broken and in_cells.get(span, broken) for span, broken in tags}
    yield from ((*span, replacement) for span, replacement in sorted((in_cells | changes).items()))


def _break_of(tag: re.Match[str]) -> str:
    name, closes = tag["name"].lower(), tag[0].startswith("</") or tag[0].lower().startswith("<br")
    return "\t" if closes and name in ("td", "th") else "\n" if closes and name in LINE_TAGS else ""


def _breaks_in_cells(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    r"""The breaks of lines, by tags or not, that stand within cells or between two, and what they become.

    >>> list(_breaks_in_cells("<td>结果<br/>维持</td><td>12\n34</td>"))
    [((6, 11), ''), ((24, 25), ' ')]
    """
    for cell in CELL.finditer(text):
        before = text[max(0, cell.start() - 200) : cell.start()].rstrip()
        if not before.endswith(CELL_ENDS) and not NEXT_CELL.match(text, cell.end()):
            continue
        for tag in TAG.finditer(text, *cell.span()):
            if _break_of(tag) == "\n":
                yield tag.span(), _joint(text, *tag.span())
        for line_end in BREAK_IN_CELL.finditer(text, *cell.span()):
            yield line_end.span(), _joint(text, *line_end.span())
    yield from ((gap.span(), "") for gap in BETWEEN_CELLS.finditer(text))


def _joint(text: str, start: int, end: int) -> str:
    """A space where two numbers or Latin words would run together."""
    last = text[start - 1]
    return " " if last.isascii() and last.isalnum() and GOES_ON.match(text, end) else ""


def mark_garbled_text(text: str) -> Iterator[Change]:
    """Put a mark in place of text that was read in the wrong encoding; a line of nothing else disappears.

    Some sites mix encodings: the menu above the report is UTF-8 that was read as GBK, perhaps more than once, and what
    remains can no longer be turned back. Rare characters in a dense run give it away; a rare place name does not.

    >>> list(mark_garbled_text("某区 缂傚啯鍨归悵顖滀絻澹堥崺第一条"))
    [(3, 15, '［…］')]
    >>> list(mark_garbled_text("亳州市谯城区、邳州市、濉溪县"))
    []
    """
    if not (has_losses(text) or GARBLED_OR_MISREAD.search(text)):
        return
    misread = has_losses(text) or looks_misread(text)
    at = 0
    for line in text.split("\n"):
        if misread or len(GARBLED.findall(line)) > 1:
            yield from _garbled_runs(line, at, misread=misread)
        at += len(line) + 1


def _garbled_runs(line: str, at: int, *, misread: bool) -> Iterator[Change]:
    rare = [i for i, character in enumerate(line) if _is_rare(character)] if len(GARBLED.findall(line)) > 1 else []
    breaks = [0, *(k for k, (a, b) in enumerate(pairwise(rare), start=1) if b - a > WIDEST_GAP + 1), len(rare)]
    runs = [(rare[a], _garbled_end(line, rare[b - 1] + 1)) for a, b in pairwise(breaks) if b - a >= FEWEST_RARE]
    more, fewest = misread_runs(line) if misread else (), len(runs)
    runs += [(a, b) for a, b in more if is_whole(line[a:b]) or _is_apart(runs, a, b)]
    if not runs:
        return
    whole = list(_joined(line, sorted({*runs, *lost_signs(line)})))
    left = "".join(
        line[a:b] for a, b in zip([0, *(end for _, end in whole)], [*(start for start, _ in whole), len(line)], strict=True)
    )
    if len(BETWEEN_WORDS.sub("", left)) <= LEFT_OVER * (fewest or sum(not is_whole(line[a:b]) for a, b in runs)):
        yield at, at + len(line), ""
    else:
        yield from ((at + start, at + end, MARK) for start, end in whole)


def _is_apart(runs: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether none of the runs, which are in order, lies between two places."""
    i = bisect_left(runs, (end, 0))
    return not i or runs[i - 1][1] <= start


def _joined(line: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs with the bytes that were lost behind them, as one where nothing stands between but what parts the words of a menu.

    >>> list(_joined("瀛楀彿锛? | 涓? 第一条", [(0, 4), (8, 10)]))
    [(0, 10)]
    """
    first, last = runs[0]
    for start, end in runs[1:]:
        if not BETWEEN_WORDS.fullmatch(line, last, max(start, last)):
            yield first, _after_losses(line, last)
            first = start
        last = max(last, end)
    yield first, _after_losses(line, last)


def _after_losses(line: str, end: int) -> int:
    lost = LOSSES.match(line, end)
    return lost.end() if lost else end


def _garbled_end(line: str, end: int) -> int:
    more = GARBLED_END.match(line, end)
    return more.end() if more else end


@cache
def _is_rare(character: str) -> bool:
    """True for a letter or Han character that neither script counts among its common ones."""
    if character < "\x80" or not character.isalpha():
        return False
    return not any(_is_common(character, encoding, last) for encoding, last in COMMON_PLANES)


def _is_common(character: str, encoding: str, last: int) -> bool:
    try:
        return character.encode(encoding)[0] <= last
    except UnicodeEncodeError:
        return False


RULES = (
    Rule(unify_line_ends),
    Rule(decode_entities, figures=True),
    Rule(drop_markup_tags, figures=True),
    Rule(mark_garbled_text, figures=True),
    Rule(drop_misread_spaces),
    Rule(drop_unseen_characters),
    Rule(unify_spaces),
)
