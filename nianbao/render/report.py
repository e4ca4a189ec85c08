"""The page of one report: what is known of it, what was done to it, what it states, its text, its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from nianbao.catalogue import load
from nianbao.chinese import HAN_CHARACTER
from nianbao.model import Figure, Heading, Origin, Outcome, Page, Report
from nianbao.render.cite import citations
from nianbao.render.environment import Tree, View
from nianbao.render.linked_data import of_report
from nianbao.render.text import Text, body, text_of, title
from nianbao.tabulate import in_order
from nianbao.tabulate.years import FORM_SINCE

# What readers come for, the first first; the catalogue's order decides among the rest.
KEY_METRICS = (
    "proactive_disclosure_total",
    "requests_received",
    "requests_carried_in",
    "requests_processed_total",
    "replies_total_2014",
    "granted",
    "refused",
    "reconsideration_total",
    "litigation_total",
    "fees_collected",
)
KEY_FIGURES = 8
LEDGER_RULES = 4
SHORTEST_CONTENTS = 3
CLIP = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table of figures: all that the report says of one metric, each value with the mark that states it."""

    metric: str
    values: tuple[tuple[Figure, str], ...]  # with the id of the mark
    outcome: Outcome | None


def views(tree: Tree) -> Iterator[View]:
    """A page for every report that stands."""
    return (view(tree, report) for report in tree.archive.reports if not report.source.facts.withdrawn)


def withdrawn_views(tree: Tree) -> Iterator[View]:
    """In place of a report that was taken back, a page that says so."""
    for report in tree.archive.reports:
        if report.source.facts.withdrawn:
            context = {"report": report, "title": constructed_title(tree, report)}
            yield View(path=f"report/{report.id}/", context=context, neutral=f"id/{report.id}/")


def texts(tree: Tree) -> Iterator[Page]:
    """The cleaned text beside every report's page, one block a line."""
    for report in tree.archive.reports:
        if not report.source.facts.withdrawn:
            text = tree.here(report.cleaned.text)
            yield Page(path=f"{tree.script.folder}/report/{report.id}/text.txt", content=text.encode())


def view(tree: Tree, report: Report) -> View:
    """The page of one report."""
    path = f"report/{report.id}/"
    text = text_of(tree, report, f"../../../{tree.other.folder}/{path}")
    rows = tuple(figure_rows(text))
    known = report.document.title or report.source.facts.title
    name = tree.here(known) if known else constructed_title(tree, report)
    context = {
        "report": report,
        "identity": report.identity,
        "title": name,
        "title_lines": title(text) or name,
        "agency": tree.agency_of.get(report.id),
        "ledger": ledger_line(tree, report),
        "failing": [check for check in report.checks if check.outcome in (Outcome.FAILS, Outcome.CUT)],
        "others": [check for check in report.checks if check.outcome not in (Outcome.FAILS, Outcome.CUT)],
        "key_rows": rows[:KEY_FIGURES],
        "more_rows": rows[KEY_FIGURES:],
        "uncatalogued": [(figure, text.places[i]) for i, figure in enumerate(report.figures) if not figure.metric],
        "newer_form": is_newer_form(report),
        "contents": tuple(_contents(text)),
        "body": body(text),
        "citations": citations(tree, report, name),
        "mistake": mistake_address(tree, report, name),
        "neighbours": tree.neighbours_of.get(report.id, (None, None)),
        "linked_data": of_report(tree, report, name),
        "words_of": words_of,
    }
    return View(path=path, context=context, neutral=f"id/{report.id}/")


def constructed_title(tree: Tree, report: Report) -> str:
    """A title for a report that prints none, in brackets that say so."""
    identity, words = report.identity, tree.words
    agency = tree.here(identity.agency) or words.agency_unknown
    year = words.year_of.format(year=identity.year) if identity.year else words.year_unknown
    return f"〔{words.constructed_title.format(agency=agency, year=year)}〕"


def ledger_line(tree: Tree, report: Report) -> tuple[tuple[str, str, int], ...]:
    """(rule, label, count) of what was done to the text, what is withheld first, then by number."""
    counts = Counter(edit.rule for edit in report.cleaned.edits)
    ordered = sorted(counts, key=lambda rule: (rule not in tree.withheld, -counts[rule], rule))
    return tuple((rule, tree.rule_label(rule), counts[rule]) for rule in ordered)


def figure_rows(text: Text) -> Iterator[Row]:
    """The figures by metric, parts left out, in the order of importance."""
    places, groups = text.places, dict[str, list[int]]()
    for i, figure in enumerate(text.report.figures):
        if figure.metric and not figure.part:
            groups.setdefault(figure.metric, []).append(i)
    for metric in sorted(groups, key=_importance()):
        found = groups[metric]
        values = tuple((text.report.figures[i], places[i]) for i in found)
        yield Row(metric=metric, values=values, outcome=next((text.outcomes[i] for i in found if i in text.outcomes), None))


def _importance() -> Any:
    order = {metric: place for place, metric in enumerate((*KEY_METRICS, *load().metrics))}
    first = {metric: place for place, metric in reversed(list(enumerate(KEY_METRICS)))}
    return lambda metric: first.get(metric, order.get(metric, len(order)))


def is_newer_form(report: Report) -> bool:
    """Whether the report's table is of a form that did not exist in its year."""
    year = report.identity.year
    return bool(year) and in_order(year)[1] < FORM_SINCE.get(report.form, 0)


def words_of(figure: Figure) -> str:
    """The words beside a figure, as much of them as a cell bears: its clause; for a cell of a table the name of its row.

    >>> clip("共" * 40)[-2:]
    '共…'
    """
    named = (cell for cell in figure.quote.split("\t") if HAN_CHARACTER.search(cell))
    return clip(figure.quote if figure.origin is Origin.PROSE else "·".join(named))


def clip(text: str) -> str:
    """A text of at most CLIP characters."""
    return text if len(text) <= CLIP else f"{text[: CLIP - 1]}…"


def _contents(text: Text) -> Iterator[tuple[str, str]]:
    headings = [block for block in text.report.document.blocks if isinstance(block, Heading) and block.level == 1]
    if len(headings) >= SHORTEST_CONTENTS:
        yield from ((heading.anchor, text.text[heading.start : heading.end]) for heading in headings)


def mistake_address(tree: Tree, report: Report, name: str) -> str:
    """Where to report a mistake, with the report's address and title filled in."""
    contact, words = tree.config.contact, tree.words
    address = f"{tree.config.base_url}/{tree.script.folder}/report/{report.id}/"
    subject = quote(words.mistake_subject.format(id=report.id), safe="")
    content = quote(words.mistake_body.format(title=name, address=address, file=report.source.path), safe="")
    fields = ("subject", "body") if contact.startswith("mailto:") else ("title", "body")
    return f"{contact}{'&' if '?' in contact else '?'}{fields[0]}={subject}&{fields[1]}={content}"
