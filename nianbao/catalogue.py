"""The catalogue: what the archive counts, its words in both scripts, and what may be compared with what.

The facts are in `data/metrics.yaml`; loading checks that they hang together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from nianbao.model import Script

SOURCE = "nianbao/data/metrics.yaml"
JOINS = ("joined", "breaks", "side_by_side", "none")
INDICATOR_KINDS = ("ratio", "change")


class CatalogueError(ValueError):
    """The catalogue contradicts itself; the message lists every contradiction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The same words in both scripts, each written by hand."""

    hans: str
    hant: str

    def of(self, script: Script) -> str:
        """The words in one script."""
        return self.hans if script is Script.HANS else self.hant


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A period with one way to report: years, name and legal basis."""

    id: str
    years: str
    label: Words
    basis: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparability:
    """Whether a line may be drawn across the eras: joined, breaks (with marks), side_by_side, none."""

    join: str
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the reports of one era state a metric."""

    era: str
    label: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One thing that is counted."""

    id: str
    group: str
    unit: str
    label: Words
    definition: Words
    comparability: Comparability
    places: tuple[Place, ...]
    parent: str = ""
    sum_of: tuple[str, ...] = ()  # ids, or `id.*` for the parts of a breakdown
    signed: bool = False  # may be negative
    computed: bool = False  # no cell of its own in the form: the sum of its parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A metric's figure as one term of an indicator, added or subtracted."""

    metric: str
    part: str = ""
    sign: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A rate computed from figures of one report (`ratio`), or against the year before (`change`)."""

    id: str
    kind: str
    label: Words
    note: Words
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    min_denominator: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # there is one, and what is found out of it may be kept
class Catalogue:
    """All metrics in the order of the forms, with what their entries refer to."""

    groups: Mapping[str, Words]
    eras: Mapping[str, Era]
    applicant_types: Mapping[str, Words]
    metrics: Mapping[str, Metric]
    indicators: Mapping[str, Indicator]

    def __getitem__(self, metric: str) -> Metric:
        """The metric of an id."""
        return self.metrics[metric]

    def __contains__(self, metric: object) -> bool:
        """Whether an id is in the catalogue."""
        return metric in self.metrics

    def group(self, group: str) -> tuple[Metric, ...]:
        """The metrics of one group, in the order of the forms."""
        return tuple(metric for metric in self.metrics.values() if metric.group == group)


@cache
def load() -> Catalogue:
    """The catalogue that comes with the project; the same object every time.

    >>> load()["requests_received"].label.of(Script.HANT)
    '收到的申請'
    """
    text = resources.files("nianbao.data").joinpath("metrics.yaml").read_text(encoding="utf-8")
    return build(yaml.load(text, Loader=yaml.CSafeLoader))  # the C parser: 12 ms against 110


def build(data: Mapping[str, Any]) -> Catalogue:
    """A checked catalogue from what its file says; raises CatalogueError with everything that is wrong."""
    problems = list(_repeated(data))
    try:
        catalogue = _catalogue(data)
    except (KeyError, TypeError, AttributeError) as error:
        problems.append(f"an entry lacks, or misspells, {error}")
        raise CatalogueError(_report(problems)) from error
    problems += _contradictions(catalogue)
    if problems:
        raise CatalogueError(_report(problems))
    return catalogue


def _report(problems: Iterable[str]) -> str:
    return "\n".join(f"{SOURCE}: {problem}" for problem in problems)


def _catalogue(data: Mapping[str, Any]) -> Catalogue:
    comparabilities = {key: _comparability(entry) for key, entry in data["comparability"].items()}
    return Catalogue(
        groups=_words_by_id(data["groups"]),
        eras=MappingProxyType({key: _era(key, entry) for key, entry in data["eras"].items()}),
        applicant_types=_words_by_id(data["applicant_types"]),
        metrics=MappingProxyType({e["id"]: _metric(e, comparabilities, data["places"]) for e in data["metrics"]}),
        indicators=MappingProxyType({e["id"]: _indicator(e) for e in data["indicators"]}),
    )


def _words(entry: Mapping[str, str]) -> Words:
    return Words(hans=entry["hans"], hant=entry["hant"])


def _words_by_id(entries: Mapping[str, Mapping[str, str]]) -> Mapping[str, Words]:
    return MappingProxyType({key: _words(entry) for key, entry in entries.items()})


def _era(key: str, entry: Mapping[str, Any]) -> Era:
    return Era(id=key, years=entry["years"], label=_words(entry["label"]), basis=_words(entry["basis"]))


def _comparability(entry: Mapping[str, str]) -> Comparability:
    return Comparability(join=entry["join"], text=_words(entry))


def _metric(entry: Mapping[str, Any], comparabilities: Mapping[str, Comparability], places: Mapping[str, Any]) -> Metric:
    return Metric(
        id=entry["id"],
        group=entry["group"],
        unit=entry["unit"],
        label=_words(entry["label"]),
        definition=_words(entry["definition"]),
        comparability=comparabilities[entry["comparability"]],
        places=tuple(_place(era, where, places) for era, where in entry["where"].items()),
        parent=entry.get("parent", ""),
        sum_of=tuple(entry.get("sum_of", ())),
        signed=entry.get("signed", False),
        computed=entry.get("computed", False),
    )


def _place(era: str, where: str, places: Mapping[str, Any]) -> Place:
    """`statistics 三（一）` is a place and a row; rows are written with numerals that both scripts share."""
    name, _, row = where.partition(" ")
    words = places[name]
    return Place(era=era, label=Words(hans=words["hans"].format(row), hant=words["hant"].format(row)))


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=entry["id"],
        kind=entry["kind"],
        label=_words(entry["label"]),
        note=_words(entry["note"]),
        numerator=tuple(map(_term, entry["numerator"])),
        denominator=tuple(map(_term, entry["denominator"])),
        min_denominator=entry["min_denominator"],
    )


def _term(text: str) -> Term:
    """Read `-reconsideration_pending` or `requests_received.enterprise`."""
    metric, _, part = text.removeprefix("-").partition(".")
    return Term(metric=metric, part=part, sign=-1 if text.startswith("-") else 1)


def _repeated(data: Mapping[str, Any]) -> Iterator[str]:
    """Ids that two entries claim."""
    for section in ("metrics", "indicators"):
        ids = [entry.get("id", "") for entry in data.get(section, ())]
        yield from (f"{section}: {key!r} occurs more than once: give each entry its own id" for key in _doubles(ids))


def _doubles(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [key for key in ids if key in seen or seen.add(key)]  # type: ignore[func-returns-value]


def _contradictions(catalogue: Catalogue) -> Iterator[str]:
    for metric in catalogue.metrics.values():
        yield from (f"metric {metric.id}: {problem}" for problem in _metric_problems(metric, catalogue))
    for indicator in catalogue.indicators.values():
        yield from (f"indicator {indicator.id}: {problem}" for problem in _indicator_problems(indicator, catalogue))


def _metric_problems(metric: Metric, catalogue: Catalogue) -> Iterator[str]:
    if metric.group not in catalogue.groups:
        yield f"no group {metric.group!r}: add it to `groups`"
    if metric.comparability.join not in JOINS:
        yield f"no join {metric.comparability.join!r}: use one of {', '.join(JOINS)}"
    if not metric.unit:
        yield "no unit"
    yield from _unknown("parent", [metric.parent] if metric.parent else [], catalogue.metrics)
    yield from _unknown("part of sum_of", [part.removesuffix(".*") for part in metric.sum_of], catalogue.metrics)
    yield from _unknown("era", [place.era for place in metric.places], catalogue.eras)


def _indicator_problems(indicator: Indicator, catalogue: Catalogue) -> Iterator[str]:
    terms = indicator.numerator + indicator.denominator
    if indicator.kind not in INDICATOR_KINDS:
        yield f"no kind {indicator.kind!r}: use one of {', '.join(INDICATOR_KINDS)}"
    yield from _unknown("metric", [term.metric for term in terms], catalogue.metrics)
    yield from _unknown("applicant type", [term.part for term in terms if term.part], catalogue.applicant_types)


def _unknown(what: str, ids: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    yield from (f"{what} {key!r} is not in the catalogue" for key in ids if key not in known)
