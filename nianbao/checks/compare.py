"""One metric stated in several places: in prose and in a table, as several totals, in one year's report and the next's."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from nianbao.checks.facts import facts
from nianbao.checks.lines import Breakdown
from nianbao.checks.tables import derived
from nianbao.checks.working import Item, added, items_of, make, total_of, written
from nianbao.model import Check, Document, Figure, Identity, Origin, Outcome, Qualifier, Report, Status

STATED = (Status.STATED, Status.ZERO_BY_NEGATION)
FORM_AND_YEAR = "form_and_year"
RECEIVED, CARRIED_IN = "requests_received", "requests_carried_in"
CARRY_OVER = "carry_over"
SENTENCE_END = re.compile("[。！？\n]")
Stated = dict[tuple[str, str], dict[Decimal | None, set[int]]]  # metric and scope -> values -> their sentences
SCOPES = {
    "own": re.compile("本级|[市县区省]级(?:机关|部门|单位)|[市县区省]直|政府办(?:公室)?|本机关"),
    "all": re.compile("全[市县区省州旗盟镇乡]|各级|各[县市区乡镇]"),
}


def mark_conflicts(document: Document, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures, those of one metric and unit that contradict each other marked as conflicting.

    Only metrics that a report states once can contradict themselves; an inexact number contradicts none. What one sentence
    says side by side is of two things: 公开信息90条，更新信息40条. Two tables of one form contradict each other in every cell
    that they print differently: which of them is the agency's own nothing tells.
    """
    once = facts().stated_once
    single = [figure for figure in figures if figure.metric in once and _is_exact(figure)]
    contradicted = {id(figure) for figure in (*_contradicted(document, single), *_of_two_tables(figures))}
    if not contradicted:
        return tuple(figures)
    return tuple(figure._replace(status=Status.CONFLICTING) if id(figure) in contradicted else figure for figure in figures)


def _of_two_tables(figures: Sequence[Figure]) -> Iterator[Figure]:
    """The cells that another table of the same form prints with another number."""
    cells = [figure for figure in figures if figure.origin is Origin.TABLE and figure.value is not None]
    several = Counter((metric, part) for metric, part, _ in {(figure.metric, figure.part, figure.value) for figure in cells})
    return (figure for figure in cells if several[figure.metric, figure.part] > 1)


