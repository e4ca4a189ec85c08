"""The county of a township whose name does not tell it: as its text, its site and its index number do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nianbao.identify import regions
from nianbao.identify.bodies import ENDING, Body
from nianbao.identify.credit import is_denied, registrars
from nianbao.identify.settle import Finding, ambiguous, found, settle
from nianbao.identify.speech import called_for, kind_of, may_be_above
from nianbao.identify.witness import Witness

# Index numbers that begin with the division and three digits of the body: 620702081/2026-00007.
INDEX = re.compile(r"(?<!\d)(\d{6})\d{3}/20\d\d-\d{4,6}")
# A county's site is called after it: “中国永嘉”县政府门户网站.
SITE_NAME = re.compile(r"[“\"「『]中国·?(?P<short>[\u4e00-\u9fff]{2,4})[”\"」』](?P<kind>[县区市旗])")
# Names such as 和县 and 成县 are ends of other words too: 规定和县政府的要求, 建成县政府网站.
SHORT, STANDS_ALONE = 2, re.compile('(?:^|[\\s，。；：、,;:·>›»/|“"（(]|[省市州盟])$')
PARENTS = 2  # that may stand before a county, to tell it from its namesakes: 江苏省南京市鼓楼区
REACH = 64  # characters that tell in which way a county is named, its name and those of the divisions above it
MOST = 500  # divisions that are looked at
ENDS = 4  # last lines, in which a site says whose it is

Mention = tuple[str, int, str]  # a line, where a division's name ends in it, and the name
Told = tuple[tuple[str, ...], str]  # counties that a name can be of, and the words


@dataclass(frozen=True, slots=True)
class Way:
    """A way in which a text names the county above a township: the words before the name and those behind."""

    rule: str
    behind: re.Pattern[str]
    before: re.Pattern[str] = re.compile("")


PORTAL = Way(
    "portal",
    re.compile(
        r"(?:人民)?(?:政府)?[^。;；,，]{0,6}(?:门户网|网站|网页|公众信息网|信息网|政府网|政务网|公开网|公开平台|政务平台|公开专栏)"
    ),
)
# A county's government tells those below it to report.
NOTICE = Way(
    "notice",
    re.compile(r"(?:人民)?政府(?:办公[室厅]|办)?(?:关于|印发)(?=[^》。]{0,30}(?:年度报告|年报|信息公开|政务公开))"),
)
LED = Way("led_by", re.compile(r"(?:委|党委|人民政府|政府)[^。,，;；]{0,16}(?:领导|指导|关心|支持|部署|安排)下"))
HEEDS = Way(
    "heeds",
    re.compile(r"(?:委|人民政府|政府|政务|信息)[^。,，;；]{0,20}(?:要求|部署|安排|规定|通知|精神|文件|意见)"),
    re.compile(r"(?:按照?|根据|依照|遵照|贯彻|落实)[^。,，;；]{0,12}$"),
)
ADDRESS = Way("address", re.compile(r"(?![^。\n]{0,30}公司)"), re.compile(r"(?<!公司)地址[:为是在]?[^。;；,，县区旗]{0,16}$"))
CRUMB = Way("site", re.compile(r"(?:人民)?政府(?:门户|网|信息|政务|办公室|[ ]?[>›»/|·]|$)"))
FOOT = Way("site", re.compile(r"(?:人民)?政府"), re.compile(r"(?:主办|版权所有|版权|主管)(?:单位)?[:：]?[ ]?[^。]{0,8}$"))


def of_township(body: Body, year: str, witness: Witness, text: str, within: str = "") -> Finding:
    """The county of a township; the stronger way is believed, and those that are equally weak must agree."""
    unsure = Finding()
    for rule, told in _ways(body, year, witness):
        kept = {codes: quote for each, quote in told if (codes := tuple(c for c in each if regions.lies_in(c, within or c)))}
        finding = _agreed(rule, kept, year, witness, text)
        if finding.code or len({codes for codes in kept if len(codes) == 1}) > 1:
            return finding
        unsure = unsure if unsure.candidates else finding
    return unsure


def of_department(body: Body, year: str, witness: Witness, text: str) -> Finding:
    """The county of a department that its name places nowhere, where the text is of that kind of region and of no other."""
    lines = _mentioned(witness.lines)
    ways = (*((way.rule, *told) for way in (PORTAL, NOTICE) for told in _named(way, lines, year)), *_weakly(lines, year, witness))
    told = {codes: (rule, quote) for rule, codes, quote in reversed(ways) if rule != ADDRESS.rule}
    kinds = called_for(body, witness)
    fits = [
        "市" not in kinds and any({kind_of(code, year)} == kinds and not is_denied(code, witness) for code in codes)
        for codes in told
    ]
    if not told or not all(fits):
        return Finding()
    rule = list(told.values())[-1][0]
    return _agreed(rule, {codes: quote for codes, (_, quote) in told.items()}, year, witness, text)


def _ways(body: Body, year: str, witness: Witness) -> Iterator[tuple[str, list[Told]]]:
    """What each way of naming the county tells, in the order in which they are believed."""
    lines = _mentioned(witness.lines)
    for rule, told in (
        ("named_with_parent", _named_before(ENDING.sub("", body.name), year, witness)),
        ("credit_code", (((code,), quote) for code, quote in registrars(body, year, witness).items())),
        ("index_number", _indexed(witness)),
        ("portal", (*_sites(year, witness), *_named(PORTAL, lines, year))),
        ("notice", _named(NOTICE, lines, year)),
    ):
        yield rule, list(told)
    heard: dict[tuple[str, ...], tuple[str, str]] = {}
    for rule, codes, quote in _weakly(lines, year, witness):
        heard.setdefault(codes, (rule, quote))
    if heard and all(_is_borne_out(codes, year, witness) for codes in heard):
        yield next(iter(heard.values()))[0], [(codes, quote) for codes, (_, quote) in heard.items()]


def _weakly(lines: list[Mention], year: str, witness: Witness) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """What may be said of a neighbour as well, so that all of it must agree."""
    head, foot = _mentioned(witness.head), _mentioned((*witness.lines[-ENDS:], *witness.tail))
    for way, mentions in ((LED, lines), (HEEDS, lines), (ADDRESS, lines), (CRUMB, head), (FOOT, foot)):
        yield from ((way.rule, codes, quote) for codes, quote in _named(way, mentions, year))


def _is_borne_out(codes: tuple[str, ...], year: str, witness: Witness) -> bool:
    """Whether one of the counties is what the text calls the region above it, and no other division is named."""
    return any(may_be_above(code, year, witness) and not is_denied(code, witness) for code in codes)


def _agreed(rule: str, told: dict[tuple[str, ...], str], year: str, witness: Witness, text: str) -> Finding:
    """The one county that all names can be of; of namesakes the one that the text bears out."""
    common = set.intersection(*map(set, told)) if told else set()
    quote = next(iter(told.values()), "")
    if len(common) == 1:
        return found(common.pop(), rule, quote)
    if not common:
        return ambiguous(quote, tuple(sorted({code for codes in told for code in codes}))) if told else Finding()
    return settle(quote, tuple(sorted(common)), year, witness, text)


def _mentioned(lines: Iterable[str]) -> list[Mention]:
    """The divisions that lines name: of a text that names more than any report does, the first."""
    return list(islice(((line, end, name) for line in lines for end, name in regions.mentions(line)), MOST))


def _named(way: Way, mentions: list[Mention], year: str) -> Iterator[Told]:
    """Counties that are named in such a way, with the words."""
    for line, end, name in mentions:
        before = line[max(0, end - REACH) : end].removesuffix(name)
        behind = way.behind.match(line, end)
        if len(name) == SHORT and not STANDS_ALONE.search(before):
            continue
        if behind and way.before.search(before) and (codes := _counties(before, name, year)):
            yield codes, name + behind[0]


def _named_before(core: str, year: str, witness: Witness) -> Iterator[Told]:
    """Counties that stand right before the township's name: 微山县两城镇."""
    for line in (*witness.lines, *witness.head):
        for match in re.finditer(f"(?:人民政府)?{re.escape(core)}", line):
            before = line[max(0, match.start() - REACH) : match.start()]
            name = regions.ending(before)
            if name and (codes := _counties(before.removesuffix(name), name, year)):
                yield codes, name + core


