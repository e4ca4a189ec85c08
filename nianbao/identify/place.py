"""Where an agency is: the division its name tells, made certain by the text where the name alone leaves a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nianbao.chinese import narrow
from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, NATIONAL, TOWNSHIP, Body, alternatives, load_aliases
from nianbao.identify.credit import registered, registrars
from nianbao.identify.witness import Witness
from nianbao.model import Evidence

PHONE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d\d))[-—)） ]{1,2}\d{7,8}(?!\d)")
POSTCODE = re.compile(r"邮(?:政)?编(?:码)?[:：]?\s?(\d{2})\d{4}(?!\d)")
DOMAIN = re.compile(r"[./@]([a-z]{2,9})\.gov\.cn")
# Index numbers that begin with the division and three digits of the body: 620702081/2026-00007.
INDEX = re.compile(r"(?<!\d)(\d{6})\d{3}/20\d\d-\d{4,6}")
PORTAL = re.compile(r"(?:政府|区|县|市|旗)[^。;；,，]{0,6}(?:门户网|网站|网页|公众信息网|信息网)")
# Words behind the name of a county whose government tells those below it to report.
NOTICE = re.compile(
    r"(?<=[县区市旗])(?:人民)?政府(?:办公[室厅]|办)?(?:关于|印发)(?=[^》。]{0,30}(?:年度报告|年报|信息公开|政务公开))"
)
# A county's site is called after it: “中国永嘉”县政府门户网站.
SITE_NAME = re.compile(r"[“\"「『]中国·?(?P<short>[\u4e00-\u9fff]{2,4})[”\"」』](?P<kind>[县区市旗])")
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
ENDING = re.compile(r"(?:人民政府|办事处|行政公署|管理委员会|管委会)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where an agency is: its code, or the codes that remain possible, and how that is known."""

    code: str = ""
    candidates: tuple[str, ...] = ()
    evidence: Evidence | None = None


def find_place(body: Body, year: str, witness: Witness, text: str = "") -> Finding:
    """The division of an agency in a year; without a code where that is not certain.

    A name whose rest goes on to name a division that is not in the table (高新区) is never given its parent's code.
    """
    if alias := find_alias(body.name):
        return _found(alias["region_code"], "alias", body.name)
    for name in alternatives(CENTRAL.sub("", body.name)):
        place = regions.read_place(name, year)
        if branch := _branch(place, year):
            return _found(branch, "branch", body.name)
        if place.codes and not _is_unresolved(body, place):
            return _settle(body, place, year, witness, text)
    if namesake := _namesake(CENTRAL.sub("", body.name), year):
        return _found(namesake, "called_after", body.name)
    return _of_township(body, year, witness) if body.level == TOWNSHIP else _of_nowhere(body, year, witness)


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


def _found(code: str, rule: str, quote: str) -> Finding:
    return Finding(code, (code,) if code else (), Evidence(fact="region", rule=rule, quote=quote) if code else None)


def _ambiguous(quote: str, candidates: tuple[str, ...]) -> Finding:
    """No code, and the candidates for whoever can tell."""
    return Finding("", candidates, Evidence(fact="region", rule="ambiguous", quote=f"{quote}: {', '.join(candidates)}"))


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
        return _of_township(body, year, witness, within=code) if too_high else _found(code, "name", quote)
    for rule, supported in _supports(place.codes, year, witness, narrow(text)):
        if len(supported) == 1:
            return _found(supported[0], rule, quote)
        return _ambiguous(quote, supported or place.codes)
    return _ambiguous(quote, place.codes)


