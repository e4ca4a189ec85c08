"""Where tables of requests begin and end, and which of the form's rows a row may be, by its label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from nianbao.chinese import HAN_CHARACTER
from nianbao.forms.align import Allowed
from nianbao.forms.columns import COLUMNS
from nianbao.forms.rows import Row, plain_label
from nianbao.forms.templates import Applications, templates

LONGEST_TABLE = 80  # rows
YEARS = ("2019", "2021")
MOST_BLANKS = COLUMNS + 5  # blank cells after a label; with more a row is the head of a table that stands on its side
FEW = 4  # a label that leaves fewer rows open names one of the form's
LEAST_PAIRS = 3  # letters side by side that make a label legible
LONGEST_PENDING = 80  # letters above a row that may belong to its label
JOINT = 4  # letters on both sides of where a label was broken that must be the form's
OPENS_LABEL = re.compile(r"\([一二三四五六七]\)|[一二三四]、|\d\.")


def tables(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """From a table's head or first row to its last row, or to the next table."""
    form = templates().applications
    found: list[list[Row]] = []
    is_open = False
    above = ""
    for row in rows:
        if is_open and _has(row, "stops"):
            is_open = False
        if _opens(row, found[-1] if is_open else None):
            is_open = True
            found.append([])
        if is_open and (row.numbers or _is_blank_row(row, form)):
            found[-1].append(_with_words_above(_without_head(row, form.heads), above))
        above = "" if row.tail else (above + row.label)[-LONGEST_PENDING:]
        is_open = is_open and not _has(row, "closes") and len(found[-1]) < LONGEST_TABLE
    yield from (table for table in found if any(row.numbers for row in table))


def _opens(row: Row, table: Sequence[Row] | None) -> bool:
    """Whether a row begins a table; `table`: the rows of the one that is open."""
    if table is None:
        return _has(row, "opens") or _has(row, "heads") or _is_row(row)
    return _has(row, "opens") and not _has_just_begun(table)


def _has_just_begun(table: Sequence[Row]) -> bool:
    """Whether nothing but a head stands in a table, or one row that has lost its label to the line below it."""
    return not table or (len(table) == 1 and not table[0].label)


def _is_row(row: Row) -> bool:
    """Whether a row with all its columns is named as one of the form's, though the capture has lost those above it."""
    return (
        not row.is_flattened
        and len(row.tail) >= COLUMNS
        and bool(row.numbers)
        and any(len(allowed_rows(row.label, year)) < FEW for year in YEARS)
    )


def _with_words_above(row: Row, above: str) -> Row:
    """A label that was broken into lines within its cell has its end alone in the row, and its beginning above it."""
    label = row.label
    if row.is_flattened or not label or not above or _is_named(label) or OPENS_LABEL.match(label):
        return row
    joint = above[-JOINT:] + label[:JOINT]
    return row._replace(label=above + label) if any(joint in words for words in templates().applications.labels) else row


@lru_cache(maxsize=4096)
def _is_named(label: str) -> bool:
    return any(entry.is_named_by(label) for entry in templates().applications.rows)


def _has(row: Row, kind: Literal["opens", "closes", "heads", "stops"]) -> bool:
    """Whether a row's label holds one of the form's words of a kind."""
    return kind in _kinds_of_words(row.label)


@lru_cache(maxsize=4096)  # the labels of tables are much the same everywhere
def _kinds_of_words(label: str) -> frozenset[str]:
    form = templates().applications
    kinds = {"opens": form.opens, "closes": form.closes, "heads": form.heads, "stops": form.stops}
    return frozenset(kind for kind, words in kinds.items() if any(word in label for word in words))


def _is_blank_row(row: Row, form: Applications) -> bool:
    """A row whose cells are all blank: it has room for the columns, and no label or one of the form's."""
    if not COLUMNS <= len(row.tail) <= MOST_BLANKS:
        return False
    words = (word for words in form.groups.values() for word in words)
    return not row.label or _is_named(row.label) or any(word in row.label for word in words)


