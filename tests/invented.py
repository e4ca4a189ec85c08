"""An archive that nobody captured: small, whole, with every awkward character that a data file can hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from nianbao.config import Config, read_config
from nianbao.model import (
    Agency,
    Archive,
    Attribution,
    Check,
    Cleaned,
    Document,
    Edit,
    Facts,
    Figure,
    Identity,
    Origin,
    Outcome,
    Problem,
    Qualifier,
    Report,
    Script,
    Severity,
    Source,
    Status,
)
from nianbao.parse import parse

ROOT = Path(__file__).parents[1]
CAPTURE = "某区人民政府2008年信息公开年度报告\r\n 全年公开信息,\t共1.4万条，“主动”公开。\r=1+1\n\n联系人：－甲\r\n"
TEXT = "某区人民政府2008年信息公开年度报告\n全年公开信息,\t共1.4万条，“主动”公开。\n=1+1\n联系人：\n"
EDITS = (
    Edit(rule="unify_line_ends", start=19, end=21, inserted="\n"),
    Edit(rule="trim", start=21, end=22, inserted=""),
    Edit(rule="unify_line_ends", start=44, end=45, inserted="\n"),
    Edit(rule="drop_blank_lines", start=49, end=50, inserted=""),
    Edit(rule="withhold", start=55, end=57, inserted=""),
    Edit(rule="unify_line_ends", start=57, end=59, inserted="\n"),
)


def configuration() -> Config:
    return read_config(ROOT / "config.yaml")


def figure(text: str, words: str, metric: str = "", **facts: object) -> Figure:
    start = max(text.find(words), 0)  # the text of another capture lacks them
    stated = Figure(
        metric=metric,
        part="",
        value=Decimal(14000),
        unit="条",
        status=Status.STATED,
        qualifier=Qualifier.NONE,
        quote=words,
        anchor="t1r1c2",
        origin=Origin.PROSE,
        start=start,
        end=start + len(words),
        mark_start=start,
        mark_end=start + len(words),
    )
    return stated._replace(**facts)  # type: ignore[arg-type]  # a test names its facts


def report(
    report_id: str = "650105-2008", text: str = TEXT, capture: str = CAPTURE, edits: tuple[Edit, ...] = EDITS, **facts: str
) -> Report:
    document: Document = parse(text)
    return Report(
        id=report_id,
        source=Source(path=f"reports/{report_id}.txt", sha256="0" * 64, encoding="utf-8", text=capture, facts=Facts(**facts)),  # type: ignore[arg-type]
        cleaned=Cleaned(text=text, script=Script.HANS, edits=edits, suspicions=()),
        document=document,
        identity=Identity(
            agency="某区人民政府", region_code="650105", region="某市某区", year=report_id[-4:], attribution=Attribution.STATED
        ),
        form="prose",
        figures=(figure(text, "1.4万条", "proactive_disclosure_total"),),
        exclusions=(),
        checks=(),
    )


def check() -> Check:
    return Check(
        kind="sum_of_parts",
        outcome=Outcome.FAILS,
        stated="1306",
        computed="1441",
        difference="-135",
        working="1306+135=1441",
        quote="=共1306条，其中",
        anchor="p3",
    )


def archive(*reports: Report) -> Archive:
    first = replace(report(), checks=(check(), check()._replace(outcome=Outcome.CUT)))
    held = reports or (first, report("650105-2009"))
    compared = tuple(one for one in held if one.identity.year.isdecimal())
    agency = Agency(key="650105", name="某区人民政府", region_code="650105", region="某市某区", reports=compared)
    problems = (
        Problem(
            file="reports/b.txt",
            severity=Severity.NOTE,
            code="suspected_loss",
            message="characters seem to be lost",
            remedy="compare",
        ),
        Problem(file="reports/a.yaml", severity=Severity.ERROR, code="yaml", message='@bad, "key"', remedy="mend it", line=3),
    )
    return Archive(reports=held, agencies=(agency,), problems=problems)
