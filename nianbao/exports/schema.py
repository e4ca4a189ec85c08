"""The columns of the data files and the words for them, from `data/tables.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import yaml

from nianbao.catalogue import Words
from nianbao.data import read_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Words):
    """What something is, in both scripts and in English."""

    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its type is one of Frictionless Table Schema; `values` is empty where any may occur."""

    name: str
    type: str
    description: Description
    values: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A data file's columns in order; `key` names the one that tells rows apart, if any."""

    name: str
    description: Description
    columns: tuple[Column, ...]
    key: str = ""
    missing: tuple[str, ...] = ("",)  # what stands in a cell that has no value of its type

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, as in the first line of the file."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> Mapping[str, Table]:
    """Every table by name.

    >>> tables()["problems"].header
    ('file', 'severity', 'code', 'message')
    """
    entries = yaml.load(read_text("tables.yaml"), Loader=yaml.CSafeLoader)  # our own file; the C parser is ten times as fast
    return MappingProxyType({name: _table(name, entry) for name, entry in entries.items()})


def _table(name: str, entry: Mapping[str, Any]) -> Table:
    columns = tuple(map(_column, entry["columns"]))
    return Table(name=name, description=_description(entry), columns=columns, key=entry.get("key", ""))


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        name=entry["name"],
        type=entry["type"],
        description=_description(entry),
        values=tuple(entry.get("values", ())),
        required=entry.get("required", False),
    )


def _description(entry: Mapping[str, str]) -> Description:
    return Description(hans=entry["hans"], hant=entry["hant"], en=entry["en"])
