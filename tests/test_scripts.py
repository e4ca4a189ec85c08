"""Simplified and Traditional: right characters, the same length, and back again."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import yaml

from nianbao.chinese import HAN_CHARACTER
from nianbao.model import Script
from nianbao.scripts import (
    CORNER,
    CURLY,
    read_lexicon,
    read_words,
    script_of,
    to_simplified,
    to_traditional,
    traditional_share,
)

ROOT = Path(__file__).parent.parent
CASES = yaml.safe_load((ROOT / "tests/cases/scripts/pairs.yaml").read_text(encoding="utf-8"))
TO_TRADITIONAL = [(kind, *pair) for kind, pairs in CASES.items() if kind != "read_back" for pair in pairs.items()]
GOLD = ROOT.parent / "shared/scripts/gold_pairs.tsv"
CAPTURES = sorted((ROOT / "content/reports").glob("*.txt")) + sorted((ROOT.parent / "shared/corpus").glob("content/**/*.txt"))


def read_capture(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def gold_pairs() -> list[tuple[str, set[str]]]:
    lines = GOLD.read_text(encoding="utf-8").splitlines()[2:] if GOLD.exists() else []
    rows = [line.split("\t") for line in lines if line]
    return [(row[0], {row[1], *(row[2].split(";") if len(row) > 2 and row[2] else ())}) for row in rows]


def test_the_engine_is_the_opencc_that_is_meant_and_no_namesake():
    import opencc

    assert opencc.__version__ == "1.4.2"
    assert hasattr(opencc, "opencc_clib"), "another package has installed itself as `opencc`: reinstall the locked one"


@pytest.mark.parametrize(("kind", "hans", "hant"), TO_TRADITIONAL)
def test_each_case_becomes_the_right_traditional_text(kind: str, hans: str, hant: str):
    assert to_traditional(hans) == hant, kind


@pytest.mark.parametrize(("kind", "hans", "hant"), TO_TRADITIONAL)
def test_each_case_comes_back_as_the_simplified_text(kind: str, hans: str, hant: str):
    assert to_simplified(hant) == hans, kind


@pytest.mark.parametrize(("hant", "hans"), CASES["read_back"].items())
def test_spellings_of_captures_are_read_back(hant: str, hans: str):
    assert to_simplified(hant) == hans


@pytest.mark.skipif(not GOLD.exists(), reason="../shared/scripts is not at hand")
def test_every_gold_pair_is_right_or_accepted_in_both_directions():
    wrong = [(hans, to_traditional(hans)) for hans, accepted in gold_pairs() if to_traditional(hans) not in accepted]
    unread = [(hant, hans) for hans, accepted in gold_pairs() for hant in accepted if to_simplified(hant) != hans]
    assert (wrong, unread) == ([], [])


def test_every_word_of_the_lexicon_keeps_its_length_and_comes_back():
    entries = [entry for entry in read_lexicon() if len(entry.hans) > 1]
    assert [entry for entry in entries if len(entry.hans) != len(entry.hant)] == []
    assert [(entry.hans, to_traditional(entry.hans)) for entry in entries if to_traditional(entry.hans) != entry.hant] == []
    assert [entry.hans for entry in entries if to_simplified(entry.hant) != entry.hans] == []


def test_every_name_of_a_place_comes_back():
    lines = (ROOT / "nianbao/data/regions.csv").read_text(encoding="utf-8").splitlines()[1:]
    names = sorted({line.split(",")[1] for line in lines})
    assert [name for name in names if to_simplified(to_traditional(name)) != name] == []


def test_no_word_is_listed_twice():
    words = [entry.hans for entry in read_lexicon()]
    assert len(words) == len(set(words))
    assert len(read_words()) == len(set(read_words()))


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_a_capture_keeps_its_length_its_other_characters_and_comes_back(path: Path):
    text = to_simplified(read_capture(path))
    hant = to_traditional(text)
    assert len(hant) == len(text)
    pairs = [(a, b) for a, b in zip(text, hant, strict=True) if a != b and a not in CURLY]
    assert [(a, b) for a, b in pairs if not (HAN_CHARACTER.match(a) and HAN_CHARACTER.match(b))] == []
    if sum("\u4e00" <= c <= "\u9fff" and script_of(c) is Script.HANT for c in text) == 0:  # no mojibake, no mixed script
        assert to_simplified(hant) == text


def test_marks_stay_curly_where_the_configuration_says_so():
    assert to_traditional("“公开”", quotes=False) == "“公開”"


@pytest.mark.parametrize("odd", ["", "\n", "a\tb", "\u3007\ufa1c\U0002070e", "“" * 2000, "é\u200b𠮷", "\x00"])
def test_odd_text_keeps_its_length(odd: str):
    assert len(to_traditional(odd)) == len(odd)
    assert len(to_simplified(odd)) == len(odd)


def test_marks_of_different_lines_are_no_pair():
    assert to_traditional("“甲\n乙”\n“丙”") == "“甲\n乙”\n「丙」"


def test_the_share_of_traditional_characters_tells_lines_apart():
    assert traditional_share("点击收听、视频") == 0
    assert traditional_share("行政復議、行政訴訟情況") == 1
    assert traditional_share("后里台干") is None  # both scripts have these


def test_conversion_is_the_same_in_every_process_and_from_every_folder(tmp_path: Path):
    text = "提起复议，后台风险：“准予”"
    with ProcessPoolExecutor(2) as pool:
        assert set(pool.map(to_traditional, [text] * 4)) == {to_traditional(text)}
    code = f"from nianbao.scripts import to_traditional; print(to_traditional({text!r}))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONHASHSEED": "7", "TZ": "Asia/Urumqi"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == to_traditional(text)


def test_corner_marks_are_what_their_names_say():
    assert all("CORNER BRACKET" in unicodedata.name(mark) for mark in CORNER)


@pytest.mark.parametrize("case", yaml.safe_load((ROOT / "tests/cases/scripts/second_engine.yaml").read_text(encoding="utf-8")))
def test_words_that_another_engine_writes_otherwise_are_written_as_decided(case: dict[str, str]):
    assert to_traditional(case["hans"]) == case["ours"]
