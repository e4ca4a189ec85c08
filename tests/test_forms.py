"""National tables: written cases, and tables damaged in every way that captures damage them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.clean.ledger import Ledger
from nianbao.clean.tables import turn_strokes_into_cells
from nianbao.forms import FormReading, read_tables
from nianbao.forms.applications import FLOW, TOTAL
from nianbao.forms.litigation import GROUP, SLOTS
from nianbao.forms.templates import templates
from nianbao.model import Figure, Status
from nianbao.parse import parse

CASES = Path(__file__).parent / "cases" / "forms"
COLUMNS = templates().applications.columns
Grid = list[list[int | None]]


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _shown(figure: Figure) -> str:
    value = str(figure.status) if figure.value is None else f"{figure.value:f}"
    return f"{figure.metric}[{figure.part}]={value}" if figure.part else f"{figure.metric}={value}"


@pytest.mark.parametrize("case", list(_cases()))
def test_a_table_is_read_as_its_case_says(case: dict[str, Any]) -> None:
    document = parse(case["text"])
    reading = read_tables(document)
    shown = {_shown(figure) for figure in reading.figures}
    assert reading.form == case["form"]
    assert shown >= set(case.get("figures", ())), sorted(shown)
    if "count" in case:
        assert len(reading.figures) == case["count"], sorted(shown)
    for figure in reading.figures:
        assert document.text[figure.start : figure.end] == figure.quote
        assert figure.start <= figure.mark_start <= figure.mark_end <= figure.end


# A true table, written down with damage; whatever is read from it must be true.

LABELS = {
    "requests_received": "一、本年新收政府信息公开申请数量",
    "requests_carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partially_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "refused_state_secret": "1.属于国家秘密",
    "refused_law_prohibits": "2.其他法律行政法规禁止公开",
    "refused_security_stability": "3.危及“三安全一稳定”",
    "refused_third_party": "4.保护第三方合法权益",
    "refused_internal_affairs": "5.属于三类内部事务信息",
    "refused_process": "6.属于四类过程性信息",
    "refused_enforcement_file": "7.属于行政执法案卷",
    "refused_administrative_query": "8.属于行政查询事项",
    "unable_not_held": "1.本机关不掌握相关政府信息",
    "unable_needs_creation": "2.没有现成信息需要另行制作",
    "unable_unclear": "3.补正后申请内容仍不明确",
    "not_processed_petition": "1.信访举报投诉类申请",
    "not_processed_duplicate": "2.重复申请",
    "not_processed_publication": "3.要求提供公开出版物",
    "not_processed_excessive": "4.无正当理由大量反复申请",
    "not_processed_confirm": "5.要求行政机关确认或重新出具已获取信息",
    "other_processing": "（六）其他处理",
    "other_no_correction": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_fee_unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_other": "3.其他",
    "requests_processed_total": "（七）总计",
    "requests_carried_out": "四、结转下年度继续办理",
}
GROUP_LABELS = {
    "refused": "（三）不予公开",
    "unable_to_provide": "（四）无法提供",
    "not_processed": "（五）不予处理",
    "other_processing": "（六）其他处理",
}
HEAD = ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"]


def _table(values: Sequence[Sequence[int]], year: str, *, zero_is_blank: bool) -> dict[str, list[int | None]]:
    """A table whose sums hold, from six columns of outcomes and carry-overs."""
    rows = [row.id for row in templates().applications.form(year)]
    outcomes = [row for row in rows if row not in FLOW]
    columns = [dict(zip([*outcomes, "requests_carried_in", "requests_carried_out"], column, strict=False)) for column in values]
    for column in columns:
        column[TOTAL] = sum(column[row] for row in outcomes)
        column["requests_carried_in"] = min(column["requests_carried_in"], column[TOTAL] + column["requests_carried_out"])
        column["requests_received"] = column[TOTAL] + column["requests_carried_out"] - column["requests_carried_in"]
    table = {row: [column[row] for column in columns] for row in rows}
    return {row: [None if zero_is_blank and not cell else cell for cell in [*cells, sum(cells)]] for row, cells in table.items()}


def _written(table: dict[str, list[int | None]], year: str, damage: dict[str, Any]) -> list[list[str]]:
    """The rows as cells, damaged."""
    groups = {row.id: row.group for row in templates().applications.form(year)}
    rows = []
    for metric, cells in table.items():
        group = groups[metric] if metric != "other_processing" else ""
        is_first = group and metric == next(row for row in table if groups[row] == group)
        labels = _labels(metric, GROUP_LABELS[group] if is_first else "", damage, is_leaf=bool(group))
        rows.append([*labels, *("" if cell is None else str(cell) for cell in cells), *[""] * damage["padding"]])
    return rows


def _labels(metric: str, group: str, damage: dict[str, Any], *, is_leaf: bool) -> list[str]:
    label = LABELS[metric]
    if is_leaf:
        kept = {"kept": label, "lost": "", "zero": "0"}[damage["leaves"]]
        return [group, kept] if damage["collapsed"] else ["", group, kept]
    label = " ".join(label) if damage["wrapped"] else label
    return [label] if damage["collapsed"] else [label, "", ""]


DAMAGE = st.fixed_dictionaries(
    {
        "leaves": st.sampled_from(["kept", "lost", "zero"]),
        "collapsed": st.booleans(),
        "wrapped": st.booleans(),
        "padding": st.integers(0, 2),
        "row": st.tuples(st.sampled_from(["", "shifted", "swallowed", "cut", "deleted"]), st.integers(0, 24), st.integers(1, 8)),
        "head_again": st.one_of(st.none(), st.integers(1, 20)),
        "flattened": st.booleans(),
    }
)
SPARSE = st.sampled_from([0, 0, 0, 0, 0, 1, 2, 7, 31, 258])
VALUES = st.lists(st.lists(SPARSE, min_size=24, max_size=24), min_size=6, max_size=6)


def _damaged(rows: list[list[str]], damage: dict[str, Any]) -> str:
    """The text of a table after whole rows were lost, shifted, or flattened to lines."""
    rows = [list(row) for row in rows]
    what, place, count = damage["row"]
    if what == "deleted":
        del rows[place : place + 1]
    elif place < len(rows):
        _damage_row(rows[place], what, count, first=len(rows[place]) - 7 - damage["padding"])
    if damage["head_again"] is not None:
        rows.insert(damage["head_again"], HEAD)
    lines = ["\n".join(cell for cell in row if cell) if damage["flattened"] else "\t".join(row) for row in [HEAD, *rows]]
    return "三、收到和处理政府信息公开申请情况\n" + "".join(f"{line}\n" for line in lines if line.strip("\n"))


def _damage_row(row: list[str], what: str, count: int, first: int) -> None:
    """One row moved to the right, without one of its blanks, or cut short."""
    blanks = [i for i in range(first, len(row)) if row[i] == ""]
    if what == "shifted":
        row.insert(first, "")
        if row[-1] == "":
            row.pop()
    elif what == "swallowed" and blanks:
        del row[blanks[0]]
    elif what == "cut":
        del row[-count:]


def _wrong(reading: FormReading, table: dict[str, list[int | None]]) -> list[str]:
    truth = {(row, part): cell for row, cells in table.items() for part, cell in zip(COLUMNS, cells, strict=True)}
    return [_shown(figure) for figure in reading.figures if not _is_true(figure, truth)]


def _is_true(figure: Figure, truth: dict[tuple[str, str], int | None]) -> bool:
    if figure.status is Status.UNREADABLE:
        return figure.value is None
    key = figure.metric, figure.part
    cell = truth.get(key)
    return key in truth and figure.value == (None if cell is None else Decimal(cell))


@settings(max_examples=300, deadline=None)
@given(values=VALUES, year=st.sampled_from(["2019", "2021"]), zero_is_blank=st.booleans(), damage=DAMAGE)
def test_no_cell_is_ever_wrong_however_a_table_of_requests_is_damaged(
    values: Grid,
    year: str,
    zero_is_blank: bool,  # noqa: FBT001 - hypothesis draws it
    damage: dict[str, Any],
) -> None:
    table = _table(values, year, zero_is_blank=zero_is_blank)
    text = _damaged(_written(table, year, damage), damage)
    assert _wrong(read_tables(parse(text)), table) == []


@settings(max_examples=60, deadline=None)
@given(values=VALUES, year=st.sampled_from(["2019", "2021"]), damage=DAMAGE)
def test_a_table_whose_rows_are_whole_is_read_fully_whatever_its_labels(values: Grid, year: str, damage: dict[str, Any]) -> None:
    whole = {**damage, "row": ("", 0, 0), "flattened": False}
    table = _table(values, year, zero_is_blank=False)
    reading = read_tables(parse(_damaged(_written(table, year, whole), whole)))
    assert _wrong(reading, table) == []
    assert sum(figure.value is not None for figure in reading.figures) == 7 * len(table)


def _stroked(rows: Sequence[Sequence[str]], width: int) -> str:
    """Every cell on a line of its own with a stroke after it, and strokes at a row's end for what its cells spread over."""
    lines = [f"{cell} |" if cell else "|" for cell in ["申请人情况"]] + ["|" * (width - 1)]
    for row in rows:
        lines += [f"{cell} |" if cell else "|" for cell in row] + ["|" * (width - len(row))] * (len(row) < width)
    return "".join(f"{line}\n" for line in lines)


