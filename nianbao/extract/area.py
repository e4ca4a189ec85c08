"""Numbers of a wider area than the report's: a township that quotes what the whole county received."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nianbao.model import Identity, Quantity

RANKS = {"国": 5, "省": 4, "市": 3, "州": 3, "盟": 3, "县": 2, "区": 2, "旗": 2}
TOWNSHIP, REGION = 1, 4
KIND = re.compile(r"(?P<kind>[省市州盟县区旗])[^省市州盟县区旗]*$")
# 全县共受理申请120件; 在全市率先 and 居全省第2位 only praise.
WHOLE = re.compile(
    r"全(?P<area>[国省市州盟县区旗])(?:各[级地]|[各\d]{0,3}[个]?(?:部门|单位|乡镇|街道|机关)|政府|行政机关|范围|共|累计|合计|总计|受理|收到|公开|发布|主动|新收)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The area of a report: its text, and how high it ranks (0 where it is not known)."""

    text: str
    rank: int

    def foreign(self, quantity: Quantity) -> str:
        """`other_scope` where a quantity is said of a wider area, else empty."""
        if not self.rank or "全" not in (clause := self.text[quantity.clause_start : quantity.start]):
            return ""
        said = WHOLE.search(clause)
        return "other_scope" if said and RANKS[said["area"]] > self.rank else ""


def area_of(text: str, identity: Identity) -> Area:
    """The area of a report from its identity.

    >>> area_of("", Identity(level="township")).rank, area_of("", Identity(region_code="650105", region="水磨沟区")).rank
    (1, 2)
    >>> area_of("", Identity(agency="云溪县教育局")).rank, area_of("", Identity()).rank
    (2, 0)
    """
    if identity.level == "township":
        return Area(text=text, rank=TOWNSHIP)
    if identity.region_code.endswith("0000"):
        return Area(text=text, rank=REGION)
    place = KIND.search(identity.region or identity.agency)
    return Area(text=text, rank=RANKS[place["kind"]] if place else 0)
