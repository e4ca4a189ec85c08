"""Names of administrative divisions -> GB/T 2260 codes as valid in a year; an ambiguous name keeps all its codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).parent.parent / "data" / "regions.csv"
SUFFIXES = "省市区县旗州盟"
SUFFIX = re.compile(f"[{SUFFIXES}]")
LONGEST_NAME = 16
OLDEST, NEWEST = 0, 9999
# Words that end like a division's name and are none.
NO_DIVISION = re.compile(
    r"(?:城|都)市|(?:社|地|灾|库|牧|林|景|园|片|校|厂|营|战|辖|城|郊|山|湖|湿)区(?!人民政府|政府|$)|区域|县域|市场|市容|市政|市民|市区"
)
# What stands behind a division's name in the name of a township of the same name: 城区街道, 新县镇; not 永嘉县乡村振兴局.
BARE_TOWNSHIP = re.compile(r"(?:街道|镇|乡)(?=办|(?:人民)?政府|党|$)")
IN_TOWNSHIP = re.compile(r"街道|镇|乡(?![村镇])")
# Autonomous units are mostly called without the peoples that their names list: 阿坝州, 景宁县.
PEOPLES = re.compile(
    r"(?:(?:[回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒]|土家|布依|朝鲜|哈尼|傈僳|拉祜|东乡|纳西|景颇|达斡尔|仫佬|布朗|撒拉|毛南|仡佬|塔吉克|鄂温克|保安|裕固"
    r"|独龙|鄂伦春|蒙古|各)族|蒙古|柯尔克孜|哈萨克|锡伯|塔吉克|维吾尔族?)+自治(?=[州县旗]$)"
)

# Short names in which a division's own characters are not enough to find it.
CALLED = {
    "巴音郭楞蒙古自治州": "巴州",
    "博尔塔拉蒙古自治州": "博州",
    "克孜勒苏柯尔克孜自治州": "克州",
    "科尔沁左翼中旗": "科左中旗",
    "科尔沁左翼后旗": "科左后旗",
    "科尔沁右翼前旗": "科右前旗",
    "科尔沁右翼中旗": "科右中旗",
    "东乌珠穆沁旗": "东乌旗",
    "西乌珠穆沁旗": "西乌旗",
    "新巴尔虎左旗": "新左旗",
    "新巴尔虎右旗": "新右旗",
    "莫力达瓦达斡尔族自治旗": "莫旗",
    "喀喇沁左翼蒙古族自治县": "喀左县",
    "阜新蒙古族自治县": "阜蒙县",
    "前郭尔罗斯蒙古族自治县": "前郭县",
    "杜尔伯特蒙古族自治县": "杜蒙县",
}


@dataclass(frozen=True, slots=True)
class Region:
    """A name and its code, with the years at whose end they were in force."""

    code: str
    name: str
    first: int
    last: int

    def holds(self, year: int) -> bool:
        """Whether name and code were in force at the end of the year."""
        return self.first <= year <= self.last

    @property
    def depth(self) -> int:
        """1 a province, 2 a city with districts, prefecture or league, 3 a county, district or county-level city."""
        return depth(self.code)


@dataclass(frozen=True, slots=True)
class Table:
    """All divisions, by name and by code, and the short forms of provinces and cities."""

    by_name: dict[str, tuple[Region, ...]]
    by_code: dict[str, tuple[Region, ...]]
    short: dict[str, tuple[str, ...]]  # 浙江 -> 浙江省


@dataclass(frozen=True, slots=True)
class Place:
    """What the head of an agency's name says of its region: possible codes, the names read, and the rest of the name."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    rest: str


