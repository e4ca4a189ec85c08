"""How a text speaks of itself: 我区, 我镇, 我局."""

from __future__ import annotations

import re

from nianbao.chinese import HAN
from nianbao.identify import regions
from nianbao.identify.bodies import DEPARTMENT, GOVERNMENT, TOWNSHIP, Body
from nianbao.identify.witness import Witness

FIRST_PERSON = {
    GOVERNMENT: re.compile(r"(?:我|全)[省市区县州旗盟]"),
    TOWNSHIP: re.compile(r"[我本全](?:镇|乡|街道|街|办|处|苏木)"),
    DEPARTMENT: re.compile(r"[我本][局委办厅院处中会站所部署队]|本(?:机关|单位|部门)"),
}
# What no other kind of body would say: 本机关 and 我办 anyone may.
CLEARLY = {
    GOVERNMENT: re.compile(r"我[省市区县州旗盟]"),
    TOWNSHIP: re.compile(r"[我本](?:镇|乡|街道|苏木)"),
    DEPARTMENT: re.compile(r"[我本][局委厅]"),
}
# By what a body calls itself, how its name ends.
ENDINGS = {
    "局": re.compile("局$"),
    "委": re.compile("(?:委|委员会|工委)$"),
    "办": re.compile("(?:办|办公室|办事处)$"),
    "厅": re.compile("厅$"),
}
# What a text calls the region above it: 我县, 县政府. 各区政府 may be any.
CALLED = re.compile(
    r"[我全本]([省市区县州旗盟])|(?:^|[^\u4e00-\u9fff]|[在由受对向]|按照|依照|根据)([省市区县州旗])(?:委(?!托|派|任)|(?:人民)?政府)",
    re.MULTILINE,
)
CALLS_ITSELF = re.compile("[我本]([局委办厅])")
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


def clear_persons(witness: Witness) -> dict[str, int]:
    """The kinds of body that the text clearly speaks as, and how often."""
    counts = {level: len(words.findall(witness.body)) for level, words in CLEARLY.items()}
    return {level: count for level, count in counts.items() if count}


def calls_itself(body: Body, witness: Witness) -> bool:
    """Whether a department's name ends with what the text calls itself: 我局 is said by no 办公室."""
    said = set(CALLS_ITSELF.findall(witness.body))
    return body.level != DEPARTMENT or not said or any(ENDINGS[each].search(body.name) for each in said)


def called(witness: Witness) -> set[str]:
    """What the text calls the region that it is in, or is of."""
    return {kind for match in CALLED.finditer(witness.body) for kind in match.groups() if kind}


def called_for(body: Body, witness: Witness) -> set[str]:
    """What the title calls the region of a body, 县 where it is 县财政局's, or else the text."""
    text = f"{witness.title}\n{witness.body}"
    titled = re.search(rf"(?<![{HAN}])(?:20\d\d年度?)?([省市区县州旗]){re.escape(body.name)}", text)
    return set(titled[1]) if titled else called(witness)


def kind_of(code: str, year: str) -> str:
    """省 for an autonomous region too, which its texts call 区.

    >>> kind_of("330726", "2020"), kind_of("330000", "2020"), kind_of("110105", "2020")
    ('县', '省', '区')
    """
    name = regions.name_of(code, year)
    return "省" if regions.depth(code) == 1 and name.endswith("省") else name[-1:]


def may_be_above(code: str, year: str, witness: Witness) -> bool:
    """Whether a county can be the one that a township speaks of: no 县 where it says 区政府."""
    said = called(witness) & set("区县旗")
    return not said or kind_of(code, year) in said
