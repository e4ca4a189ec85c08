"""The nouns of the archive: frozen data that knows nothing of files or HTML.

Offsets are code points. `start`/`end` of an `Edit` count in the decoded capture; everywhere else they count in the
cleaned Simplified text, which both scripts share character for character.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Script(StrEnum):
    """A way to write Chinese; the value is the BCP 47 script subtag."""

    HANS = "Hans"
    HANT = "Hant"

    @property
    def folder(self) -> str:
        """The tree of the site in this script: `hans`, `hant`."""
        return self.value.lower()


class Severity(StrEnum):
    """How much a problem matters: a refused file, a person must act, worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Status(StrEnum):
    """What a figure's value is worth. Silence has no status: it is no figure."""

    STATED = "stated"
    ZERO_BY_NEGATION = "zero_by_negation"
    BLANK = "blank"
    CONFLICTING = "conflicting"
    UNREADABLE = "unreadable"


class Qualifier(StrEnum):
    """A word that makes a number inexact: 约, 近, 余, 不足, 至少, 至多 in this order."""

    NONE = ""
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Origin(StrEnum):
    """Whether a figure stands in running text or in a table."""

    PROSE = "prose"
    TABLE = "table"


class Outcome(StrEnum):
    """How a check came out; `cut` is cut off where it should be rounded, `incomplete` parts do not claim to be all."""

    HOLDS = "holds"
    ROUNDS = "rounds"
    CUT = "cut"
    INCOMPLETE = "incomplete"
    FAILS = "fails"


class Attribution(StrEnum):
    """How agency and year are known: title line, elsewhere in the text, a person's sidecar, not at all."""

    STATED = "stated"
    INFERRED = "inferred"
    SIDECAR = "sidecar"
    UNKNOWN = "unknown"


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
class Emendation:
    """A person's correction of the cleaned text, shown to readers as an editor's mark."""

    find: str
    replace: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a person knows of a capture and wrote into its sidecar; it outranks inference."""

    id: str = ""
    former_ids: tuple[str, ...] = ()
    agency: str = ""
    unit: str = ""
    level: str = ""
    region_code: str = ""
    year: str = ""
    title: str = ""
    published: str = ""
    source_url: str = ""
    captured: str = ""
    scope: str = ""
    kind: str = ""
    note: str = ""
    added: str = ""
    corrected: str = ""
    withdrawn: str = ""
    emendations: tuple[Emendation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """What the head of an HTML page says of its report, which no reader of the page sees; empty where it says nothing."""

    title: str = ""
    issuer: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A capture as it lies on disk, decoded and otherwise untouched (line ends as found, no byte-order mark)."""

    path: str  # relative to the content folder, with slashes
    sha256: str
    encoding: str
    text: str
    facts: Facts = Facts()
    page: PageHead = PageHead()


class Edit(NamedTuple):
    """One entry of the ledger: `capture[start:end]` became `inserted` for the reason that `rule` names.

    A tuple, for a report may have a thousand of them: five times as quick to make.
    """

    rule: str
    start: int
    end: int
    inserted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A place of the cleaned text where characters seem to be lost; `rule` says why, nothing is repaired."""

    rule: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Simplified text, one block a line, with the ledger that leads to it and the losses it seems to have."""

    text: str
    script: Script  # of the capture
    edits: tuple[Edit, ...]
    suspicions: tuple[Suspicion, ...]
    unmatched: tuple[Emendation, ...] = ()  # matched nothing or more than once, so they were not applied


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line of its own that names what follows; level 0 is the report's title."""

    number: int
    start: int
    end: int
    text: str
    level: int

    @property
    def anchor(self) -> str:
        """The element id in both scripts."""
        return f"p{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; its first `lead` characters are a run-in heading such as （一）加强领导。 (0 where there is none)."""

    number: int
    start: int
    end: int
    text: str
    lead: int = 0

    @property
    def anchor(self) -> str:
        """The element id in both scripts."""
        return f"p{self.number}"


class Cell(NamedTuple):
    """A cell of a table as it lies in the text."""

    start: int
    end: int
    text: str
    anchor: str  # t2r5c3


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, verbatim; rows may differ in length."""

    number: int
    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def anchor(self) -> str:
        """The element id in both scripts."""
        return f"t{self.number}"


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The blocks of a cleaned text in order. Headings and paragraphs share one count (p1, p2, …), tables have theirs."""

    text: str
    title: str  # the title lines joined, as printed; empty where there is none
    blocks: tuple[Block, ...]


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
class Page:
    """A file of the site, not yet written."""

    path: str  # relative to the site folder, with slashes
    content: bytes
