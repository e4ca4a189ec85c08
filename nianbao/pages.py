"""Pages of a PDF -> text: lines in reading order, ruled tables with a row a line and tabs between cells.

Imported only where pdfplumber (extra `inputs`) is; see office.py, which limits time and memory.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from nianbao.errors import RefusedError

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF
    from pdfplumber.table import Table

MOST_PAGES = 500
UNMAPPED = re.compile(r"\(cid:[0-9]+\)")  # a sign whose character the file doesn't tell
MOST_UNMAPPED = 0.05  # of all characters; a text with more of them is no text
END_BYTES = 2_000  # what servers append after the end is no longer
SPACES = re.compile(r"\s+")
NO_TEXT = "its pages hold no text: they may be pictures, or their letters have no characters"


def extract_pages(data: bytes) -> str:
    """The text of all pages, one printed line a line, with form feeds between pages.

    Raises RefusedError, and what pdfplumber raises over broken files.
    """
    if b"%%EOF" not in data[-END_BYTES:]:
        raise RefusedError("broken", "its end is missing, and with it perhaps pages", "capture it again")
    with _open(data) as pdf:
        _require_all_pages(pdf)
        if len(pdf.pages) > MOST_PAGES:
            message = f"{len(pdf.pages):,} pages are more than the limit of {MOST_PAGES:,}"
            raise RefusedError("too_large", message, "split it, or convert it to .txt")
        text = "\f".join("\n".join(_lines(page)) for page in pdf.pages)
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
    """Lines and rows from top to bottom. Bold made by printing twice is read once."""
    page = printed.dedupe_chars()
    tables = [table for table in page.find_tables() if len(table.columns) > 1]  # one column is a frame around text
    around = page.filter(lambda thing: not any(_lies_in(thing, table) for table in tables))
    printed_lines = around.extract_text_lines(return_chars=False)
    pieces = [(line["top"], line["x0"], [SPACES.sub(" ", line["text"])]) for line in printed_lines]
    pieces += [(table.bbox[1], table.bbox[0], list(_rows(table))) for table in tables]
    for _, _, lines in sorted(pieces):
        yield from lines
    printed.close()  # frees what it remembers


def _lies_in(thing: dict[str, Any], table: Table) -> bool:
    """True for a character whose middle is within the table."""
    left, top, right, bottom = table.bbox
    across, down = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return thing["object_type"] == "char" and bool(left <= across <= right and top <= down <= bottom)


def _rows(table: Table) -> Iterator[str]:
    """A cell that spans holds its text once and leaves the other places empty; lines within a cell become spaces."""
    for row in table.extract():
        cells = [SPACES.sub(" ", cell or "").strip() for cell in row]
        if any(cells):
            yield "\t".join(cells)
