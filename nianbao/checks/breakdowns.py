"""Lists in running text that are the parts of a total: what makes them so is the words around them.

These are 其中, 包括, 分别为 between total and parts, a bracket after the total, 共计 between the parts and their total.
Lists without such words, and those with a line for each part, are found in `unmarked`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nianbao import catalogue
from nianbao.checks.kinds import of_kinds
from nianbao.checks.lines import OPENING, Breakdown, Line, is_alike, is_other, lines
from nianbao.checks.unmarked import over_lines, unmarked
from nianbao.checks.working import Item, total_of
from nianbao.model import Document

# One class of characters first, so that the search leaps from one to the next (a sixth of the time).
MARKER = re.compile(
    r"""
    [其具主分包构:：中由从按] (?:
        (?<= 其 ) 中
      | (?<= 具 ) 体 (?: 包括 | 为 | 是 | 如下 )
      | (?<= 主 ) 要包括
      | (?<= 分 ) (?: 别 (?: 包括 | 为 | 是 ) | [为成] (?! 了? [一二三四五六七八九十两] ) )  # 分为三类 counts classes
      | (?<= 包 ) (?: 括 | 含 (?<= [，,] 包含 ) )
      | (?<= 构 ) 成 (?= [:：] )
      | (?<= [条件项份篇] [:：] )
      | (?: (?<= 信息中 | 申请中 | 文件中 ) | (?<= [条件项份篇] 中 ) ) (?= [，,] )  # 在公开的30条信息中，
      | (?<= [，,] 由 ) (?= [^。；\n]{2,80} [组构]成 )
      | (?<= [从按] ) (?P<aspect> [^，。；,;\d\n]{2,10}? (?: 来?看 | 来?分 | 划分 | 统计 ) (?= [，,：:] ) )
    )
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
RANKS = {"、": 1, "，": 2, ",": 2, "；": 3, ";": 3}
BRACKET_AFTER = re.compile(r"\s{0,2}(?:[（(](?:条|件|项|份)[）)])?\s{0,2}[（(]")
STOP = re.compile("[。\n！？]")
LONGEST_LIST = 3000  # characters
REACH = 80  # characters before the words that open a list, among which its total begins
LONGEST_SENTENCE = 600  # characters before 共计 that may hold its parts


def breakdowns(document: Document, items: Sequence[Item]) -> list[Breakdown]:
    """Every list in running text that is the parts of a total, by words, brackets or sums. `items`: counts in text order."""
    found: dict[tuple[int, tuple[int, ...]], Breakdown] = {}
    for line in lines(document.text, items, MARKER):
        for breakdown in (*_after_markers(line), *_in_brackets(line), *_totals_after(line)):
            _add(found, breakdown)
    for breakdown in (
        *over_lines(document.text, items, MARKER, EXHAUSTIVE),
        *unmarked(document.text, items, list(found.values())),
    ):
        _add(found, breakdown)
    for breakdown in of_kinds(document.text, items, list(found.values())):
        _add(found, breakdown)
    return list(found.values())


def _add(found: dict[tuple[int, tuple[int, ...]], Breakdown], breakdown: Breakdown) -> None:
    found.setdefault((breakdown.total.index, tuple(item.index for item in breakdown.parts)), breakdown)


def _after_markers(line: Line) -> Iterator[Breakdown]:
    """A total, then 其中 or its like, then the parts."""
    markers = list(MARKER.finditer(line.text, line.start, line.end))
    for i, marker in enumerate(markers):
        later = _next_level(line, markers, i)
        before = line.between(max(line.start, marker.start() - REACH), marker.start())
        if not before:
            continue
        if marker["aspect"]:
            yield from _of_aspect(line, marker, before, _end(line, marker, later))
        elif _introduces(line, before[-1], marker.start()):
            yield from _of_marker(line, marker, before, later)


def _next_level(line: Line, markers: Sequence[re.Match[str]], i: int) -> int:
    """Where the next such words stand that are in no deeper bracket than these; the line's end where there are none."""
    depth = line.depth(markers[i].start())
    following = (markers[k].start() for k in range(i + 1, len(markers)))
    return next((place for place in following if line.depth(place) == depth), line.end)


