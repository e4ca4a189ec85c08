"""The national tables as data (`data/forms.yaml`): which labels they have, and which metric each cell states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

FORM_2019 = "form_2019"
FORM_2021 = "form_2021"
LISTS = ("columns", "opens", "closes", "heads", "stops", "results", "subtotals", "labels")


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A row of a table and how its label is known: words in it, or words it ends with."""

    id: str
    cores: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    group: str = ""
    within: str = ""  # 2014: only below the row of this id
    unit: str = ""
    only: str = ""  # 2019 or 2021: the applications form that has the row

    def is_named_by(self, label: str) -> bool:
        """Whether a label (without white space) is this row's."""
        return any(core in label for core in self.cores) or label.endswith(self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications:
    """The table of requests: 23 rows in the form of 2019, 25 in that of 2021, seven columns."""

    columns: tuple[str, ...]
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    heads: tuple[str, ...]
    stops: tuple[str, ...]
    results: tuple[str, ...]
    subtotals: tuple[str, ...]
    labels: tuple[str, ...]
    groups: Mapping[str, tuple[str, ...]]
    rows: tuple[TemplateRow, ...]

    def form(self, year: str) -> tuple[TemplateRow, ...]:
        """The rows of the form of 2019 or 2021, in order."""
        return tuple(row for row in self.rows if row.only in ("", year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Litigation:
    """The row of reconsiderations and lawsuits: three groups of five cells."""

    heads: tuple[str, ...]
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    """A row of the tables of Article 20: per form the metrics of its numbers, in order."""

    metrics: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """All national tables."""

    evidence: Mapping[str, tuple[str, ...]]
    applications: Applications
    litigation: Litigation
    disclosure_heads: tuple[str, ...]
    disclosure: Mapping[str, DisclosureRow]  # by label
    disclosure_money: Mapping[str, str]  # metric -> the unit that the form prints in its head
    statistics: tuple[TemplateRow, ...]
    statistics_least_rows: int
    statistics_evidence: tuple[str, ...]
    statistics_columns: Mapping[str, tuple[str, ...]]  # words of heads: the first column, columns of counts, of other times


@cache
def templates() -> Templates:
    """The tables that come with the project; the same object every time.

    >>> [len(templates().applications.form(year)) for year in ("2019", "2021")]
    [23, 25]
    """
    text = resources.files("nianbao.data").joinpath("forms.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=yaml.CSafeLoader)
    return Templates(
        evidence=_lists(data["evidence"]),
        applications=_applications(data["applications"]),
        litigation=Litigation(**_lists(data["litigation"])),
        disclosure_heads=tuple(data["disclosure"]["heads"]),
        disclosure={label: _disclosure_row(entry) for entry in data["disclosure"]["rows"] for label in entry["labels"]},
        disclosure_money=data["disclosure"]["money"],
        statistics=tuple(_row(entry) for entry in data["statistics_2014"]["rows"]),
        statistics_least_rows=data["statistics_2014"]["least_rows"],
        statistics_evidence=tuple(data["statistics_2014"]["evidence"]),
        statistics_columns=_lists(data["statistics_2014"]["columns"]),
    )


def _lists(entries: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in entries.items()}


def _row(entry: Mapping[str, Any]) -> TemplateRow:
    return TemplateRow(
        id=entry["id"],
        cores=tuple(entry.get("cores", ())),
        ends=tuple(entry.get("ends", ())),
        group=entry.get("group", ""),
        within=entry.get("within", ""),
        unit=entry.get("unit", ""),
        only=str(entry.get("only", "")),
    )


def _applications(data: Mapping[str, Any]) -> Applications:
    return Applications(
        **_lists({key: data[key] for key in LISTS}),
        groups=_lists(data["groups"]),
        rows=tuple(_row(entry) for entry in data["rows"]),
    )


def _disclosure_row(entry: Mapping[str, Any]) -> DisclosureRow:
    metrics = {
        form: tuple(f"{entry['stem']}_{suffix}" for suffix in entry[form]) for form in (FORM_2019, FORM_2021) if form in entry
    }
    return DisclosureRow(metrics=metrics)
