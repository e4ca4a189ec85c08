"""What comes out of the archive's five captures, as files that a person can review: tests/golden/<report>/.

`make goldens` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, seed

from nianbao.model import Report

GOLDEN = ROOT / "tests" / "golden"


def text(report: Report) -> str:
    return report.cleaned.text


def identity(report: Report) -> str:
    facts = report.identity
    names = ("agency", "unit", "level", "region_code", "region", "year", "published", "scope", "attribution")
    lines = [f"id\t{report.id}", f"form\t{report.form}", *(f"{name}\t{getattr(facts, name)}" for name in names)]
    lines += [f"because\t{e.fact}\t{e.rule}\t{e.quote}" for e in facts.evidence]
    return "".join(f"{line}\n" for line in lines)


def figures(report: Report) -> str:
    rows = (
        (f.metric, f.part, "" if f.value is None else f"{f.value:f}", f.unit, f.status, f.qualifier, f.anchor, f.origin, f.quote)
        for f in report.figures
    )
    return "".join("\t".join(cell.replace("\t", "|") for cell in row) + "\n" for row in rows)


def excluded(report: Report) -> str:
    return "".join(f"{e.reason}\t{report.document.text[e.start : e.end]}\n" for e in report.exclusions)


def checks(report: Report) -> str:
    rows = ((c.kind, c.outcome, c.stated, c.computed, c.difference, c.working, c.note, c.anchor) for c in report.checks)
    return "".join("\t".join(row) + "\n" for row in rows)


def suspicions(report: Report) -> str:
    around = ((s.rule, report.cleaned.text[max(0, s.start - 8) : s.end + 8]) for s in report.cleaned.suspicions)
    return "".join(f"{rule}\t{words!r}\n" for rule, words in around)


ASPECTS = {f.__name__: f for f in (text, identity, figures, excluded, checks, suspicions)}


@pytest.mark.parametrize("aspect", ASPECTS.values(), ids=ASPECTS)
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_seed_comes_out_as_its_golden_file_says(number: str, aspect: Callable[[Report], str], request: pytest.FixtureRequest):
    report = seed(number).report
    assert report is not None
    golden = GOLDEN / number / f"{aspect.__name__}.txt"
    if request.config.getoption("--write-goldens"):
        _write(golden, aspect(report))
    assert aspect(report) == golden.read_text(encoding="utf-8"), f"{golden} differs: read the change, then `make goldens`"


def _write(golden: Path, content: str) -> None:
    golden.parent.mkdir(parents=True, exist_ok=True)
    golden.write_text(content, encoding="utf-8")