def _end(line: Line, marker: re.Match[str], later: int) -> int:
    return min(_sentence_end(line, marker.end()), line.close(marker.end()), later)


def _of_marker(line: Line, marker: re.Match[str], before: Sequence[Item], later: int) -> Iterator[Breakdown]:
    groups = _groups(line, before[-1], marker.end(), _end(line, marker, later))
    total = _total(line, before, groups)
    yield _breakdown(line, total, groups, claims_all=bool(EXHAUSTIVE.search(marker[0])))
    if groups and later < line.end:
        yield from _around_nested(line, total, groups, later)


def _around_nested(line: Line, total: Item, groups: tuple[tuple[Item, ...], ...], nested: int) -> Iterator[Breakdown]:
    """执法类20条，包括许可15条、处罚5条；其他30条: parts go on after a part's own parts, if with them they make the total."""
    end = _sentence_end(line, nested)
    stop = re.compile("[；;]").search(line.text, nested, end)
    rest = _groups(line, total, stop.end(), end) if stop else ()
    parts = (*(item for group in groups for item in group), *(item for group in rest for item in group))
    if rest and total_of([item.value for item in parts]) == total.value:
        yield _breakdown(line, total, (parts,))


def _of_aspect(line: Line, marker: re.Match[str], before: Sequence[Item], end: int) -> Iterator[Breakdown]:
    """从申请方式看，…；从申请人看，… stand far from the total that both take apart."""
    groups = _groups(line, before[-1], marker.end(), end)
    whole = total_of([item.value for group in groups[:1] for item in group])
    nearby = line.between(max(line.start, marker.start() - LONGEST_LIST), marker.start())
    total = next((item for item in reversed(nearby) if item.value == whole), None)
    if total and all(is_alike(item, total) for group in groups[:1] for item in group):
        yield _breakdown(line, total, groups, claims_all=True)


def _total(line: Line, before: Sequence[Item], groups: tuple[tuple[Item, ...], ...]) -> Item:
    """Which number before a list is its total: the last one, unless the parts exceed it and make an earlier one.

    收到9件，办结8件，其中咨询6件、建议3件.
    """
    last = before[-1]
    parts = sum(item.value for group in groups[:1] for item in group)
    if parts <= last.value:
        return last
    stop = max(line.text.rfind(mark, line.start, last.figure.mark_start) for mark in "。！？")
    earlier = (item for item in reversed(before[:-1]) if item.figure.mark_start > stop and is_alike(last, item))
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
        if not is_alike(item, total) or BREAK.search(between):
            break
        rank = _rank(line, last, figure.mark_start) if last else 0
        if rank == RANKS["；"] and is_other(figure.unit, total.figure.unit, groups[0][0].figure.unit):
            break
        if groups and _leaves(item, groups[0][0], total) and not _completes(groups, item, total):
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


def _leaves(item: Item, first: Item, total: Item) -> bool:
    """发布会3次，其中负责人参加1次，在线访谈5次: a metric of its own ends a list of what the catalogue knows as parts."""
    whole, metric = total.figure.metric, item.figure.metric
    if not whole or not metric or item.figure.part or metric == whole:
        return False
    return whole in _ancestors(first.figure.metric) and whole not in _ancestors(metric)


def _completes(groups: Sequence[Sequence[Item]], item: Item, total: Item) -> bool:
    """Whether a list makes its total with one more count, whatever that is a metric of."""
    return total_of([part.value for group in groups for part in group]) + item.value == total.value


def _ancestors(metric: str) -> Iterator[str]:
    """The metrics that a metric is part of, the nearest first."""
    known = catalogue.load()
    while metric and (metric := known[metric].parent):
        yield metric


def _rank(line: Line, start: int, end: int) -> int:
    """The strongest stop between two numbers, brackets aside."""
    depth = line.depth(start)
    return max((RANKS[line.text[i]] for i in range(start, end) if line.text[i] in RANKS and line.depth(i) == depth), default=0)


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
