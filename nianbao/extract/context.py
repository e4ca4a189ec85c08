"""What surrounds a number: its block, the topic of its chapter, the start of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from nianbao.extract import phrases as phrase_data
from nianbao.model import Block, Document, Heading, Paragraph, Table
from nianbao.set_phrases import breaks_set_phrase

SENTENCE_END = re.compile(r"[。！？!?\n.](?:(?<!\.)|(?<!\d\.)(?![\dA-Za-z]))")  # neither 7.7 nor 1.机构概况
# A heading inside a paragraph, in reports that lost their line ends.
INLINE = re.compile(r"(?:^|[。；\s])[一二三四五六七八九十]{1,2}、(?P<title>[^，。；、\n]{2,40})")
LONG = 150
# Words that make an outcome in their paragraph one of requests: 予以公开3件.
OF_REQUESTS = re.compile(
    r"依申请|公开申请|件申请|宗申请|条申请|份申请|申请(?:的?(?:办理|办结|答复|处理)|总数|\d)|办理结果|答复结果|处理结果|不予公开的|无法提供的|不予处理的"
)


# A line of prose that breaks off within a sentence, and its last clause; what a new paragraph opens with.
BROKEN_OFF = re.compile(r"(?<=[，。；：])[^，。；：\n]{2,40}(?<=[\u4e00-\u9fff\d])$")
OPENS_ANEW = re.compile(r"[一二三四五六七八九十]{1,3}[、是]|[（(①-⑳第]|\d{1,2}[.．、]|(?:19|20)\d\d年")
FIRST_CLAUSE = re.compile(r"[^，。；：,;:\n\d]{2,40}")
SHORTEST_LINE, LONGEST_CLAUSE = 20, 42


class Stretch(NamedTuple):
    """A part of the text with one topic: a block, or what follows a heading inside one."""

    start: int
    end: int
    block: Heading | Paragraph
    topic: str
    heading: Heading | None  # the nearest above
    unfinished: str = ""  # the clause that the line before breaks off, which this one goes on with
    rest: str = ""  # what the line after goes on with, where the end of this one stands within a set phrase

    @property
    def anchor(self) -> str:
        """The element id of the block."""
        return self.block.anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """What surrounds each position of a document; `starts` are those of the stretches, `sentences` those of sentences."""

    stretches: tuple[Stretch, ...]
    starts: tuple[int, ...]
    sentences: tuple[int, ...]
    requests: tuple[int, ...]  # where requests are spoken of

    def at(self, position: int) -> Stretch | None:
        """The stretch that holds a position; None in a table."""
        i = bisect_right(self.starts, position) - 1
        stretch = self.stretches[i] if i >= 0 else None
        return stretch if stretch and position < stretch.end else None

    def tells_of_requests(self, start: int, end: int) -> bool:
        """Whether the text between two positions speaks of requests."""
        i = bisect_left(self.requests, start)
        return i < len(self.requests) and self.requests[i] < end

    def sentence(self, position: int) -> int:
        """Where the sentence that holds a position starts."""
        return self.sentences[bisect_right(self.sentences, position) - 1]


def survey(document: Document) -> Contexts:
    """Note what surrounds each position of a document."""
    stretches = tuple(_rejoined(_stretches(document.blocks)))
    return Contexts(
        stretches=stretches,
        starts=tuple([stretch.start for stretch in stretches]),
        sentences=(0, *[match.end() for match in SENTENCE_END.finditer(document.text)]),
        requests=tuple([match.start() for match in OF_REQUESTS.finditer(document.text)]),
    )


def _stretches(blocks: tuple[Block, ...]) -> Iterator[Stretch]:
    """The headings and paragraphs with the topic of the innermost heading that has one."""
    above: list[tuple[int, str]] = []  # level and topic of the headings that are open
    heading: Heading | None = None
    topic = ""
    for block in blocks:
        if isinstance(block, Table):
            continue
        if isinstance(block, Heading):
            above = [(level, named) for level, named in above if level < block.level]
            above.append((block.level, topic_of(block.text) if block.level else ""))
            heading = block
            topic = next((named for _, named in reversed(above) if named), "")
        elif block.lead or len(block.text) > LONG:
            yield from _split(block, topic, heading)
            continue
        yield Stretch(start=block.start, end=block.end, block=block, topic=topic, heading=heading)


def _rejoined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Each stretch with what the line before it breaks off, for captures that keep the line ends of a print."""
    found = list(stretches)
    for before, stretch, after in zip([None, *found], found, [*found[1:], None], strict=False):
        unfinished = _broken_off(before, stretch) if before else ""
        yield stretch._replace(unfinished=unfinished, rest=_rest(stretch, after) if after else "")


def _broken_off(before: Stretch, stretch: Stretch) -> str:
    line, text = before.block.text, stretch.block.text
    if stretch.heading is not before.heading or isinstance(before.block, Heading) or len(line) < SHORTEST_LINE:
        return ""
    found = BROKEN_OFF.search(line, len(line) - LONGEST_CLAUSE)
    return found[0] if found and not OPENS_ANEW.match(text) else ""


def _rest(stretch: Stretch, after: Stretch) -> str:
    """The first clause of a paragraph that goes on with the set phrase that the one before breaks off."""
    is_prose = after.heading is stretch.heading and not isinstance(stretch.block, Heading)
    found = FIRST_CLAUSE.match(after.block.text) if is_prose and breaks_set_phrase(stretch.block.text, after.block.text) else None
    return found[0] if found else ""


def _split(block: Paragraph, topic: str, heading: Heading | None) -> Iterator[Stretch]:
    """A paragraph cut where a heading stands inside it; a run-in heading gives the whole paragraph its topic."""
    start = block.start
    topic = topic_of(block.text[: block.lead]) or topic
    for inline in INLINE.finditer(block.text) if len(block.text) > LONG and "二、" in block.text else ():
        at = block.start + inline.start()
        yield Stretch(start=start, end=at, block=block, topic=topic, heading=heading)
        start, topic = at, topic_of(inline["title"][:24]) or topic
    yield Stretch(start=start, end=block.end, block=block, topic=topic, heading=heading)


@lru_cache(maxsize=4096)  # the headings of most reports are those of all others
def topic_of(text: str) -> str:
    """The topic that a heading names, or an empty string; the order of the topics is in the data.

    >>> topic_of("四、政府信息公开行政复议、行政诉讼情况"), topic_of("二、")
    ('disputes', '')
    """
    topics = phrase_data.load().topics
    return next((topic for topic, pattern in topics if phrase_data.compiled(pattern).search(text)), "") if text else ""
