"""Tables -> one workbook for spreadsheets, `nianbao.xlsx`: what the columns mean first, then a sheet a table.

Texts are texts, whatever they begin with: nothing is a formula, no code loses its zeros, no id becomes a date. Numbers
are numbers where a spreadsheet holds all their digits, else texts too.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from nianbao.config import Config
from nianbao.exports.delimited import Row
from nianbao.exports.parts import Part, parts_of
from nianbao.exports.schema import Column, Description
from nianbao.model import Archive

SHEETS = ("wide", "figures", "checks", "reports")
CREATED = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the format asks for a time, and a build has none
NUMBERS = frozenset({"integer", "number"})
WIDTHS = {"quote": 60, "working": 40, "title": 40, "agency": 30, "region": 24, "source_url": 30}
WIDTH, NOTE_WIDTHS = 16, (18, 34, 60, 60, 60)  # in characters of a spreadsheet
NOTES = "说明 說明"
HEAD = ("表", "列", "简体", "繁體", "English")
NOTE = Description(
    hans="空格是报告没有提到，绝不是 0；方括号说明为何没有可比的确数。数字由程序从原文读出，以 quote 一列的原话为准。",
    hant="空格是報告沒有提到，絕不是 0；方括號說明為何沒有可比的確數。數字由程序從原文讀出，以 quote 一列的原話為準。",
    en="An empty cell is what a report does not mention, never zero; brackets say why there is no exact, comparable number. "
    "Numbers were read by a program: the words in the column quote decide.",
)
EXACT = 15  # digits that a spreadsheet keeps
LONGEST = 32_767  # characters that a cell holds, in UTF-16
CUT = "…"
NUMBER = re.compile(rf"-?(?=[0-9.]{{1,{EXACT}}}\Z)[0-9]+(?:\.[0-9]+)?")
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def make_workbook(archive: Archive, config: Config) -> bytes:
    """The workbook's bytes, the same for the same archive. Rows go through a temporary file, so that memory stays flat."""
    from xlsxwriter import Workbook  # 75 ms, of no use to any other command

    written = io.BytesIO()
    with Workbook(written, OPTIONS) as book:
        book.set_properties({"title": config.title.hans, "author": config.title.hans, "created": CREATED})
        bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        notes = book.add_worksheet(NOTES)
        described: list[Part] = []
        for part in (part for name in SHEETS for part in parts_of(archive, name)):
            described.append(part)
            _fill(book.add_worksheet(part.name), part, bold)
        _explain(notes, described, config, (bold, wrapped))
    return written.getvalue()


def _fill(sheet: Any, part: Part, bold: Any) -> None:
    """One sheet: the header stays in view and can be filtered by."""
    columns = part.table.columns
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(column.name, WIDTH))
        sheet.write_string(0, at, column.name, bold)
    sheet.freeze_panes(1, 1)
    numeric = [column.type in NUMBERS for column in columns]
    last = 0
    for last, row in enumerate(part.rows, start=1):
        for at, (cell, is_number) in enumerate(zip(row, numeric, strict=True)):
            _write(sheet, (last, at), cell, is_number=is_number)
    sheet.autofilter(0, 0, last, len(columns) - 1)


def _write(sheet: Any, place: tuple[int, int], cell: str, *, is_number: bool) -> None:
    if is_number and NUMBER.fullmatch(cell):
        sheet.write_number(*place, Decimal(cell))
    elif cell:
        sheet.write_string(*place, shorten(cell))


def shorten(cell: str) -> str:
    """Text as long as a cell may be; no quote of a real report is longer.

    >>> len(shorten("a" * 40_000)), shorten("a")
    (32767, 'a')
    """
    if len(cell) <= LONGEST // 2:
        return cell
    units = cell.encode("utf-16-le")
    return cell if len(units) <= LONGEST * 2 else units[: (LONGEST - 1) * 2].decode("utf-16-le", "ignore") + CUT


def _explain(sheet: Any, parts: list[Part], config: Config, looks: tuple[Any, Any]) -> None:
    """What the workbook is, and every column in words, in both scripts."""
    for at, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(at, at, width)
    for at, row in enumerate((*_about(config), (), HEAD, *_columns(parts))):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell, looks[row is not HEAD])


def _about(config: Config) -> Iterator[Row]:
    yield config.title.hans, "", config.tagline.hans
    yield config.title.hant, "", "", config.tagline.hant
    yield "URL", f"{config.base_url}/"
    yield "Version", config.data_version
    yield "Licence", config.licence
    yield "", "", NOTE.hans, NOTE.hant, NOTE.en


def _columns(parts: list[Part]) -> Iterator[Row]:
    for part in parts:
        about = part.table.description
        yield part.name, "", about.hans, about.hant, about.en
        yield from ((part.name, *_column(column)) for column in part.table.columns)


def _column(column: Column) -> Row:
    about = column.description
    return column.name, about.hans, about.hant, about.en
