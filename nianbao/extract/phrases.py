"""The phrases that bind numbers to metrics, read from `data/phrases.yaml`; a pattern is compiled when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

import yaml

MACRO = re.compile(r"\{([a-z]+)\}")  # {0,20} is a count of the pattern, {info} a macro
FIRST_YEAR, LAST_YEAR = 0, 9999
OUTCOMES = ("reply_", "granted", "partially_granted", "refused", "unable_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that state a metric: the pattern `says` is searched in a clause whose number is written #."""

    metric: str
    says: str
    word: frozenset[str]  # characters of which the clause must hold one: a fast way to say no
    near: str
    unless: str
    after: str
    topics: frozenset[str]
    years: tuple[int, int]
    part: str
    opens: bool
    is_outcome: bool  # of a request: several may share one number
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zero:
    """What a negation may deny (a pattern), and the metric which that makes zero."""

    metric: str
    denied: str
    word: frozenset[str]  # as that of a phrase
    needs: str
    near: str
    unless: str
    years: tuple[int, int]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Words that give the whole of the total `of` to one of its parts."""

    metric: str
    of: str
    says: str
    years: tuple[int, int]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Phrases for one unit in their order; the sets of them that a character or a topic allows are kept as bits."""

    entries: tuple[Phrase, ...]
    characters: frozenset[str]
    with_character: Mapping[str, int]
    with_topic: Mapping[str, int]  # those under "any" ask for none

    def of(self, words: str, topics: Iterable[str]) -> Iterator[Phrase]:
        """The phrases that may be meant by these words about these topics."""
        found = 0
        for character in self.characters.intersection(words):
            found |= self.with_character[character]
        about = self.with_topic.get("any", 0)
        for topic in topics:
            about |= self.with_topic.get(topic, 0)
        found &= about
        while found:
            lowest = found & -found
            yield self.entries[lowest.bit_length() - 1]
            found ^= lowest


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """All phrases; `specific` and `general` by unit, each list in the order of the file."""

    specific: Mapping[str, Candidates]
    general: Mapping[str, Candidates]
    zeros: tuple[Zero, ...]
    wholes: tuple[Whole, ...]
    topics: tuple[tuple[str, str], ...]
    works: frozenset[str]  # units in which published information is counted
    year: int = FIRST_YEAR  # for which they were chosen; 0 where it is not known


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the data; most reports need a third of them, and all together take 80 ms to compile.

    >>> compiled("维持") is compiled("维持")
    True
    """
    return re.compile(pattern)


@cache
def load() -> Phrases:
    """The phrases that come with the project; the same object every time.

    >>> [phrase.metric for phrase in load().specific["%"].entries]
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
        topics=tuple(data["topics"].items()),
        works=frozenset(data["units"]["works"]),
    )


@cache  # a few dozen years at most
def in_year(year: int) -> Phrases:
    """The phrases that may be meant in a report of one year (0 where it is not known): most are of one form of reports.

    >>> "granted" in {phrase.metric for phrase in in_year(2012).specific["件"].entries}
    False
    """
    phrases = load()
    return replace(
        phrases,
        year=year,
        specific={unit: _meant(candidates, year) for unit, candidates in phrases.specific.items()},
        general={unit: _meant(candidates, year) for unit, candidates in phrases.general.items()},
        zeros=tuple(zero for zero in phrases.zeros if zero.years[0] <= year <= zero.years[1]),
        wholes=tuple(whole for whole in phrases.wholes if whole.years[0] <= year <= whole.years[1]),
    )


def _meant(candidates: Candidates, year: int) -> Candidates:
    return _candidates(phrase for phrase in candidates.entries if phrase.years[0] <= year <= phrase.years[1])


def _candidates(phrases: Iterable[Phrase]) -> Candidates:
    entries = tuple(phrases)
    with_character = _places(phrase.word for phrase in entries)
    return Candidates(
        entries=entries,
        characters=frozenset(with_character),
        with_character=with_character,
        with_topic=_places(phrase.topics or ("any",) for phrase in entries),
    )


def _places(names: Iterable[Iterable[str]]) -> dict[str, int]:
    """For each name the places at which it stands, as bits."""
    found: dict[str, int] = {}
    for name, place in chain.from_iterable(((name, place) for name in group) for place, group in enumerate(names)):
        found[name] = found.get(name, 0) | 1 << place
    return found


def _by_unit(
    entries: Iterable[Mapping[str, Any]], units: Mapping[str, list[str]], macros: Mapping[str, str]
) -> dict[str, Candidates]:
    found: dict[str, list[Phrase]] = {}
    for entry in entries:
        phrase = _phrase(entry, macros)
        for unit in units[entry.get("unit", "items")]:
            found.setdefault(unit, []).append(phrase)
    return {unit: _candidates(phrases) for unit, phrases in found.items()}


def _phrase(entry: Mapping[str, Any], macros: Mapping[str, str]) -> Phrase:
    return Phrase(
        metric=entry["metric"],
        says=expand(entry["says"], macros),
        word=frozenset(entry.get("word", "")),
        near=entry.get("near", ""),
        unless=entry.get("unless", ""),
        after=entry.get("after", ""),
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
        denied=entry["denied"],
        word=frozenset(entry["word"]),
        needs=entry.get("needs", ""),
        near=entry.get("near", ""),
        unless=entry.get("unless", ""),
        years=_years(entry.get("years", "-")),
        examples=tuple(entry["examples"]),
    )


def _whole(entry: Mapping[str, Any]) -> Whole:
    return Whole(
        metric=entry["metric"],
        of=entry["of"],
        says=entry["says"],
        years=_years(entry.get("years", "-")),
        examples=tuple(entry["examples"]),
    )


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """A pattern with its macros written out; {n} is the number with the words that may link it to what it counts.

    >>> expand("电话{n}", {"link": "共?"})
    '电话共?+#'
    """
    return MACRO.sub(lambda macro: macros["link"] + "+#" if macro[1] == "n" else macros[macro[1]], pattern)


def _years(text: str) -> tuple[int, int]:
    first, _, last = str(text).partition("-")
    return int(first or FIRST_YEAR), int(last or LAST_YEAR)
