"""Archives that nobody captured, of any size: seeded, every report another one, with the names of real agencies.

The sentences are our own (`archives.yaml`); their slots are filled from lists, from the names of divisions and from a list
of common words, which are drawn like words of a language: few often, most seldom. As in real archives there are about two
thousand different characters, some in every report and half in hardly one of a hundred, and each agency has places and
subjects of its own. Used by tests of the search and by benchmarks: `generate(300, seed=1)`.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from nianbao.data import read_text
from nianbao.identify.regions import full_name, load
from nianbao.model import (
    Agency,
    Archive,
    Attribution,
    Check,
    Cleaned,
    Document,
    Figure,
    Identity,
    Origin,
    Outcome,
    Qualifier,
    Report,
    Script,
    Source,
    Status,
)
from nianbao.parse import parse

MADE_OF: Final = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
OWN_WORDS, OWN_TOWNS, OWN_COMPANIES = 60, 8, 5  # what only one agency's reports speak of again and again
OWN_SENTENCES = 24  # the sentences that an agency prefers
LENGTH = 2250  # characters, about those of the design's reference reports
SLOT = re.compile(r"\{(\w+)\}")
NUMBERS = {"n": (100, 99_999), "m": (10, 400), "k": (0, 60), "l": (0, 9)}
LISTS = {"topic": "topics", "topic2": "topics", "law": "laws", "channel": "channels", "person": "people"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An agency of the generated archive; each slot that is its own with what may fill it."""

    code: str
    name: str
    unit: str
    sentences: list[str]
    own: dict[str, list[str]]


def generate(count: int, seed: int = 0) -> Archive:
    """An archive of so many reports; the same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    reports = sorted(_reports(count, chance), key=lambda report: report.id)
    held: dict[str, list[Report]] = {}
    for report in reports:
        held.setdefault(report.id.rpartition("-")[0], []).append(report)
    agencies = tuple(_agency(key, tuple(of_agency)) for key, of_agency in sorted(held.items()))
    return Archive(reports=tuple(reports), agencies=agencies, problems=())


def _agency(key: str, reports: tuple[Report, ...]) -> Agency:
    identity = reports[0].identity
    return Agency(key=key, name=identity.agency, region_code=identity.region_code, region=identity.region, reports=reports)


def _reports(count: int, chance: random.Random) -> Iterator[Report]:
    codes = sorted(code for code, regions in load().by_code.items() if regions[-1].last > 2025 and not code.endswith("0000"))
    units = [*itertools.product(codes, [""]), *itertools.product(codes, MADE_OF["departments"])]
    # Every other agency is a government, whose reports have no unit in their ids.
    weights = itertools.accumulate(len(MADE_OF["departments"]) if not department else 1 for _, department in units)
    drawn = dict.fromkeys(chance.choices(units, cum_weights=list(weights), k=2 * count))
    for code, department in drawn:
        issuer = _issuer(code, department, chance)
        for year in range(first := chance.randint(2008, 2020), min(first + 6, 2026)):
            if not count:
                return
            yield _report(issuer, str(year), chance)
            count -= 1


def _issuer(code: str, department: str, chance: random.Random) -> Issuer:
    name = full_name(code) + (department or "人民政府")
    unit = hashlib.sha256(name.encode()).hexdigest()[:8] if department else ""
    places, (words, weights) = _places()[code[:2]], _words()
    towns = ["".join(chance.choices(MADE_OF["syllables"], k=2)) + chance.choice(MADE_OF["suffixes"]) for _ in range(OWN_TOWNS)]
    own = {
        "w": chance.choices(words, cum_weights=weights, k=OWN_WORDS),
        "town": towns,
        "place": chance.choices(places, k=OWN_TOWNS),
        "company": [
            f"{chance.choice(places)[:2]}{chance.choice(towns)[:2]}{chance.choice(MADE_OF['trades'])}有限公司"
            for _ in range(OWN_COMPANIES)
        ],
    }
    return Issuer(code=code, name=name, unit=unit, sentences=chance.sample(MADE_OF["sentences"], OWN_SENTENCES), own=own)


@cache
def _places() -> dict[str, list[str]]:
    """The names of the divisions in force of each province, by the first two digits of their codes."""
    places = dict[str, list[str]]()
    for code, regions in sorted(load().by_code.items()):
        places.setdefault(code[:2], []).append(regions[-1].name)
    return places


@cache
def _words() -> tuple[list[str], list[float]]:
    """Words, and how many times each is drawn as against others, summed up: Zipf's law."""
    lines = read_text("words.txt").splitlines()
    words = sorted({word for line in lines if not line.startswith("#") for word in line.split()})
    random.Random(0).shuffle(words)  # noqa: S311 - nothing secret
    return words, list(itertools.accumulate(1 / (rank + 10) for rank in range(len(words))))


