"""Who reports on which year, from cases that need no Python to review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from nianbao.decode import decode
from nianbao.identify import identify, refusal, report_id, unit_of
from nianbao.identify.bodies import Body, read_body
from nianbao.identify.place import find_place
from nianbao.identify.witness import hear
from nianbao.model import Attribution, Cleaned, Facts, Identity, Script, Source
from nianbao.parse import parse

CASES = Path(__file__).parent / "cases" / "identify"
SEEDS = Path(__file__).parent.parent / "content" / "reports"


def cases(name: str) -> list[Any]:
    loaded = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=str(number)) for number, case in enumerate(loaded, start=1)]


def told(text: str, *, head: str = "", script: str = "Hans", facts: Facts | None = None) -> Identity:
    source = Source(path="reports/a.txt", sha256="0", encoding="utf-8", text=f"{head}\n{text}", facts=facts or Facts())
    cleaned = Cleaned(text=text, script=Script(script), edits=(), suspicions=())
    return identify(source, cleaned, parse(text))


@pytest.mark.parametrize("case", [*cases("agency"), *cases("rivals")])
def test_the_agency_is_the_one_that_the_text_names_or_none(case: dict[str, str]):
    identity = told(case["text"], head=case.get("head", ""))
    assert identity.agency == case["agency"]
    assert identity.level == case.get("level", identity.level)
    assert identity.attribution == case.get("attribution", identity.attribution)


@pytest.mark.parametrize("case", cases("year"))
def test_the_year_is_the_one_that_is_reported_on_or_none(case: dict[str, str]):
    identity = told(case["text"], head=case.get("head", ""))
    assert identity.year == case["year"]
    if "attribution" in case:
        (rule,) = (evidence.rule for evidence in identity.evidence if evidence.fact == "year")
        assert (rule == "title") == (case["attribution"] == "stated")


@pytest.mark.parametrize("case", cases("published"))
def test_the_date_of_publication_is_one_that_is_printed_as_such(case: dict[str, str]):
    identity = told(case["text"], head=case["head"], script=case.get("script", "Hans"))
    assert identity.published == case["published"]
    if "rule" in case:
        assert case["rule"] in {evidence.rule for evidence in identity.evidence if evidence.fact == "published"}


@pytest.mark.parametrize("case", cases("place"))
def test_a_region_has_a_code_only_where_it_is_certain(case: dict[str, Any]):
    body = read_body(case["agency"])
    assert body is not None
    text = case.get("text", "公开信息3条。")
    source = Source(path="reports/a.txt", sha256="0", encoding="utf-8", text=case.get("head", ""))
    witness = hear(source, Cleaned(text=text, script=Script.HANS, edits=(), suspicions=()), parse(text))
    found = find_place(body, case["year"], witness, text)
    assert found.code == case["code"]
    assert len(found.candidates) == case.get("candidates", len(found.candidates))


def test_a_region_is_named_with_its_parents_and_the_agency_without_them():
    identity = told("2012年浙江省温州市永嘉县民政局政府信息公开年度报告\n公开信息3条。")
    assert (identity.agency, identity.region) == ("永嘉县民政局", "浙江省温州市永嘉县")


@pytest.mark.parametrize("case", cases("refusal"))
def test_only_what_is_no_report_is_refused(case: dict[str, str]):
    assert refusal(parse(case["text"])) == case["reason"]


@pytest.mark.parametrize("case", cases("report_id"))
def test_an_id_says_who_and_when_or_where_the_capture_lies(case: dict[str, str]):
    body = Body(case.get("agency", ""), case.get("level", ""))
    code = case.get("region_code", "")
    identity = Identity(
        agency=body.name, unit=unit_of(body, code) if body.name else "", region_code=code, year=case.get("year", "")
    )
    path, digest = case.get("path", "reports/Capture_7.txt"), "0123456789abcdef" * 4
    source = Source(path=path, sha256=digest, encoding="utf-8", text="", facts=Facts(id=case.get("pinned", "")))
    assert report_id(identity, source) == case["id"]


def test_what_a_person_knows_outranks_the_text():
    facts = Facts(agency="永嘉县民政局", year="2011", published="2012-03-01", region_code="330324", unit="mz", scope="本级")
    identity = told("2012年平阳县财政局政府信息公开年度报告\n公开信息3条。", facts=facts)
    assert (identity.agency, identity.year, identity.published) == ("永嘉县民政局", "2011", "2012-03-01")
    assert (identity.region_code, identity.unit, identity.scope) == ("330324", "mz", "本级")
    assert identity.attribution is Attribution.SIDECAR
    assert {evidence.rule for evidence in identity.evidence} == {"sidecar"}


def test_a_person_who_knows_the_year_alone_does_not_vouch_for_the_agency():
    identity = told("平阳县财政局政府信息公开年度报告\n公开信息3条。", facts=Facts(year="2011"))
    assert identity.attribution is Attribution.STATED


def test_evidence_quotes_nothing_but_what_tells_the_fact_from_around_the_report():
    identity = told(
        "一、概述\n公开信息3条。", head="发布时间：2013-02-03 买彩票就上某某网\n平阳县财政局2012年政府信息公开年度报告-某某网"
    )
    assert identity.agency == "平阳县财政局"
    assert not [evidence for evidence in identity.evidence if "某某网" in evidence.quote]


SEED_FACTS = {
    "000": ("水磨沟区人民政府", "650105", "2008", "", "", "stated"),
    "001": ("高新区（新市区）人民政府", "650104", "2008", "2009-01-28", "", "stated"),
    "002": ("山亭区人民政府", "370406", "2009", "", "", "inferred"),
    "003": ("乌鲁木齐市人民政府", "650100", "2014", "", "本级", "inferred"),
    "004": ("水磨沟区人民政府", "650105", "2018", "2019-03-21", "", "stated"),
}


@pytest.mark.parametrize("seed", SEED_FACTS)
def test_the_five_captures_are_attributed(seed: str):
    from nianbao.clean import clean

    (path,) = SEEDS.glob(f"{seed}_*.txt")
    text, encoding = decode(path.read_bytes())
    source = Source(path=f"reports/{path.name}", sha256="0", encoding=encoding, text=text)
    cleaned = clean(source)
    document = parse(cleaned.text)
    identity = identify(source, cleaned, document)
    found = (identity.agency, identity.region_code, identity.year, identity.published, identity.scope, str(identity.attribution))
    assert found == SEED_FACTS[seed]
    assert not identity.unit
    assert not refusal(document)
    assert report_id(identity, source) == f"{identity.region_code}-{identity.year}"
