"""The words an identity may be read from: the report's own text, and the chrome around it in the capture."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.chinese import narrow
from nianbao.model import Cleaned, Document, Script, Source, Table

HEAD = 1500  # characters of the capture in which a site prints its bars; behind them lies the report, or advertising
TAIL = 400  # characters of the capture in which a site prints what follows a signature
# A reading in brackets behind a character, as some copies have them.
GLOSS = re.compile(r"\([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêɡ]{1,7} ?\)")
ASIDE = re.compile(r"\((?:以下)?[简统]称[^()\n]{1,12}\)")  # which stands behind the name that it shortens
SPACE = re.compile("[ \\t\u00a0\u3000\u2000-\u200b\ufeff]+")
OPENS_BODY = 4  # blocks at the head in which a report says who it is


@dataclass(frozen=True, slots=True)
class Witness:
    """What there is to read: all in Simplified and half-width, spaces gone."""

    title: str
    lines: tuple[str, ...]  # of the report, tables left out
    body: str  # the same lines in one text
    head: tuple[str, ...]  # of the capture, before anything was removed
    tail: tuple[str, ...] = ()  # of the same

    @property
    def opening(self) -> tuple[str, ...]:
        """The report's first lines."""
        return self.lines[:OPENS_BODY]


def hear(source: Source, cleaned: Cleaned, document: Document) -> Witness:
    """Gather the words of a capture and of the report in it."""
    body = read_body_text(document)
    return Witness(
        title=compact(document.title),
        lines=tuple(body.split("\n")),
        body=body,
        head=read_head(source.text, cleaned.script),
        tail=read_head(source.text[-TAIL:], cleaned.script),
    )


def read_body_text(document: Document) -> str:
    """The lines of a report, tables left out, in half-width without spaces."""
    return ASIDE.sub("", _compact("\n".join(block.text for block in document.blocks if not isinstance(block, Table))))


def read_head(capture: str, script: Script) -> tuple[str, ...]:
    """The first lines of a capture, without readings in brackets, in half-width with single spaces, in Simplified."""
    text = GLOSS.sub("", capture[: HEAD * 2])[:HEAD]
    if script is Script.HANT:
        text = _simplify(text)
    lines = SPACE.sub(" ", narrow(text)).splitlines()
    return tuple(line for line in map(str.strip, lines) if line)


def _simplify(text: str) -> str:
    from nianbao.scripts import to_simplified  # the dictionaries take a while to load, and few captures need them

    return to_simplified(text)


def compact(text: str) -> str:
    """Words in half-width without spaces, which captures strew into names and years.

    >>> compact("2018 年度水磨沟 区（試）")
    '2018年度水磨沟区(試)'
    """
    return _compact(text)


def _compact(text: str) -> str:
    text = narrow(text.replace(" ", ""))
    return SPACE.sub("", text) if SPACE.search(text) else text