def _report(issuer: Issuer, year: str, chance: random.Random) -> Report:
    report_id = "-".join(filter(None, (issuer.code, issuer.unit, year)))
    text = "\n".join(_lines(issuer, year, chance)) + "\n"
    number = hashlib.sha256(report_id.encode()).hexdigest()
    return Report(
        id=report_id,
        source=Source(path=f"reports/{report_id}.txt", sha256=number, encoding="utf-8", text=text),
        cleaned=Cleaned(text=text, script=Script.HANS, edits=(), suspicions=()),
        document=(document := parse(text)),
        identity=Identity(
            agency=issuer.name,
            unit=issuer.unit,
            region_code=issuer.code,
            region=full_name(issuer.code),
            year=year,
            attribution=Attribution.STATED,
        ),
        form=chance.choice(("prose", "statistics_2014", "form_2019", "form_2021")),
        figures=tuple(_figures(text, document)),
        exclusions=(),
        checks=(_check(chance.choice((Outcome.HOLDS, Outcome.FAILS))),),
    )


def _lines(issuer: Issuer, year: str, chance: random.Random) -> Iterator[str]:
    if chance.random() > 0.1:
        yield f"{issuer.name}{year}年政府信息公开工作年度报告"
    length = LENGTH * chance.uniform(0.5, 1.5) / len(MADE_OF["headings"])
    for heading in MADE_OF["headings"]:
        yield heading
        yield from _paragraphs(issuer, year, int(length), chance)
    for row in MADE_OF["rows"]:
        yield "\t".join(_filled(cell, issuer, year, chance) for cell in row)


def _paragraphs(issuer: Issuer, year: str, length: int, chance: random.Random) -> Iterator[str]:
    while length > 0:
        # Three of four sentences are the agency's own, year after year.
        kinds = [issuer.sentences if chance.random() < 0.75 else MADE_OF["sentences"] for _ in range(chance.randint(1, 5))]
        paragraph = "".join(_filled(chance.choice(sentences), issuer, year, chance) for sentences in kinds)
        yield paragraph
        length -= len(paragraph)


def _filled(sentence: str, issuer: Issuer, year: str, chance: random.Random) -> str:
    """A sentence with each slot filled, and the slots of what fills it."""

    def fill(slot: re.Match[str]) -> str:
        return _filled(_filling(slot[1], issuer, year, chance), issuer, year, chance)

    return SLOT.sub(fill, sentence)


def _filling(slot: str, issuer: Issuer, year: str, chance: random.Random) -> str:
    if slot == "year":
        return year
    if slot == "p":
        return f"{chance.randint(1, 99)}.{chance.randint(0, 99)}"
    if slot in NUMBERS:
        return str(chance.randint(*NUMBERS[slot]))
    if slot == "w" and chance.random() < 0.5:  # otherwise one of the agency's own
        words, weights = _words()
        return chance.choices(words, cum_weights=weights)[0]
    if slot == "bureau":
        return chance.choice((issuer.name, chance.choice(issuer.own["place"]) + chance.choice(MADE_OF["departments"])))
    return str(chance.choice(issuer.own.get(slot) or MADE_OF[LISTS[slot]]))


STATED = {"requests_received": r"收到依申请公开(\d+件)", "press_conferences": r"召开新闻发布会(\d+次)"}


def _figures(text: str, document: Document) -> Iterator[Figure]:
    """What the first sentence on each metric states."""
    for metric, pattern in STATED.items():
        for found in list(re.finditer(pattern, text))[:1]:
            block = next(block for block in document.blocks if block.start <= found.start() < block.end)
            yield Figure(
                metric=metric, part="", value=Decimal(found[1][:-1]), unit=found[1][-1], status=Status.STATED,
                qualifier=Qualifier.NONE, quote=found[0], anchor=block.anchor, origin=Origin.PROSE,
                start=found.start(), end=found.end(), mark_start=found.start(1), mark_end=found.end(1),
            )  # fmt: skip


def _check(outcome: Outcome) -> Check:
    return Check(
        kind="sum_of_parts",
        outcome=outcome,
        stated="3",
        computed="3",
        difference="0",
        working="1+2=3",
        quote="共3条",
        anchor="p2",
    )
