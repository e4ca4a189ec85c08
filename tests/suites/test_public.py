"""Suites that others keep, through the project: naughty strings, YAML, CommonMark, OpenCC's own cases (`make suites`)."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, run_build
from page_watch import faults_of

from nianbao.render import prose
from nianbao.scripts import to_simplified, to_traditional
from nianbao.strict_yaml import YamlError, load

REPORT = "某市某区人民政府{year}年政府信息公开工作年度报告\n一、概述\n本年度，主动公开政府信息{n}条。\n{line}\n特此报告。\n"
CONVERTERS: dict[str, Callable[[str], str]] = {
    "s2tw": lambda text: to_traditional(text, quotes=False),
    "tw2s": to_simplified,
    "t2s": to_simplified,
}
# Our own worst inputs for Markdown, each a piece that is repeated: what is nested, left open, or could be read in many ways.
AWKWARD = (
    *("*a **a ", "[", "[a](", "![[]()", "`a``", "> ", "- ", "|a", "&#x", "<a", "a**b__c"),
    *("\\[", "[a]: b\n", "a\n|-\n", "***", "_"),
)


@cache
def suites() -> dict[str, list[Any]]:
    path = ROOT / "test-results" / "suites.json"
    assert path.exists(), "the suites are fetched by `make suites`"
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in which every naughty string is a line of a report, the note beside it, and the agency of another."""
    folder = tmp_path_factory.mktemp("naughty")
    reports = folder / "content" / "reports"
    reports.mkdir(parents=True)
    for n, text in enumerate(suites()["naughty"]):
        encoded = text.encode("utf-8", "replace").decode()
        (reports / f"{n:03}.txt").write_text(REPORT.format(year=2008 + n % 12, n=n, line=encoded), encoding="utf-8", newline="")
        facts = {"note": encoded, "agency": f"某{encoded}局" if n % 2 else "某市某区人民政府"}
        (reports / f"{n:03}.yaml").write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
    result = run_build("--content", str(folder / "content"), "--site", str(folder / "site"), "--no-search", "--clean")
    assert result.returncode == 0, result.stderr[-2000:]
    assert "Traceback" not in result.stderr
    return folder / "site"


def test_every_naughty_string_is_published_or_refused_by_name(naughty: Path):
    with (naughty / "data" / "reports.csv").open(encoding="utf-8", newline="") as file:
        published = {row["source_file"] for row in csv.DictReader(file)}
    with (naughty / "data" / "problems.csv").open(encoding="utf-8", newline="") as file:
        problems = [row for row in csv.DictReader(file) if row["severity"] == "error"]
    names = {Path(row["file"]).with_suffix(".txt").as_posix() for row in problems}
    assert published | names == {f"reports/{n:03}.txt" for n in range(len(suites()["naughty"]))}
    assert "reading_failed" not in {row["code"] for row in problems}


def test_no_naughty_string_is_active_in_any_page(naughty: Path):
    pages = sorted(naughty.rglob("*.html"))
    assert len(pages) > 2 * len(suites()["naughty"])
    faults = {str(page): found[:3] for page in pages if (found := faults_of(page.read_text(encoding="utf-8")))}
    assert faults == {}


@pytest.mark.parametrize("text", suites()["yaml"] if (ROOT / "test-results" / "suites.json").exists() else [None])
def test_any_yaml_is_read_or_refused_with_its_line(text: str | None):
    assert text is not None, "the suites are fetched by `make suites`"
    error = refusal(text)
    assert error is None or (error.message and 1 <= error.line <= text.count("\n") + 2)


def refusal(text: str) -> YamlError | None:
    try:
        load(text)
    except YamlError as error:
        return error
    return None


def test_no_markdown_of_the_specification_becomes_active():
    faults = {}
    for case in suites()["markdown"]:
        made = prose._markdown().render(case["markdown"])  # noqa: SLF001 - the one way in without a file
        if found := [fault for fault in faults_of(made) if "href=" not in fault]:  # an archive's own prose may link elsewhere
            faults[case["markdown"]] = found
        assert "javascript:" not in made.casefold().partition('href="')[2].partition('"')[0], case
    assert faults == {}


@pytest.mark.parametrize("piece", AWKWARD)
def test_the_cost_of_awkward_markdown_grows_in_step_with_its_length(piece: str):
    markdown = prose._markdown()  # noqa: SLF001 - as above

    def seconds(times: int) -> float:
        text = piece * times
        started = time.process_time()
        markdown.render(text)
        return time.process_time() - started

    assert min(seconds(4000) / max(seconds(1000), 1e-4) for _ in range(3)) < 10, piece  # 4 in step, 16 by the square


def test_the_converter_agrees_with_opencc_where_the_lexicon_does_not_say_otherwise():
    """Every difference is reviewed in opencc.yaml, with its reason; one that is gone must go from there."""
    reviewed = yaml.safe_load((Path(__file__).parent / "opencc.yaml").read_text(encoding="utf-8"))
    known = {(key, case) for group in reviewed for key, case in group["cases"]}
    differ, checked = set(), 0
    for case in suites()["opencc"]:
        for key in CONVERTERS.keys() & case["expected"].keys():
            wanted = case["expected"][key]
            checked += 1
            if CONVERTERS[key](case["input"]) not in ([wanted] if isinstance(wanted, str) else wanted):
                differ.add((key, case["id"]))
    assert differ - known == set()
    assert known - differ == set()
    assert checked > 100
