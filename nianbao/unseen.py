"""What an HTML page holds that is not for reading: scripts, menus, what styles hide, and the page's own head and foot."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

SILENT = (
    "head,script,style,noscript,template,nav,iframe,object,svg,form,select,button,textarea,dialog,"
    "[role=navigation],[role=search],[hidden],[aria-hidden=true]"
)
HIDDEN = re.compile(
    r"""
      display\s*:\s*none | (?:left|top|text-indent)\s*:\s*-\d{3,5}(?:px|em)
    | mso-hide\s*:\s*all | mso-element\s*:\s*(?:header|footer)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Scripts fade in what they load, and a size of nothing on a box may only close the gaps between what is in it.
FAINT = re.compile(
    r"visibility\s*:\s*hidden | (?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)", re.IGNORECASE | re.VERBOSE
)
SIZED = re.compile(r"font-size\s*:\s*0*(?:[1-9]|\.[0-9]*[1-9])", re.IGNORECASE)
SHOWN = re.compile(r"display\s*:\s*(?!none)[a-z]|visibility\s*:\s*visible", re.IGNORECASE)
MOST_FAINT = 0.5  # of a page's text; what holds more is the page
MOST_ASIDE = 0.25  # what a sheet of styles hides, what stands beside the page's article, what is struck out
MOST_SELECTORS = 500
COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
BRACES = re.compile(r"[{}]|[^{}]+")
SELECTOR = re.compile(r"([a-z][a-z0-9]{0,10})?([.#][A-Za-z_][\w-]{0,60})")
NAME = re.compile(r"[.#][A-Za-z_][\w-]{0,60}")


def drop_unseen(tree: LexborHTMLParser) -> None:
    """Remove it from the tree."""
    _remove(list(_hidden(tree)))
    whole = _length(tree.body)
    _remove([node for node in _faint(tree) if _length(node) <= MOST_FAINT * whole])
    aside = (*_hidden_by_sheet(tree), *_around_article(tree), *tree.css("del,s,strike"))
    _remove([node for node in aside if _length(node) <= MOST_ASIDE * whole])
    _remove(tree.css(SILENT))


def _remove(nodes: list[LexborNode]) -> None:
    """Each once: what is within another is gone with it."""
    ids = {node.mem_id for node in nodes}
    for node in [node for node in nodes if not any(above.mem_id in ids for above in _above(node))]:
        node.decompose()


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


def _length(node: LexborNode | None) -> int:
    """Characters of text, those of scripts and sheets left out."""
    if node is None:
        return 0
    silent = sum(len(part.text(deep=True)) for part in node.css("script,style,template,noscript"))
    return len(node.text(deep=True)) - silent


def _hidden(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    return (node for node in tree.css("[style]") if HIDDEN.search(_style(node)))


def _faint(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    for node in tree.css("[style]"):
        is_faint = FAINT.search(_style(node))
        if is_faint and not any(SIZED.search(_style(inner)) for inner in node.css("[style]")):
            yield node


def _hidden_by_sheet(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """What the page's own styles never show, by the simplest of selectors; scripts may show what stands in blocks of @media."""
    hidden, shown = set[str](), set[str]()
    for sheet in tree.css("style"):
        for is_plain, names, rules in _rules(COMMENT.sub("", sheet.text(deep=True))):
            if is_plain and (HIDDEN.search(rules) or FAINT.search(rules)):
                hidden |= set(filter(SELECTOR.fullmatch, map(str.strip, names.split(","))))
            elif SHOWN.search(rules) or SIZED.search(rules):
                shown |= set(NAME.findall(names))
    selectors = [selector for selector in sorted(hidden) if not set(NAME.findall(selector)) & shown][:MOST_SELECTORS]
    if selectors:
        yield from (node for node in tree.css(",".join(selectors)) if not SHOWN.search(_style(node)))


def _rules(sheet: str) -> Iterator[tuple[bool, str, str]]:
    """Whether a rule stands outside all blocks, its selectors, and what it says."""
    preludes, depth, words = defaultdict[int, str](str), 0, ""
    for part in BRACES.findall(sheet):
        if part == "{":
            preludes[depth], words = words, ""
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
            if words.strip():
                yield depth == 0, preludes[depth], words
            words = ""
        else:
            words = part


def _around_article(tree: LexborHTMLParser) -> Iterator[LexborNode]:
    """Heads, feet and asides of a page that marks its main part, outside that part."""
    if tree.css_first("main,article"):
        for node in tree.css("header,footer,aside"):
            is_inside = any(above.tag in ("main", "article") for above in _above(node))
            if not is_inside and not node.css_first("main,article,h1"):
                yield node
