"""Two reports of one metric: how far apart they are, or why that may not be reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from nianbao.catalogue import Metric
from nianbao.tabulate.derived import Withheld, why_not
from nianbao.tabulate.series import Point
from nianbao.tabulate.years import breaks_between

SAME_UNITS = frozenset("条件")  # two words for one thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The later value less the earlier one; None where `withheld` says why."""

    value: Decimal | None
    withheld: Withheld = Withheld.NO


def difference(metric: Metric, before: Point | None, after: Point | None) -> Difference:
    """How far a metric's two points are apart, where both are exact, undisputed and mean the same."""
    return Difference(value=None, withheld=reason) if (reason := _reason(metric, before, after)) else _apart(before, after)


def _reason(metric: Metric, before: Point | None, after: Point | None) -> Withheld:
    if before is None or after is None:
        return Withheld.NOT_STATED
    return why_not(before) or why_not(after) or _other_definition(metric, before, after)


def _other_definition(metric: Metric, before: Point, after: Point) -> Withheld:
    """What keeps two values apart that are certain each for itself."""
    if metric.comparability.join != "joined" and breaks_between(before.year, after.year):
        return Withheld.BREAK
    units = {point.readings[0].figure.unit for point in (before, after)}
    if len(units) > 1 and not units <= SAME_UNITS:
        return Withheld.OTHER_UNIT
    scopes = {point.report.identity.scope for point in (before, after) if point.report} - {""}
    return Withheld.OTHER_SCOPE if len(scopes) > 1 else Withheld.NO


def _apart(before: Point | None, after: Point | None) -> Difference:
    values = [point.readings[0].figure.value for point in (before, after) if point]
    earlier, later = (value or Decimal(0) for value in values)
    return Difference(value=later - earlier)