def _supports(codes: tuple[str, ...], year: str, witness: Witness, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What remains of the candidates when all that the text tells of its place is taken together."""
    remaining, rules = codes, []
    for rule, fits in _tests(year, witness, text):
        if supported := tuple(code for code in codes if fits(code)):
            rules.append(rule)
            remaining = tuple(code for code in remaining if code in supported)
    if rules:
        yield "+".join(rules), remaining


def _tests(year: str, witness: Witness, text: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
    aliases = load_aliases()
    named = {code for _, name in regions.mentions(f"{witness.title}\n{witness.body}") for code in regions.lookup(name, year)}
    codes = registered(year, witness)
    phones = {prefix for area in PHONE.findall(text) for prefix in aliases["area_codes"].get(area, ())}
    posts, domains = set(POSTCODE.findall(text)), {aliases["domains"].get(each) for each in DOMAIN.findall(text)}
    yield "parent_named", lambda code: any(regions.lies_in(code, parent) and parent != code for parent in named)
    yield "credit_code", lambda code: code in codes
    yield "area_code", lambda code: code[:4] in phones
    yield "postcode", lambda code: any(post in posts for post in aliases["postcodes"].get(code[:2], ()))
    yield "domain", lambda code: code[:2] in domains


def _of_nowhere(body: Body, year: str, witness: Witness) -> Finding:
    """The division that registered a department which its name places nowhere: 县财政局."""
    if body.level != DEPARTMENT or tells_place(body.name) or CENTRAL.match(body.name) or regions.names_a_division(body.name):
        return Finding()
    codes = registrars(body, year, witness)
    return _found(*next(iter(codes.items()))[:1], "credit_code", *codes.values()) if len(codes) == 1 else Finding()


def _of_township(body: Body, year: str, witness: Witness, within: str = "") -> Finding:
    """The county of a township whose name does not tell it."""
    core = ENDING.sub("", body.name)
    for rule, found in (
        ("named_with_parent", _before(core, year, witness)),
        ("credit_code", registrars(body, year, witness).items()),
        ("index_number", _indexed(witness)),
        ("portal", _portals(year, witness)),
        ("notice", _notices(year, witness)),
    ):
        codes = {code: quote for code, quote in found if not within or regions.lies_in(code, within)}
        if len(codes) == 1:
            return _found(*next(iter(codes.items()))[:1], rule, next(iter(codes.values())))
        if codes:
            return _ambiguous(core, tuple(sorted(codes)))
    return Finding()


def _before(core: str, year: str, witness: Witness) -> Iterator[tuple[str, str]]:
    """Counties that stand right before the township's name: 微山县两城镇."""
    for line in (*witness.lines, *witness.head):
        for match in re.finditer(f"(?:人民政府)?{re.escape(core)}", line):
            before = line[max(0, match.start() - regions.LONGEST_NAME) : match.start()]
            for end, name in regions.mentions(before):
                if end == len(before):
                    yield from ((code, name + core) for code in _counties(name, year))


def _counties(name: str, year: str) -> Iterator[str]:
    codes = [code for code in regions.lookup(name, year) if regions.depth(code) == 3]  # noqa: PLR2004 - a county
    if len(codes) == 1:
        yield codes[0]


def _indexed(witness: Witness) -> Iterator[tuple[str, str]]:
    """Counties at the head of index numbers, where the text names the county as well, be it in short."""
    for line in witness.head:
        for match in INDEX.finditer(line):
            known = regions.load().by_code.get(match[1], ())
            if any(regions.short_form(region.name) in witness.body for region in known):
                yield match[1], match[0]


def _portals(year: str, witness: Witness) -> Iterator[tuple[str, str]]:
    """The county whose site carries the report."""
    for line in witness.lines:
        for match in SITE_NAME.finditer(line):
            yield from ((code, match[0]) for code in _counties(match["short"] + match["kind"], year))
        for match in PORTAL.finditer(line):
            if regions.IN_TOWNSHIP.match(line, match.start() + 1):  # 新县镇网站
                continue
            for _, name in regions.mentions(line[max(0, match.start() - regions.LONGEST_NAME) : match.start() + 1]):
                yield from ((code, match[0]) for code in _counties(name, year))


def _notices(year: str, witness: Witness) -> Iterator[tuple[str, str]]:
    """The county whose government asked for the report."""
    for line in witness.lines:
        for match in NOTICE.finditer(line):
            before = line[max(0, match.start() - regions.LONGEST_NAME) : match.start()]
            for end, name in regions.mentions(before):
                if end == len(before):
                    yield from ((code, name + match[0]) for code in _counties(name, year))
