"""Pages of a PDF: tables that a break of pages cuts, columns of text, the numbers of notes, indents, watermarks."""

from __future__ import annotations

import pytest
from papers import Words, grid, pdf

from nianbao.model import Source
from nianbao.office import read_document
from nianbao.report import read_report

TITLE = Words(x=60, y=40, text="某县水利局2021年政府信息公开工作年度报告")
LEFT = (
    "本局继续做好信息公开的各项工作，主动公开政府信息三十六条，受理申请四件，均按时答复，群众比较满意，没有收取费用，"
    "也没有因此引起复议和诉讼。"
)
RIGHT = (
    "公开的内容还不够全面，今后将对目录作出调整，把群众关心的事项列在前面，加强培训，按季通报，并听取群众的意见，"
    "请上级和社会各界继续加以监督。"
)
WIDE = 14  # characters of a column
PARAGRAPHS = ("一共公开信息三百条，其中机构职能类最多，都在规定的时限以内公布，方便群众查阅，", "听取群众的意见，" * 6 + "。")


def text_of(*pages: tuple[Words | str, ...]) -> str:
    return read_document(pdf(*pages), ".pdf", 0)[0]


def lines_of(*pages: tuple[Words | str, ...]) -> list[str]:
    return [line for line in text_of(*pages).replace("\f", "\n").split("\n") if line]


def column(text: str, x: int, y: int) -> list[Words]:
    return [Words(x=x, y=y + 16 * n, text=text[i : i + WIDE]) for n, i in enumerate(range(0, len(text), WIDE))]


def test_labels_and_numbers_beside_each_other_are_no_columns():
    names = ("规章的制发件数", "规范性文件件数", "行政许可的件数", "行政处罚的件数", "行政强制的件数", "收费项目的件数")
    rows = [Words(x=60, y=100 + 16 * i, text=name) for i, name in enumerate(names)]
    numbers = [Words(x=300, y=100 + 16 * i, text=f"{i} 1 2") for i in range(6)]
    prose = [Words(x=60, y=300 + 16 * i, text=LEFT[:40]) for i in range(6)]
    assert lines_of((*rows, *numbers, *prose))[:6] == [f"{name} {i} 1 2" for i, name in enumerate(names)]


def test_two_columns_are_read_one_after_the_other_between_what_is_as_wide_as_the_page():
    below = Words(x=60, y=300, text="二、" + LEFT[:38])
    foot = Words(x=265, y=780, text="1")
    page = (TITLE, *column(LEFT, 60, 100), *column(RIGHT, 300, 107), below, foot)
    expected = [TITLE.text, *(words.text for words in (*column(LEFT, 0, 0), *column(RIGHT, 0, 0))), below.text, "1"]
    assert lines_of(page) == expected


def test_a_heading_below_columns_is_read_after_both():
    page = (TITLE, *column(LEFT, 60, 100), *column(RIGHT, 300, 100), Words(x=60, y=200, text="二、存在的问题"))
    assert lines_of(page)[-2:] == [column(RIGHT, 0, 0)[-1].text, "二、存在的问题"]


def test_cells_that_a_break_of_pages_leaves_open_keep_their_words_and_places():
    """The first page ends within a cell that spans three rows, and within the row below; neither has a rule at its foot."""
    upright = "\n".join(f"{x} 700 m {x} 630 l S" for x in (50, 170, 290, 410))
    across = "\n".join(f"{x} {y} m 410 {y} l S" for x, y in ((50, 700), (170, 680), (170, 660)))
    cells = [Words(x=60, y=132, text="三、办理结果"), *(Words(x=180, y=114 + 20 * i, text=f"第{i}类") for i in range(3))]
    numbers = [Words(x=300, y=114 + 20 * i, text=f"{i}") for i in range(3)]
    assert lines_of((TITLE, upright, across, *cells, *numbers))[1:] == ["三、办理结果\t第0类\t0", "\t第1类\t1", "\t第2类\t2"]


def test_a_frame_around_the_page_is_no_part_of_a_table_in_it():
    frame = "30 20 m 30 780 l S\n430 20 m 430 780 l S\n30 20 m 430 20 l S\n30 780 m 430 780 l S"
    page = (frame, TITLE, grid(50, 90, 3, 2), Words(x=60, y=104, text="规章"), Words(x=180, y=104, text="0"))
    assert [line for line in lines_of(page) if "规章" in line or "年度报告" in line] == [TITLE.text, "规章\t0\t"]


def test_raised_numbers_of_notes_are_not_run_together_with_what_they_stand_behind():
    prose = (Words(x=60, y=100, text="公开信息86"), Words(x=120, y=95, text="2", size=6), Words(x=126, y=100, text="条。"))
    cell = (grid(50, 190, 2, 1), Words(x=60, y=204, text="许可"), Words(x=180, y=204, text="48"))
    note = (Words(x=200, y=200, text="1", size=6), Words(x=60, y=300, text="1", size=6), Words(x=66, y=304, text="注释。"))
    assert lines_of((*prose, *cell, *note)) == ["公开信息86²条。", "许可\t48¹", "1注释。"]


def test_what_is_printed_aslant_is_left_out():
    page = (Words(x=60, y=100, text=LEFT[:30]), Words(x=60, y=140, text="内部资料", size=40, aslant=True))
    assert lines_of(page) == [LEFT[:30]]


@pytest.mark.parametrize("is_indented", [True, False])
def test_indents_tell_where_paragraphs_begin(*, is_indented: bool):
    pages = []
    for prose in PARAGRAPHS * 2:
        lines = [prose[:18], *(prose[i : i + 20] for i in range(18, len(prose), 20))]
        pages.append(tuple(Words(x=50 + 20 * (is_indented and i == 0), y=60 + 16 * i, text=line) for i, line in enumerate(lines)))
    assert ("\u3000\u3000" in text_of(*pages)) is is_indented


def test_a_report_printed_from_a_browser_is_read_as_it_stood_on_the_page():
    place = "http://www.example.gov.cn/art/2022/1.html"
    printed = [
        (
            Words(x=20, y=12, text=f"2022/2/8 10:21 {TITLE.text}"),
            *((TITLE,) if number == 1 else ()),
            *(Words(x=50, y=60 + 16 * i, text=line) for i, line in enumerate(("公开信息3条，", "受理申请4件，都按时答复。"))),
            *(Words(x=20, y=788, text=place), Words(x=560, y=788, text=f"{number}/2")),
        )
        for number in (1, 2)
    ]
    source = Source(path="reports/a.pdf", sha256="", encoding="pdf", text=text_of(*printed))
    report = read_report(source).report
    assert report
    assert report.cleaned.text.splitlines()[0] == TITLE.text
    assert not {"10:21", "http", "1/2", "2/2"} & {sign for sign in ("10:21", "http", "1/2", "2/2") if sign in report.cleaned.text}


def test_signs_for_radicals_hide_neither_agency_nor_figures():
    words = ("某县⽔利局2021年政府信息公开⼯作年度报告", "⼀、概述", "主动公开政府信息36条，受理申请4件，都按时答复申请⼈。")
    source = Source(path="reports/a.txt", sha256="", encoding="utf-8", text="\n".join(words))
    report = read_report(source).report
    assert report
    assert (report.identity.agency, report.identity.year) == ("某县水利局", "2021")
    assert "工作" in report.cleaned.text
