"""Lists of what was published that are known by their sum: 共公开143条，文物保护21条、广播电视39条、其他83条.

Names of categories are without end; that the counts right after a total make it exactly is what tells that they are its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.extract.parts import part_of_disclosure
from nianbao.model import Figure, Qualifier

TOTAL = "proactive_disclosure_total"
PARTS = ("", "proactive_by_category", "proactive_by_issuer")
LEAST_TOTAL = 10  # a smaller one may be made by chance
FEWEST = 3  # likewise, of parts none of which is known
LONGEST_STEP = 60  # characters from one count to the next


def name_parts(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of running text in order; counts of no metric that with others make a total get a category for theirs."""
    named: dict[int, Figure] = {}
    for at, total in enumerate(figures):
        if total.metric == TOTAL and not total.part and not total.qualifier and (total.value or 0) >= LEAST_TOTAL:
            named |= {i: _named(figures[i]) for i in _parts(figures, at)}
    return (named.get(i, figure) for i, figure in enumerate(figures))


def _parts(figures: Sequence[Figure], at: int) -> tuple[int, ...]:
    """The places of the counts after a total that make it; none where they do not."""
    total, parts, added, end = figures[at], list[int](), Decimal(0), figures[at].mark_end
    for i in range(at + 1, len(figures)):
        figure = figures[i]
        if figure.mark_start - end > LONGEST_STEP or figure.value is None or figure.qualifier is not Qualifier.NONE:
            break
        end = figure.mark_end
        if figure.unit == "%":
            continue
        if figure.metric not in PARTS or figure.unit != total.unit or added >= (total.value or 0):
            break
        parts.append(i)
        added += figure.value
    known = sum(bool(figures[i].metric) for i in parts)
    return tuple(parts) if added == total.value and len(parts) >= (2 if known else FEWEST) else ()


def _named(figure: Figure) -> Figure:
    found = None if figure.metric else part_of_disclosure(figure.quote[: figure.mark_start - figure.start])
    return figure._replace(metric=found[0], part=found[1]) if found else figure
