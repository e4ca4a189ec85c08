"""Numbers of pages, and what a browser prints around them, known by the breaks of pages that they stand beside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nianbao.clean.ledger import Change

PAGE = re.compile(r"[^\f]+")
LINE = re.compile(r"[^\n\r]+(?:\r?\n|\r)?")
SPACES = re.compile(r"\s+")
# Addresses of other sites are left to the rules that withhold them.
FOLIO = re.compile(
    r"""
    (?P<address>
        (?: https?://[a-zA-Z0-9.-]{1,80}\.gov\.cn(?::\d{1,5})?(?:/[!-~]{0,400}?)? | file:///\S{1,400}? ) (?=\d{1,3}/\d{1,3}$)
    )?
    [-—–－─·~～]{0,3} (?:第|Page)? (?P<number>\d{1,3}) 页? (?:(?:[,，/／]{0,2}共?|of)(?P<total>\d{1,3})页?)? [-—–－─·~～]{0,3}
    """,
    re.VERBOSE | re.IGNORECASE,
)
PRINTED_AT = re.compile(r"20\d\d[/年-]\d{1,2}[/月-]\d{1,2}日?[ ,，]{0,2}(?:上午|下午)?\d{1,2}:\d\d(?:[ ]?[AP]M)?[ \t\xa0\u3000]*")
FEWEST_PAGES, FEWEST_OF_TOTAL = 3, 2
ENDS_TEXT = re.compile(r"[。日]\s*$")


class Edge(NamedTuple):
    """A line at the head or the foot of a page: where it stands, and the page's place in the text."""

    page: int
    start: int
    end: int
    words: str


def drop_numbers_at_breaks(text: str) -> Iterator[Change]:
    r"""Remove the numbers of pages that stand beside the breaks of pages and count them, with the address of the page.

    Text taken from PDF has them between the rows of its tables. Browsers print the day and the title above every page, the
    address and the number below it.

    >>> text = "".join(f"某区公开信息{n}条，都已公布。\n{n}\n\f" for n in (1, 2, 3))
    >>> [text[a:b] for a, b, _ in drop_numbers_at_breaks(text)]
    ['1\n', '2\n', '3\n']
    >>> list(drop_numbers_at_breaks(text.replace("\f", "\n")))
    []
    """
    if "\f" not in text:
        return
    pages = [[match for match in LINE.finditer(text, *page.span()) if not match[0].isspace()] for page in PAGE.finditer(text)]
    pages = [page for page in pages if page]
    for at in (-1, 0):
        edges = [Edge(i, *page[at].span(), SPACES.sub("", page[at][0])) for i, page in enumerate(pages) if len(page) > 1]
        yield from ((edge.start, edge.end, "") for edge in _counting(edges, len(pages)))
        yield from _alone(text, edges) if len(pages) == 1 and at else ()
    yield from _printed(text, pages)


def _counting(edges: Sequence[Edge], pages: int) -> list[Edge]:
    """Those that count the pages, from whatever number on: most of the pages, or of a total that is theirs."""
    found = [(edge, folio) for edge in edges if (folio := FOLIO.fullmatch(edge.words))]
    steps = Counter((int(folio["number"]) - edge.page, folio["total"] or "") for edge, folio in found)
    if not steps:
        return []
    (step, total), count = steps.most_common(1)[0]
    is_total = bool(total) and int(total) == pages
    if count < (min(FEWEST_OF_TOTAL, pages) if is_total else FEWEST_PAGES) or count * 3 < pages * 2:
        return []
    return [edge for edge, folio in found if (int(folio["number"]) - edge.page, folio["total"] or "") == (step, total)]


def _alone(text: str, edges: Sequence[Edge]) -> Iterator[Change]:
    """The number of an only page, below the end of its last sentence."""
    for edge in edges:
        if edge.words == "1" and ENDS_TEXT.search(text, max(0, edge.start - 9), edge.start):
            yield edge.start, edge.end, ""


def _printed(text: str, pages: Sequence[Sequence[re.Match[str]]]) -> Iterator[Change]:
    """The day and hour of printing above every page, with the title; on the first page a title that it has but there stays."""
    heads = [(page[0], at) for page in pages if (at := PRINTED_AT.match(page[0][0]))]
    if len(heads) < len(pages) or len({SPACES.sub("", head[0]) for head, _ in heads}) > 1:
        return
    for i, (head, at) in enumerate(heads):
        title = SPACES.sub("", head[0][at.end() :])
        below = SPACES.sub("", text[head.end() : pages[0][-1].end()]) if i == 0 else ""
        yield head.start(), head.start() + at.end() if i == 0 and title not in below else head.end(), ""