@cache
def load() -> Table:
    """The table of divisions, read once (about 6 ms)."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    by_name, by_code, short = (
        defaultdict[str, list[Region]](list),
        defaultdict[str, list[Region]](list),
        defaultdict[str, set[str]](set),
    )
    for line in lines:
        code, name, first, last = line.split(",")
        region = Region(code, name, int(first or OLDEST), int(last or NEWEST))
        by_name[name].append(region)
        if "族" in name and name != (usual := PEOPLES.sub("", name)) and len(usual) > 2:  # noqa: PLR2004 - not 县 alone
            by_name[usual].append(region)
            by_name[f"{usual[:-1]}自治{usual[-1]}"].append(region)
        if name in CALLED:
            by_name[CALLED[name]].append(region)
        by_code[code].append(region)
        if code.endswith("00"):
            short[short_form(name)].add(name)
    return Table(
        {name: tuple(regions) for name, regions in by_name.items()},
        {code: tuple(regions) for code, regions in by_code.items()},
        {name: tuple(sorted(names)) for name, names in short.items() if len(name) > 1},
    )


def short_form(name: str) -> str:
    """A division's name without the word for its kind.

    >>> [short_form(name) for name in ("浙江省", "内蒙古自治区", "广西壮族自治区", "六安市", "泸县")]
    ['浙江', '内蒙古', '广西', '六安', '泸县']
    """
    bare = re.sub(r"(?:维吾尔|壮族|回族)?自治区$|特别行政区$|地区$|[省市区县旗州盟]$", "", name)
    return bare if len(bare) > 1 else name


def depth(code: str) -> int:
    """1 for a province, 2 for a city or prefecture, 3 below.

    >>> depth("650000"), depth("650100"), depth("650105")
    (1, 2, 3)
    """
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def lies_in(code: str, parent: str) -> bool:
    """Whether a division is another one or lies in it.

    >>> lies_in("650105", "650000"), lies_in("650105", "650200"), lies_in("659003", "650000")
    (True, False, True)
    """
    return code.startswith(parent[: 2 * depth(parent)])


@lru_cache(maxsize=4096)
def lookup(name: str, year: str = "") -> tuple[str, ...]:
    """Codes of a name in a year; where it had none, in the next or the last one; of any time where no year is given.

    >>> lookup("新市区", "2008"), lookup("新市区", "2018"), lookup("竞秀区", "2008")
    (('130602', '650104'), ('650104',), ())
    """
    regions = load().by_name.get(name, ())
    if not year:
        return tuple(sorted({region.code for region in regions}))
    at = int(year[-4:])
    # A report on a year is written in the next one, when a name may just have changed.
    for when in (at, at + 1, at - 1):
        if codes := tuple(sorted({region.code for region in regions if region.holds(when)})):
            return codes
    return ()


def full_name(code: str, year: str = "") -> str:
    """A division's name with its parents, as in a year.

    >>> full_name("650105", "2008"), full_name("310101", "2008"), full_name("419001", "2008")
    ('新疆维吾尔自治区乌鲁木齐市水磨沟区', '上海市黄浦区', '河南省济源市')
    """
    parents = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    return "".join(name_of(each, year) for each in parents)


def name_of(code: str, year: str = "") -> str:
    """The official name of a code in a year; empty for no code."""
    regions = load().by_code.get(code, ())
    at = int(year[-4:]) if year else NEWEST
    held = next((region for region in regions if region.holds(at)), regions[-1] if regions else None)
    return held.name if held else ""


def in_force(code: str, year: str) -> str:
    """A code that was in force in a year, or else that of the division which it became or was before; empty if unsure.

    >>> in_force("330681", "2010"), in_force("320684", "2022"), in_force("320614", "2012"), in_force("330113", "2012")
    ('330681', '320614', '320684', '')
    """
    at, known = int(year[-4:]) if year else NEWEST, load().by_code.get(code, ())
    if any(region.holds(at) for region in known):
        return code
    names = {name for region in known for name in (region.name, *_renamed(region.name))}
    near = {other.code for name in names for other in load().by_name.get(name, ()) if other.holds(at) and _is_near(other, known)}
    return near.pop() if len(near) == 1 else ""


def _renamed(name: str) -> Iterator[str]:
    """What a county, a city or a district is called when it becomes another of these."""
    return (short_form(name) + kind for kind in "市区县")


def _is_near(other: Region, known: tuple[Region, ...]) -> bool:
    """Whether a division is of one's depth and city; of one's province, where it bears the same name."""
    return any(
        depth(each.code) == depth(other.code)
        and each.code[:2] == other.code[:2]
        and (each.code[:4] == other.code[:4] or each.name == other.name)
        for each in known
    )


def mentions(text: str) -> Iterator[tuple[int, str]]:
    """(end, name) of every division named in full, the longest where several end in one place.

    >>> list(mentions("江苏省淮安市洪泽区"))
    [(3, '江苏省'), (6, '淮安市'), (9, '洪泽区')]
    """
    names = load().by_name
    for match in SUFFIX.finditer(text):
        if not IN_TOWNSHIP.match(text, match.end()) and (name := _longest_ending(text, match.end(), names)):
            yield match.end(), name


def ending(text: str) -> str:
    """The division, or the short form of a province or city, right at the end of words.

    >>> ending("江苏省淮安市"), ending("江苏"), ending("洪泽区的")
    ('淮安市', '江苏', '')
    """
    full = _longest_ending(text, len(text), load().by_name) if text[-1:] in SUFFIXES else ""
    return full or next((text[-size:] for size in (4, 3, 2) if text[-size:] in load().short), "")


def _longest_ending(text: str, end: int, names: dict[str, tuple[Region, ...]]) -> str:
    return next((text[i:end] for i in range(max(0, end - LONGEST_NAME), end - 1) if text[i:end] in names), "")


@lru_cache(maxsize=4096)
def read_place(name: str, year: str = "") -> Place:
    """The divisions at the head of an agency's name: longest names first, as deep as they are consistent.

    >>> read_place("新疆维吾尔自治区乌鲁木齐市水磨沟区人民政府", "2008")
    Place(codes=('650105',), names=('新疆维吾尔自治区', '乌鲁木齐市', '水磨沟区'), rest='人民政府')
    >>> read_place("浙江永嘉县民政局", "2010").codes, read_place("城区街道办事处", "2010").codes
    (('330324',), ())
    """
    at, codes, names = 0, tuple[str, ...](), list[str]()
    while step := _next_place(name, at, year, codes):
        found, codes = step
        names.append(found)
        at += len(found)
    return Place(codes, tuple(names), name[at:])


def _next_place(name: str, at: int, year: str, parents: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    for end in range(min(len(name), at + LONGEST_NAME), at + 1, -1):
        codes = _within(lookup(name[at:end], year), parents)
        if codes and not BARE_TOWNSHIP.match(name, end):
            return name[at:end], codes
    return _next_short(name, at, year, parents)


def _next_short(name: str, at: int, year: str, parents: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """A province or city without its suffix, which only counts in front of something that lies in it."""
    for end in range(min(len(name), at + 4), at + 1, -1):
        for full in load().short.get(name[at:end], ()):
            codes = _within(lookup(full, year), parents)
            if codes and _next_place_in(name, end, year, codes):
                return name[at:end], codes
    return None


def _next_place_in(name: str, at: int, year: str, parents: tuple[str, ...]) -> bool:
    ends = range(min(len(name), at + LONGEST_NAME), at + 1, -1)
    return any(_within(lookup(name[at:end], year), parents) for end in ends)


def _within(codes: Iterable[str], parents: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that lie in one of the parents and are deeper; all where there are no parents."""
    if not parents:
        return tuple(codes)
    return tuple(code for code in codes if any(lies_in(code, parent) and depth(code) > depth(parent) for parent in parents))


@lru_cache(maxsize=4096)
def has_divisions(code: str, year: str) -> bool:
    """Whether a city has counties or districts in a year (东莞, 中山, 儋州 and 嘉峪关 have none)."""
    at = int(year[-4:]) if year else NEWEST
    below = (regions for each, regions in load().by_code.items() if each != code and lies_in(each, code))
    return any(region.holds(at) for regions in below for region in regions)


def names_a_division(words: str) -> bool:
    """Whether words go on to name a division that the table does not know, so that its parent must not stand for it.

    >>> [names_a_division(words) for words in ("高新区", "高新区环保局", "市场监督管理局", "城市管理局", "人民政府")]
    [True, True, False, False, False]
    """
    return bool(re.search(r".[区县市旗]|分局$", NO_DIVISION.sub("", words)))
