"""How a text speaks of itself: 我区, 我镇, 我局."""

from __future__ import annotations

import re

from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, TOWNSHIP, Body
from nianbao.identify.witness import Witness

FIRST_PERSON = {
    GOVERNMENT: re.compile(r"(?:我|全)[省市区县州旗盟]"),
    TOWNSHIP: re.compile(r"[我本全](?:镇|乡|街道|街|办|处|苏木)"),
    DEPARTMENT: re.compile(r"[我本][局委办厅院处中会站所部署队]|本(?:机关|单位|部门)"),
}
BUREAU = re.compile(r"[我本全][局委厅]")
SHORT_NAME = 6  # the end of a name by which a body calls itself: 开发区管委会


def persons(witness: Witness) -> set[str]:
    """The kinds of body that the text speaks as."""
    return {level for level, words in FIRST_PERSON.items() if words.search(witness.body)}


def speaks_as(body: Body, witness: Witness) -> bool:
    """Whether the text says 我区, 我镇, 我局 as such a body would, and nothing that another would say."""
    said = persons(witness)
    if body.level == GOVERNMENT:
        return said == {GOVERNMENT}
    return body.level in said or (body.level not in FIRST_PERSON and witness.body.count(body.name[-SHORT_NAME:]) > 1)


def may_speak_as(body: Body, witness: Witness) -> bool:
    """Whether the text says nothing that only another kind of body would."""
    said = persons(witness)
    return not said or body.level in said or body.level not in FIRST_PERSON
