"""Sidecars: what a person knows of a capture, written beside it as NAME.yaml, validated with file and line."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from nianbao.model import Emendation, Facts, Problem, Severity
from nianbao.strict_yaml import YamlError, load, validated

ID = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*")  # no device of Windows
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, overrides of direction: they would change what readers see, and how
LONGEST_ID = 100  # it names a folder, and no file system holds more than 255 bytes
# Digits are ASCII: \d takes those of every script, and years and codes are parts of addresses.
YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:-(?:19|20)[0-9]{2})?")
REGION = re.compile(r"[0-9]{6}")
REMEDY = "correct the sidecar; its keys are listed in docs/adding-reports.md"


def _date(value: str) -> str:
    if value:
        dt.date.fromisoformat(value)  # its ValueError names the value
    return value


def _matching(pattern: re.Pattern[str], what: str) -> AfterValidator:
    def check(value: str) -> str:
        if value and not pattern.fullmatch(value):
            raise ValueError(f"{value!r} is not {what}")
        return value

    return AfterValidator(check)


def _visible(value: str) -> str:
    hidden = [c for c in value if unicodedata.category(c) in UNSEEN]
    if hidden:
        raise ValueError(f"U+{ord(hidden[0]):04X} cannot be seen, and may not stand here")
    return value


def _one_line(value: str) -> str:
    r"""Lines of a YAML block joined, with a space only where letters would meet.

    >>> _one_line("据原件影印本，\n第二页。see\nthere")
    '据原件影印本，第二页。see there'
    """
    return re.sub(r"(?<![\x00-\x7f])\n+", "", value).replace("\n", " ")


Seen = AfterValidator(_visible)
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000), Seen]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000), AfterValidator(_one_line), Seen]
Identifier = Annotated[
    Words, StringConstraints(max_length=LONGEST_ID), _matching(ID, "an id of lower-case ASCII letters, digits and single hyphens")
]
Date = Annotated[Words, AfterValidator(_date)]


class _Emendation(BaseModel):
    model_config = ConfigDict(extra="forbid")
    find: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    replace: Annotated[str, StringConstraints(max_length=2_000), Seen]
    reason: Annotated[Prose, StringConstraints(min_length=1)]


class _Sidecar(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Identifier = ""
    former_ids: tuple[Identifier, ...] = ()
    agency: Words = ""
    unit: Identifier = ""
    level: Literal["", "government", "department", "township", "other"] = ""
    region_code: Annotated[Words, _matching(REGION, "a GB/T 2260 code of six digits")] = ""
    year: Annotated[Words, _matching(YEAR, "a year such as 2008, or 2013-2014 for an academic year")] = ""
    title: Words = ""
    published: Date = ""
    source_url: Words = ""
    captured: Date = ""
    scope: Words = ""
    kind: Words = ""
    note: Prose = ""
    added: Date = ""
    corrected: Date = ""
    withdrawn: Prose = ""
    emendations: tuple[_Emendation, ...] = ()


def read_sidecar(text: str, file: str) -> tuple[Facts | None, tuple[Problem, ...]]:
    """The facts of a sidecar, or every mistake in it as an error with its line."""
    try:
        sidecar, errors = validated(_Sidecar, load(text))
    except YamlError as error:
        sidecar, errors = None, (error,)
    if sidecar is None:
        return None, tuple(
            Problem(file=file, line=e.line, severity=Severity.ERROR, code="sidecar_invalid", message=e.message, remedy=REMEDY)
            for e in errors
        )
    plain = sidecar.model_dump()
    plain["emendations"] = tuple(Emendation(**emendation) for emendation in plain["emendations"])
    return Facts(**plain), ()
