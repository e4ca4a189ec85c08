"""Sidecars: what a person knows of a capture, written beside it as NAME.yaml, validated with file and line."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from nianbao.model import Emendation, Facts, Problem, Severity
from nianbao.strict_yaml import YamlError, load, validated

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")
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


Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Identifier = Annotated[Words, _matching(ID, "an id of lower-case ASCII letters, digits and single hyphens")]
Date = Annotated[Words, AfterValidator(_date)]


class _Emendation(BaseModel):
    model_config = ConfigDict(extra="forbid")
    find: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    replace: Annotated[str, StringConstraints(max_length=2_000)]
    reason: Annotated[Words, StringConstraints(min_length=1)]


class _Sidecar(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Identifier = ""
    former_ids: tuple[Identifier, ...] = ()
    agency: Words = ""
    unit: Identifier = ""
    level: Literal["", "government", "department", "township", "other"] = ""
    region_code: Annotated[Words, _matching(re.compile(r"\d{6}"), "a GB/T 2260 code of six digits")] = ""
    year: Annotated[Words, _matching(YEAR, "a year such as 2008, or 2013-2014 for an academic year")] = ""
    title: Words = ""
    published: Date = ""
    source_url: Words = ""
    captured: Date = ""
    scope: Words = ""
    kind: Words = ""
    note: Words = ""
    added: Date = ""
    corrected: Date = ""
    withdrawn: Words = ""
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