def _without_head(row: Row, heads: Iterable[str]) -> Row:
    """A row flattened to lines may carry the words of the head above it."""
    if not row.is_flattened and not _has(row, "heads"):
        return row
    after = max((row.label.rfind(word) + len(word) for word in heads if word in row.label), default=0)
    return row._replace(label=row.label[after:], start=_label_start(row) if row.is_flattened else row.start)


def _label_start(row: Row) -> int:
    """Where the words begin that name a flattened row: its last lines of words, as many as it takes."""
    label = ""
    for piece in reversed([piece for piece in row.pieces if piece.is_label]):
        label = plain_label(piece.text) + label
        if _is_named(label):
            return piece.start
    return row.start


@lru_cache(maxsize=4096)
def allowed_rows(label: str, year: str) -> Allowed:
    """The rows of the form of a year that a label may name; all of them where it names none.

    >>> sorted(allowed_rows("(四)无法提供", "2019"))
    [12, 13, 14]
    >>> sorted(allowed_rows("(四)无法提供2.没有现成信息", "2019"))
    [13]
    """
    form = templates().applications
    template = form.form(year)
    if not any(row.is_named_by(label) for row in template) and any(row.is_named_by(label) for row in form.rows):
        return frozenset()  # a row that only the other form has
    named = {i for i, row in enumerate(template) if row.is_named_by(label)}
    held = {group for group, words in form.groups.items() if any(word in label for word in words)}
    return frozenset(named or {i for i, row in enumerate(template) if row.group in held} or range(len(template)))


def arrangements(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows of a table, and again without what keeps them from fitting the form, the likeliest first.

    That is rows without words or numbers; heads of groups, which some copies print as rows of their own; rows that a
    page break repeats; and, where every row of the form is there by name, whatever else is or their order.
    """
    own = [row for row in rows if not _is_foreign(row.label)]
    yield own
    yield (filled := [row for row in own if row.label or row.numbers])
    yield (single := _without_repeats([row for row in filled if row.numbers or not _is_head_of_group(row.label)]))
    yield from (_in_order(single, year) for year in YEARS)


@lru_cache(maxsize=4096)
def _is_foreign(label: str) -> bool:
    """Whether a label is legible, and none of the form's.

    >>> _is_foreign("其中:网络申请"), _is_foreign("不予公开小计"), _is_foreign("3.补正后申内容"), _is_foreign("")
    (True, True, False, False)
    """
    pairs = _pairs(label)
    is_strange = len(pairs) >= LEAST_PAIRS and len(pairs & _vocabulary()) * 2 < len(pairs)
    return label.endswith(templates().applications.subtotals) or (is_strange and not _is_named(label))


def _pairs(label: str) -> frozenset[str]:
    """The letters of a label that stand side by side."""
    letters = [letter for letter in label if HAN_CHARACTER.match(letter)]
    return frozenset(first + second for first, second in pairwise(letters))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(pair for words in templates().applications.labels for pair in _pairs(words))


def _is_head_of_group(label: str) -> bool:
    form = templates().applications
    words = (*form.results, *(word for words in form.groups.values() for word in words))
    return not _is_named(label) and any(word in label for word in words)


def _without_repeats(rows: Iterable[Row]) -> list[Row]:
    """Rows without those that are named and printed like an earlier one."""
    kept: dict[tuple[str, ...], Row] = {}
    for i, row in enumerate(rows):
        printed = (row.label, *(piece.text for piece in row.tail))
        kept.setdefault(printed if _is_named(row.label) else (str(i),), row)
    return list(kept.values())


def _in_order(rows: Sequence[Row], year: str) -> list[Row]:
    """The rows of the form of a year, each known by its own label; empty where one is missing or there twice."""
    places = [(min(allowed), row) for row in rows if len(allowed := allowed_rows(row.label, year)) == 1]
    wanted = range(len(templates().applications.form(year)))
    ordered = sorted(places, key=lambda place: place[0])
    return [row for _, row in ordered] if [place for place, _ in ordered] == list(wanted) else []