def _counties(before: str, name: str, year: str) -> tuple[str, ...]:
    """Counties of a name, with the divisions that end the words before it; cities without counties too."""
    codes = tuple(code for code in regions.lookup(name, year) if _holds_townships(code, year))
    for _ in range(PARENTS):
        parent = regions.ending(before) if len(codes) > 1 else ""
        within = [above for above in regions.lookup(parent) if any(regions.lies_in(code, above) for code in codes)]
        codes = tuple(code for code in codes if any(regions.lies_in(code, above) for above in within)) if within else codes
        before = before.removesuffix(parent)
    return codes


def _holds_townships(code: str, year: str) -> bool:
    depth = regions.depth(code)
    return depth == 3 or (depth == 2 and not regions.has_divisions(code, year))  # noqa: PLR2004 - a county, a city


def _indexed(witness: Witness) -> Iterator[Told]:
    """Counties at the head of index numbers, where the text names the county as well, be it in short."""
    for line in witness.head:
        for match in INDEX.finditer(line):
            known = regions.load().by_code.get(match[1], ())
            if any(regions.short_form(region.name) in witness.body for region in known):
                yield (match[1],), match[0]


def _sites(year: str, witness: Witness) -> Iterator[Told]:
    """The county that a site is called after."""
    for line in witness.lines:
        for match in SITE_NAME.finditer(line):
            codes = tuple(code for code in regions.lookup(match["short"] + match["kind"], year) if regions.depth(code) > 2)  # noqa: PLR2004
            if codes:
                yield codes, match[0]
