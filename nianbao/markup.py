"""HTML captures -> text: what is not for reading is dropped by structure, tables keep rows and columns.

The result is the decoded capture that the ledger of an HTML report starts from (`explain ID --decoded`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = "script,style,noscript,template,nav,iframe,object,svg,form,select,button,[hidden],[aria-hidden=true],head"
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LINES = frozenset(
    """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 - a list would be a page
)
SPACES = re.compile(r"[ \t\r\n\f]+")


def extract_text(html: str) -> str:
    r"""The readable text, one block a line, cells separated by tabs.

    >>> extract_text("<p>一、<b>概述</b></p><table><tr><td>规章<td>0</tr></table><script>x</script>")
    '一、概述\n规章\t0\n'
    """
    tree = LexborHTMLParser(html)
    for node in tree.css(SILENT):
        node.decompose()
    for node in tree.css("[style]"):
        if HIDDEN.search(node.attributes.get("style") or ""):
            node.decompose()
    body = tree.body
    text = "".join(_pieces(body)) if body else ""
    lines = (line.strip(" ") for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line.strip())


def _pieces(node: LexborNode) -> Iterator[str]:
    """Text of a node; elements that stand on lines of their own are set off by newlines."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield SPACES.sub(" ", child.text_content or "")
        elif child.tag == "table" and not child.css("table table"):
            yield "\n" + "".join(f"{row}\n" for row in _rows(child))
        elif child.tag in LINES:
            yield "\n"
            yield from _pieces(child)
            yield "\n"
        else:
            yield from _pieces(child)


def _rows(table: LexborNode) -> Iterator[str]:
    """The rows of a table; a cell that spans holds its text once and leaves the other places empty."""
    carried: dict[int, int] = {}  # column -> rows still covered from above
    for row in table.css("tr"):
        cells = list(_cells(row, carried))
        if any(cells):
            yield "\t".join(cells) if len(cells) > 1 else cells[0]


def _cells(row: LexborNode, carried: dict[int, int]) -> Iterator[str]:
    column = 0
    for cell in row.css("td,th"):
        while carried.get(column, 0):
            carried[column] -= 1
            column += 1
            yield ""
        width, height = _span(cell, "colspan"), _span(cell, "rowspan")
        for place in range(width):
            carried[column] = height - 1
            column += 1
            yield SPACES.sub(" ", cell.text(deep=True)).strip() if place == 0 else ""
    while carried.get(column, 0):
        carried[column] -= 1
        column += 1
        yield ""


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), 100) if value.isdecimal() and value.isascii() and 0 < len(value) < 4 and int(value) else 1  # noqa: PLR2004 - no real table is 1,000 wide
