"""Numbers get their metric from the words around them; what is not said has no figure."""

from __future__ import annotations

import re
import time
from pathlib import Path
from re import _constants as code
from re import _parser  # type: ignore[attr-defined]  # private, and the only way to know what a pattern needs
from typing import Any

import pytest
import yaml
from conftest import captures

from nianbao import catalogue
from nianbao.clean import clean
from nianbao.extract import extract
from nianbao.extract import phrases as phrase_data
from nianbao.extract.phrases import Phrase, Whole, Zero
from nianbao.identify import identify
from nianbao.model import Figure, Identity, Source, Status
from nianbao.parse import parse

CASES = Path(__file__).parent / "cases" / "metrics"
PHRASES = phrase_data.load()
BOUND: tuple[Phrase, ...] = tuple(
    dict.fromkeys(phrase for kind in (PHRASES.specific, PHRASES.general) for unit in kind.values() for phrase in unit.entries)
)
CONTEXT = re.compile(r" ?\{(?P<year>\d{4})? ?(?P<topic>[a-z]+)?\}")
HEADINGS = {"disputes": "四、行政复议情况", "requests": "三、依申请公开情况", "proactive": "二、主动公开情况"}


def read(text: str, year: str = "2010", agency: str = "") -> tuple[Figure, ...]:
    return extract(parse(text), Identity(year=year, agency=agency))[0]


def shown(figure: Figure) -> str:
    part = f"[{figure.part}]" if figure.part else ""
    return f"{figure.metric}{part}={figure.value} {figure.unit}"


def cases() -> list[Any]:
    entries = ((path.stem, entry) for path in sorted(CASES.glob("*.yaml")) for entry in yaml.safe_load(path.read_text("utf-8")))
    return [pytest.param(entry, id=f"{name}: {entry['text'][-30:]}") for name, entry in entries]


@pytest.mark.parametrize("case", cases())
def test_a_text_gives_these_figures_and_no_others(case: dict[str, Any]):
    figures = read(case["text"], case.get("year", "2010"), case.get("agency", ""))
    assert [shown(figure) for figure in figures if figure.metric] == case["figures"]


def examples(entries: tuple[Phrase | Zero | Whole, ...]) -> list[Any]:
    return [pytest.param(entry.metric, example, id=example) for entry in entries for example in entry.examples]


def in_context(example: str) -> tuple[str, str]:
    """The text with a heading where it asks for one, and the year."""
    context = CONTEXT.search(example)
    text = CONTEXT.sub("", example)
    heading = HEADINGS[context["topic"]] + "\n" if context and context["topic"] else ""
    return heading + text, (context and context["year"]) or "2010"


@pytest.mark.parametrize(("metric", "example"), [*examples(BOUND), *examples(PHRASES.wholes)])
def test_every_phrase_reads_its_examples(metric: str, example: str):
    said, _, expected = example.partition(" => ")
    context = CONTEXT.search(expected)
    text, year = in_context(said + (context[0] if context else ""))
    expected = CONTEXT.sub("", expected)
    figures = [figure for figure in read(text, year) if figure.metric == metric]
    assert expected.strip() in [f"{figure.value} {figure.unit}".strip() for figure in figures]


@pytest.mark.parametrize(("metric", "example"), examples(PHRASES.zeros))
def test_every_negation_reads_its_examples(metric: str, example: str):
    text, year = in_context(example)
    zeros = [figure.metric for figure in read(text, year) if figure.status is Status.ZERO_BY_NEGATION]
    assert metric in zeros


def test_every_phrase_names_a_metric_of_the_catalogue():
    named = {entry.metric for entry in (*BOUND, *PHRASES.zeros, *PHRASES.wholes)}
    assert not {metric for metric in named if metric not in catalogue.load()}


@pytest.mark.parametrize("phrase", BOUND, ids=lambda phrase: f"{phrase.metric} {phrase.says[:30]}")
def test_the_word_of_a_phrase_is_one_that_its_pattern_cannot_do_without(phrase: Phrase):
    assert cannot_do_without(_parser.parse(phrase.says), phrase.word)


@pytest.mark.parametrize("zero", PHRASES.zeros, ids=lambda zero: f"{zero.metric} {zero.denied[:30]}")
def test_the_word_of_a_zero_is_one_that_its_pattern_cannot_do_without(zero: Zero):
    assert cannot_do_without(_parser.parse(zero.denied), zero.word)


