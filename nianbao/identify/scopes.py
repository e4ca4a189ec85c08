"""Whose figures a report gives: its own organ's, or those of everything below it too."""

from __future__ import annotations

import re

from nianbao.identify.bodies import GOVERNMENT, Body
from nianbao.identify.witness import Witness
from nianbao.model import Evidence

OWN = "本级"
ORGAN = re.compile(
    r"(?:本)?报告(?:的)?(?:内容|数据|信息)?(?:主要|仅|只)?(?:为|是|反映|包括|涵盖|限于)[^。;；]{0,24}?(?:机关|本级|办公[厅室])[^。;；]{0,12}"
)
GATHERED = re.compile(
    r"(?:综合|汇总|根据(?=各)|包括|涵盖|含)(?:了)?[^。;；]{0,16}?(?:各?[县市]?区|各?县市?区?|各乡镇|各镇|街道)[^。;；]{0,30}?(?:部门|单位|机构)[^。;；]{0,40}?(?:而成|编制|汇总|数据|情况|报告)"
)
EDGE = 4  # opening and closing lines in which a report says it


def find_scope(witness: Witness, body: Body | None) -> tuple[str, Evidence | None]:
    """本级 where a government reports on itself alone, 全市 (or the like) where it adds up those below; else empty."""
    if not body or body.level != GOVERNMENT:
        return "", None
    for line in (*witness.lines[:EDGE], *witness.lines[-EDGE:]):
        if own := ORGAN.search(line):
            return OWN, Evidence(fact="scope", rule="own_organ", quote=own[0])
        if gathered := GATHERED.search(line):
            return _whole(body.name), Evidence(fact="scope", rule="gathered", quote=gathered[0])
    return "", None


def _whole(name: str) -> str:
    kind = re.sub(r"（.*?）|(?:人民政府|行政公署)$", "", name)[-1:]
    return f"全{kind}"
