"""What a text says of its maker: in sentences, in its signature, in the bar above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nianbao.chinese import HAN
from nianbao.identify import regions
from nianbao.identify.bodies import (
    GOVERNMENT,
    NATIONAL,
    Body,
    is_same,
    read_body,
    seat_of,
    strip_inner_office,
)
from nianbao.identify.dates import DATE
from nianbao.identify.signatures import read_endings, read_signatures
from nianbao.identify.speech import calls_itself, may_speak_as, persons, speaks_as
from nianbao.identify.titles import FIRST_LINES, TOPIC, is_title, read_title
from nianbao.identify.witness import Witness
from nianbao.model import Evidence

ACTS = r"(?:编制|综合|根据|按照|依据|依照|结合|组织|汇总|负责|撰写|起草|发布|提供)"
REPORT = rf"{TOPIC.pattern}(?:工作|20\d\d年?|年度|总体|执行|实施|的)*(?:报告|年报|情况|总结|汇报)"
MARK = r"(?:\[…\](?:主页|官网|网站|网页|平台|入口)?)?"  # where an advertisement stood for the place before a name
WORDS = rf"[{HAN}()、·]"
# Ways in which a report names its maker, in the order in which they are believed; before each what a line must have for
# it, which is quick to look for.
CLAIMS = (
    ("made_by", re.compile("由"), re.compile(rf"由{MARK}(?P<name>{WORDS}{{2,40}}?){ACTS}")),
    (
        "report_of",
        re.compile("本(?:年度)?(?:报告|年报)(?:是|系|为)"),
        re.compile(
            rf"本(?:年度)?(?:报告|年报)(?:是|系|为){MARK}(?P<name>{WORDS}{{2,40}}?)(?:根据|按照|依据|依照)[^。]{{0,60}}(?:编制|编写|撰写)"
        ),
    ),
    (
        "filled_in",
        re.compile("单位"),
        re.compile(
            rf"(?:^|[。;；|])(?:报告|填报|编制|编报|报送)单位(?:\(加?盖?公?章\))?:(?P<name>{WORDS}{{3,30}}?)(?=$|[。;；|]|填报|联系|日期|负责)"
        ),
    ),
    (
        "announced",
        re.compile(REPORT),
        re.compile(
            rf"(?:公布|公开|发布|汇总|编制的?|现将|现就|内容主要为|内容为|制作的?)(?:完成)?(?!网|栏|专栏|平台|目录|指南)了?《?(?P<topic>[^,，。;；:：《]{{2,45}}?{REPORT})"
        ),
    ),
    (
        "self_named",
        re.compile(REPORT),
        re.compile(rf"(?:^|[,，。;；:：】])(?P<topic>(?:20\d\d年?度?)?{WORDS}{{2,36}}(?:20\d\d年?度?)?(?:政府)?{REPORT})"),
    ),
    ("on_grounds", re.compile("《"), re.compile(rf"^(?P<name>{WORDS}{{2,30}}?)(?:严格)?(?:根据|按照|依据)《")),
    (
        "publishes",
        re.compile(r"(?:公布|公开|发布|编制)[了的]?(?:本[局委厅镇乡])?20"),
        re.compile(
            rf"(?:^|[,，])(?P<name>{WORDS}{{3,30}}?)(?:特此?|现|依法)?(?:向社会)?(?:公布|公开|发布|编制)[了的]?(?:本[局委厅镇乡])?20\d\d年"
        ),
    ),
    (
        "compiled",
        re.compile(r"编制(?:了|完成)?(?:本|20|年度)"),
        re.compile(
            rf"(?:^|[,，。])(?P<name>{WORDS}{{3,30}}?)(?:(?:结合|组织|认真|对照|按照|根据)[^。,，]{{0,30}}[,，]?)?(?:认真|组织)?"
            rf"编制(?:了|完成)?(?:本|20\d\d年|年度)[^,，。]{{0,24}}(?:报告|年报)"
        ),
    ),
)
# Ways in which a text may speak of others as well, believed where it goes on to speak of itself as such a body.
GROUNDED = re.compile(
    rf"(?:^|[,，。])(?P<name>{WORDS}{{3,30}}?)(?:(?:严格|认真)?(?:根据|按照|依据|贯彻|落实|执行)《|20\d\d年?度?的?(?:政府信息公开|政务公开)工作)"
)
SUBJECT = re.compile(
    rf"""
    20\d\d (?:(?<=[。,，述况]\d{{4}})|(?<=^\d{{4}})) 年?(?:度|以来|全年)?[,，]?  # 概述2012年，…
    (?P<name>[{HAN}()]{{3,30}}?)
    (?:(?<!人民)政府)?
    (?:认真|坚持|严格|深入|积极|高度|紧紧|切实|全面|通过|主动|不断|继续|共|始终|牢固|按照|根据|以|在|(?:20\d\d年?度?)?的?(?:政府信息公开|政务公开)工作)
    """,
    re.VERBOSE,
)
# What a body makes for itself: 制定了《某县气象局信息公开办法》.
OWN_RULES = re.compile(
    rf"(?:制定|编制|修订|完善|修改|建立|印发)[了并]?(?:完善|印发)?了?《(?P<name>{WORDS}{{3,30}}?)"
    rf"(?:网站|{TOPIC.pattern}|(?<!人民)政府{TOPIC.pattern})[^》]{{0,24}}(?:指南|目录|制度|办法|规定|方案|规范|细则)"
)
WEAK = (("subject", SUBJECT), ("grounded", GROUNDED), ("own_rules", OWN_RULES))
ISSUER = re.compile(r"(?:(?:发布|公开|信息|制发|发文)(?:机构|单位|机关|部门))[\s:：|\]】]{1,8}(?P<name>[^\s|:：\[【]{3,30})")
ORIGIN = re.compile(r"(?:信息|文章)?来源\s?[:：]\s?(?P<name>[^\s|:：\[【]{3,30})")
# Names that no bureau bore before the reform of 2018: a site prints them over the reports of those they succeeded.
SUCCESSOR = re.compile(r"卫生健康|卫健|应急管理|自然资源|生态环境|文化和旅游|文广旅|文体广电|农业农村|医疗保障|退役军人")
REFORMED = "2018"
CONTACT = re.compile(
    rf"[请可或](?:直接)?(?:与|联系|咨询|向)[:：]?{MARK}(?P<name>[{HAN}()]{{3,30}}?)(?:联系|联络|咨询|反映|\(|,|。)"
)
OPENS_REPORT = 2  # lines in which a report that never says 我局 names itself


@dataclass(frozen=True, slots=True)
class Claim:
    """A body that a text names as its maker."""

    body: Body
    rule: str
    quote: str

    @property
    def evidence(self) -> Evidence:
        """The claim as evidence."""
        return Evidence(fact="agency", rule=self.rule, quote=self.quote)


def read_claims(witness: Witness) -> list[Claim]:
    """What the text says of its maker; the weakest way is asked only where no other tells."""
    places = (*witness.opening, *witness.lines[-2:])
    said = (
        claim
        for rule, needs, pattern in CLAIMS
        for line in places
        if needs.search(line)
        for claim in _matches(rule, pattern, line)
    )
    signed = [Claim(body, "signature", words) for body, words in read_signatures(witness)]
    return [*said, *read_bylines(witness), *signed] or [*_headings(witness)] or [*_subjects(witness)]


def _subjects(witness: Witness) -> Iterator[Claim]:
    """Bodies that sentences speak of, where the text speaks of itself as of such a body."""
    for number, line in enumerate(witness.lines):
        ways = WEAK if number < len(witness.opening) else (WEAK[0], WEAK[-1])
        for claim in (claim for rule, pattern in ways for claim in _matches(rule, pattern, line)):
            opens = number < OPENS_REPORT or (NATIONAL.match(claim.body.name) and _is_spoken_of(claim.body, witness))
            if (speaks_as(claim.body, witness) and _is_no_example(claim, line, witness)) or (
                opens and _is_unspoken(claim.body, witness)
            ):
                yield claim


def _is_no_example(claim: Claim, line: str, witness: Witness) -> bool:
    """Whether a sentence opens its line, or the text names the body again: what one of many did is told once, further on."""
    return "。" not in line.partition(claim.quote)[0] or witness.body.count(claim.body.name) > 1


def _matches(rule: str, pattern: re.Pattern[str], line: str) -> Iterator[Claim]:
    for match in pattern.finditer(line):
        words = match.groupdict()
        # An office for disclosure bears the name of the body it is in: 南平市人民政府信息公开工作办公室.
        of_topic = words.get("topic") or (words["name"] if TOPIC.search(words["name"]) else "")
        if body := read_title(of_topic) if of_topic else read_body(strip_inner_office(words["name"])):
            yield Claim(body, rule, match[0].strip("。,，;；"))


def read_bylines(witness: Witness) -> Iterator[Claim]:
    """A body alone on the line below a title, where the text says nothing that only another kind of body would."""
    for title, line in pairwise(witness.lines[:FIRST_LINES]):
        name = line.strip("()")
        if is_title(title) and (body := read_body(name)) and not is_title(line) and may_speak_as(body, witness):
            yield Claim(body, "byline", line)


def _headings(witness: Witness) -> Iterator[Claim]:
    """A body alone on the first line, over its date, where the text speaks as such a body."""
    for line, following in pairwise(witness.lines[:2]):
        body = read_body(line) if DATE.match(following) else None
        if body and speaks_as(body, witness):
            yield Claim(body, "heading", line)


def _is_unspoken(body: Body, witness: Witness) -> bool:
    """Whether a report speaks of itself nowhere, and opens with a body that its name places."""
    return not persons(witness) and bool(regions.read_place(body.name).names or NATIONAL.match(body.name))


def _is_spoken_of(body: Body, witness: Witness) -> bool:
    """Whether a report that never says 我局 or 我镇 speaks of a body besides as whom to ask."""
    called = regions.read_place(body.name).rest.removesuffix("办事处")
    return not persons(witness) and body.level != GOVERNMENT and len(called) > 1 and witness.body.count(called) > 1


def read_issuer(witness: Witness, year: str) -> Claim | None:
    """The body that the bar above the report names, if the report speaks of itself as such a body."""
    for pattern, lines in ((ISSUER, witness.head), (CONTACT, witness.opening), (ORIGIN, witness.head)):
        names = {match["name"]: match[0] for match in pattern.finditer("\n".join(lines))}
        for name, quote in names.items():
            body = _asked(name, witness)
            speaks = body and (speaks_as(body, witness) or (pattern is CONTACT and _is_spoken_of(body, witness)))
            if len(names) == 1 and body and speaks and not _is_denied(body, year, witness):
                return Claim(body, "issuer", quote)
        if names:
            break
    return None


def _asked(name: str, witness: Witness) -> Body | None:
    """The body in a bar or behind 请与…联系: the government where its office is named and the text speaks as a region."""
    owner = strip_inner_office(name)
    body = read_title(owner) if TOPIC.search(owner) else read_body(owner)
    seat = seat_of(body)
    return seat if seat and speaks_as(seat, witness) else body


def _is_denied(body: Body, year: str, witness: Witness) -> bool:
    """Whether the text cannot be of the body in a site's bar, which may be whoever put it there.

    The body bears a name that it cannot have had in the year, is not called so, or another one's name ends the text.
    """
    if (SUCCESSOR.search(body.name) and year < REFORMED) or not calls_itself(body, witness):
        return True
    return any(not is_same(body, other) and seat_of(other) != body for other in read_endings(witness))
