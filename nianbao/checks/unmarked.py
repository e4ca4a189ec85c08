"""Lists whose parts stand on lines of their own, or which no word marks: these only where they make the total exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from nianbao.checks.facts import facts
from nianbao.checks.lines import LEAST_TOTAL, LOOSE_UNITS, Breakdown, by_line, is_alike, is_other
from nianbao.checks.working import Item

OPENS_LIST = re.compile(r"[^。；;！？\d]{0,20}[:：]\s*")  # between a total and the end of its line
LONGEST_ITEM = 60  # characters of a line that is one part
MOST_PARTS = 60
SENTENCE_END = re.compile("[。！？\n]")
LEAST_PARTS = 3  # with fewer parts of no known kind a sum may be chance
COMPARES = re.compile("累计|截至|去年|上年|增[加长]|减少|下降|平均|还|另|以及|同时")


def over_lines(text: str, items: Sequence[Item], marker: re.Pattern[str], exhaustive: re.Pattern[str]) -> Iterator[Breakdown]:
    """A total at the end of its line, then its parts, a line each."""
    lines = list(by_line(text, items))
    taken = 0  # lines that are parts of a total above
    for i, (_, end, members) in enumerate(lines):
        total = members[-1]
        if i < taken:
            continue
        opening = OPENS_LIST.fullmatch(text, total.figure.mark_end, end)
        if not opening and not marker.match(text, end + 1):
            continue
        parts = tuple(_parts(total, end, lines[i + 1 : i + 1 + MOST_PARTS]))
        if len(parts) > 1:
            taken = i + 1 + len(parts)
            between = text[total.figure.mark_end : parts[-1].figure.mark_end]
            claims_all = bool(opening and exhaustive.search(opening[0]))
            yield Breakdown(total=total, groups=(parts,), claims_all=claims_all, between=between)


def _parts(total: Item, end: int, lines: Sequence[tuple[int, int, list[Item]]]) -> Iterator[Item]:
    for start, line_end, members in lines:
        first = members[0]
        is_part = is_alike(first, total) and not is_other(first.figure.unit, total.figure.unit)
        if start != end + 1 or line_end - start > LONGEST_ITEM or not is_part:
            return
        yield first
        end = line_end


def unmarked(text: str, items: Sequence[Item], known: Sequence[Breakdown]) -> Iterator[Breakdown]:
    """收到申请20件，同意公开15件，不予公开5件: counts of one unit in the sentence of a total that they make to the last."""
    taken = {item.index for breakdown in known for item in (breakdown.total, *breakdown.parts)}
    goes_on = [_goes_on(text, item, following) for item, following in pairwise(items)]
    for i, total in enumerate(items[:-1]):
        is_total = goes_on[i] and total.value and total.index not in taken and total.figure.unit not in LOOSE_UNITS
        parts = _rest(items, goes_on, i) if is_total else ()
        if parts and (_are_of(total, parts) or _is_no_chance(total, parts)):
            between = text[total.figure.mark_end : parts[-1].figure.mark_end]
            yield Breakdown(total=total, groups=(parts,), between=between)


def _goes_on(text: str, item: Item, following: Item) -> bool:
    """Whether a count and the next are of one unit and in one sentence, with no comparison between them."""
    one, other = item.figure, following.figure
    if one.unit != other.unit or one.qualifier or other.qualifier:
        return False
    between = (one.mark_end, other.mark_start)
    return not SENTENCE_END.search(text, *between) and not COMPARES.search(text, *between)


def _rest(items: Sequence[Item], goes_on: Sequence[bool], total: int) -> tuple[Item, ...]:
    """All counts after a total that go on with it, if they make it; else none."""
    whole, added, last = items[total].value, Decimal(0), total
    while last < len(goes_on) and goes_on[last] and added <= whole and last - total < MOST_PARTS:
        last += 1
        added += items[last].value
    is_end = last == len(goes_on) or not goes_on[last]
    return tuple(items[total + 1 : last + 1]) if is_end and added == whole else ()


def _are_of(total: Item, parts: Sequence[Item]) -> bool:
    """Whether the catalogue knows all parts as kinds of what the total counts."""
    metrics = [item.figure.metric for item in parts]
    families = facts().kinds_of.get(total.figure.metric, ())
    is_family = any(all(metric.startswith(begin) for metric in metrics) for begin in families)
    return len(parts) > 1 and len(set(metrics)) == len(metrics) and is_family


def _is_no_chance(total: Item, parts: Sequence[Item]) -> bool:
    return total.value >= LEAST_TOTAL and sum(bool(item.value) for item in parts) >= LEAST_PARTS
