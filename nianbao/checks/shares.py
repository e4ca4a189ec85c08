"""Percentages against their base: rounded as they should be, cut off, or not to be had from the numbers stated."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import groupby, pairwise

from nianbao.checks.lines import Breakdown
from nianbao.checks.working import Item, make, written
from nianbao.model import Check, Document, Outcome, Qualifier

# Between a part and its share: 占 with what it is a share of, or a bracket; no other stop.
SHARE = re.compile(r"[，,、\s]{0,3}[（(]?\s{0,2}(?:约|其)?(?:占[^，,；;。]{0,24})?\s{0,2}")
# 占民生类的20% names a base of its own; 占总数的20% does not.
OWN_BASE = re.compile(r"占(?!比|了|到|约|[^，,；;。]{0,20}(?:总|全|公开|信息|申请|发布|答复|办结|其))[^，,；;。]+(?:的|比例?)")
HUNDRED = Decimal(100)
REACH = 200  # characters before a share among which its base may stand
LEAST_AGREEING = 2  # shares that a base must explain before others may fail against it


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part and the percentage that the text says it makes."""

    part: Item
    percent: Item


def check_shares(document: Document, items: Sequence[Item], found: Iterable[Breakdown]) -> Iterator[Check]:
    """A check for every share whose base is known. `items`: all figures of running text, in text order."""
    bases = {part.index: breakdown.total for breakdown in found if not breakdown.is_after for part in breakdown.parts}
    known = list(shares(document.text, items))
    named = (_check(document, share, bases[share.part.index]) for share in known if share.part.index in bases)
    yield from filter(None, named)
    yield from _loose(document, [share for share in known if share.part.index not in bases], items)


def shares(text: str, items: Sequence[Item]) -> Iterator[Share]:
    """Every percentage that stands right after the count it belongs to."""
    for part, percent in pairwise(items):
        if percent.figure.unit == "%" and part.figure.unit != "%" and part.value:
            between = text[part.figure.mark_end : percent.figure.mark_start]
            if SHARE.fullmatch(between) and ("占" in between or between.strip()[:1] in ("（", "(")):
                yield Share(part=part, percent=percent)


def _loose(document: Document, loose: Sequence[Share], items: Sequence[Item]) -> Iterator[Check]:
    """Shares of a base that is not named: a count before them that explains two of them, or the one there is."""
    places = [item.figure.mark_start for item in items]
    for line_start, run in groupby(loose, key=lambda share: document.text.rfind("\n", 0, share.part.figure.mark_start)):
        members = list(run)
        first = members[0].part.figure.mark_start
        near = items[bisect_right(places, max(line_start, first - REACH)) : bisect_left(places, first)]
        base = _base(members, near)
        found = [_check(document, share, base) for share in members] if base else []
        yield from (check for check in found if check and (len(members) > LEAST_AGREEING or check.outcome is not Outcome.FAILS))


def _base(members: Sequence[Share], near: Sequence[Item]) -> Item | None:
    """The nearest count before the shares that explains enough of them."""
    needed = min(LEAST_AGREEING, len(members))
    return next((item for item in reversed(near) if item.figure.unit != "%" and _explained(members, item) >= needed), None)


def _explained(members: Sequence[Share], base: Item) -> int:
    return sum(judge(share.part.value, base.value, share.percent.value)[0] is not Outcome.FAILS for share in members)


def _check(document: Document, share: Share, base: Item) -> Check | None:
    outcome, computed = judge(share.part.value, base.value, share.percent.value)
    between = document.text[share.part.figure.mark_end : share.percent.figure.mark_start]
    is_inexact = bool(OWN_BASE.search(between)) or any(
        item.figure.qualifier is not Qualifier.NONE for item in (share.part, share.percent, base)
    )
    if not base.value or (is_inexact and outcome is Outcome.FAILS):
        return None
    return make(
        "share_of_total",
        outcome,
        document=document,
        at=share.percent.figure,
        members=[share.part, share.percent, base],
        stated=share.percent.value,
        computed=computed,
        working=f"{written(share.part.value)}/{written(base.value)}={written(computed)}%",
    )


def judge(part: Decimal, base: Decimal, percent: Decimal) -> tuple[Outcome, Decimal]:
    """How a printed percentage compares with part and base, and the share itself with one digit more than is printed.

    >>> [judge(Decimal(50), Decimal(300), Decimal(percent))[0].value for percent in ("16.7", "16.6", "17.6")]
    ['rounds', 'cut', 'fails']
    """
    if not base:
        return Outcome.FAILS, Decimal(0)
    exact = part * HUNDRED / base
    step = Decimal(1).scaleb(min(int(percent.as_tuple().exponent), 0))
    shown = exact.quantize(min(step / 10, Decimal("0.01")), ROUND_HALF_UP)
    readings: Mapping[Outcome, Decimal] = {
        Outcome.HOLDS: exact,
        Outcome.ROUNDS: exact.quantize(step, ROUND_HALF_UP),
        Outcome.CUT: exact.quantize(step, ROUND_DOWN),
    }
    return next((outcome for outcome, reading in readings.items() if reading == percent), Outcome.FAILS), shown
