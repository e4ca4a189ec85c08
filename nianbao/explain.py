"""One report explained on the terminal: what cleaning did, what was read with which words, what is no quantity and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from nianbao.clean import RULES
from nianbao.model import Edit, Figure, Report

EXAMPLES = 3
LONGEST_EXAMPLE = 24
WITHHELD = frozenset(rule.name for rule in RULES if rule.withheld)


def explain(report: Report) -> str:
    """The explanation, in sections; advertising is counted, never shown."""
    sections = (_identity, _cleaning, _losses, _figures, _unbound, _excluded, _checks)
    return "\n".join(line for section in sections for line in (*section(report), "")).rstrip("\n") + "\n"


def _identity(report: Report) -> Iterator[str]:
    identity = report.identity
    yield f"{report.id}: {identity.agency or '(agency unknown)'}, {identity.year or '(year unknown)'}, {report.form}"
    yield f"  {report.source.path}, {report.source.encoding}, SHA-256 {report.source.sha256}"
    yield f"  agency and year: {identity.attribution}; published {identity.published or '-'}"
    yield f"  region: {identity.region_code or '-'} {identity.region}"
    for evidence in identity.evidence:
        yield f"  {evidence.fact}: {evidence.rule}: {_short(evidence.quote, 60)}"


def _cleaning(report: Report) -> Iterator[str]:
    edits = defaultdict[str, list[Edit]](list)
    for edit in report.cleaned.edits:
        edits[edit.rule].append(edit)
    yield f"cleaning: {len(report.cleaned.edits)} edits"
    for rule, found in edits.items():
        examples = "withheld" if rule in WITHHELD else " ".join(_change(report, edit) for edit in found[:EXAMPLES])
        yield f"  {rule} {len(found)}: {examples}"


def _change(report: Report, edit: Edit) -> str:
    return f"{_short(report.source.text[edit.start : edit.end])!r}→{_short(edit.inserted)!r}"


def _losses(report: Report) -> Iterator[str]:
    yield f"suspected losses: {len(report.cleaned.suspicions)}"
    for suspicion in report.cleaned.suspicions:
        around = report.cleaned.text[max(0, suspicion.start - 6) : suspicion.end + 6]
        yield f"  {suspicion.rule}: …{_short(around)}…"


def _figures(report: Report) -> Iterator[str]:
    bound = [figure for figure in report.figures if figure.metric]
    yield f"figures: {len(bound)}"
    yield from (_figure(figure) for figure in bound)


def _unbound(report: Report) -> Iterator[str]:
    unbound = [figure for figure in report.figures if not figure.metric]
    yield f"quantities without a metric: {len(unbound)}"
    yield from (_figure(figure) for figure in unbound)


def _figure(figure: Figure) -> str:
    name = f"{figure.metric}[{figure.part}]" if figure.part else figure.metric
    value = "" if figure.value is None else f"{figure.value:f}"
    kind = f"{figure.status} {figure.qualifier}".rstrip()
    return f"  {name or '-'} = {value}{figure.unit} {kind} @{figure.anchor}: {_short(figure.quote, 60)!r}"


def _excluded(report: Report) -> Iterator[str]:
    yield f"numbers that are no quantity: {len(report.exclusions)}"
    for exclusion in report.exclusions:
        yield f"  {exclusion.reason}: {_short(report.document.text[exclusion.start : exclusion.end])!r}"


def _checks(report: Report) -> Iterator[str]:
    yield f"checks: {len(report.checks)}"
    for check in report.checks:
        ends = f"stated {check.stated}, computed {check.computed}"
        yield f"  {check.outcome}: {check.kind}: {check.working} ({ends}) @{check.anchor}"


def _short(text: str, longest: int = LONGEST_EXAMPLE) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
