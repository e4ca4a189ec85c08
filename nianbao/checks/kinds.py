"""Lists that no word marks, near a total or, where they are long, chapters below it: kinds of what the total counts.

收到申请11件，全部答复。同意公开8件，不予公开3件. Only a list that makes its total exactly is taken, so none of them can fail.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao import catalogue
from nianbao.checks.facts import facts
from nianbao.checks.lines import LEAST_TOTAL, Breakdown, is_alike
from nianbao.checks.working import Item, total_of

REACH, MOST_LINES = 300, 3  # characters and line ends between a total and the first of its kinds
FAR_REACH, MANY = 3000, 4  # of so many kinds a total may stand chapters above
LONGEST_STEP = 60  # characters from one part to the next


def of_kinds(text: str, items: Sequence[Item], known: Sequence[Breakdown]) -> Iterator[Breakdown]:
    """Each list with the nearest total before it that it makes; `known`: what other rules found already."""
    taken = {part.index for breakdown in known for group in breakdown.exact for part in group}
    for i in reversed(range(len(items))):
        total = items[i]
        for begin in facts().kinds_of.get(total.figure.metric, ()) if total.value and not total.figure.part else ():
            parts = _parts(text, items, i, begin, taken)
            if parts:
                taken.update(part.index for part in parts)
                between = text[total.figure.mark_end : parts[-1].figure.mark_end]
                yield Breakdown(total=total, groups=(parts,), between=between)


def _parts(text: str, items: Sequence[Item], at: int, begin: tuple[str, ...], taken: set[int]) -> tuple[Item, ...]:
    """The run of kinds after a total, with a count of no known kind before or among them, if it makes the total; else none."""
    total = items[at]
    first = next((i for i in range(at + 1, len(items)) if _is_kind(items[i], begin)), len(items))
    if first == len(items) or items[first].figure.mark_start - total.figure.mark_end > FAR_REACH:
        return ()
    run = [item for item in _run(items[first:], total, begin) if item.index not in taken]
    kinds = [i for i, item in enumerate(run) if _is_kind(item, begin)]
    is_near = _is_near(text, total, items[first])
    if not kinds or not (is_near or len(kinds) >= MANY):
        return ()
    before = items[at + 1 : first][-1:] if is_near else []
    runs = (run, [*before, *run], run[: 1 + kinds[-1]])
    return next((tuple(run) for run in runs if _makes(run, total, begin)), ())


def _run(items: Sequence[Item], total: Item, begin: tuple[str, ...]) -> Iterator[Item]:
    """Kinds, and counts of no known metric, one after the other; what is part of one of them is passed over."""
    end, kinds = items[0].figure.mark_start, set[str]()
    for item in items:
        metric = item.figure.metric
        if item.figure.mark_start - end > LONGEST_STEP or not is_alike(item, total):
            return
        end = item.figure.mark_end
        if not metric:
            yield item
        elif catalogue.load()[metric].parent not in kinds:
            if not metric.startswith(begin):
                return
            kinds.add(metric)
            yield item


def _is_near(text: str, total: Item, first: Item) -> bool:
    start, end = total.figure.mark_end, first.figure.mark_start
    return end - start <= REACH and text.count("\n", start, end) <= MOST_LINES


def _is_kind(item: Item, begin: tuple[str, ...]) -> bool:
    return item.figure.metric.startswith(begin)


def _makes(run: Sequence[Item], total: Item, begin: tuple[str, ...]) -> bool:
    """Whether a run is exactly a total; one with a count of no known kind may be so by chance, and needs a larger total."""
    kinds = [item for item in run if _is_kind(item, begin)]
    others = [item for item in run if not _is_kind(item, begin)]
    is_sure = not others or (total.value >= LEAST_TOTAL and len(others) <= 1 and not others[0].figure.metric)
    is_list = len(run) > 1 and len({(item.figure.metric, item.figure.part) for item in kinds}) == len(kinds)
    return is_list and is_sure and total_of([item.value for item in run]) == total.value