@settings(max_examples=60, deadline=None)
@given(values=VALUES, year=st.sampled_from(["2019", "2021"]), zero_is_blank=st.booleans())
def test_a_table_of_cells_on_lines_with_strokes_is_read_fully_blanks_and_all(
    values: Grid,
    year: str,
    zero_is_blank: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    table = _table(values, year, zero_is_blank=zero_is_blank)
    whole = {"leaves": "kept", "collapsed": True, "wrapped": False, "padding": 0}
    rows = [row[not row[0] :] for row in _written(table, year, whole)]
    ledger = Ledger(_stroked(rows, width=10))
    ledger.apply("turn_strokes_into_cells", turn_strokes_into_cells(ledger.text))
    reading = read_tables(parse(ledger.text))
    assert _wrong(reading, table) == []
    assert zero_is_blank or sum(figure.value is not None for figure in reading.figures) == 7 * len(table)


@settings(max_examples=300, deadline=None)
@given(
    groups=st.lists(
        st.one_of(st.none(), st.lists(st.sampled_from([None, 0, 1, 1, 2, 5]), min_size=4, max_size=4)), min_size=3, max_size=3
    ),
    place=st.integers(0, SLOTS - 1),
    is_lost=st.booleans(),
)
def test_no_cell_of_the_row_of_lawsuits_is_wrong_when_a_blank_is_lost_or_added(
    groups: list[list[int | None] | None],
    place: int,
    is_lost: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    cells = [cell for group in groups for cell in _litigation_group(group)]
    written = ["" if cell is None else str(cell) for cell in cells]
    if not is_lost:
        written.insert(place, "")
    elif not written[place]:
        del written[place]
    form = templates().litigation
    names = [f"{group}_{outcome}" for group in form.groups for outcome in form.outcomes]
    truth = {(name, ""): cell for name, cell in zip(names, cells, strict=True)}
    text = "行政复议\t\t\t\t\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n" + "\t".join(written) + "\n"
    wrong = [_shown(figure) for figure in read_tables(parse(text)).figures if not _is_true(figure, truth)]
    assert wrong == []


def _litigation_group(parts: list[int | None] | None) -> list[int | None]:
    if parts is None or parts == [None] * (GROUP - 1):
        return [None] * GROUP
    return [*parts, sum(part or 0 for part in parts)]
