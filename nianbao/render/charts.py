"""What a chart of one agency's metric shows: bars with gaps for silence and a double line where a series breaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Any

from markupsafe import Markup

from nianbao.catalogue import Metric
from nianbao.model import Agency
from nianbao.render.environment import Tree
from nianbao.render.numbers import digits
from nianbao.tabulate import Point, State, breaks_between, by_year, in_order, points, whole_range

FEWEST = 2  # one bar is no picture
FULLY_LABELLED = 8  # bars between which there is room for words
WIDTH, DIGIT, DATED = 336, 8.4, 9.6  # of all bars, of a digit of a value and of a year with the space beside; in units of the box


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An agency's points, as the macro `bars` takes them; `values` is how many of them have one."""

    agency: Agency
    bars: tuple[dict[str, Any], ...]
    description: str
    values: int


def chart(tree: Tree, metric: Metric, agency: Agency, found: Sequence[Point]) -> Chart | None:
    """The chart of one agency that has these values, or none where fewer than two may stand in one picture."""
    told = [point.year for point in _comparable(metric, list(found))]
    if len(told) < FEWEST or any(point.value is not None and point.value < 0 for point in found):
        return None
    drawn = points(agency, metric.id, _span(told, by_year(agency)))
    said = (tree.words.metric_chart_point.format(year=point.year, text=point.value) for point in drawn if point.value is not None)
    return Chart(
        agency=agency,
        bars=tuple(_bars(tree, drawn)),
        description=tree.words.tables_and.join(said) + tree.words.tables_stop,
        values=len(told),
    )


def _comparable(metric: Metric, told: list[Point]) -> list[Point]:
    """Points that may stand in one picture: all, or the longest run without a break where the eras may not be compared."""
    if metric.comparability.join != "none":
        return told
    return max(_runs(told), key=len, default=[])


def _runs(told: list[Point]) -> Iterator[list[Point]]:
    start = 0
    for at, (before, after) in enumerate(pairwise(told), start=1):
        if breaks_between(before.year, after.year):
            yield told[start:at]
            start = at
    yield told[start:]


def _span(told: Sequence[str], held: dict[str, Any]) -> tuple[str, ...]:
    """Every year from the first point to the last; academic years only where a report is on them."""
    first, last = in_order(told[0]), in_order(told[-1])
    academic = any("-" in year for year in told)
    years = held if academic else whole_range(told)
    return tuple(year for year in years if first <= in_order(year) <= last)


def _bars(tree: Tree, drawn: Sequence[Point]) -> Iterator[dict[str, Any]]:
    labelled, dated = _labelled(drawn), _dated(drawn)
    for at, point in enumerate(drawn):
        yield {
            "label": point.year if at in dated else "",
            "value": point.value,
            "text": "" if point.value is None or at not in labelled else f"{point.value:f}",
            "gap": _gap(tree, point, short=len(drawn) > FULLY_LABELLED),
            "breaks": bool(at and breaks_between(drawn[at - 1].year, point.year)),
        }


def _labelled(drawn: Sequence[Point]) -> set[int]:
    """Which bars say their value: all, or where that is too narrow the first, the last, and the highest where it has room."""
    if max(len(f"{point.value:f}") for point in drawn if point.value is not None) * DIGIT < WIDTH / len(drawn):
        return set(range(len(drawn)))
    ends = {0, len(drawn) - 1}
    highest = max(range(len(drawn)), key=lambda at: drawn[at].value or Decimal(0))
    return ends | {highest} if all(abs(highest - end) > 1 for end in ends) else ends


def _dated(drawn: Sequence[Point]) -> set[int]:
    """Which bars say their year: the last, and before it as many as have room."""
    widest = max(len(point.year) for point in drawn) * DATED
    return set(range(len(drawn) - 1, -1, -ceil(widest * len(drawn) / WIDTH)))


def _gap(tree: Tree, point: Point, *, short: bool) -> str:
    """What stands where there is no bar; between many bars there is room for the shortest alone."""
    words = tree.words
    if point.conflicting:
        return str(words.state_conflicting)
    if point.state is State.NO_REPORT:
        return str(words.state_no_report)
    if short:
        return ""
    told = point.state in (State.VALUE, State.ZERO)
    return str(words.state_newer if told else getattr(words, f"state_{point.state.value}"))


def sparkline(values: Sequence[Decimal | None], breaks: Sequence[bool], label: str) -> Markup:
    """At most 80 x 20 units, for a cell: a dot for each value, a line between neighbours without a break, the ends in numbers.

    >>> "M2.0 2.0L40.0 18.0" in sparkline([Decimal(5), Decimal(0), None], [False, False, False], "件")
    True
    """
    told = [value for value in values if value is not None]
    held = [at for at, value in enumerate(values) if value is not None]
    places = _places(values, max(*told, Decimal(1)))[held[0] : held[-1] + 1]
    left, right = (place[0] - 2 if place else 0 for place in (places[0], places[-1]))
    width = round(right - left + 4, 1)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="1.8"/>' for x, y in filter(None, places))
    lines = (
        f"M{a[0]} {a[1]}L{b[0]} {b[1]}"
        for (a, b), apart in zip(pairwise(places), breaks[held[0] + 1 : held[-1] + 1], strict=True)
        if a and b and not apart
    )
    shape = f'{dots}<path d="{"".join(lines) or "M0 0"}"/>'
    spark = Markup(
        '<span class="spark">{}<svg viewBox="{} 0 {} 20" width="{}" height="20" role="img" aria-label="{}">{}</svg>{}</span>'
    )
    first, last = (Markup('<span class="n">{}</span>').format(digits(told[end])) for end in (0, -1))
    return spark.format(first, round(left, 1), width, width, label, Markup(shape), last)  # noqa: S704 - numbers


def _places(values: Sequence[Decimal | None], top: Decimal) -> list[tuple[float, float] | None]:
    """Where the dots are; none for a gap."""
    step = 76 / max(len(values) - 1, 1)
    return [
        None if value is None else (round(2 + at * step, 1), round(18 - float(value / top) * 16, 1))
        for at, value in enumerate(values)
    ]
