"""Parts against the total that running text states for them.

Equal holds. More than the total fails, and so does less in a list that claims to be whole; a list that does not claim it
is incomplete, and no failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from nianbao.checks.facts import facts
from nianbao.checks.lines import Breakdown
from nianbao.checks.working import Item, added, make, total_of
from nianbao.chinese import MULTIPLIERS
from nianbao.model import Check, Document, Outcome

# One item may go out through several channels, and one request be counted by sender and by outcome: such parts may exceed
# their total.
CHANNEL = re.compile("网站|微博|微信|公众号|客户端|公报|新媒体|抖音|头条|报刊|报纸|广播|电视|公开栏|公示栏|显示屏|短信")
ASPECTS = (
    re.compile("自然人|个人|公民|法人|企业|组织"),
    re.compile("当面|网络|网上|在线|信函|邮件|邮寄|传真|来信|电话|现场"),
    re.compile("同意|予以|不予|部分公开|不存在|答复|办结|办理|受理|撤回"),
)
REST = re.compile("其[他它余]")
HALF = Decimal("0.5")  # a list with a rest that makes up less than this takes the rest of something else
MOST = Decimal("0.95")  # three parts that make up so much of a total are meant to make all of it
MANY = 3
LONGEST_NAME = 20  # characters before a number that name it
ROUNDED = re.compile(r"(?:[.．](?P<decimals>\d+))?(?P<scale>[万亿])(?!元)")


def check_sums(document: Document, found: Iterable[Breakdown]) -> Iterator[Check]:
    """A check for every breakdown that can be tried, nested ones too."""
    for breakdown in found:
        for parts in _partitions(breakdown):
            check = _check(document, breakdown, parts)
            if check:
                yield check


def _partitions(breakdown: Breakdown) -> Iterator[tuple[Item, ...]]:
    """Each group that makes the total; if none does, all of them as one list, or the first."""
    total = breakdown.total.value
    exact = [group for group in breakdown.groups if len(group) > 1 and _sum(group) == total]
    if exact:
        yield from exact
    elif breakdown.groups and (_sum(breakdown.parts) == total or len(breakdown.groups[0]) == 1):
        yield breakdown.parts
    elif breakdown.groups:
        yield breakdown.groups[0] if breakdown.is_after else _whole_head(breakdown.groups[0], total)


def _whole_head(parts: tuple[Item, ...], total: Decimal) -> tuple[Item, ...]:
    """收到9件，其中咨询6件，建议3件，办结8件: the parts up to where they make the total, unless a rest comes after them."""
    sums = list(accumulate(item.value for item in parts))
    end = sums.index(total) + 1 if total in sums else len(parts)
    is_end = 1 < end < len(parts) and not any(REST.search(_name(item)) for item in parts[end:])
    return parts[:end] if is_end else parts


def _name(item: Item) -> str:
    figure = item.figure
    return figure.quote[max(0, figure.mark_start - figure.start - LONGEST_NAME) : figure.mark_start - figure.start]


def _sum(parts: Iterable[Item]) -> Decimal:
    return total_of([item.value for item in parts])


def _check(document: Document, breakdown: Breakdown, parts: Sequence[Item]) -> Check | None:
    if len(parts) < 2:  # noqa: PLR2004 - one part is no sum
        return None
    total, computed = breakdown.total.value, _sum(parts)
    outcome = _outcome(breakdown, parts, computed)
    if outcome is not Outcome.HOLDS and abs(total - computed) <= _margin(document.text, [breakdown.total, *parts]):
        outcome = Outcome.ROUNDS
    if outcome is None:
        return None
    note, working = (
        _remark(parts, total, computed) if outcome is not Outcome.INCOMPLETE else ("", added([item.value for item in parts]))
    )
    return make(
        "sum_of_parts",
        outcome,
        document=document,
        at=breakdown.total.figure,
        members=[breakdown.total, *parts],
        stated=total,
        computed=computed,
        working=working,
        note=note,
    )


def _margin(text: str, items: Iterable[Item]) -> Decimal:
    """How far rounding may take a sum from its total where numbers are printed in 万 or 亿: 1.2万 may be 12039."""
    printed = (ROUNDED.search(text[item.figure.mark_start : item.figure.mark_end]) for item in items)
    steps = (MULTIPLIERS[match["scale"]].scaleb(-len(match["decimals"] or "")) for match in printed if match)
    return total_of([step / 2 for step in steps])


def _outcome(breakdown: Breakdown, parts: Sequence[Item], computed: Decimal) -> Outcome | None:
    """Equal holds; more than the total, or nearly all of it, fails; less is incomplete, if the list does not claim all."""
    total = breakdown.total.value
    if computed == total:
        return Outcome.HOLDS
    if any(item.value > total for item in parts) or any(item.figure.qualifier for item in (breakdown.total, *parts)):
        return None
    if breakdown.is_after:
        # Numbers before 共计 that do not nearly make it may have nothing to do with it.
        return Outcome.FAILS if MOST * total <= computed <= total / MOST else None
    if computed > total:
        return None if _may_overlap(breakdown.between) else Outcome.FAILS
    return Outcome.FAILS if _is_whole(breakdown, parts, computed / total) else Outcome.INCOMPLETE


def _may_overlap(words: str) -> bool:
    return bool(CHANNEL.search(words)) or sum(bool(aspect.search(words)) for aspect in ASPECTS) > 1


def _is_whole(breakdown: Breakdown, parts: Sequence[Item], share: Decimal) -> bool:
    """Whether a list that falls short of its total means to be all of it."""
    has_rest = share >= HALF and bool(REST.search(breakdown.between))
    return breakdown.claims_all or has_rest or (len(parts) >= MANY and share >= MOST)


def _remark(parts: Sequence[Item], total: Decimal, computed: Decimal) -> tuple[str, str]:
    """The note and the working; where the total is the sum without one part, the working shows that too."""
    mixed = len({item.figure.unit for item in parts}) > 1 and not _one_family(parts)
    values = [item.value for item in parts]
    if computed == total:
        return ("units_mixed" if mixed else ""), added(values)
    left_out = next((i for i in reversed(range(len(values))) if computed - values[i] == total and values[i]), None)
    if left_out is None:
        return ("units_mixed" if mixed else ""), added(values)
    rest = values[:left_out] + values[left_out + 1 :]
    note = "without_last" if left_out == len(values) - 1 else "without_one"
    note += "_units_mixed" if mixed and note == "without_last" else ""
    return note, f"{added(values)}; {added(rest)}"


def _one_family(parts: Iterable[Item]) -> bool:
    return len({facts().units.get(item.figure.unit, item.figure.unit) for item in parts}) == 1
