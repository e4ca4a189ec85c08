"""The few values that a word of the model may have; each is the word that data files print."""

from __future__ import annotations

from enum import StrEnum


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
