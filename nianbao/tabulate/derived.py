"""Indicators that no report prints: arithmetic over its figures, shown with numerator and denominator or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from nianbao.catalogue import Catalogue, Indicator, Term
from nianbao.model import Qualifier, Report
from nianbao.tabulate.series import Point, State, point, points_of
from nianbao.tabulate.years import breaks_between, follows


class Withheld(StrEnum):
    """Why an indicator has no value, or two figures no difference."""

    NO = ""
    NOT_STATED = "not_stated"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    CONFLICTING = "conflicting"
    INEXACT = "inexact"
    TOO_SMALL = "too_small"
    NEWER_FORM = "newer_form"
    BREAK = "break"
    OTHER_UNIT = "other_unit"
    OTHER_SCOPE = "other_scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An indicator of one report. `value` is a ratio, not a percentage; None where `withheld` says why."""

    id: str
    numerator: Decimal | None
    denominator: Decimal | None
    value: Decimal | None
    withheld: Withheld


def derived(
    report: Report,
    catalogue: Catalogue,
    before: Report | None = None,
    known: Mapping[str, Mapping[str, Point]] = MappingProxyType({}),
) -> tuple[Derived, ...]:
    """Every indicator of the catalogue for a report; a change only where the report of the year `before` bears comparison.

    `known` is what `points_of` says of reports, by id, where that has been asked already.
    """
    stated = known[report.id] if report.id in known else points_of(report)
    ratios = [_ratio(report, stated, one, catalogue) for one in catalogue.indicators.values() if one.kind == "ratio"]
    if before is None or not _bears_comparison(before, report):
        return tuple(ratios)
    then = known[before.id] if before.id in known else points_of(before)
    changes = [_change(then, stated, one) for one in catalogue.indicators.values() if one.kind == "change"]
    return (*ratios, *changes)


def _bears_comparison(before: Report, report: Report) -> bool:
    years = before.identity.year, report.identity.year
    return follows(*years) and not breaks_between(*years)


def _ratio(report: Report, stated: Mapping[str, Point], indicator: Indicator, catalogue: Catalogue) -> Derived:
    above, below, needed = _printed(indicator.id, catalogue)
    if not needed <= stated.keys():  # nearly always; the rest is slow
        return _withheld(indicator.id, Withheld.NOT_STATED)
    over, under = ([(term.sign, _point(report, stated, term)) for term in side] for side in (above, below))
    reason = _first_reason(point for _, point in (*under, *over))
    return _withheld(indicator.id, reason) if reason else _share(indicator, _total(over), _total(under))


def _change(then: Mapping[str, Point], now: Mapping[str, Point], indicator: Indicator) -> Derived:
    """The growth of an indicator's metric since the year before."""
    metric = indicator.numerator[0].metric
    earlier, later = then.get(metric), now.get(metric)
    reason = _first_reason((earlier, later))
    if reason:
        return _withheld(indicator.id, reason)
    return _share(indicator, _total([(1, later), (-1, earlier)]), _total([(1, earlier)]))


def _point(report: Report, stated: Mapping[str, Point], term: Term) -> Point | None:
    return point(report, term.metric, term.part) if term.part else stated.get(term.metric)


@lru_cache(maxsize=256)
def _printed(indicator: str, catalogue: Catalogue) -> tuple[tuple[Term, ...], tuple[Term, ...], frozenset[str]]:
    """Numerator and denominator of an indicator as a form prints them, and the metrics without which there is none."""
    one = catalogue.indicators[indicator]
    above, below = (tuple(_cells_for(side, catalogue)) for side in (one.numerator, one.denominator))
    return above, below, frozenset(term.metric for term in below if not term.part)


def _cells_for(terms: Iterable[Term], catalogue: Catalogue) -> Iterator[Term]:
    """Terms that the form has cells for: a metric without one is replaced by those that it sums up."""
    for term in terms:
        metric = catalogue[term.metric]
        if metric.computed:
            yield from (Term(metric=part, part=term.part, sign=term.sign) for part in metric.sum_of)
        else:
            yield term


def _first_reason(points: Iterable[Point | None]) -> Withheld:
    return next(filter(None, map(why_not, points)), Withheld.NO)


def why_not(point: Point | None) -> Withheld:
    """What keeps a point out of arithmetic; empty where nothing does."""
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


@lru_cache(maxsize=1024)
def _withheld(indicator: str, reason: Withheld) -> Derived:
    return Derived(id=indicator, numerator=None, denominator=None, value=None, withheld=reason)
