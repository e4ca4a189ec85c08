"""Cleaned text -> blocks, with ids that stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.model import Heading, Paragraph, Table
from nianbao.parse import heading_level, parse


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("2009年以来，我区公开信息。", 0),
        ("3.5万条", 0),
        ("一是加强领导。", 0),
        ("十分重视", 0),
        ("一", 0),
        ("一、概述", 1),
        ("十二、其他", 1),
        ("第一部分 概述", 1),
        ("（一）机构", 2),
        ("(一)机构", 2),
        ("1.数量", 3),
        ("4．机制", 3),
        ("3、形式", 3),
        ("（1）网站", 4),
    ],
)
def test_a_heading_is_known_by_the_form_of_its_number(line: str, level: int):
    assert heading_level(line) == level


def test_title_lines_make_the_title_and_keep_their_own_ids():
    document = parse("某某区人民政府\n信息公开工作年度报告\n2009年以来，工作有进展。\n")
    assert document.title == "某某区人民政府信息公开工作年度报告"
    assert [(b.anchor, type(b)) for b in document.blocks] == [("p1", Heading), ("p2", Heading), ("p3", Paragraph)]


@pytest.mark.parametrize("first", ["一、概述", "现将年度报告公布如下。", "以下是年度报告："])
def test_a_text_that_opens_without_a_title_has_none(first: str):
    assert parse(f"{first}\n正文。\n").title == ""


def test_a_run_in_heading_leads_its_paragraph():
    block = parse("（一）加强领导。成立了机构。\n").blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text[: block.lead] == "（一）加强领导。"


def test_rows_make_a_table_and_a_statutory_table_begins_one_of_its_own():
    text = "第二十条第（一）项\t\n规章\t0\n一、本年新收政府信息公开申请数量\t0\n四、结转\t0\n正文。\n"
    tables = [b for b in parse(text).blocks if isinstance(b, Table)]
    assert [(t.anchor, len(t.rows)) for t in tables] == [("t1", 2), ("t2", 2)]
    assert tables[1].rows[0][1].anchor == "t2r1c2"


@given(st.text(alphabet="一、（）1.2。报告\t\n 甲乙年度", max_size=80))
def test_every_block_says_where_it_stands(text: str):
    document = parse(text)
    for block in document.blocks:
        if isinstance(block, Table):
            assert all(text[cell.start : cell.end] == cell.text for row in block.rows for cell in row)
        else:
            assert text[block.start : block.end] == block.text
    assert len({block.anchor for block in document.blocks}) == len(document.blocks)
