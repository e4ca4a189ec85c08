"""The phrases that bind numbers to metrics, read from `data/phrases.yaml` and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any, TypeVar

import yaml

MACRO = re.compile(r"\{([a-z]+)\}")  # {0,20} is a count of the pattern, {info} a macro
FIRST_YEAR, LAST_YEAR = 0, 9999
OUTCOMES = ("reply_", "granted", "partially_granted", "refused", "unable_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that state a metric: `says` is searched in a clause whose number is written #."""

    metric: str
    says: re.Pattern[str]
    word: frozenset[str]  # characters of which the clause must hold one: a fast way to say no
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    topics: frozenset[str]
    years: tuple[int, int]
    part: str
    opens: bool
    is_outcome: bool  # of a request: several may share one number
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    """What a negation may deny, and the metric which that makes zero."""

    metric: str
    denied: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    years: tuple[int, int]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Words that give the whole of the total `of` to one of its parts."""

    metric: str
    of: str
    says: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases; `specific` and `general` by unit, each list in the order of the file."""

    specific: Mapping[str, tuple[Phrase, ...]]
    general: Mapping[str, tuple[Phrase, ...]]
    zeros: tuple[Zero, ...]
    wholes: tuple[Whole, ...]
    topics: tuple[tuple[str, re.Pattern[str]], ...]
    works: frozenset[str]  # units in which published information is counted


@cache
def load() -> Phrases:
    """The phrases that come with the project; the same object every time.

    >>> [phrase.metric for phrase in load().specific["%"]]
    ['reply_rate_stated']
    """
    text = resources.files("nianbao.data").joinpath("phrases.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    macros = data["macros"]
    return Phrases(
        specific=_by_unit(data["specific"], data["units"], macros),
        general=_by_unit(data["general"], data["units"], macros),
        zeros=tuple(_zero(entry) for entry in data["zeros"]),
        wholes=tuple(_whole(entry) for entry in data["wholes"]),
        topics=tuple((topic, re.compile(pattern)) for topic, pattern in data["topics"].items()),
        works=frozenset(data["units"]["works"]),
    )


@cache  # a few dozen years at most
def in_year(year: int) -> Phrases:
    """The phrases that may be meant in a report of one year (0 where it is not known): most are of one form of reports.

    >>> "granted" in {phrase.metric for phrase in in_year(2012).specific["件"]}
    False
    """
    phrases = load()
    return replace(
        phrases,
        specific={unit: _meant(entries, year) for unit, entries in phrases.specific.items()},
        general={unit: _meant(entries, year) for unit, entries in phrases.general.items()},
        zeros=_meant(phrases.zeros, year),
    )


Entry = TypeVar("Entry", Phrase, Zero)


def _meant(entries: Iterable[Entry], year: int) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.years[0] <= year <= entry.years[1])


def _by_unit(
    entries: Iterable[Mapping[str, Any]], units: Mapping[str, list[str]], macros: Mapping[str, str]
) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for entry in entries:
        phrase = _phrase(entry, macros)
        for unit in units[entry.get("unit", "items")]:
            found.setdefault(unit, []).append(phrase)
    return {unit: tuple(phrases) for unit, phrases in found.items()}


def _phrase(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Phrase:
    return Phrase(
        metric=entry["metric"],
        says=re.compile(expand(entry["says"], macros)),
        word=frozenset(entry.get("word", "")),
        near=_compiled(entry.get("near")),
        unless=_compiled(entry.get("unless")),
        topics=frozenset(entry.get("topic", ())),
        years=_years(entry.get("years", "-")),
        part=entry.get("part", ""),
        opens=entry.get("opens", False),
        is_outcome=entry["metric"].startswith(OUTCOMES),
        examples=tuple(entry["examples"]),
    )


def _zero(entry: Mapping[str, Any]) -> Zero:
    return Zero(
        metric=entry["metric"],
        denied=re.compile(entry["denied"]),
        needs=_compiled(entry.get("needs")),
        unless=_compiled(entry.get("unless")),
        years=_years(entry.get("years", "-")),
        examples=tuple(entry["examples"]),
    )


def _whole(entry: Mapping[str, Any]) -> Whole:
    return Whole(metric=entry["metric"], of=entry["of"], says=re.compile(entry["says"]), examples=tuple(entry["examples"]))


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """A pattern with its macros written out; {n} is the number with the words that may link it to what it counts.

    >>> expand("电话{n}", {"link": "共?"})
    '电话共?+#'
    """
    return MACRO.sub(lambda macro: macros["link"] + "+#" if macro[1] == "n" else macros[macro[1]], pattern)


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _years(text: str) -> tuple[int, int]:
    first, _, last = str(text).partition("-")
    return int(first or FIRST_YEAR), int(last or LAST_YEAR)