def _contradicted(document: Document, figures: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of which another sentence states another value that is not of another scope."""
    values = {(figure.metric, figure.value) for figure in figures}
    several = Counter(metric for metric, _ in values)
    figures = [figure for figure in figures if several[figure.metric] > 1]
    if not figures:
        return
    stated: Stated = defaultdict(lambda: defaultdict(set))
    ends = [match.start() for match in SENTENCE_END.finditer(document.text)]
    sentences = [bisect_left(ends, figure.mark_start) for figure in figures]
    for figure, sentence in zip(figures, sentences, strict=True):
        stated[figure.metric, scope_of(figure)][figure.value].add(sentence)
    yield from (figure for figure, sentence in zip(figures, sentences, strict=True) if _is_contradicted(figure, sentence, stated))


def _is_contradicted(figure: Figure, sentence: int, stated: Stated) -> bool:
    """By what is stated of the same scope, or of none; a number without scope may be of any."""
    own = scope_of(figure)
    scopes = {own, ""} if own else {*SCOPES, ""}
    others = (stated[figure.metric, scope].items() for scope in scopes if (figure.metric, scope) in stated)
    return any(value != figure.value and sentences != {sentence} for values in others for value, sentences in values)


def scope_of(figure: Figure) -> str:
    """Whose number it is, where its words say so: of the whole region (`all`), of the agency's own level (`own`).

    >>> from nianbao.extract import extract
    >>> from nianbao.parse import parse
    >>> figures, _ = extract(parse("市本级公开信息5条，全市公开信息9条，公开信息8条"), Identity(year="2010"))
    >>> [scope_of(figure) for figure in figures]
    ['own', 'all', '']
    """
    words = figure.quote[: figure.mark_start - figure.start] if figure.origin is Origin.PROSE else ""
    return next((name for name, pattern in SCOPES.items() if pattern.search(words)), "")


def _is_exact(figure: Figure) -> bool:
    return not figure.part and figure.qualifier is Qualifier.NONE and figure.status in STATED and figure.value is not None


def check_prose_and_table(document: Document, prose: Sequence[Item], tables: Sequence[Item]) -> Iterator[Check]:
    """Every metric that both running text and a table state; where the form has no subtotal, its rows are added."""
    cells = {(item.figure.metric, ""): item for item in tables if not item.figure.part}
    for item in prose if cells else ():
        figure = item.figure
        if figure.part or not figure.metric or figure.value is None or figure.qualifier:
            continue
        cell = cells.get((figure.metric, ""))
        members = [cell] if cell else derived(cells, figure.metric)
        if members and all(member.figure.value is not None for member in members):
            yield _prose_and_table(document, item, _with_carried_in(item, members, cells))


def _with_carried_in(item: Item, members: list[Item], cells: Mapping[tuple[str, str], Item]) -> list[Item]:
    """收到4件 may take in the one that the table carries in from the year before."""
    carried_in = cells.get((CARRIED_IN, ""))
    is_taken_in = item.figure.metric == RECEIVED and carried_in and carried_in.value
    return [*members, carried_in] if is_taken_in and carried_in and members[0].value + carried_in.value == item.value else members


def _prose_and_table(document: Document, item: Item, members: Sequence[Item]) -> Check:
    values = [member.value for member in members]
    computed = total_of(values)
    return make(
        "prose_and_table",
        Outcome.HOLDS if computed == item.value else Outcome.FAILS,
        document=document,
        at=item.figure,
        members=[item, *members],
        stated=item.value,
        computed=computed,
        working=added(values) if len(values) > 1 else written(computed),
        note=("with_carried_in" if item.figure.metric == RECEIVED else "derived_from_table") if len(values) > 1 else "",
    )


def check_totals(document: Document, items: Sequence[Item], found: Sequence[Breakdown]) -> Iterator[Check]:
    """Several totals of what was disclosed: of one metric, or of a part that exceeds the whole. `items`: all of running text."""
    parts = {part.index for breakdown in found for part in breakdown.parts}
    loose = [item for item in items if item.index not in parts and _is_total(item.figure)]
    whole = [item for item in loose if item.figure.metric == facts().whole]
    larger = [
        item for item in loose if whole and item.figure.metric in facts().places and item.value > max(one.value for one in whole)
    ]
    members = _distinct([*whole, *larger])
    if len(members) > 1:
        values = [item.value for item in members]
        first, largest = members[0], max(values)
        yield make(
            "competing_totals",
            Outcome.FAILS if any(_contradicted(document, [item.figure for item in whole])) else Outcome.INCOMPLETE,
            document=document,
            at=first.figure,
            members=members,
            stated=first.value,
            computed=largest,
            working="; ".join(map(written, values)),
            note="competing",
        )


def _is_total(figure: Figure) -> bool:
    return bool(figure.value) and not figure.part and figure.qualifier is Qualifier.NONE


def _distinct(items: Sequence[Item]) -> list[Item]:
    """The first item of every value."""
    return list({item.value: item for item in reversed(items)}.values())[::-1]


def check_form(document: Document, tables: Sequence[Item], form: str, identity: Identity) -> Iterator[Check]:
    """Whether the form is no younger than the year that the report is about."""
    first_year = facts().first_years.get(form)
    if not first_year or not identity.year[:4].isdecimal() or not tables:
        return
    year = int(identity.year[:4])
    is_older = year < first_year
    yield Check(
        kind=FORM_AND_YEAR,
        outcome=Outcome.FAILS if is_older else Outcome.HOLDS,
        stated=str(year),
        computed=str(first_year),
        difference=str(year - first_year),
        working=f"{year}{'<' if is_older else '>='}{first_year}",
        quote=document.text[tables[0].figure.start : tables[0].figure.end],
        anchor=tables[0].figure.anchor,
        note="form_newer_than_year" if is_older else "",
    )


def carry_over(earlier: Report, later: Report) -> tuple[Check, ...]:
    """What the later report carries in against what the earlier one carried out, for every column both print.

    A report whose form is younger than its year takes no part: the year of its cells is not certain.
    """
    if any(
        check.kind == FORM_AND_YEAR and check.outcome is Outcome.FAILS for report in (earlier, later) for check in report.checks
    ):
        return ()
    carried_out = {figure.part: figure for figure in reversed(earlier.figures) if _is_cell(figure, "requests_carried_out")}
    carried_in = {item.figure.part: item for item in reversed(items_of(later.figures)) if _is_cell(item.figure, CARRIED_IN)}
    pairs = ((item, carried_out[part]) for part, item in sorted(carried_in.items()) if part in carried_out)
    return tuple(_carried(later.document, item, before) for item, before in pairs)


def _is_cell(figure: Figure, metric: str) -> bool:
    return figure.metric == metric and figure.origin is Origin.TABLE and figure.value is not None


def _carried(document: Document, item: Item, before: Figure) -> Check:
    computed = before.value or item.value * 0
    return make(
        CARRY_OVER,
        Outcome.HOLDS if item.value == computed else Outcome.FAILS,
        document=document,
        at=item.figure,
        members=[item],
        stated=item.value,
        computed=computed,
        working=written(computed),
        note="" if item.value or computed else "all_zero",
    )
