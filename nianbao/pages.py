"""Pages of a PDF -> text: lines in reading order, ruled tables with a row a line and tabs between cells.

Imported only where pdfplumber (extra `inputs`) is; see office.py, which limits time and memory.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from nianbao.errors import RefusedError
from nianbao.layout import Box, find_columns, find_tables, holds, is_slanted, raise_notes

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

MOST_PAGES = 500
UNMAPPED = re.compile(r"\(cid:[0-9]+\)")  # a sign whose character the file doesn't tell
MOST_UNMAPPED = 0.05  # of all characters; a text with more of them is no text
END_BYTES = 2_000  # what servers append after the end is no longer
SPACES = re.compile(r"\s+")
INDENT = "\u3000\u3000"
LEAST_INDENT, MOST_INDENT = 1.5, 2.6  # of the size of a line
NO_TEXT = "its pages hold no text: they may be pictures, or their letters have no characters"


def extract_pages(data: bytes) -> str:
    """The text of all pages, one printed line a line, each page with a form feed at its end.

    Raises RefusedError, and what pdfplumber raises over broken files.
    """
    if b"%%EOF" not in data[-END_BYTES:]:
        raise RefusedError("broken", "its end is missing, and with it perhaps pages", "capture it again")
    with _open(data) as pdf:
        _require_all_pages(pdf)
        if len(pdf.pages) > MOST_PAGES:
            message = f"{len(pdf.pages):,} pages are more than the limit of {MOST_PAGES:,}"
            raise RefusedError("too_large", message, "split it, or convert it to .txt")
        text = "".join("\n".join(_lines(page)) + "\f" for page in pdf.pages)
    unmapped = len(UNMAPPED.findall(text))
    text = UNMAPPED.sub("\N{REPLACEMENT CHARACTER}", text)
    if not text.strip() or unmapped > MOST_UNMAPPED * len(text):
        raise RefusedError("empty", NO_TEXT, "have its text recognised and proofread, and add it as .txt")
    return text


def _open(data: bytes) -> PDF:
    remedy = "save it without a password"
    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFEncryptionError):
            raise RefusedError("encrypted", "it is encrypted", remedy) from None
        raise
    if pdf.doc.encryption:
        raise RefusedError("encrypted", "it is encrypted", remedy)
    return pdf


def _require_all_pages(pdf: PDF) -> None:
    """A page that can't be found is left out by the library without a word."""
    promised = resolve1(resolve1(pdf.doc.catalog["Pages"])["Count"])
    if promised != len(pdf.pages):
        raise RefusedError("broken", f"of its {promised} pages {len(pdf.pages)} are found", "capture it again")


def _lines(printed: Page) -> Iterator[str]:
    """Lines and rows from top to bottom, columns of text one after another. Bold made by printing twice is read once."""
    page = printed.filter(lambda thing: not is_slanted(thing)).dedupe_chars()
    raise_notes(page.chars)
    tables = [table for table in find_tables(page) if len(table.columns) > 1]  # one column is a frame around text
    around = page.filter(lambda thing: not any(holds(table, thing) for table in tables))
    columns = find_columns(around.chars, [table.bbox for table in tables])
    pieces = [(columns.place(table.bbox), list(_rows(table))) for table in tables]
    for part in columns.parts(around):
        printed_lines = part.extract_text_lines(return_chars=False)
        left = _left_edge([line["x0"] for line in printed_lines])
        pieces += [(columns.place(_box(line)), [_indented(line, left)]) for line in printed_lines]
    for _, lines in sorted(pieces):
        yield from lines
    printed.close()  # frees what it remembers


def _left_edge(starts: Sequence[float]) -> float:
    """The leftmost place where several lines begin."""
    places = Counter(map(round, starts))
    return min((place for place, lines in places.items() if lines > 1), default=min(starts, default=0))


def _box(line: dict[str, Any]) -> Box:
    return line["x0"], line["top"], line["x1"], line["bottom"]


def _indented(line: dict[str, Any], left: float) -> str:
    """A line's words, with the indent that begins a paragraph: two characters, as high as the line is."""
    words = SPACES.sub(" ", line["text"])
    size = line["bottom"] - line["top"]
    return f"{INDENT}{words}" if LEAST_INDENT * size <= line["x0"] - left <= MOST_INDENT * size else words


def _rows(table: Table) -> Iterator[str]:
    """A cell that spans holds its text once and leaves the other places empty; lines within a cell become spaces."""
    for row in table.extract():
        cells = [SPACES.sub(" ", cell or "").strip() for cell in row]
        if any(cells):
            yield "\t".join(cells)
