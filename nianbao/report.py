"""One capture through the pure stages: clean, parse, identify, extract, check. Knows of no other report."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path

from nianbao.budget import OverBudgetError, within
from nianbao.checks import check
from nianbao.clean import clean
from nianbao.extract import extract
from nianbao.forms import read_tables
from nianbao.identify import identify, refusal, report_id
from nianbao.model import Attribution, Cleaned, Identity, Outcome, Problem, Report, Severity, Source
from nianbao.parse import parse

LONGEST_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What became of one capture: a report or a refusal, and what a person should know of it."""

    report: Report | None
    problems: tuple[Problem, ...]


def read_report(source: Source, seconds: float = 0) -> Reading:
    """Read one capture. A text that is no annual report is refused by name, unless its sidecar says `kind: report`.

    So is one that takes more than so many seconds of processor time, or that shows a mistake of nianbao: one bad file
    stops nothing.
    """
    try:
        with within(seconds):
            return _read(source)
    except OverBudgetError:
        message = f"reading it takes more than {seconds:g} seconds of processor time"
        remedy = "capture the page again, or raise limits.seconds in config.yaml"
        return _failed(source, "too_slow", message, remedy)
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not take the other reports with it
        place = traceback.extract_tb(error.__traceback__)[-1]
        message = f"reading it fails ({type(error).__name__} in {Path(place.filename).name}, line {place.lineno})"
        return _failed(source, "reading_failed", message, "this is a mistake of nianbao: report it with the capture")


def _failed(source: Source, code: str, message: str, remedy: str) -> Reading:
    problem = Problem(file=source.path, severity=Severity.ERROR, code=code, message=message, remedy=remedy)
    return Reading(report=None, problems=(problem,))


def _read(source: Source) -> Reading:
    cleaned = clean(source)
    document = parse(cleaned.text)
    reason = "" if source.facts.kind == "report" else refusal(document)
    if reason:
        return Reading(report=None, problems=(_refused(source, reason),))
    identity = identify(source, cleaned, document)
    tables = read_tables(document)
    prose, exclusions = extract(document, identity)
    figures, checks = check(document, prose + tables.figures, tables.form, identity)
    report = Report(
        id=report_id(identity, source),
        source=source,
        cleaned=cleaned,
        document=document,
        identity=identity,
        form=tables.form,
        figures=figures,
        exclusions=exclusions,
        checks=checks,
    )
    return Reading(report=report, problems=tuple(_problems(report)))


def _refused(source: Source, reason: str) -> Problem:
    kind = reason.removeprefix("not_a_report_").replace("_", " ")
    return Problem(
        file=source.path,
        severity=Severity.ERROR,
        code=reason,
        message=f"it is no annual report but a {kind}",
        remedy="move it out of reports/, or write `kind: report` into its sidecar",
    )


def _problems(report: Report) -> list[Problem]:
    quoting = () if report.source.facts.withdrawn else (_losses(report.cleaned), _failing(report))
    found = [_unknown(report.identity), *quoting, *_emendations(report.cleaned)]
    return [
        Problem(file=report.source.path, severity=severity, code=code, message=message, remedy=remedy)
        for severity, code, message, remedy in filter(None, found)
    ]


Finding = tuple[Severity, str, str, str]


def _unknown(identity: Identity) -> Finding | None:
    if identity.attribution is not Attribution.UNKNOWN:
        return None
    missing = " and ".join(name for name, value in (("agency", identity.agency), ("year", identity.year)) if not value)
    message = f"its {missing or 'agency and year'} cannot be told"
    return Severity.WARNING, "unattributed", message, "write agency and year into its sidecar"


def _losses(cleaned: Cleaned) -> Finding | None:
    if not cleaned.suspicions:
        return None
    places = ", ".join(f"{cleaned.text[s.start : s.end]!r}" for s in cleaned.suspicions[:3])
    more = "" if len(cleaned.suspicions) <= 3 else ", …"  # noqa: PLR2004 - as many as fit a line
    message = f"places where characters seem to be lost: {len(cleaned.suspicions)} ({places}{more})"
    return Severity.NOTE, "suspected_loss", message, "compare with the original, and supply them as emendations"


def _failing(report: Report) -> Finding | None:
    failing = [check.working for check in report.checks if check.outcome is Outcome.FAILS]
    if not failing:
        return None
    message = f"checks that fail: {len(failing)} ({shorten(failing[0])}{', …' if failing[1:] else ''})"
    return Severity.NOTE, "check_fails", message, "nothing, if the report prints it so"


def shorten(words: str) -> str:
    """Words as they fit into a message of one line.

    >>> shorten("1+1=2"), len(shorten("1" * 500))
    ('1+1=2', 120)
    """
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"


def _emendations(cleaned: Cleaned) -> list[Finding]:
    messages = (f"the emendation of {shorten(e.find)!r} matches nothing, or more than once" for e in cleaned.unmatched)
    return [(Severity.WARNING, "emendation_unmatched", message, "quote more of the text") for message in messages]
