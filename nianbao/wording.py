"""Documents in the words of Taiwan, read in those of the mainland; the cleaned text stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

import yaml

from nianbao.data import read_text
from nianbao.model import Block, Document, Figure, Table

OWN, THEIRS = "信息公开", "政府资讯公开"


def in_mainland_words(document: Document) -> Document:
    r"""A document as if its words were those of the mainland, at the same places; itself where they are.

    >>> from nianbao.parse import parse
    >>> in_mainland_words(parse("政府资讯公开年报\n公开资讯3条\n")).text
    '政府信息公开年报\n公开信息3条\n'
    >>> in_mainland_words(parse("政府信息公开年报\n资讯中心\n")).text
    '政府信息公开年报\n资讯中心\n'
    """
    if THEIRS not in document.text or OWN in document.text:
        return document
    blocks = tuple(_block(block) for block in document.blocks)
    return replace(document, text=_words(document.text), title=_words(document.title), blocks=blocks)


def as_printed(figures: Iterable[Figure], read: Document, printed: Document) -> Iterator[Figure]:
    """Figures of a document that was read in other words, with quotes and names of parts as they are printed."""
    return iter(figures) if read is printed else (_as_printed(figure, read.text, printed.text) for figure in figures)


def _as_printed(figure: Figure, read: str, printed: str) -> Figure:
    at = read.find(figure.part, figure.start, figure.end) if figure.part else -1
    part = printed[at : at + len(figure.part)] if at >= 0 else figure.part
    return figure._replace(part=part, quote=printed[figure.start : figure.end])


def _block(block: Block) -> Block:
    if not isinstance(block, Table):
        return replace(block, text=_words(block.text))
    return replace(block, rows=tuple(tuple(cell._replace(text=_words(cell.text)) for cell in row) for row in block.rows))


def _words(text: str) -> str:
    pattern, words = _equals()
    return pattern.sub(lambda word: words[word[0]], text)


@cache
def _equals() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words: dict[str, str] = yaml.load(read_text("wording.yaml"), Loader=yaml.CSafeLoader)
    return re.compile("|".join(sorted(words, key=len, reverse=True))), words
