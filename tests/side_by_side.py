"""Invented reports of one agency over the years, a line each, for tests of what puts reports side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from invented import report as invented_report

from nianbao.model import Attribution, Check, Facts, Figure, Origin, Outcome, Qualifier, Report, Status

REQUESTS, CARRIED_IN, CARRIED_OUT = "requests_received", "requests_carried_in", "requests_carried_out"


def figure(metric: str, value: int | None, **facts: object) -> Figure:
    stated = Figure(
        metric=metric,
        part="",
        value=None if value is None else Decimal(value),
        unit="件",
        status=Status.STATED,
        qualifier=Qualifier.NONE,
        quote="收到申请",
        anchor="p2",
        origin=Origin.PROSE,
        start=20,
        end=24,
        mark_start=20,
        mark_end=24,
    )
    return stated._replace(**facts)  # type: ignore[arg-type]  # a test names its facts


def cell(metric: str, value: int | None, **facts: object) -> Figure:
    return figure(metric, value, origin=Origin.TABLE, anchor="t1r1c2", **facts)


def report(
    year: str = "2008", *figures: Figure, path: str = "", form: str = "prose", pinned: str = "", **identity: str
) -> Report:
    made = invented_report(f"650105-{year}")
    facts = Facts(id=pinned)
    return replace(
        made,
        id=pinned or made.id,
        source=replace(made.source, path=path or f"reports/{year}.txt", facts=facts),
        identity=replace(made.identity, **{"year": year, **identity}),
        figures=figures,
        form=form,
    )


def nobodys(path: str = "reports/z.txt") -> Report:
    made = report(path=path, agency="", year="", region_code="")
    return replace(made, id="x-z", identity=replace(made.identity, attribution=Attribution.UNKNOWN))


def failing() -> Check:
    return Check(
        kind="sum_of_parts",
        outcome=Outcome.FAILS,
        stated="3",
        computed="2",
        difference="1",
        working="1+1=2",
        quote="共3条",
        anchor="p2",
    )
