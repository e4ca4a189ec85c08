"""Lists in running text that are the parts of a total: what makes them so is the words around them.

These are 其中, 包括, 分别为 between total and parts, a bracket after the total, 共计 between the parts and their total.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from nianbao import catalogue
from nianbao.checks.facts import facts
from nianbao.checks.working import Item
from nianbao.model import Document

MARKER = re.compile(
    r"""
    其中
    | (?:具体|主要|分别)?包括
    | (?<=[条件项份篇])[:：]
    | 分别(?:为|是)
    | 具体(?:为|是|如下)
    | 分(?:为|成)(?!了?[一二三四五六七八九十两])  # 分为三类 counts classes
    | 构成(?=[:：])
    | (?P<aspect> [从按] [^，。；,;\d\n]{2,10}? (?:来?看|来?分|划分|统计) (?=[，,：:]) )
    """,
    re.VERBOSE,
)
EXHAUSTIVE = re.compile("分别|具体|分为|分成|构成")
LONGEST_GAP = 30  # characters between a total and the words that open its list
GAP = re.compile(rf"[^。\n！？]{{0,{LONGEST_GAP}}}[。！？]?\n?\s{{0,4}}")
TOTAL_BEFORE = re.compile(r"(?:共计|合计|总计|总共)[:：为有]?\s{0,2}(?:约|近)?$")
# A bracket that opens so holds no breakdown of the number before it.
ASIDE = re.compile(r"[（(]\s*(?:含|其中含|另|不含|比|较|同比|占|约|比上年|包含)")
# Between two numbers of one list none of these stand; 公共 is no 共.
BREAK = re.compile(
    r"同时|此外|另外|另有|累计|共计|合计|总计|(?<!公)共(?!同|享|资|建|产|青|服|安)|截至|其中|以上|今年|去年|上年|(?<!包)含"
)
LOOSE_UNITS = {"个", "次"}
RANKS = {"、": 1, "，": 2, ",": 2, "；": 3, ";": 3}
OPENING = "（("
BRACKET = re.compile("[（()）]")
BRACKET_AFTER = re.compile(r"\s{0,2}(?:[（(](?:条|件|项|份)[）)])?\s{0,2}[（(]")
STOP = re.compile("[。\n！？]")
LONGEST_LIST = 3000  # characters
REACH = 80  # characters before the words that open a list, among which its total begins
LONGEST_SENTENCE = 600  # characters before 共计 that may hold its parts
MOST_BRACKETS = 200  # a bracket that has not closed by then is not closed at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A total and the parts that the text lists for it, grouped where a stronger stop divides the list."""

    total: Item
    groups: tuple[tuple[Item, ...], ...]
    claims_all: bool = False
    is_after: bool = False  # the total stands after its parts
    between: str = ""  # the words of the list

    @property
    def parts(self) -> tuple[Item, ...]:
        """All parts in order."""
        return tuple(item for group in self.groups for item in group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text with its counts and its brackets; offsets count in the whole text."""

    text: str  # the whole text
    start: int
    end: int
    items: tuple[Item, ...]
    places: tuple[int, ...]  # of the items' numbers
    brackets: tuple[int, ...]  # places of opening and closing brackets
    depths: tuple[int, ...]  # how many are open before the first bracket, after it, after the second, …

    def depth(self, at: int) -> int:
        """How many brackets are open at a place."""
        return self.depths[bisect_left(self.brackets, at)]

    def close(self, at: int) -> int:
        """Where the bracket that is open at a place closes, or the line ends."""
        first = bisect_left(self.brackets, at)
        nearby = range(first, min(first + MOST_BRACKETS, len(self.brackets)))
        return next((self.brackets[i] for i in nearby if self.depths[i + 1] < self.depths[first]), self.end)

    def between(self, start: int, end: int) -> tuple[Item, ...]:
        """The counts whose numbers begin between two places."""
        return self.items[bisect_left(self.places, start) : bisect_left(self.places, end)]


def breakdowns(document: Document, items: Sequence[Item]) -> list[Breakdown]:
    """Every list in running text that words or brackets mark as the parts of a total. `items`: counts in text order."""
    found: dict[tuple[int, tuple[int, ...]], Breakdown] = {}
    for line in _lines(document.text, items):
        for breakdown in (*_after_markers(line), *_in_brackets(line), *_totals_after(line)):
            found.setdefault((breakdown.total.index, tuple(item.index for item in breakdown.parts)), breakdown)
    return list(found.values())


def _lines(text: str, items: Sequence[Item]) -> Iterator[Line]:
    """The lines that hold at least two counts; one that opens with 其中 takes in the line before it."""
    before: list[Item] = []
    for start, end, members in _by_line(text, items):
        opens = bool(start) and bool(MARKER.match(text, start))
        taken = [item for item in before if text.find("\n", item.figure.mark_end) == start - 1] if opens else []
        if len(taken) + len(members) > 1:
            yield _line(text, taken[0].figure.start if taken else start, end, (*taken, *members))
        before = members


def _by_line(text: str, items: Sequence[Item]) -> Iterator[tuple[int, int, list[Item]]]:
    """Start, end and counts of every line that has some."""
    members: list[Item] = []
    end = -1
    for item in items:
        if item.figure.mark_start > end:
            if members:
                yield text.rfind("\n", 0, members[0].figure.mark_start) + 1, end, members
            members, end = [], text.find("\n", item.figure.mark_start)
            end = len(text) if end < 0 else end
        members.append(item)
    if members:
        yield text.rfind("\n", 0, members[0].figure.mark_start) + 1, end, members


def _line(text: str, start: int, end: int, items: tuple[Item, ...]) -> Line:
    brackets = tuple(match.start() for match in BRACKET.finditer(text, start, end))
    steps = (1 if text[place] in OPENING else -1 for place in brackets)
    return Line(
        text=text,
        start=start,
        end=end,
        items=items,
        places=tuple(item.figure.mark_start for item in items),
        brackets=brackets,
        depths=tuple(accumulate(steps, initial=0)),
    )


def _after_markers(line: Line) -> Iterator[Breakdown]:
    """A total, then 其中 or its like, then the parts."""
    markers = list(MARKER.finditer(line.text, line.start, line.end))
    for i, marker in enumerate(markers):
        before = line.between(max(line.start, marker.start() - REACH), marker.start())
        if not before or not _introduces(line, before[-1], marker.start()):
            continue
        later = (other.start() for other in markers[i + 1 :] if line.depth(other.start()) == line.depth(marker.start()))
        end = min(_sentence_end(line, marker.end()), line.close(marker.end()), next(later, line.end))
        groups = _groups(line, before[-1], marker.end(), end)
        total = _total(line, before, groups)
        if marker["aspect"] and total.value != sum(item.value for group in groups[:1] for item in group):
            continue  # 从申请方式看，…；从申请人看，… stand far from their total
        yield _breakdown(line, total, groups, claims_all=bool(EXHAUSTIVE.search(marker[0])))


def _total(line: Line, before: Sequence[Item], groups: tuple[tuple[Item, ...], ...]) -> Item:
    """Which number before a list is its total: the last one, unless the parts exceed it and make an earlier one.

    收到9件，办结8件，其中咨询6件、建议3件.
    """
    last = before[-1]
    parts = sum(item.value for group in groups[:1] for item in group)
    if parts <= last.value:
        return last
    stop = max(line.text.rfind(mark, line.start, last.figure.mark_start) for mark in "。！？")
    earlier = (item for item in reversed(before[:-1]) if item.figure.mark_start > stop and _is_alike(last, item))
    return next((item for item in earlier if item.value == parts), last)


def _introduces(line: Line, total: Item, at: int) -> bool:
    """Whether a number is what the words at a place take apart: close before them, at most one sentence's end between."""
    gap = line.text[total.figure.mark_end : at]
    is_level = line.depth(total.figure.mark_start) == line.depth(at) or gap.strip(" 件条") in OPENING
    return is_level and bool(GAP.fullmatch(gap))


def _sentence_end(line: Line, at: int) -> int:
    end = min(line.end, at + LONGEST_LIST)
    stop = STOP.search(line.text, at, end)
    return stop.start() if stop else end


def _groups(line: Line, total: Item, start: int, end: int) -> tuple[tuple[Item, ...], ...]:
    """The parts between two places, divided where a stop is stronger than the list's first; none from a break on."""
    depth = line.depth(start)
    groups: list[list[Item]] = []
    first_rank = last = 0
    for item in line.between(start, end):
        figure = item.figure
        if line.depth(figure.mark_start) != depth:
            continue
        between = line.text[last or start : figure.mark_start]
        if not _is_alike(item, total) or BREAK.search(between):
            break
        rank = _rank(line, last, figure.mark_start) if last else 0
        if rank == RANKS["；"] and _is_other(figure.unit, total.figure.unit, groups[0][0].figure.unit):
            break
        if groups and _leaves(item, groups[0][0], total):
            break
        first_rank = first_rank or rank
        if not groups or rank > first_rank:
            groups.append([])
        groups[-1].append(item)
        last = figure.mark_end
    return tuple(_without_parts_of_parts(group) for group in groups)


def _without_parts_of_parts(group: Sequence[Item]) -> tuple[Item, ...]:
    """直接起诉3件，维持2件，…: what the catalogue knows as part of another part is none of the total."""
    known = catalogue.load()
    metrics = {item.figure.metric for item in group if item.figure.metric}
    return tuple(item for item in group if not item.figure.metric or known[item.figure.metric].parent not in metrics)


def _is_other(unit: str, *units: str) -> bool:
    """公开信息9条，其中乡镇3条；开设专栏2个: places and times are no part of what was published."""
    return unit in LOOSE_UNITS and not LOOSE_UNITS.intersection(units)


def _leaves(item: Item, first: Item, total: Item) -> bool:
    """发布会3次，其中负责人参加1次，在线访谈5次: a metric of its own ends a list of what the catalogue knows as parts."""
    whole, metric = total.figure.metric, item.figure.metric
    if not whole or not metric or item.figure.part or metric == whole:
        return False
    return whole in _ancestors(first.figure.metric) and whole not in _ancestors(metric)


def _ancestors(metric: str) -> Iterator[str]:
    """The metrics that a metric is part of, the nearest first."""
    known = catalogue.load()
    while metric and (metric := known[metric].parent):
        yield metric


def _rank(line: Line, start: int, end: int) -> int:
    """The strongest stop between two numbers, brackets aside."""
    depth = line.depth(start)
    return max((RANKS[line.text[i]] for i in range(start, end) if line.text[i] in RANKS and line.depth(i) == depth), default=0)


def _is_alike(item: Item, total: Item) -> bool:
    """Whether two counts may be part and total."""
    families = facts().units
    unit, whole = item.figure.unit, total.figure.unit
    return unit == whole or not whole or families.get(unit, -1) == families.get(whole, -2)


def _in_brackets(line: Line) -> Iterator[Breakdown]:
    """A total and its parts in a bracket right after it."""
    for total in line.items:
        match = BRACKET_AFTER.match(line.text, total.figure.mark_end, line.end)
        if match and not ASIDE.match(line.text, match.end() - 1):
            groups = _groups(line, total, match.end(), min(line.close(match.end()), match.end() + LONGEST_LIST))
            yield _breakdown(line, total, groups)


def _totals_after(line: Line) -> Iterator[Breakdown]:
    """Parts, then 共计 and their total, whatever their units."""
    for total in line.items:
        at = total.figure.mark_start
        if TOTAL_BEFORE.search(line.text, max(line.start, at - LONGEST_GAP), at):
            start = max(line.start, at - LONGEST_SENTENCE, *(line.text.rfind(stop, line.start, at) for stop in "。！？"))
            depth = line.depth(at)
            parts = tuple(item for item in line.between(start, at) if line.depth(item.figure.mark_start) == depth)
            yield Breakdown(total=total, groups=(parts,), claims_all=True, is_after=True)


def _breakdown(line: Line, total: Item, groups: tuple[tuple[Item, ...], ...], *, claims_all: bool = False) -> Breakdown:
    last = groups[-1][-1].figure.mark_end if groups else total.figure.mark_end
    return Breakdown(total=total, groups=groups, claims_all=claims_all, between=line.text[total.figure.mark_end : last])
