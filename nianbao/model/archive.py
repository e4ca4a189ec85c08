"""What a report says and who says it, the archive of all reports, and what is written of it.

Quantities, exclusions, figures and checks are tuples, as edits and cells are: a report may have hundreds, and a tuple takes
half the time to make and a quarter to hand from one process to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from nianbao.model.kinds import Attribution, Origin, Outcome, Qualifier, Severity, Status
from nianbao.model.text import Cleaned, Document, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How one fact of an identity is known: by which rule, from which words."""

    fact: str  # agency, region, year, published, scope
    rule: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who reports on which year. Empty strings are unknown; nothing is guessed."""

    agency: str = ""
    unit: str = ""  # the id's part for anyone but the government of the region itself
    level: str = ""  # government, department, township, other
    region_code: str = ""  # GB/T 2260 as valid in the report's year
    region: str = ""  # full name with its parents
    year: str = ""  # 2008, or 2013-2014 for an academic year
    published: str = ""  # ISO 8601
    scope: str = ""
    attribution: Attribution = Attribution.UNKNOWN
    evidence: tuple[Evidence, ...] = ()


class Quantity(NamedTuple):
    """A number with its unit in running text; `clause_*` span the words that state it."""

    value: Decimal
    unit: str
    qualifier: Qualifier
    start: int
    end: int
    clause_start: int
    clause_end: int


class Exclusion(NamedTuple):
    """A number that is no quantity of the report, and why: date, document_number, telephone and so on."""

    start: int
    end: int
    reason: str


class Figure(NamedTuple):
    """A quantity that a report states, with the words that state it.

    `value` is None where a cell is blank or unreadable. `start`/`end` span the quote, `mark_start`/`mark_end` the words
    to highlight within it (number and unit, or the negation).
    """

    metric: str  # an id of the catalogue, or empty
    part: str
    value: Decimal | None
    unit: str
    status: Status
    qualifier: Qualifier
    quote: str
    anchor: str
    origin: Origin
    start: int
    end: int
    mark_start: int
    mark_end: int


class Check(NamedTuple):
    """One piece of arithmetic that could be tried, with its working, such as `190+900=1090`."""

    kind: str
    outcome: Outcome
    stated: str
    computed: str
    difference: str
    working: str
    quote: str
    anchor: str
    note: str = ""  # key of a remark in data/checks.yaml, where the outcome needs one
    figures: tuple[int, ...] = ()  # positions in Report.figures that take part


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a page needs to know of one capture."""

    id: str
    source: Source
    cleaned: Cleaned
    document: Document
    identity: Identity
    form: str  # prose, statistics_2014, form_2019, form_2021: what the report's own labels show
    figures: tuple[Figure, ...]
    exclusions: tuple[Exclusion, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency with the reports held of it, oldest first. `key` names its page: region code and, if need be, unit."""

    key: str
    name: str
    region_code: str
    region: str
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All that is published: reports by id (unattributed ones last), agencies by key, problems by file."""

    reports: tuple[Report, ...]
    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a maintainer should know: where, what, and what to do about it."""

    file: str  # relative to the content folder
    severity: Severity
    code: str
    message: str
    remedy: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site, not yet written."""

    path: str  # relative to the site folder, with slashes
    content: bytes
