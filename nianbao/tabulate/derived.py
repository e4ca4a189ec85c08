"""Indicators that no report prints: arithmetic over its figures, shown with numerator and denominator or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from nianbao.catalogue import Catalogue, Indicator, Term
from nianbao.model import Qualifier, Report
from nianbao.tabulate.series import Point, State, point, points_of
from nianbao.tabulate.years import breaks_between, follows


class Withheld(StrEnum):
    """Why an indicator has no value."""

    NO = ""
    NOT_STATED = "not_stated"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    CONFLICTING = "conflicting"
    INEXACT = "inexact"
    TOO_SMALL = "too_small"
    NEWER_FORM = "newer_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An indicator of one report. `value` is a ratio, not a percentage; None where `withheld` says why."""

    id: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    withheld: Withheld


def derived(report: Report, catalogue: Catalogue, before: Report | None = None) -> tuple[Derived, ...]:
    """Every indicator of the catalogue for a report; a change only where the report of the year `before` bears comparison."""
    stated = points_of(report)
    ratios = [_ratio(report, stated, one, catalogue) for one in catalogue.indicators.values() if one.kind == "ratio"]
    if before is None or not _bears_comparison(before, report):
        return tuple(ratios)
    then = points_of(before)
    changes = [_change(then, stated, one) for one in catalogue.indicators.values() if one.kind == "change"]
    return (*ratios, *changes)


def _bears_comparison(before: Report, report: Report) -> bool:
    years = before.identity.year, report.identity.year
    return follows(*years) and not breaks_between(*years)


def _ratio(report: Report, stated: Mapping[str, Point], indicator: Indicator, catalogue: Catalogue) -> Derived:
    sides = (_printed(side, catalogue) for side in (indicator.numerator, indicator.denominator))
    above, below = ([(term.sign, _point(report, stated, term)) for term in side] for side in sides)
    reason = _first_reason(point for _, point in (*below, *above))
    return _withheld(indicator, reason) if reason else _share(indicator, _total(above), _total(below))


def _change(then: Mapping[str, Point], now: Mapping[str, Point], indicator: Indicator) -> Derived:
    """The growth of an indicator's metric since the year before."""
    metric = indicator.numerator[0].metric
    earlier, later = then.get(metric), now.get(metric)
    reason = _first_reason((earlier, later))
    if reason:
        return _withheld(indicator, reason)
    return _share(indicator, _total([(1, later), (-1, earlier)]), _total([(1, earlier)]))


def _point(report: Report, stated: Mapping[str, Point], term: Term) -> Point | None:
    return point(report, term.metric, term.part) if term.part else stated.get(term.metric)


def _printed(terms: Iterable[Term], catalogue: Catalogue) -> Iterator[Term]:
    """Terms that the form has cells for: a metric without one is replaced by those that it sums up."""
    for term in terms:
        metric = catalogue[term.metric]
        if metric.computed:
            yield from (Term(metric=part, part=term.part, sign=term.sign) for part in metric.sum_of)
        else:
            yield term


def _first_reason(points: Iterable[Point | None]) -> Withheld:
    return next(filter(None, map(_why_not, points)), Withheld.NO)


def _why_not(point: Point | None) -> Withheld:
    """What keeps a point out of arithmetic."""
    if point is None or point.state is State.NOT_STATED:
        return Withheld.NOT_STATED
    if not all(one.in_series for one in point.readings):
        return Withheld.NEWER_FORM
    if point.conflicting:
        return Withheld.CONFLICTING
    if point.state in (State.BLANK, State.UNREADABLE):
        return Withheld(point.state.value)
    exact = all(one.figure.qualifier is Qualifier.NONE for one in point.readings)
    return Withheld.NO if exact else Withheld.INEXACT


def _total(addends: Iterable[tuple[int, Point | None]]) -> Decimal:
    values = ((sign, point.readings[0].figure.value) for sign, point in addends if point)
    return sum((sign * value for sign, value in values if value is not None), start=Decimal(0))


def _share(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> Derived:
    """A share of too few says more about chance than about the agency."""
    enough = denominator >= max(indicator.min_denominator, 1)
    return Derived(
        id=indicator.id,
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator if enough else None,
        withheld=Withheld.NO if enough else Withheld.TOO_SMALL,
    )


def _withheld(indicator: Indicator, reason: Withheld) -> Derived:
    return Derived(id=indicator.id, numerator=None, denominator=None, value=None, withheld=reason)