def test_every_pattern_compiles():
    patterns = [pattern for phrase in BOUND for pattern in (phrase.says, phrase.near, phrase.unless, phrase.after)]
    patterns += [pattern for zero in PHRASES.zeros for pattern in (zero.denied, zero.needs, zero.near, zero.unless)]
    assert all(phrase_data.compiled(pattern) for pattern in patterns)


def test_a_phrase_that_characters_and_topics_allow_is_tried_in_the_order_of_the_data():
    candidates = PHRASES.specific["件"]
    tried = list(candidates.of("其中信函申请#", {"requests"}))
    assert [phrase for phrase in candidates.entries if phrase in tried] == tried
    assert {"requests_via_letter", "requests_received"} <= {phrase.metric for phrase in tried}
    assert not [phrase for phrase in tried if phrase.word.isdisjoint("其中信函申请#")]


def cannot_do_without(pattern: Any, word: frozenset[str]) -> bool:
    """Whether every text that a pattern matches holds one of the characters."""
    return any(_needs(operation, value, word) for operation, value in pattern)


def _needs(operation: Any, value: Any, word: frozenset[str]) -> bool:
    if operation is code.LITERAL:
        return chr(value) in word
    if operation is code.IN:
        return all(kind is code.LITERAL and chr(c) in word for kind, c in value)
    if operation is code.BRANCH:
        return all(cannot_do_without(branch, word) for branch in value[1])
    if operation is code.SUBPATTERN:
        return cannot_do_without(value[3], word)
    return operation in {code.MAX_REPEAT, code.MIN_REPEAT} and value[0] > 0 and cannot_do_without(value[2], word)


@pytest.mark.parametrize("source", captures(), ids=lambda source: source.path)
def test_every_quote_and_mark_is_verbatim_and_inside_its_block(source: Source):
    cleaned = clean(source)
    document = parse(cleaned.text)
    figures, exclusions = extract(document, identify(source, cleaned, document))
    for figure in figures:
        assert document.text[figure.start : figure.end] == figure.quote
        assert figure.start <= figure.mark_start < figure.mark_end <= figure.end
    marks = {(figure.mark_start, figure.mark_end) for figure in figures}
    assert not marks & {(exclusion.start, exclusion.end) for exclusion in exclusions}


def test_punctuation_may_be_half_width():
    wide = "我区公开信息20条，其中：A类12条；B类8条（占40%）。未收到申请，也未收取费用。"
    narrow = wide.translate(str.maketrans("，：；（）", ",:;()"))
    assert list(map(shown, read(wide))) == list(map(shown, read(narrow)))


def test_a_figure_said_twice_is_kept_once_and_the_second_is_an_exclusion():
    figures, exclusions = extract(parse("一、概述\n收到申请6件。\n二、申请情况\n全年收到申请6件。\n"), Identity(year="2010"))
    assert [shown(figure) for figure in figures] == ["requests_received=6 件"]
    assert [exclusion.reason for exclusion in exclusions] == ["restatement"]


def test_a_zero_in_digits_that_is_said_twice_is_an_exclusion_too():
    _, exclusions = extract(parse("未收取费用，收取信息处理费0元。\n"), Identity(year="2022"))
    assert [exclusion.reason for exclusion in exclusions] == ["restatement"]


def test_a_number_of_a_wider_area_is_an_exclusion_with_its_reason():
    document = parse("全市共收到政府信息公开申请31件。\n")
    _, exclusions = extract(document, Identity(year="2012", agency="云溪县人民政府"))
    assert [exclusion.reason for exclusion in exclusions] == ["other_scope"]


def test_several_totals_of_one_name_are_all_kept():
    text = "共主动公开政府信息30条。\n全年主动公开政府信息45条。\n"
    assert [str(figure.value) for figure in read(text)] == ["30", "45"]


@pytest.mark.parametrize("unit", ["公开信息", "共计", "其中各类", "申请和", "没有", "3条、", "无，", "2009年公开3条", "信息类的"])
def test_a_long_run_of_anything_takes_linear_time(unit: str):
    document = parse("主动公开" + unit * 10_000 + "3条")
    started = time.perf_counter()
    extract(document, Identity(year="2010"))
    assert time.perf_counter() - started < 5
