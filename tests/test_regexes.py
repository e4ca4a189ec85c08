"""No pattern blows up: the work of every regular expression of the package grows in step with its input.

Growth, not seconds: each pattern reads inputs of its own making (its literals, and what stands around reports) of n and 4n
characters; quadratic work takes 16 times as long, linear work 4 times. What is fast anyway is not measured further. A
pattern that the package only ever matches at a place is not made to search.
"""

from __future__ import annotations

import gc
import importlib
import math
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import nianbao
from nianbao.catalogue import load
from nianbao.extract import phrases
from nianbao.model import Source
from nianbao.report import read_report

SMALL, GROWTH = 1_000, 4
FAST = 0.002  # seconds at 4n; below it a clock says nothing, and a report would not notice
SLOW = 0.05  # seconds at n; above it 4n need not be tried
STEEP = 9  # between 4 (linear) and 16 (quadratic)
DEFINED = re.compile(r"^([A-Z][A-Z0-9_]+)(?=(?::.*)? = )", re.MULTILINE)
SEARCHED = {"search"}
AROUND = "1|一| |　|\t|\n|(|（|条|年|“|.|,|甲|a|<|：|其中|1,|3.|1 |甲 ".split("|")  # noqa: SIM905 - wide blanks are lost in a list
LITERAL = re.compile(r"[\u3400-\u9fff]{1,4}|[^\w\s\\\[\](){}?*+^$|]|\\[.()\[\]|]")
USE = re.compile(r"\b([A-Z][A-Z0-9_]+)\b(?:\.(\w+))?")
# Patterns that read pieces of bounded length only: the name, and the most characters they are given.
BOUNDED = {
    "data.Phrase": 250,  # a clause and the sentence before it: extract.clause.REACH, twice
    "nianbao.extract.parts.PART_TAIL": 150,  # a part's name, cut from a clause
    "nianbao.extract.parts.ISSUED": 150,  # the same
    "nianbao.extract.parts.RECEIVED": 150,  # the same
    "nianbao.checks.shares.OWN_BASE": 200,  # checks.shares.REACH
    "nianbao.clean.lines.TITLE_END": 80,  # lines that are short
    "nianbao.identify.bodies.GOVERNMENT_OFFICE": 36,  # names: identify.bodies.LONGEST
}


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(nianbao.__path__, "nianbao."):
        if not found.name.endswith("generate_regions"):
            yield importlib.import_module(found.name)


@cache
def methods() -> dict[str, set[str]]:
    """How the package uses each pattern, by module and name: `match`, `search`, or nothing where it is handed on."""
    texts = {module.__name__: Path(module.__file__).read_text(encoding="utf-8") for module in modules()}
    defined = {name: set(DEFINED.findall(text)) for name, text in texts.items()}
    used: dict[str, set[str]] = {}
    for module, text in texts.items():
        for name, method in USE.findall(DEFINED.sub("", text)):
            homes = (
                [module]
                if name in defined[module]
                else [home for home, names in defined.items() if name in names and f"from {home} import" in text]
            )
            for home in homes:
                used.setdefault(f"{home}.{name}", set()).add(method)
    return {name: found - {"pattern"} for name, found in used.items()}


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern by the name it has: of modules, of what they hold, and of what is compiled from data."""
    load()
    read_report(Source(path="reports/a.txt", sha256="", encoding="utf-8", text="某区2009年政府信息公开年度报告\n公开信息3条。\n"))
    named = {
        (p.pattern, p.flags): (f"{m.__name__}.{n}", p) for m in modules() for n, held in vars(m).items() for p in _inside(held, 3)
    }
    named |= {(p.pattern, p.flags): ("data.Phrase", p) for p in of_phrases()}
    gc.collect()
    for held in gc.get_objects():  # instances that caches hold
        if str(type(held).__module__).startswith("nianbao"):
            for pattern in _inside(held, 2):
                named.setdefault((pattern.pattern, pattern.flags), (f"data.{type(held).__name__}", pattern))
    return {f"{name} #{n}": pattern for n, (name, pattern) in enumerate(named.values())}


def of_phrases() -> Iterator[re.Pattern[str]]:
    """The patterns of data/phrases.yaml, which are compiled when a report needs them."""
    data = phrases.load()
    for phrase in (phrase for kind in (data.specific, data.general) for unit in kind.values() for phrase in unit.entries):
        yield from map(phrases.compiled, filter(None, (phrase.says, phrase.near, phrase.unless, phrase.after)))
    for zero in data.zeros:
        yield from map(phrases.compiled, filter(None, (zero.denied, zero.needs, zero.near, zero.unless)))


def _inside(held: Any, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern):
        yield from [held] if isinstance(held.pattern, str) else []
    elif depth and isinstance(held, (list, tuple, set, frozenset, dict)):
        for value in held.values() if isinstance(held, dict) else held:
            yield from _inside(value, depth - 1)
    elif depth and str(type(held).__module__).startswith("nianbao") and hasattr(type(held), "__slots__"):
        for name in type(held).__slots__:
            yield from _inside(getattr(held, name, None), depth - 1)


def worst_inputs(pattern: re.Pattern[str]) -> list[str]:
    """Pieces to repeat: what stands around reports, and the pattern's own literals, alone and followed by others."""
    literals = [found.removeprefix("\\") for found in dict.fromkeys(LITERAL.findall(pattern.pattern))][:5]
    return list(dict.fromkeys([*AROUND, *literals, *(a + b for a in literals[:3] for b in "1甲 ")]))


