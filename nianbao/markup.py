"""HTML captures -> text: what is not for reading is dropped by structure, tables keep rows and columns.

The result is the decoded capture that the ledger of an HTML report starts from (`explain ID --decoded`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nianbao.chinese import RAISED
from nianbao.errors import RefusedError
from nianbao.model import PageHead
from nianbao.unseen import drop_unseen

FRAMES = "frame[src],iframe[src],embed[src],object[data]," + ",".join(
    f"a[href$='.{kind}' i]" for kind in ("pdf", "doc", "docx", "wps", "ofd", "xls", "xlsx", "rar", "zip")
)
EMPTY = re.compile(r"\s*(?:about:|javascript:|data:|$)", re.IGNORECASE)
UNPRINTED = re.compile("[^!-~]+")
# What holds the buttons that send a page to friends; each is read whole, so many of them would take long.
SHARING, MOST_SHARING = "body [class*=share i],body [id*=share i],body [class*=jiathis i]", 200
SAYS_MORE, LONGEST_SHARING = re.compile(r"[。，；\d]|报告|報告|年报|年報|公开|公開"), 60
FEWEST_SENTENCES = 2
ROW = re.compile(r"\t\d")
MOST_NAMED = 3
LONGEST_FACT = 100  # characters of what a page's head says
LONGEST_CELL = 120  # characters of paragraphs that a cell of a table of figures may hold
LINES = frozenset(
    """address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
    header hr li main ol p pre section table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905 - a list would be a page
)
SPACES = re.compile(r"[ \t\r\n\f]+")
NOTE = re.compile("[0-9]{1,2}")
TAG = re.compile(r"<(?P<end>/)?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,20})")
CLOSE_THEMSELVES = frozenset(
    """area base br col dd dt embed hr img input li link meta option p param source tbody td th tr wbr
    """.split()  # noqa: SIM905 - a list would be a page
)
DEEPEST = 1_000
BETWEEN_ATTRIBUTES = re.compile(r"""[\s/"'=>]+""")
MOST_ATTRIBUTES = 5_000


class TooComplexError(ValueError):
    """Markup that the parser would take minutes for: its time grows with the square of depth, and of attributes."""


def extract_text(html: str) -> str:
    r"""The readable text, one block a line, cells separated by tabs. Raises TooComplexError.

    >>> extract_text("<p>一、<b>概述</b></p><table><tr><td>规章<td>0</tr></table><script>x</script>")
    '一、概述\n规章\t0\n'
    >>> extract_text("<h1 class=share-title>甲局年报</h1><div class=bdShareButtonBox><a>微信</a> <a class=share>微博</a></div>")
    '甲局年报\n'
    """
    return read_page(html)[0]


def read_page(html: str) -> tuple[str, PageHead]:
    """The readable text, and what the page's head says of it. Raises TooComplexError, RefusedError.

    >>> read_page('<title>年报</title><meta name="PubDate" content="2013-03-01 09:00"><p>一、概述')[1]
    PageHead(title='年报', issuer='', published='2013-03-01 09:00')
    """
    _require_simple(html)
    tree = LexborHTMLParser(html)
    page = _page_head(tree.head) if tree.head else PageHead()
    elsewhere = _elsewhere(tree)
    drop_unseen(tree)
    for node in reversed(tree.css(SHARING)[:MOST_SHARING]):  # what is within another goes before it
        if _only_shares(node.text(deep=True).strip()):
            node.decompose()
    _raise_notes(tree)
    text = "".join(_pieces(tree.body)) if tree.body else ""
    lines = [line.strip(" ") for line in text.split("\n")]
    if elsewhere and not _tells(text):
        message = f"the page holds no report: it may be in a frame or file ({elsewhere})"
        raise RefusedError("elsewhere", message, "capture that page or file in place of this one")
    return "".join(f"{line}\n" for line in lines if line.strip()), page


def _only_shares(words: str) -> bool:
    """True for the words of such buttons, and of nothing that a reader came for.

    >>> _only_shares("分享到： 微信 微博"), _only_shares("甲局2013年年度报告")
    (True, False)
    """
    return len(words) <= LONGEST_SHARING and not SAYS_MORE.search(words)


