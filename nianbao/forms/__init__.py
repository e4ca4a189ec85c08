"""Statutory tables -> figures, by the national templates and the sums that they print.

The tables are known by their labels, whatever the report's year, and whether a capture kept their rows or flattened
them to one cell a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from nianbao.forms.applications import read_applications
from nianbao.forms.disclosure import read_disclosure
from nianbao.forms.litigation import read_litigation
from nianbao.forms.rows import Row, rows_of
from nianbao.forms.statistics_2014 import is_national, read_statistics
from nianbao.forms.templates import FORM_2019, FORM_2021, templates
from nianbao.model import Document, Figure
from nianbao.wording import as_printed, in_mainland_words

PROSE = "prose"
STATISTICS_2014 = "statistics_2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormReading:
    """What a report's tables say: which form its own labels show, and a figure for every cell of the national tables."""

    form: str  # prose, statistics_2014, form_2019, form_2021
    figures: tuple[Figure, ...]


def read_tables(document: Document) -> FormReading:
    r"""Read the national tables of a document, in text order.

    >>> from nianbao.parse import parse
    >>> text = "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t\t3\n"
    >>> reading = read_tables(parse(text))
    >>> reading.form, [(f.metric, str(f.value), str(f.status)) for f in reading.figures]
    ('form_2021', [('rules_issued', '0', 'stated'), ('rules_repealed', 'None', 'blank'), ('rules_in_force', '3', 'stated')])
    """
    read = in_mainland_words(document)
    reading = _read_tables(read)
    return replace(reading, figures=tuple(as_printed(reading.figures, read, document)))


def _read_tables(document: Document) -> FormReading:
    rows = tuple(rows_of(document))
    form = _form(rows)
    statistics = () if form else read_statistics(document, rows)
    figures = (
        *read_disclosure(document, rows, form),
        *read_applications(document, rows, _only_form(rows)),
        *read_litigation(document, rows),
        *statistics,
    )
    form = form or _form_of(figures) or (STATISTICS_2014 if is_national(statistics, rows) else PROSE)
    return FormReading(form=form, figures=tuple(sorted(figures, key=attrgetter("start", "mark_start"))))


def _form(rows: Sequence[Row]) -> str:
    """The form whose labels stand in cells or lines of their own; empty where none does."""
    labels = [row.label for row in rows]
    found = Counter(form for form, words in templates().evidence.items() for word in words for label in labels if word in label)
    return min(found, key=lambda form: (-found[form], form)) if found else ""


def _only_form(rows: Sequence[Row]) -> str:
    """The form of which labels stand in a report, where there are none of another."""
    labels = {row.label for row in rows}
    shown = {form for form, words in templates().evidence.items() if any(word in label for word in words for label in labels)}
    return shown.pop() if len(shown) == 1 else ""


def _form_of(figures: Sequence[Figure]) -> str:
    """Without such a label, by the rows of the table of requests; its form of 2019 has one row for 其他处理."""
    metrics = {figure.metric for figure in figures}
    if "litigation_direct_total" not in metrics and not any(figure.part for figure in figures):
        return ""
    return FORM_2021 if "other_other" in metrics else FORM_2019
