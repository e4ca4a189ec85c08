"""The table of divisions, and names read with it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from nianbao.identify import regions
from nianbao.identify.bodies import GOVERNMENT, read_body
from nianbao.identify.titles import read_title


def rows() -> list[list[str]]:
    return [line.split(",") for line in regions.TABLE.read_text(encoding="utf-8").splitlines()[1:]]


def test_the_table_is_sorted_and_holds_no_headings():
    codes_and_names = [(code, name) for code, name, *_ in rows()]
    assert codes_and_names == sorted(set(codes_and_names))
    assert not {name for _, name in codes_and_names} & {"市辖区", "县", "省直辖县级行政区划"}


def test_every_row_has_a_code_and_years_in_order():
    for code, name, first, last in rows():
        assert re.fullmatch(r"\d{6}", code), name
        assert not (first and last) or first <= last, (code, name)


def test_a_code_has_one_name_at_a_time():
    for code, held in regions.load().by_code.items():
        years = sorted((region.first, region.last) for region in held)
        assert all(before[1] < after[0] for before, after in pairwise(years)), code


def test_every_district_lies_in_a_province():
    codes = regions.load().by_code
    assert all(f"{code[:2]}0000" in codes for code in codes)


@pytest.mark.parametrize("year", ["2008", "2015", "2024"])
def test_few_names_are_shared_in_any_one_year(year: str):
    shared = [name for name in regions.load().by_name if len(regions.lookup(name, year)) > 1]
    assert 20 <= len(shared) <= 60


def test_the_government_of_every_division_can_be_named_and_stands_in_a_title():
    for name in regions.load().by_name:
        body = read_body(f"{name}人民政府")
        assert body is not None, name
        assert body.level == GOVERNMENT, name
        assert read_title(f"2015年{name}政府信息公开工作年度报告"), name


def test_a_department_is_never_read_as_part_of_a_divisions_name():
    for name in regions.load().by_name:
        assert regions.read_place(f"{name}教育局").names == (name,)
