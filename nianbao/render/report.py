"""The page of one report: what is known of it, what was done to it, what it states, its text, its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nianbao.model import Heading, Page, Report
from nianbao.render.cite import citations, figure_citation
from nianbao.render.compare import pairs_with
from nianbao.render.environment import Tree, View
from nianbao.render.linked_data import of_report
from nianbao.render.stated import DOUBTFUL, check_lines, figure_rows, more_rows, rows
from nianbao.render.text import Text, body, text_of, title
from nianbao.tabulate import in_order
from nianbao.tabulate.years import FORM_SINCE

KEY_FIGURES = 8
SHORTEST_CONTENTS = 3
ENCODED = {code: f"%{code:02X}" for code in range(128) if not (chr(code).isalnum() or chr(code) in "-._~:/")}
ALL_ZERO = "all_zero"  # the note of a check in which every number is 0


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
    """The page of one report; sums of nothing but zeros are counted, not written out."""
    path = f"report/{report.id}/"
    text = text_of(tree, report, f"../../../{tree.other.folder}/{path}")
    shown = tuple(figure_rows(text))
    failing = [check for check in report.checks if check.outcome in DOUBTFUL]
    others = [check for check in report.checks if check.outcome not in DOUBTFUL]
    name = title_of(tree, report)
    context = {
        "report": report,
        "identity": report.identity,
        "title": name,
        "title_lines": title(text) or name,
        "agency": tree.agency_of.get(report.id),
        "ledger": ledger_line(tree, report),
        "failing": check_lines(tree, failing),
        "others": check_lines(tree, [check for check in others if check.note != ALL_ZERO]),
        "others_count": len(others),
        "zeros_count": sum(check.note == ALL_ZERO for check in others),
        "key_rows": rows(tree, shown[:KEY_FIGURES]),
        "more_rows": more_rows(tree, shown[KEY_FIGURES:]),
        "more_count": len(shown) - KEY_FIGURES,
        "uncatalogued": sum(not figure.metric for figure in report.figures),
        "newer_form": is_newer_form(report),
        "contents": tuple(_contents(text)),
        "body": body(text),
        "citations": citations(tree, report, name),
        "figure_citation": figure_citation(tree, report, name),
        "mistake": mistake_address(tree, report, name),
        "neighbours": tree.neighbours_of.get(report.id, (None, None)),
        "pairs": pairs_with(tree, report),
        "linked_data": of_report(tree, report, name),
    }
    return View(path=path, context=context, neutral=f"id/{report.id}/")


def title_of(tree: Tree, report: Report) -> str:
    """What a report is called in the tree's script: as a person says, as it is printed, else in brackets from what is known."""
    known = report.source.facts.title or report.document.title
    return tree.here(known) if known else constructed_title(tree, report)


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


def is_newer_form(report: Report) -> bool:
    """Whether the report's table is of a form that did not exist in its year."""
    year = report.identity.year
    return bool(year) and in_order(year)[1] < FORM_SINCE.get(report.form, 0)


def _contents(text: Text) -> Iterator[tuple[str, str]]:
    headings = [block for block in text.report.document.blocks if isinstance(block, Heading) and block.level == 1]
    if len(headings) >= SHORTEST_CONTENTS:
        yield from ((heading.anchor, text.text[heading.start : heading.end]) for heading in headings)


def mistake_address(tree: Tree, report: Report, name: str) -> str:
    """Where to report a mistake, with the report's address and title filled in."""
    contact, words = tree.config.contact, tree.words
    address = f"{tree.config.base_url}/{tree.script.folder}/report/{report.id}/"
    subject = _in_address(words.mistake_subject.format(id=report.id))
    content = _in_address(words.mistake_body.format(title=name, address=address, file=report.source.path))
    fields = ("subject", "body") if contact.startswith("mailto:") else ("title", "body")
    return f"{contact}{'&' if '?' in contact else '?'}{fields[0]}={subject}&{fields[1]}={content}"


def _in_address(text: str) -> str:
    """Text as part of a query: what is not ASCII stays, as addresses in a page may have it; browsers encode it, a third as long.

    >>> _in_address("2008 有误&")
    '2008%20有误%26'
    """
    return text.translate(ENCODED)
