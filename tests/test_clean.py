"""Cleaning: every rule by its cases, and what must hold of every capture at hand."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from nianbao.chinese import HAN
from nianbao.clean import EMENDATION, RULES, SUSPICIONS, clean
from nianbao.clean.adverts import drop_advert_bars, mark_adverts
from nianbao.clean.ledger import Ledger, apply_edits, undo_edits
from nianbao.decode import decode
from nianbao.markup import extract_text
from nianbao.model import Cleaned, Emendation, Facts, Script, Source

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "clean"
CORPUS = ROOT.parent / "shared" / "corpus" / "content" / "reports"
SEEDS = sorted((ROOT / "content" / "reports").glob("*.txt"))
CAPTURES = [*SEEDS, *(sorted(CORPUS.glob("*")) if CORPUS.exists() else [])]
KEEPS_FIGURES = {rule.name for rule in RULES if not (rule.figures or rule.withheld)}
WITHHELD = {rule.name for rule in RULES if rule.withheld}
DAMAGES = ["", "", " ", "\n", "\n\n", "\t", "|", "(", ":", "“”", "2009", "一、", "。", "- 3 -", "打印", "报告", "13800000000"]
every_capture = pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.name)


def cases_of(names: list[str]) -> list[Any]:
    loaded = ((name, yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))) for name in names)
    return [pytest.param(name, case, id=f"{name}: {case['name']}") for name, cases in loaded for case in cases]


def source(text: str, *emendations: Emendation) -> Source:
    return Source(path="x.txt", sha256="", encoding="utf-8", text=text, facts=Facts(emendations=emendations))


@cache
def capture(path: Path) -> str:
    text = decode(path.read_bytes())[0]
    return extract_text(text) if path.suffix == ".html" else text


@cache
def cleaned(path: Path) -> Cleaned:
    return clean(source(capture(path)))


def seed(number: str) -> Path:
    return next(path for path in SEEDS if path.name.startswith(number))


def marked(number: str) -> list[tuple[str, int, int]]:
    return [(s.rule, s.start, s.end) for s in cleaned(seed(number)).suspicions]


def is_marked(number: str, words: str) -> bool:
    text = cleaned(seed(number)).text
    start = text.index(words)
    return any(a < start + len(words) and start < b for _, a, b in marked(number))


@pytest.mark.parametrize(("name", "case"), cases_of([rule.name for rule in RULES]))
def test_rule_does_what_its_case_says(name: str, case: dict[str, str]):
    rule = next(rule for rule in RULES if rule.name == name)
    ledger = Ledger(case["before"])
    ledger.apply(name, rule.changes(ledger.text))
    assert ledger.text == case["after"]


@pytest.mark.parametrize(("name", "case"), cases_of([rule.name for rule in RULES]))
def test_rule_leaves_alone_what_it_repaired(name: str, case: dict[str, str]):
    rule = next(rule for rule in RULES if rule.name == name)
    assert not list(rule.changes(case["after"]))


@pytest.mark.parametrize(("name", "case"), cases_of([find.__name__ for find in SUSPICIONS]))
def test_suspicion_marks_what_its_case_says(name: str, case: dict[str, Any]):
    find = next(find for find in SUSPICIONS if find.__name__ == name)
    assert [case["before"][start:end] for start, end in sorted(find(case["before"]))] == case["marks"]


@pytest.mark.parametrize("name", [*(rule.name for rule in RULES), *(find.__name__ for find in SUSPICIONS)])
def test_first_case_of_every_file_is_kept_as_it_is(name: str):
    first = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))[0]
    assert first.get("after", first["before"]) == first["before"]
    assert first.get("marks", []) == []


def test_every_case_file_belongs_to_a_rule():
    names = {rule.name for rule in RULES} | {find.__name__ for find in SUSPICIONS}
    assert {path.stem for path in CASES.glob("*.yaml")} == names


def test_every_rule_and_suspicion_is_described_in_both_scripts():
    words = yaml.safe_load((resources.files("nianbao.data") / "rules.yaml").read_text(encoding="utf-8"))
    assert list(words["rules"]) == [*(rule.name for rule in RULES), EMENDATION]
    assert list(words["suspicions"]) == [find.__name__ for find in SUSPICIONS]
    for entry in [*words["rules"].values(), *words["suspicions"].values()]:
        assert set(entry) == {"hans", "hant", "what_hans", "what_hant"}
        assert all(entry.values())


def test_every_rule_has_a_story_and_two_examples():
    for rule in RULES:
        documentation = rule.changes.__doc__ or ""
        assert documentation.count(">>>") >= 2, rule.name


@every_capture
def test_ledger_turns_the_capture_into_the_text_and_back(path: Path):
    result = cleaned(path)
    assert apply_edits(capture(path), result.edits) == result.text
    assert undo_edits(result.text, result.edits, capture(path)) == capture(path)


@every_capture
def test_cleaning_the_cleaned_text_changes_nothing(path: Path):
    assert clean(source(cleaned(path).text)).edits == ()


@every_capture
def test_only_rules_whose_business_they_are_touch_digits(path: Path):
    text, kept, at = capture(path), list[str](), 0
    for edit in cleaned(path).edits:
        kept += [text[at : edit.start], text[edit.start : edit.end] if edit.rule in KEEPS_FIGURES else edit.inserted]
        at = edit.end
    digits = re.sub(r"\D", "", "".join([*kept, text[at:]]))
    assert digits == re.sub(r"\D", "", cleaned(path).text)


@every_capture
def test_text_has_one_block_a_line(path: Path):
    text = cleaned(path).text
    lines = text.split("\n")
    assert lines.pop() == ""
    assert all(line.strip() or "\t" in line for line in lines)
    assert not re.search(rf"(?m)^ | $|[{HAN}] [{HAN}](?!.{{0,3}}第)|[\r\xa0\u3000\u200b]", re.sub(r"(?m)^第\S{1,6}条 ", "", text))


@every_capture
def test_no_advertising_is_left_or_quoted_by_another_rule(path: Path):
    result, text = cleaned(path), capture(path)
    assert not [*mark_adverts(result.text), *drop_advert_bars(result.text)]
    withheld = [range(edit.start, edit.end) for edit in result.edits if edit.rule in WITHHELD]
    expected = {k for rule in (mark_adverts, drop_advert_bars) for start, end, _ in rule(text) for k in range(start, end)}
    assert {k for k in expected if text[k].isalnum()} <= {k for places in withheld for k in places}


@every_capture
def test_every_suspicion_lies_within_the_text(path: Path):
    result = cleaned(path)
    assert all(0 <= s.start < s.end <= len(result.text) for s in result.suspicions)


def test_spam_copy_loses_its_282_readings_and_all_its_trimmings():
    result = cleaned(seed("001"))
    assert result.script is Script.HANT
    assert Counter(edit.rule for edit in result.edits)["drop_pinyin_glosses"] == 282
    lines = result.text.splitlines()
    assert lines[:2] == ["2008年高新区（新市区）政府信息公开年度工作报告", "新市区政府2008年度政府信息公开年度报告"]
    assert lines[2].startswith("本年报是根据《中华人民共和国政府信息公开条例》")
    assert lines[-1].endswith("为推进信息公开工作奠定扎实的基础。")
    for word in ("全文检索", "浏览次数", "字体", "打印", "分享到", "用户登录", "×", "http://444", "|"):
        assert word not in result.text


def test_spam_copy_loses_no_other_character():
    """What is left of the capture without readings, head and tail is the text, character for character but for width."""
    text = capture(seed("001"))
    body = text[text.index("本年報是") : text.index("【打印正文】")]
    body = re.sub(r"\([a-z\u00e0-\u01dc]+ ?\)", "", body)
    han = re.sub(rf"[^{HAN}0-9a-z]", "", body)
    kept = re.sub(rf"[^{HAN}0-9a-z]", "", cleaned(seed("001")).text.split("\n", 2)[2])
    assert len(kept) == len(han)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("001", "乌信办20081号"),
        ("001", "（2008260）"),
        ("001", "《例》"),
        ("003", "（二）完成、"),
        ("003", "的“”专区"),
        ("003", "将作为"),
        ("003", "一是的内容"),
        ("003", "六是"),
        ("003", "全市和政务"),
        ("003", "我市的及"),
        ("003", "进一步完善的制度"),
    ],
)
def test_loss_is_marked_and_not_repaired(number: str, words: str):
    assert is_marked(number, words)


@pytest.mark.parametrize(("number", "most"), [("000", 0), ("002", 0), ("004", 1)])
def test_whole_reports_have_next_to_no_marks(number: str, most: int):
    assert len(marked(number)) <= most


def test_paragraph_broken_by_an_empty_line_is_whole_again():
    assert "持续做好常态化抽查通报" in cleaned(seed("004")).text


def test_cells_keep_their_places():
    text = cleaned(seed("004")).text
    assert "三、本年度办理结果\t（一）予以公开\t0\t0\t0\t0\t0\t0\t0\t\n" in text
    assert "\n\t\t\t\t\t5\t\t\t\t5\t6\t\t1\t7\t\n" in text


def test_empty_text_stays_empty():
    assert clean(source("")).text == ""
    assert clean(source(" \n\t\n")).text == ""


def test_emendation_is_an_edit_of_its_own():
    emendation = Emendation(find="20081号", replace="〔2008〕1号", reason="原件如此")
    result = clean(source("（某办20081号）要求", emendation))
    assert result.text == "（某办〔2008〕1号）要求\n"
    assert [edit.rule for edit in result.edits] == [EMENDATION, "drop_blank_lines"]
    assert not result.suspicions


def test_emendation_that_matches_twice_is_not_applied():
    emendation = Emendation(find="甲", replace="丙", reason="不明")
    result = clean(source("甲乙甲", emendation))
    assert result.text == "甲乙甲\n"
    assert result.unmatched == (emendation,)


HOSTILE: dict[str, Callable[[int], str]] = {
    "strokes": lambda n: "|" * n,
    "strokes and spaces": lambda n: "| " * (n // 2),
    "spaces": lambda n: " " * n,
    "spaces and digits": lambda n: "1 " * (n // 2),
    "opening brackets": lambda n: "(" * n,
    "closing brackets": lambda n: ")（" * (n // 2),
    "line feeds": lambda n: "\n" * n,
    "tabs": lambda n: "\t" * n,
    "letters": lambda n: "a" * n,
    "dots": lambda n: "a." * (n // 2),
    "hyphens": lambda n: "-" * n,
    "Chinese": lambda n: "公" * n,
    "digits": lambda n: "20" * (n // 2),
    "ampersands": lambda n: "&" * n,
    "tags": lambda n: "<p " * (n // 3),
    "readings": lambda n: "開(kāi)" * (n // 6),
    "labels": lambda n: "来源 " * (n // 3),
    "short lines": lambda n: "来源\n" * (n // 3),
    "titles": lambda n: "《政府信息公开条例》" * (n // 10),
    "different titles": lambda n: "".join(f"《某某某{chr(0x4E00 + i % 20000)}某条例》" for i in range(n // 9)),
    "unclosed": lambda n: "（公开，\n" * (n // 5),
    "garbled": lambda n: "闂備礁" * (n // 3),
    "adverts": lambda n: "金沙投注," * (n // 5),
    "hosts": lambda n: "http://444 " * (n // 11),
    "ordinals": lambda n: "一是" * (n // 2),
    "hosts in a row": lambda n: "ab.com " * (n // 7),
    "numbers on lines of their own": lambda n: "1\n2\n3\n" * (n // 6),
    "documents": lambda n: "《甲乙做好" * (n // 5),
    "keywords": lambda n: "代写_贷款_" * (n // 6),
    "braces": lambda n: "a{b:" * (n // 4),
    "misread": lambda n: "鏀垮姟" * (n // 3),
    "links": lambda n: "[甲](a" * (n // 5),
    "Traditional": lambda n: "務關會公" * (n // 4),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_pattern_blows_up(name: str):
    """A hundred thousand characters cost a fraction of a second; a pattern that is not linear costs a minute."""
    begun = time.process_time()
    clean(source(HOSTILE[name](100_000)))
    assert time.process_time() - begun < 10


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A stretch of a seed with a few characters lost, replaced or put in."""
    text = capture(draw(st.sampled_from(SEEDS)))
    start = draw(st.integers(0, max(0, len(text) - 800)))
    text = text[start : start + 800]
    for _ in range(draw(st.integers(1, 4))):
        place, lost = draw(st.integers(0, len(text))), draw(st.sampled_from((0, 0, 1, 2, 8, 40)))
        text = text[:place] + draw(st.sampled_from(DAMAGES)) + text[place + lost :]
    return text


@settings(max_examples=60, deadline=None, derandomize=True)
@given(damaged())
def test_cleaning_a_damaged_text_loses_nothing_unaccounted_and_settles(text: str):
    result = clean(source(text))
    assert apply_edits(text, result.edits) == result.text
    assert undo_edits(result.text, result.edits, text) == text
    assert clean(source(result.text)).edits == ()
