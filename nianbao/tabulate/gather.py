"""Reports -> Archive: ids that collide are told apart, reports are put under their agencies, neighbours are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count, pairwise

from nianbao.checks import CARRY_OVER, carry_over
from nianbao.model import Agency, Archive, Attribution, Check, Document, Identity, Outcome, Problem, Report, Severity
from nianbao.tabulate.former import settle_former_ids
from nianbao.tabulate.years import follows, in_order


def tabulate(reports: Iterable[Report], problems: Iterable[Problem] = ()) -> Archive:
    """Put the reports of an archive side by side; what must be refused or asked of a person is added to the problems."""
    kept, refusals = _refuse_second_claims(sorted(reports, key=lambda report: report.source.path))
    named, taken = settle_former_ids(_silenced(report) for report in _tell_apart(kept))
    doubled = tuple(_ask_to_pin(kept, named))
    agencies = tuple(_agencies(named))
    compared = {report.source.path: report for agency in agencies for report in agency.reports}
    published = sorted((compared.get(report.source.path, report) for report in named), key=_place)
    return Archive(
        reports=tuple(published),
        agencies=agencies,
        problems=tuple(sorted((*problems, *refusals, *doubled, *taken, *_broken_flows(published)), key=_problem_place)),
    )


def agency_key(identity: Identity) -> str:
    """The agency's part of ids and addresses: region code, or `u` where there is none, and the unit where there is one.

    >>> agency_key(Identity(region_code="650105")), agency_key(Identity(unit="1f0c22ab"))
    ('650105', 'u-1f0c22ab')
    """
    return "-".join(part for part in (identity.region_code or "u", identity.unit) if part)


def is_compared(report: Report) -> bool:
    """Whether a report takes part in comparisons: someone is known to have made it for a known year, and it stands."""
    identity = report.identity
    known = identity.attribution is not Attribution.UNKNOWN and identity.agency and identity.year
    return bool(known) and not report.source.facts.withdrawn


def _silenced(report: Report) -> Report:
    """A withdrawn report keeps its id and its reason, and nothing that it said, so that no page or file can show it."""
    if not report.source.facts.withdrawn:
        return report
    cleaned = replace(report.cleaned, text="", edits=(), suspicions=())
    document = Document(text="", title="", blocks=())
    return replace(report, cleaned=cleaned, document=document, figures=(), exclusions=(), checks=())


def _refuse_second_claims(reports: list[Report]) -> tuple[list[Report], list[Problem]]:
    """Reports without those whose sidecar claims an id that an earlier sidecar has claimed."""
    claims: dict[str, str] = {}
    refusals: list[Problem] = []
    kept: list[Report] = []
    for report in reports:
        claimed, path = report.source.facts.id, report.source.path
        if claimed and claims.setdefault(claimed, path) != path:
            refusals.append(_second_claim(claimed, claims[claimed], path))
        else:
            kept.append(report)
    return kept, refusals


def _second_claim(claimed: str, first: str, second: str) -> Problem:
    return Problem(
        file=second,
        severity=Severity.ERROR,
        code="id_claimed_twice",
        message=f"the sidecars of {first} and {second} both claim the id {claimed}; {second} is refused",
        remedy="give one of the two another id",
    )


def _tell_apart(reports: list[Report]) -> Iterator[Report]:
    """Reports with distinct ids: a pinned id stays, of the others the second in path order gets -2, the third -3."""
    taken = {report.source.facts.id for report in reports}
    for report in reports:
        if report.source.facts.id:
            yield report
            continue
        free = next(name for name in _candidates(report.id) if name not in taken)
        taken.add(free)
        yield replace(report, id=free)


def _candidates(wanted: str) -> Iterator[str]:
    yield wanted
    yield from (f"{wanted}-{n}" for n in count(2))


def _ask_to_pin(before: list[Report], after: tuple[Report, ...]) -> Iterator[Problem]:
    """A warning for every report whose id depends on the order of file names."""
    for wanted, given in zip(before, after, strict=True):
        if wanted.id != given.id:
            same_agency = wanted.identity.attribution is not Attribution.UNKNOWN
            subject = "agency and year" if same_agency else "file name"
            yield Problem(
                file=given.source.path,
                severity=Severity.WARNING,
                code="same_agency_and_year" if same_agency else "same_file_name",
                message=f"another capture has the same {subject} and the id {wanted.id}; this one is published as {given.id}",
                remedy="pin an `id` in its sidecar, so that the address stays when captures are added",
            )


def _agencies(reports: Iterable[Report]) -> Iterator[Agency]:
    """Agencies by key, each with its reports oldest first; of one year, the report that feeds the tables comes first."""
    groups: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if is_compared(report):
            groups[agency_key(report.identity)].append(report)
    for key, group in sorted(groups.items()):
        yield _agency(key, sorted(group, key=lambda report: _place_in_agency(key, report)))


def _place_in_agency(key: str, report: Report) -> tuple[tuple[int, int], bool, str]:
    """By year; the report with the plain id before others of its year, these in path order."""
    year = report.identity.year
    return in_order(year), report.id != f"{key}-{year}", report.source.path


def _agency(key: str, reports: list[Report]) -> Agency:
    """The agency as its newest report calls it."""
    newest = reports[-1].identity
    return Agency(
        key=key,
        name=newest.agency,
        region_code=newest.region_code,
        region=newest.region,
        reports=tuple(_carry_over(reports)),
    )


def _carry_over(reports: list[Report]) -> Iterator[Report]:
    """Reports with what the report of the year before says about them; a second capture of a year is compared with none."""
    first = {report.identity.year: report for report in reversed(reports)}
    found = {later.id: carry_over(earlier, later) for earlier, later in pairwise(_by_year(first)) if _adjoin(earlier, later)}
    for report in reports:
        yield replace(report, checks=(*report.checks, *found.get(report.id, ())))


def _by_year(first: dict[str, Report]) -> list[Report]:
    return [first[year] for year in sorted(first, key=in_order)]


def _adjoin(earlier: Report, later: Report) -> bool:
    return follows(earlier.identity.year, later.identity.year)


def _broken_flows(reports: Iterable[Report]) -> Iterator[Problem]:
    """A note for every report that carries in what the year before did not carry out; only side by side can it be seen."""
    for report in reports:
        failing = [check for check in report.checks if check.kind == CARRY_OVER and check.outcome is Outcome.FAILS]
        if failing:
            yield _broken_flow(report, failing)


def _broken_flow(report: Report, failing: list[Check]) -> Problem:
    first = failing[0]
    sides = f"carried in {first.stated}, carried out the year before {first.computed}{', …' if failing[1:] else ''}"
    return Problem(
        file=report.source.path,
        severity=Severity.NOTE,
        code="check_fails",
        message=f"checks against the report of the year before that fail: {len(failing)} ({sides})",
        remedy="nothing, if the reports print it so",
    )


def _place(report: Report) -> tuple[bool, str]:
    """By id, those of nobody knows whom last."""
    return report.identity.attribution is Attribution.UNKNOWN, report.id


def _problem_place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.line or 0, problem.code, problem.message
