"""Labels of a data block that stand alone, their values beside or below them."""

from __future__ import annotations

import re
from functools import cache

from nianbao.clean.rows import chrome_words

EDGES = " :：|\t•·●○■□◆>»-"
DATA_LABEL = re.compile(
    "索引|代码|属性|范围|时限|来源|机构|机关|单位|部门|文号|发文字号|日期|时间|分类|主题|方式|形式|关键[词字]|有效|类别|体裁|编号|服务对象"
)

OWNER, DATED = re.compile("机构|机关|单位|部门|来源"), re.compile("日期|时间$")
DATE_VALUE = re.compile(r"[\[【(（]?\d")
BEGUN_TITLE = re.compile(r"\d{4} ?年.{0,20}(?:信息公|政务公)")  # the first line of a title that is broken in two


def is_label(line: str) -> bool:
    """True for a line that consists of one label of a data block.

    >>> is_label("索 引 号"), is_label("• 公开时限："), is_label("索引号：1133"), is_label("浏览次数")
    (True, True, False, False)
    """
    label = _label_of(line)
    return bool(DATA_LABEL.search(label)) and label in _label_names()


def is_label_row(line: str) -> bool:
    """True for a row of cells that are all labels of a data block: their values stand in the next row.

    >>> is_label_row("索引号 | 公开方式 | 发布机构 |"), is_label_row("类别 | 数量"), is_label_row("索引号：")
    (True, False, False)
    """
    cells = [cell for cell in re.split(r"[\t|]", line) if cell.strip(EDGES)]
    return len(cells) > 1 and all(map(is_label, cells)) and any(_label_of(cell) in chrome_words()["labels"] for cell in cells)


def awaits_value(line: str) -> str:
    """The label that a line consists of, where its value must stand on the next; empty where it is something else.

    >>> awaits_value("索引号："), awaits_value("索引号：1133"), awaits_value("浏览次数：")
    ('索引号', '', '')
    """
    label = _label_of(line)
    return label if is_label(line) and label in chrome_words()["labels"] and line.rstrip(" |\t")[-1:] in (":", "：") else ""


def fits_label(text: str, label: str, *, names_agency: bool) -> bool:
    """Whether a line may be the value of the label on the line above it.

    >>> fits_label("2011-02-03", "发布日期", names_agency=False), fits_label("某局2011年政府信息公", "日期", names_agency=False)
    (True, False)
    >>> fits_label("某区民政局", "发布机构", names_agency=True), fits_label("某区民政局", "公开方式", names_agency=True)
    (True, False)
    """
    if BEGUN_TITLE.search(text):
        return False
    if DATED.search(label):
        return bool(DATE_VALUE.match(text))
    return not names_agency or bool(OWNER.search(label))


def _label_of(line: str) -> str:
    return line.strip(EDGES).replace(" ", "")


@cache
def _label_names() -> frozenset[str]:
    return frozenset(chrome_words()["labels"] + chrome_words()["labels_with_colon"])
