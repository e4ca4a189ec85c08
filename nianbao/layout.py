"""Where things stand on a page of a PDF: tables whose rules a break of pages has cut, and columns of text.

Imported only where pdfplumber (extra `inputs`) is; see pages.py.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from nianbao.chinese import HAN, RAISED

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

Box = tuple[float, float, float, float]  # left, top, right, bottom
Thing = dict[str, Any]
DIGITS = frozenset("0123456789")
NEAR = 3  # points by which rules miss one another
FEWEST_RULES = 3  # of a table of two columns
LETTER = re.compile(f"[{HAN}⺀-⿕]")
SMALLER, HIGHER = 0.85, 0.1  # of the size of the text: how small, and how high, the number of a note is
STEP = 3  # points
MIDDLE = 0.35, 0.65  # of the text's width, where the gap between two columns may be
FEWEST_LINES, FEWEST_MORE, SHORTEST_LINE = 5, 2, 8  # of a column, of another part of the page with the same gap; in letters
LOWEST = 15  # points, of such a part
FEWEST_LETTERS = 100  # of a page
HEADING = re.compile("[一二三四五六七八九十⼀⼆⼋⼗]{1,3}、|第[一二三四五六七八九十⼀⼆⼋⼗]{1,3}[章部编]")
SLANTED = 0.1  # of a letter's size
NARROWEST_GAP = 0.8  # of a letter's size
LETTERS = 0.6  # of the signs in a column


def find_tables(page: Page) -> list[Table]:
    """The ruled tables of a page. Where a break of pages cut one, the rule is supplied that closes its cells there."""
    tables = page.find_tables()
    ends = [end for table in tables for end in _open_ends(page, table)]
    return page.find_tables({"explicit_horizontal_lines": ends}) if ends else tables


def _open_ends(page: Page, table: Table) -> Iterator[Thing]:
    """Rules across a table where its upright ones end, if they go on beyond its cells or hold letters that are in none."""
    _, top, _, bottom = table.bbox
    left, right = _width(page, table)
    upright = [e for e in page.edges if e["orientation"] == "v" and left - NEAR <= e["x0"] <= right + NEAR]
    beside = [e for e in upright if e["top"] <= bottom + NEAR and e["bottom"] >= top - NEAR]
    above, below = min([top, *_shared(beside, "top")]), max([bottom, *_shared(beside, "bottom")])
    is_loose = any(_is_within(char, table.bbox) and not holds(table, char) for char in page.chars)
    if is_loose or above < top - NEAR or below > bottom + NEAR:
        yield from (_rule(left, right, y) for y in (above, below))


def _width(page: Page, table: Table) -> tuple[float, float]:
    """From where to where a table's rules run across; a cell at its side may be open."""
    left, top, right, bottom = table.bbox
    across = [e for e in page.edges if e["orientation"] == "h" and top - NEAR <= e["top"] <= bottom + NEAR]
    beside = [e for e in across if e["x0"] <= right + NEAR and e["x1"] >= left - NEAR]
    return min([left, *(e["x0"] for e in beside)]), max([right, *(e["x1"] for e in beside)])


def _shared(edges: Iterable[Thing], end: str) -> list[float]:
    """The heights where several upright rules end side by side; two alone may be a frame around the page."""
    places = defaultdict[int, set[int]](set)
    for edge in edges:
        places[round(edge[end])].add(round(edge["x0"]))
    return [float(height) for height, beside in places.items() if len(beside) >= FEWEST_RULES]


def _rule(left: float, right: float, y: float) -> Thing:
    places = {"x0": left, "x1": right, "top": y, "bottom": y, "doctop": y}
    return {"object_type": "line", "width": right - left, "height": 0, **places}


def holds(table: Table, thing: Thing) -> bool:
    """True for a character whose middle is within one of the table's cells, and therefore in its text."""
    if not _is_within(thing, table.bbox):
        return False
    return any(_is_within(thing, cell) for row in table.rows if _is_within(thing, row.bbox) for cell in row.cells if cell)


def _is_within(thing: Thing, box: Box) -> bool:
    left, top, right, bottom = box
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return thing["object_type"] == "char" and bool(left <= across < right and top <= down < bottom)


def is_slanted(thing: Thing) -> bool:
    """True for a letter that is printed aslant across the page: a watermark. Those that lie on their side are none."""
    if thing["object_type"] != "char":
        return False
    across, up = abs(thing["matrix"][0]), abs(thing["matrix"][1])
    return bool(min(across, up) > SLANTED * max(across, up))


def raise_notes(chars: Iterable[Thing]) -> None:
    """Write the small raised numbers of notes, and powers, as raised digits: 3²条 is not 32条.

    The characters themselves are changed, so that lines and cells have them alike.
    """
    base = before = None
    for char in chars:
        if base and before and char["text"] in DIGITS and _is_raised(char, before, base):
            char["text"] = char["text"].translate(RAISED)
        else:
            base = None if char["text"].isspace() else char
        before = char


