"""What checks go by, as data (`data/checks.yaml`), with the words that pages show for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from nianbao.catalogue import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The name of a kind of check or of an outcome, and one sentence on how to read it."""

    label: Words
    how: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Names and sentences in both scripts, and the facts that rules need."""

    kinds: Mapping[str, Explained]
    outcomes: Mapping[str, Explained]
    notes: Mapping[str, Words]
    first_years: Mapping[str, int]
    stated_once: frozenset[str]
    whole: str  # the metric of all that was disclosed
    places: tuple[str, ...]  # the metrics of what was disclosed in one place
    sums_2014: Mapping[str, tuple[str, ...]]
    kinds_of: Mapping[str, tuple[tuple[str, ...], ...]]  # metric -> for each way to divide it, how the ids of its kinds begin
    units: Mapping[str, int]  # unit -> family; counts of one family may be parts of one total


@cache
def facts() -> Facts:
    """The facts that come with the project; the same object every time.

    >>> facts().outcomes["fails"].label.hans
    '数据前后不一致'
    """
    text = resources.files("nianbao.data").joinpath("checks.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Facts(
        kinds={key: _explained(entry) for key, entry in data["kinds"].items()},
        outcomes={key: _explained(entry) for key, entry in data["outcomes"].items()},
        notes={key: Words(**entry) for key, entry in data["notes"].items()},
        first_years=data["first_years"],
        stated_once=frozenset(data["stated_once"]),
        whole=data["totals"]["whole"],
        places=tuple(data["totals"]["places"]),
        sums_2014={key: tuple(parts) for key, parts in data["sums_2014"].items()},
        kinds_of=_kinds_of(data["kinds_of"]),
        units={unit: number for number, family in enumerate(data["units"]) for unit in family},
    )


def _kinds_of(entries: Sequence[Mapping[str, Any]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for entry in entries:
        for metric in entry["totals"]:
            found[metric] += map(tuple, entry["begin"])
    return {metric: tuple(ways) for metric, ways in found.items()}


def _explained(entry: Mapping[str, Any]) -> Explained:
    return Explained(label=Words(**entry["label"]), how=Words(**entry["how"]))
