"""Where an agency is: the division its name tells, made certain by the text where the name alone leaves a choice."""

from __future__ import annotations

import re

from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, ENDING, GOVERNMENT, NATIONAL, TOWNSHIP, Body, alternatives, load_aliases
from nianbao.identify.county import of_department, of_township
from nianbao.identify.credit import registrars
from nianbao.identify.settle import Finding, found, settle
from nianbao.identify.witness import Witness

# Bodies of the central government name themselves before their place.
CENTRAL = re.compile(
    r"^(?:国家税务总局|国家统计局|国家外汇管理局|国家金融监督管理总局|中国人民银行|中国银行(?:保险|业)监督管理委员会|中国证券监督管理委员会"
    r"|中华人民共和国|中共|国网|(?:新疆生产建设兵团)?第[一二三四五六七八九十]{1,2}师)"
)
# Bodies that are called after a province or a city without the word for its kind: schools, and organs of the central
# government. What follows tells that it is such a body; with another place in its name it may lie there.
CALLED_AFTER = re.compile(
    r"(?:大学|学院|学校|海关|海事局|监管局|监管分局|[银证]保?监分?局|调查总?队|供电局|供电公司|电业局|检验检疫局|边防检查站|水务集团)(?:有限公司)?$"
)
ELSEWHERE = ("中山",)  # 中山大学 is called after a person
BRANCH = re.compile(r"(?:局|委员会)(?P<short>[\u4e00-\u9fff]{2,4}?)(?:[区县市])?(?:税务|公安)?分局$")
FARM = re.compile(r"[农林牧]场$")


def find_place(body: Body, year: str, witness: Witness, text: str = "") -> Finding:
    """The division of an agency in a year; without a code where that is not certain.

    A name whose rest goes on to name a division that is not in the table (高新区) is never given its parent's code.
    """
    if alias := find_alias(body.name):
        return found(alias["region_code"], "alias", body.name)
    for name in alternatives(CENTRAL.sub("", body.name)):
        place = regions.read_place(name, year)
        if branch := _branch(place, year):
            return found(branch, "branch", body.name)
        if place.codes and not _is_unresolved(body, place):
            return _settle(body, place, year, witness, text)
    if namesake := _namesake(CENTRAL.sub("", body.name), year):
        return found(namesake, "called_after", body.name)
    return of_township(body, year, witness, text) if body.level == TOWNSHIP else _of_nowhere(body, year, witness, text)


def find_alias(name: str) -> dict[str, str] | None:
    """The curated entry of a body without a code."""
    bodies: dict[str, dict[str, str]] = load_aliases()["bodies"]
    return bodies.get(name) or bodies.get(ENDING.sub("", name))


def tells_place(name: str) -> bool:
    """Whether a name says where its body is, be it in short, or is that of a body which everybody knows.

    >>> [tells_place(name) for name in ("平阳县水利局", "湖州师范学院", "水利部", "水利局")]
    [True, True, True, False]
    """
    short = regions.load().short
    placed = regions.read_place(name).names or name[:2] in short or name[:3] in short
    return bool(placed or NATIONAL.match(name) or find_alias(name))


def _namesake(name: str, year: str) -> str:
    """The province or city that a body is called after; empty where there are two, or another place in the name.

    >>> [_namesake(name, "2020") for name in ("安徽大学", "潍坊银保监分局", "吉林大学", "朝阳财政局")]
    ['340000', '370700', '', '']
    """
    short = next((name[:size] for size in (3, 2) if name[:size] in regions.load().short), "")
    rest = name[len(short) :]
    if not short or short in ELSEWHERE or not CALLED_AFTER.search(rest) or any(place in rest for place in regions.load().short):
        return ""
    codes = {code for full in regions.load().short[short] for code in regions.lookup(full, year)}
    return codes.pop() if len(codes) == 1 else ""


def _branch(place: regions.Place, year: str) -> str:
    """The county or district of a branch that is called after it without the word for its kind: 博山分局; empty if unsure.

    >>> _branch(regions.read_place("淄博市公安局博山分局", "2010"), "2010")
    '370304'
    """
    match = BRANCH.search(place.rest)
    names = [match["short"] + suffix for suffix in regions.SUFFIXES[1:]] if match and len(place.codes) == 1 else []
    codes = {code for name in names for code in regions.lookup(name, year) if regions.lies_in(code, place.codes[0])}
    return codes.pop() if len(codes) == 1 else ""


def _is_unresolved(body: Body, place: regions.Place) -> bool:
    """Whether a name goes on to something within its place that may have a code of its own, or lies where nobody says."""
    rest = place.rest
    if body.level == TOWNSHIP:
        return False
    if FARM.search(rest):
        return True
    if all(regions.depth(code) > 2 for code in place.codes):  # noqa: PLR2004 - a county's branch office lies in the county
        rest = rest.removesuffix("分局")
    return regions.names_a_division(rest) if body.level in (GOVERNMENT, DEPARTMENT) else bool(re.search(r"区", rest))


def _settle(body: Body, place: regions.Place, year: str, witness: Witness, text: str) -> Finding:
    """One code of those that the name leaves, by what the text tells; a township's must be a county's."""
    quote = "".join(place.names)
    if len(place.codes) == 1:
        (code,) = place.codes
        too_high = body.level == TOWNSHIP and regions.depth(code) < 3 and regions.has_divisions(code, year)  # noqa: PLR2004 - a county
        return of_township(body, year, witness, text, within=code) if too_high else found(code, "name", quote)
    return settle(quote, place.codes, year, witness, text)


def _of_nowhere(body: Body, year: str, witness: Witness, text: str) -> Finding:
    """The division of a department that its name places nowhere: the one that registered it, the county that its text is of."""
    if body.level != DEPARTMENT or tells_place(body.name) or CENTRAL.match(body.name) or regions.names_a_division(body.name):
        return Finding()
    codes = registrars(body, year, witness)
    if len(codes) == 1:
        ((code, quote),) = codes.items()
        return found(code, "credit_code", quote)
    return Finding() if codes else of_department(body, year, witness, text)