def _elsewhere(tree: LexborHTMLParser) -> str:
    """The addresses of the frames or files in which a page may have what it shows."""
    addresses = (_attribute(node, "src") or _attribute(node, "data") or _attribute(node, "href") for node in tree.css(FRAMES))
    named = [UNPRINTED.sub("", address)[:LONGEST_FACT] for address in addresses if not EMPTY.match(address)]
    return ", ".join(named[:MOST_NAMED])


def _tells(text: str) -> bool:
    """True for sentences, or the row of a table."""
    return text.count("。") >= FEWEST_SENTENCES or bool(ROW.search(text))


def _page_head(head: LexborNode) -> PageHead:
    """By the names that the rules for government sites give these facts, the first of each."""
    named = {_attribute(meta, "name").lower(): _attribute(meta, "content") for meta in reversed(head.css("meta[name][content]"))}
    title = next((node.text(deep=True) for node in head.css("title")), "")
    return PageHead(
        title=_fact(named.get("articletitle") or title),
        issuer=_fact(named.get("contentsource", "")),
        published=_fact(named.get("pubdate", "")),
    )


def _attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def _fact(words: str) -> str:
    return SPACES.sub(" ", words).strip()[:LONGEST_FACT]


def _require_simple(html: str) -> None:
    """Raise TooComplexError for markup deeper, or with more attributes in a tag, than that of pages written to be read."""
    if max(_depths(html), default=0) > DEEPEST:
        raise TooComplexError(f"more than {DEEPEST:,} elements are inside one another")
    for piece in html.split("<"):
        if len(piece) > MOST_ATTRIBUTES and len(set(BETWEEN_ATTRIBUTES.split(piece))) > MOST_ATTRIBUTES:
            raise TooComplexError(f"a tag has more than {MOST_ATTRIBUTES:,} attributes")


def _depths(html: str) -> Iterator[int]:
    """How many elements are open after each tag, at most; an end tag closes none but its like."""
    unclosed: Counter[str] = Counter()
    depth = 0
    for tag in TAG.finditer(html):
        name = tag["name"].lower()
        step = -min(1, unclosed[name]) if tag["end"] else int(name not in CLOSE_THEMSELVES)
        unclosed[name] += step
        depth += step
        yield depth


def _pieces(body: LexborNode) -> Iterator[str]:
    """Text of a node; elements that stand on lines of their own are set off by newlines. No recursion: depth is the page's."""
    pending: list[LexborNode | str] = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield node
        elif node.tag == "-text":
            yield SPACES.sub(" ", node.text_content or "")
        elif node.tag == "table" and not _is_layout(node):
            yield "\n" + "".join(f"{row}\n" for row in (*_captions(node), *_rows(node)))
        elif node.tag == "pre":
            yield f"\n{node.text(deep=True)}\n"
        else:
            around = ["\n"] if node.tag in LINES else []
            pending += [*around, *reversed(list(node.iter(include_text=True))), *around]


def _inline(node: LexborNode) -> str:
    """The text of a cell on one line; where it had several, numbers of different lines do not become one."""
    lines = (SPACES.sub(" ", line).strip() for line in "".join(_pieces(node)).split("\n"))
    joined = ""
    for line in filter(None, lines):
        joined += f" {line}" if joined and joined[-1].isascii() and line[0].isascii() else line
    return joined


def _raise_notes(tree: LexborHTMLParser) -> None:
    """Write the raised numbers of notes, and powers, as raised digits: 3²条 is not 32条."""
    for node in tree.css("sup"):
        number = node.text(deep=True).strip()
        if NOTE.fullmatch(number):
            node.replace_with(number.translate(RAISED))


def _is_layout(table: LexborNode) -> bool:
    """True for a table that places paragraphs or other tables on the page, instead of holding figures."""
    if len(table.css("table")) > 1:
        return True
    cells = table.css("td")
    paragraphs = [cell for cell in cells if len(cell.css("p,div,br")) > 1]
    return any(len(cells) == 1 or len(cell.text(deep=True).strip()) > LONGEST_CELL for cell in paragraphs)


def _captions(table: LexborNode) -> Iterator[str]:
    yield from filter(None, map(_inline, table.css("caption")))


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
            yield _inline(cell) if place == 0 else ""
    while carried.get(column, 0):
        carried[column] -= 1
        column += 1
        yield ""


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(int(value), 100) if value.isdecimal() and value.isascii() and 0 < len(value) < 4 and int(value) else 1  # noqa: PLR2004 - no real table is 1,000 wide
