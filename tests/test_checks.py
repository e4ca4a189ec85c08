"""Arithmetic checks: written cases, and what must be true of every check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from nianbao.checks import carry_over, check
from nianbao.checks.facts import facts
from nianbao.extract import extract
from nianbao.forms import read_tables
from nianbao.model import Document, Figure, Identity, Origin, Outcome, Qualifier, Status
from nianbao.parse import parse

CASES = Path(__file__).parent / "cases" / "checks"
NUMBER = re.compile(r"(\d+(?:\.\d+)?)(条\(件\)|条|件|项|人|卷|次|篇|场|%|(?=，其中))")


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{path.stem}: {case['name']}")


def _figures(document: Document, metrics: dict[str, str]) -> Iterator[Figure]:
    """The numbers of running text, each with the line that it stands in as its quote."""
    for block in document.blocks:
        for match in NUMBER.finditer(getattr(block, "text", "")):
            yield Figure(
                metric=metrics.get(match[0], ""),
                part="",
                value=Decimal(match[1]),
                unit=match[2],
                status=Status.STATED,
                qualifier=Qualifier.NONE,
                quote=document.text[block.start : block.end],
                anchor=block.anchor,
                origin=Origin.PROSE,
                start=block.start,
                end=block.end,
                mark_start=block.start + match.start(),
                mark_end=block.start + match.end(),
            )


@pytest.mark.parametrize("case", list(_cases()))
def test_the_arithmetic_of_a_text_is_worked_as_its_case_says(case: dict[str, Any]) -> None:
    document = parse(case["text"] + "\n")
    tables = read_tables(document)
    figures = (*_figures(document, case.get("metrics", {})), *tables.figures)
    marked, checks = check(document, figures, tables.form, Identity(year=case.get("year", "")))
    shown = [
        [found.kind, str(found.outcome), found.working, found.note]
        for found in checks
        if case.get("kind", found.kind) == found.kind
    ]
    assert shown == case["checks"]
    assert sum(figure.status is Status.CONFLICTING for figure in marked) == case.get("conflicting", 0)
    for found in checks:
        assert found.quote in document.text
        assert all(0 <= i < len(figures) for i in found.figures)
        assert Decimal(found.stated) - Decimal(found.computed) == Decimal(found.difference)


def test_a_total_printed_in_wan_may_be_rounded() -> None:
    document = parse("公开信息1.2万条，其中动态类8034条，公告类4005条。\n")
    _, checks = check(document, extract(document, Identity(year="2012"))[0], "prose", Identity(year="2012"))
    assert [(found.outcome, found.working) for found in checks] == [(Outcome.ROUNDS, "8034+4005=12039")]


def test_every_kind_outcome_and_note_has_its_words_in_both_scripts() -> None:
    assert set(facts().outcomes) == set(Outcome)
    for explained in (*facts().kinds.values(), *facts().outcomes.values()):
        assert all((explained.label.hans, explained.label.hant, explained.how.hans, explained.how.hant))
        assert len(explained.how.hans) == len(explained.how.hant)
    assert all(len(note.hans) == len(note.hant) > 0 for note in facts().notes.values())


def test_what_a_year_carries_in_is_compared_with_what_the_year_before_carried_out() -> None:
    earlier = _report("四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n")
    later = _report("二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n")
    found = carry_over(earlier, later)
    assert [(c.outcome, c.stated, c.computed) for c in found if c.note != "all_zero"] == [(Outcome.FAILS, "1", "2")] * 2


def test_a_report_whose_form_is_younger_than_its_year_carries_nothing_over() -> None:
    later = _report("信息内容\t本年新制作数量\n二、上年结转政府信息公开申请数量\t1\t0\t0\t0\t0\t0\t1\n", year="2018")
    assert carry_over(_report("四、结转下年度继续办理\t2\t0\t0\t0\t0\t0\t2\n"), later) == ()


def _report(text: str, year: str = "2020") -> Any:
    """As much of a report as the comparison of two needs."""
    document = parse(text)
    tables = read_tables(document)
    figures, checks = check(document, tables.figures, tables.form, Identity(year=year))
    return SimpleNamespace(document=document, figures=figures, checks=checks)