def seconds(pattern: re.Pattern[str], text: str, used: set[str]) -> float:
    """What reading a text takes as the package does it, the best of three."""
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        if used - {"match", "fullmatch"}:
            for _found in pattern.finditer(text):
                pass
        if "fullmatch" in used:
            pattern.fullmatch(text)
        pattern.match(text)
        best = min(best, time.process_time() - begun)
        if best < FAST or best > SLOW * GROWTH:
            break
    return best


def grows(pattern: re.Pattern[str], piece: str, used: set[str]) -> tuple[float, float] | None:
    """Seconds over n and 4n characters where the work grows faster than the input.

    Each is the least of up to five rounds: whatever else the machine does can only add, and one round that was disturbed
    must decide nothing.
    """
    short, long = math.inf, math.inf
    for _ in range(5):
        short = min(short, seconds(pattern, piece * (SMALL // len(piece)) + "\0", used))
        again = short * 16 if short > SLOW else seconds(pattern, piece * (SMALL * GROWTH // len(piece)) + "\0", used)
        long = min(long, again)
        if long < FAST:
            return None
    return None if short * STEEP > long else (round(short, 5), round(long, 5))


def test_the_patterns_of_modules_and_of_data_are_found():
    assert len(patterns()) > 300


def test_patterns_that_read_bounded_pieces_are_fast_within_the_bound():
    slow = {}
    for name, pattern in patterns().items():
        if bound := BOUNDED.get(name.partition(" ")[0]):
            pieces = worst_inputs(pattern)
            found = [piece for piece in pieces if seconds(pattern, (piece * bound)[:bound] + "\0", SEARCHED) > SLOW]
            slow |= {name: found} if found else {}
    assert slow == {}


def test_the_work_of_every_pattern_grows_in_step_with_its_input():
    steep = {}
    for name, pattern in patterns().items():
        plain = name.partition(" ")[0]
        used = methods().get(plain, SEARCHED)
        inputs = () if plain in BOUNDED else worst_inputs(pattern)
        found = next(((piece, *times) for piece in inputs if (times := grows(pattern, piece, used))), None)
        steep |= {name: found} if found else {}
    assert steep == {}


@pytest.mark.parametrize(("pattern", "piece"), [(r"\s+$", " "), (r"甲.*乙$", "甲"), (r"(?:公开.*条)+年", "公开")])
def test_the_measure_finds_patterns_that_grow_with_the_square(pattern: str, piece: str):
    # A busy machine can hide growth, by slowing the short text alone; it cannot make any.
    assert any(grows(re.compile(pattern), piece, SEARCHED) for _ in range(5))
