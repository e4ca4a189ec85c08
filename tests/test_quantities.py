"""Every number is a quantity or an exclusion with its reason, and each quantity has the words that state it."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import captures
from hypothesis import given
from hypothesis import strategies as st

from nianbao.clean import clean
from nianbao.model import Document, Quantity, Source, Table
from nianbao.parse import parse
from nianbao.quantities import scan

CASES = Path(__file__).parent / "cases" / "quantities"


def cases(name: str) -> list[Any]:
    entries = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(entry, id=entry["text"][:30]) for entry in entries]


def shown(quantity: Quantity) -> str:
    unit = quantity.unit or '""'
    return f"{quantity.value} {unit} {quantity.qualifier}".strip()


@pytest.mark.parametrize("case", cases("no_quantities"))
def test_a_number_that_counts_nothing_is_excluded_with_its_reason(case: dict[str, Any]):
    quantities, exclusions = scan(parse(case["text"]))
    assert not quantities
    assert [exclusion.reason for exclusion in exclusions] == case["reasons"]


@pytest.mark.parametrize("case", cases("quantities"))
def test_a_number_that_counts_has_its_value_unit_and_qualifier(case: dict[str, Any]):
    quantities, _ = scan(parse(case["text"]))
    assert [shown(quantity) for quantity in quantities] == case["quantities"]


@pytest.mark.parametrize("case", cases("clauses"))
def test_the_clause_holds_the_words_that_state_the_number(case: dict[str, Any]):
    text = case["text"]
    quantities, _ = scan(parse(text))
    assert [text[quantity.clause_start : quantity.clause_end] for quantity in quantities] == case["clauses"]


def test_numbers_in_table_cells_are_left_to_the_tables():
    assert scan(parse("规章\t3\t4\n行政许可\t5\n")) == ((), ())


def running_digits(document: Document) -> list[int]:
    tables = [block for block in document.blocks if isinstance(block, Table)]
    digits = (match.start() for match in re.finditer(r"[0-9０-９]", document.text))
    return [at for at in digits if not any(table.start <= at < table.end for table in tables)]


@pytest.mark.parametrize("source", captures(), ids=lambda source: source.path)
def test_no_digit_of_a_capture_is_dropped_in_silence(source: Source):
    document = parse(clean(source).text)
    quantities, exclusions = scan(document)
    spans = [(number.start, number.end) for number in (*quantities, *exclusions)]
    assert not [at for at in running_digits(document) if not any(start <= at < end for start, end in spans)]


@given(st.text(alphabet="0129 ０年月日号第、，。（）(),.:：-/%万余条件次两三一是零公开abw@\n", max_size=60))
def test_any_text_is_read_without_error_and_every_clause_holds_its_number(text: str):
    document = parse(text)
    quantities, exclusions = scan(document)
    assert all(q.clause_start <= q.start < q.end <= q.clause_end for q in quantities)
    assert all(0 <= e.start < e.end <= len(text) for e in exclusions)
    spans = sorted((number.start, number.end) for number in (*quantities, *exclusions))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("unit", ["1", "1,", "1.", "一", "（", "1-", "增加", "a@", "第1至", "2008年"])
def test_a_long_run_of_anything_takes_linear_time(unit: str):
    document = parse(unit * 20_000)
    started = time.perf_counter()
    scan(document)
    assert time.perf_counter() - started < 5
