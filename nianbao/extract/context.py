"""What surrounds a number: its block, the topic of its chapter, the start of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.extract.phrases import Phrases
from nianbao.model import Block, Document, Heading, Paragraph, Table

SENTENCE_END = re.compile(r"[。！？!?\n.](?:(?<!\.)|(?<!\d\.)(?![\dA-Za-z]))")  # neither 7.7 nor 1.机构概况
# A heading inside a paragraph, in reports that lost their line ends.
INLINE = re.compile(r"(?:^|[。；\s])[一二三四五六七八九十]{1,2}、(?P<title>[^，。；、\n]{2,40})")
LONG = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of the text with one topic: a block, or what follows a heading inside one."""

    start: int
    end: int
    anchor: str
    topic: str
    heading: Heading | None  # the nearest above


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """What surrounds each position of a document; `starts` are those of the stretches, `sentences` those of sentences."""

    stretches: tuple[Stretch, ...]
    starts: tuple[int, ...]
    sentences: tuple[int, ...]

    def at(self, position: int) -> Stretch | None:
        """The stretch that holds a position; None in a table."""
        i = bisect_right(self.starts, position) - 1
        stretch = self.stretches[i] if i >= 0 else None
        return stretch if stretch and position < stretch.end else None

    def sentence(self, position: int) -> int:
        """Where the sentence that holds a position starts."""
        return self.sentences[bisect_right(self.sentences, position) - 1]


def survey(document: Document, phrases: Phrases) -> Contexts:
    """Note what surrounds each position of a document."""
    stretches = tuple(_stretches(document.blocks, phrases))
    return Contexts(
        stretches=stretches,
        starts=tuple(stretch.start for stretch in stretches),
        sentences=(0, *(match.end() for match in SENTENCE_END.finditer(document.text))),
    )


def _stretches(blocks: tuple[Block, ...], phrases: Phrases) -> Iterator[Stretch]:
    """The headings and paragraphs with the topic of the innermost heading that has one."""
    above: list[tuple[int, str]] = []  # level and topic of the headings that are open
    heading: Heading | None = None
    for block in blocks:
        if isinstance(block, Table):
            continue
        if isinstance(block, Heading):
            above = [(level, topic) for level, topic in above if level < block.level]
            above.append((block.level, topic_of(block.text, phrases) if block.level else ""))
            heading = block
        topic = next((topic for _, topic in reversed(above) if topic), "")
        yield from _split(block, topic, heading, phrases)


def _split(block: Heading | Paragraph, topic: str, heading: Heading | None, phrases: Phrases) -> Iterator[Stretch]:
    """A paragraph cut where a heading stands inside it; a run-in heading gives the whole paragraph its topic."""
    start = block.start
    if isinstance(block, Paragraph):
        topic = topic_of(block.text[: block.lead], phrases) or topic
        if len(block.text) > LONG and "二、" in block.text:
            for inline in INLINE.finditer(block.text):
                at = block.start + inline.start()
                yield Stretch(start=start, end=at, anchor=block.anchor, topic=topic, heading=heading)
                start, topic = at, topic_of(inline["title"][:24], phrases) or topic
    yield Stretch(start=start, end=block.end, anchor=block.anchor, topic=topic, heading=heading)


def topic_of(text: str, phrases: Phrases) -> str:
    """The topic that a heading names, or an empty string; the order of the topics is in the data."""
    return next((topic for topic, pattern in phrases.topics if pattern.search(text)), "") if text else ""