def _is_raised(char: Thing, before: Thing, base: Thing) -> bool:
    """True for a smaller character right behind another, whose foot is above that of the text."""
    size = base["bottom"] - base["top"]
    is_smaller = char["bottom"] - char["top"] <= SMALLER * size
    is_beside = -1 <= char["x0"] - before["x1"] <= size / 2
    is_higher = base["top"] - size / 2 <= char["top"] and char["bottom"] <= base["bottom"] - HIGHER * size
    return bool(is_smaller and is_beside and is_higher)


class Band(NamedTuple):
    """A part of the page, from one height to another, whose text stands in two columns left and right of a gap."""

    top: float
    bottom: float
    gap: float

    def holds(self, down: float) -> bool:
        """True for a height within it."""
        return self.top <= down < self.bottom


class Columns(NamedTuple):
    """The bands of a page; none on most."""

    bands: tuple[Band, ...] = ()

    def place(self, box: Box) -> tuple[float, bool, float, float]:
        """What sorts the things of a page into reading order."""
        left, top, right, bottom = box
        band = next((band for band in self.bands if band.holds((top + bottom) / 2)), None)
        return (band.top, (left + right) / 2 > band.gap, top, left) if band else (top, False, top, left)

    def parts(self, page: Page) -> list[Page]:
        """What is outside the columns, then each of them."""
        if not self.bands:
            return [page]
        sides = [(band, side) for band in self.bands for side in (False, True)]
        outside = page.filter(lambda thing: not any(band.holds(_middle(thing)) for band in self.bands))
        return [outside, *(page.filter(_Side(band, side).holds) for band, side in sides)]


class _Side(NamedTuple):
    """A column: the things in a band on one side of its gap."""

    band: Band
    right: bool

    def holds(self, thing: Thing) -> bool:
        return self.band.holds(_middle(thing)) and ((thing["x0"] + thing["x1"]) / 2 > self.band.gap) is self.right


def _middle(thing: Thing) -> float:
    return float(thing["top"] + thing["bottom"]) / 2


def find_columns(chars: Sequence[Thing], tables: Sequence[Box]) -> Columns:
    """The bands in which prose stands on both sides of a gap that nothing crosses, neither letters nor tables."""
    if len(chars) < FEWEST_LETTERS:
        return Columns()
    left, right = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    gaps = range(int(left + MIDDLE[0] * (right - left)), int(left + MIDDLE[1] * (right - left)), STEP)
    found = [[band for band in _bands(chars, tables, gap) if _has_columns(chars, band, FEWEST_LINES)] for gap in gaps]
    highest = max(map(_height, found), default=0)
    if not highest:
        return Columns()
    middle = [gap for gap, bands in zip(gaps, found, strict=True) if _height(bands) == highest]
    gap = middle[len(middle) // 2]  # where a page's number stands
    bands = (band for band in _bands(chars, tables, gap) if _has_columns(chars, band, FEWEST_MORE))
    return Columns(tuple(_above_heading(chars, band) for band in bands))


def _height(bands: Iterable[Band]) -> float:
    return sum(band.bottom - band.top for band in bands)


def _bands(chars: Sequence[Thing], tables: Sequence[Box], gap: float) -> Iterator[Band]:
    """The parts of the page between what crosses a gap."""
    crossing = [(char["top"], char["bottom"]) for char in chars if char["x0"] < gap < char["x1"]]
    crossing += [(top, bottom) for left, top, right, bottom in tables if left < gap < right]
    edges = [(0.0, 0.0), *sorted(crossing), (10_000.0, 10_000.0)]
    for (_, above), (below, _) in pairwise(edges):
        if below - above >= LOWEST:
            yield Band(above, below, gap)


def _has_columns(chars: Sequence[Thing], band: Band, lines: int) -> bool:
    within = [char for char in chars if band.holds(_middle(char)) and not char["text"].isspace()]
    sides = [[char for char in within if _Side(band, side).holds(char)] for side in (False, True)]
    if not all(_is_prose(side, lines) for side in sides):
        return False
    gap = min(char["x0"] for char in sides[1]) - max(char["x1"] for char in sides[0])
    return bool(gap >= NARROWEST_GAP * max(char["x1"] - char["x0"] for char in within))


def _above_heading(chars: Sequence[Thing], band: Band) -> Band:
    """A band without the heading that stands below both columns, but is too short to reach beyond the gap."""
    left, right = ([char for char in chars if _Side(band, side).holds(char)] for side in (False, True))
    last = max(char["top"] for char in left)
    words = "".join(char["text"] for char in left if abs(char["top"] - last) < NEAR)
    is_below = last >= max(char["bottom"] for char in right)
    return band._replace(bottom=last - NEAR) if is_below and HEADING.match(words) else band


def _is_prose(chars: Sequence[Thing], fewest: int) -> bool:
    """True for enough lines of enough letters; numbers in a table have fewer."""
    lines = len({round(char["top"]) for char in chars})
    letters = sum(bool(LETTER.match(char["text"])) for char in chars)
    return lines >= fewest and letters >= max(SHORTEST_LINE * lines, LETTERS * len(chars))
