"""A capture on its way to blocks: what lies on disk, what cleaning makes of it, what it is made up of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from nianbao.model.kinds import Script


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
