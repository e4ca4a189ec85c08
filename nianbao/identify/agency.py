"""Who reports: from the title, else from what the report says of itself, its signature, or the bar above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nianbao.chinese import HAN
from nianbao.identify import regions
from nianbao.identify.bodies import (
    DEPARTMENT,
    GOVERNMENT,
    GOVERNMENT_OFFICE,
    TOWNSHIP,
    Body,
    read_body,
    strip_inner_office,
    usual_name,
)
from nianbao.identify.dates import DATE
from nianbao.identify.witness import Witness
from nianbao.identify.years import spell_out, title_years
from nianbao.model import Attribution, Evidence

TOPIC = re.compile(r"(?:信息|政务|校务|厂务|院务)(?:和政务|与政务)?公开")
TITLE_WORDS = re.compile(
    rf"{TOPIC.pattern}.{{0,20}}(?:报告|年报)|年度报告|年报|工作报告"
    r"|20\d\d年度?[^。]{0,20}信息公开(?:工|工作|年|年度|工作年|工作年度|年度报)$"  # cut short
)
# Sentences, file names, breadcrumbs, and the titles of a site's neighbouring pages.
NO_TITLE = re.compile(r"[。;；,，>]|根据|统计期限|\.(?:pdf|docx?|html?)|[上下]一[篇条页]|相关")
LONGEST_TITLE = 70
LONGEST_NAME = 36
FIRST_LINES = 6
YEARS = re.compile(r"20\d\d(?:[-—–~至]20\d\d)?学?年?(?:度)?")
# What is left of 区政府信息公开 is 区政府: 政府 belongs to the topic, unless it is 人民政府.
LOST = "[…]"
LOST_TOPIC = re.compile(r"中华人民共和国(?P<before>政府)?\[…\](?:信息公开)?条例")
LOOSE_SEAT = re.compile(r"(?<!人民)政府$")
BEHIND = re.compile(r"(?:报告|年报)[-—_|（(]+(?P<name>[^-—_|（）()]{3,30})[）)]?$")
# A title whose topic was lost or replaced: 永嘉县民政局2015年……年度报告.
BEFORE_YEAR = re.compile(rf"(?P<name>[{HAN}（）()]{{3,30}})20\d\d年.*(?:报告|年报)")
ACTS = r"(?:编制|根据|按照|依据|依照|结合|组织|汇总|负责|撰写|起草|发布|提供)"
# Ways in which a report names its maker, in the order in which they are believed.
REPORT = rf"{TOPIC.pattern}(?:工作|年度|总体|执行|实施|的)*(?:报告|年报|情况)"
WORDS = rf"[{HAN}()、·]"
# Ways in which a report names its maker, in the order in which they are believed.
CLAIMS = (
    ("made_by", re.compile(rf"由(?P<name>{WORDS}{{2,40}}?){ACTS}")),
    (
        "announced",
        re.compile(
            rf"(?:公布|公开|发布|汇总|编制的?|现将|现就|内容主要为|内容为|制作的?)(?P<topic>[^,，。;；:：《]{{2,45}}?{REPORT})"
        ),
    ),
    (
        "self_named",
        re.compile(rf"(?:^|[,，。;；:：])(?P<topic>(?:20\d\d年?度?)?{WORDS}{{2,36}}(?:20\d\d年?度?)?(?:政府)?{REPORT})"),
    ),
    ("on_grounds", re.compile(rf"^(?P<name>{WORDS}{{2,30}}?)(?:严格)?(?:根据|按照|依据)《")),
    ("compiled", re.compile(rf"[,，](?P<name>{WORDS}{{3,30}}?)(?:结合|组织|认真|对照)[^。,，]{{0,12}}[,，]?(?:认真|组织)?编制")),
)
SUBJECT = re.compile(
    rf"""
    (?:^|。|概述|概况|情况) (?:20\d\d年?(?:度|以来|全年)?[,，]?)
    (?P<name>[{HAN}()]{{3,30}}?)
    (?:政府)?
    (?:认真|坚持|严格|深入|积极|高度|紧紧|切实|全面|通过|主动|不断|继续|共|始终|牢固|按照|根据|以|在|的?(?:政府信息公开|政务公开)工作)
    """,
    re.VERBOSE,
)
ISSUER = re.compile(r"(?:发布|公开|信息|制发|发文)(?:机构|单位|机关|部门)[\s:：|\]】]{1,8}(?P<name>[^\s|:：\[【]{3,30})")
CONTACT = re.compile(rf"请(?:直接)?(?:与|联系|咨询|向)(?P<name>[{HAN}()]{{3,30}}?)(?:联系|咨询|反映|\(|,|。)")
FIRST_PERSON = {
    GOVERNMENT: re.compile(r"(?:我|全)[省市区县州旗盟]"),
    TOWNSHIP: re.compile(r"[我本全](?:镇|乡|街道|街|办|处|苏木)"),
    DEPARTMENT: re.compile(r"[我本][局委办厅院处中会站所部署队]|本(?:机关|单位|部门)"),
}
LAST_LINES = 6
SHORTEST_REPORT = 3  # lines, of a report that need not speak of itself
SHORT_NAME = 6  # the end of a name by which a body calls itself: 开发区管委会


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


def title_lines(witness: Witness) -> tuple[str, ...]:
    """Lines that are titles: those of the report, what the capture prints above it, titles of several lines.

    Those with a year come first: a column of a site (某县政府信息公开年报) has none, and only counts in the report itself.
    """
    own = [line for line in witness.lines[:FIRST_LINES] if _is_title(line)]
    head = [line.replace(" ", "").strip("|") for line in witness.head]
    printed = [line for line in head if _is_title(line)]
    joined = [first + second for first, second in pairwise(head) if _is_title(second) and len(first) <= LONGEST_NAME]
    dated = [line for line in (*own, *printed, witness.title, *joined) if title_years((line,))]
    return tuple(dict.fromkeys((*dated, *filter(None, (witness.title, *own)))))


def _is_title(line: str) -> bool:
    return len(line) <= LONGEST_TITLE and bool(TITLE_WORDS.search(line)) and not NO_TITLE.search(line)


def find_agency(witness: Witness, titles: tuple[str, ...]) -> tuple[Claim | None, Attribution]:
    """The reporting body with its evidence, and whether a title states it."""
    for title in titles:
        if body := read_title(with_topic(title, witness)):
            # What the capture printed above the report may hold advertising, which evidence must not show.
            quote = title if title in witness.body or title == witness.title else body.name
            return Claim(_completed(body, witness), "title", quote), Attribution.STATED
    claim = _agreed(_claims(witness), witness)
    return claim, Attribution.INFERRED if claim else Attribution.UNKNOWN


def with_topic(title: str, witness: Witness) -> str:
    """The title with its topic, where a mark stands for it: the same mark stands in the Regulation's name.

    >>> witness = Witness(title="", lines=(), body="根据《中华人民共和国[…]条例》", head=())
    >>> with_topic("2013年南皮县[…]工作年度报告", witness)
    '2013年南皮县政府信息公开工作年度报告'
    """
    lost = LOST_TOPIC.search(witness.body) if LOST in title and not TOPIC.search(title) else None
    return title.replace(LOST, (lost["before"] or "政府") + "信息公开", 1) if lost else title


def read_title(title: str) -> Body | None:
    """The body in a title, or behind it.

    >>> read_title("2008年水磨沟区政府信息公开工作年度报告").name
    '水磨沟区人民政府'
    >>> read_title("2019年上海市人民政府办公厅政府信息公开工作年度报告").name
    '上海市人民政府办公厅'
    >>> read_title("2012年政府信息公开年度报告"), read_title("2012年政府信息公开年度报告（永嘉县民政局）").name
    (None, '永嘉县民政局')
    """
    topic = TOPIC.search(title)
    if not topic:
        named = BEFORE_YEAR.match(spell_out(title))
        return read_body(named["name"]) if named else None
    before = LOOSE_SEAT.sub("", YEARS.sub("", spell_out(title[: topic.start()])))
    behind = BEHIND.search(title)
    return read_body(before) or (read_body(YEARS.sub("", behind["name"])) if behind else None)


def _claims(witness: Witness) -> list[Claim]:
    """What the text says of its maker; the weakest way is asked only where no other tells."""
    places = (*witness.opening, *witness.lines[-2:])
    strong = [claim for rule, pattern in CLAIMS for line in places for claim in _matches(rule, pattern, line)]
    strong += [*_bylines(witness), *_signatures(witness.lines)]
    return strong or [
        claim
        for line in witness.lines
        for claim in _matches("subject", SUBJECT, line)
        if _speaks_as(claim.body, witness) or _is_brief(claim.body, witness)
    ]


def _matches(rule: str, pattern: re.Pattern[str], line: str) -> Iterator[Claim]:
    for match in pattern.finditer(line):
        words = match.groupdict()
        # An office for disclosure bears the name of the body it is in: 南平市人民政府信息公开工作办公室.
        of_topic = words.get("topic") or (words["name"] if TOPIC.search(words["name"]) else "")
        if body := read_title(of_topic) if of_topic else read_body(strip_inner_office(words["name"])):
            yield Claim(body, rule, match[0].strip("。,，;；"))


def _signatures(lines: tuple[str, ...]) -> Iterator[Claim]:
    """Short last lines that name a body and stand over, or with, a date."""
    last = lines[-LAST_LINES:]
    for line, following in zip(last, (*last[1:], ""), strict=False):
        dated = DATE.match(following) or DATE.search(line)
        if dated and (body := read_body(strip_inner_office(DATE.sub("", line).removesuffix("日")))):
            yield Claim(body, "signature", line)


def _bylines(witness: Witness) -> Iterator[Claim]:
    """A body alone on the line below a title, where the text says nothing that only another kind of body would."""
    for title, line in pairwise(witness.lines[:FIRST_LINES]):
        name = line.strip("()")
        if _is_title(title) and (body := read_body(name)) and not _is_title(line):
            said = {level for level, words in FIRST_PERSON.items() if words.search(witness.body)}
            if not said or body.level in said or body.level not in FIRST_PERSON:
                yield Claim(body, "byline", line)


def _agreed(claims: list[Claim], witness: Witness) -> Claim | None:
    """The claim that the others do not dispute; an office that compiles a government's report is not its maker."""
    claims = [claim for claim in (_of_government(claim, witness) for claim in claims) if claim]
    if not claims:
        return _by_issuer(witness)
    first = claims[0]
    if any(not is_same(first.body, claim.body) for claim in claims):
        return None
    longest = max((claim.body for claim in claims), key=lambda body: len(body.name))
    return Claim(_completed(longest, witness), first.rule, first.quote)


def _is_brief(body: Body, witness: Witness) -> bool:
    """Whether a report of a few lines speaks of nobody but a body that its name places."""
    spoken = any(words.search(witness.body) for words in FIRST_PERSON.values())
    return not spoken and len(witness.lines) <= SHORTEST_REPORT and bool(regions.read_place(body.name).names)


def _speaks_as(body: Body, witness: Witness) -> bool:
    """Whether the text says 我区, 我镇, 我局 as such a body would, and nothing that another would say."""
    said = {level for level, words in FIRST_PERSON.items() if words.search(witness.body)}
    if body.level == GOVERNMENT:
        return said == {GOVERNMENT}
    return body.level in said or (body.level not in FIRST_PERSON and witness.body.count(body.name[-SHORT_NAME:]) > 1)


def _of_government(claim: Claim, witness: Witness) -> Claim | None:
    """The government for its office where the text speaks as a region; the office where it speaks as one; else nobody."""
    office = GOVERNMENT_OFFICE.match(claim.body.name)
    if not office or re.search(r"[我本][办厅室]", witness.body):
        return claim
    seat = read_body(office["seat"])
    return Claim(seat, claim.rule, claim.quote) if seat and FIRST_PERSON[GOVERNMENT].search(witness.body) else None


def _by_issuer(witness: Witness) -> Claim | None:
    """The body that the bar above the report names, if the report speaks of itself as such a body."""
    names = {match["name"]: match[0] for match in ISSUER.finditer("\n".join(witness.head))}
    names |= {match["name"]: match[0] for line in witness.opening for match in CONTACT.finditer(line)} if not names else {}
    for name, quote in names.items():
        body = read_body(strip_inner_office(name))
        if body and len(names) == 1 and _speaks_as(body, witness):
            return Claim(_completed(body, witness), "issuer", quote)
    return None


def is_same(one: Body, other: Body) -> bool:
    """Whether two names can be one body's: one has more of its parents, or they are forms of one department's name.

    >>> is_same(Body("上海市科委", "department"), Body("科学技术委员会", "department"))
    True
    """
    first, second = usual_name(one.name), usual_name(other.name)
    return first.endswith(second) or second.endswith(first)


def _completed(body: Body, witness: Witness) -> Body:
    """The name as the text writes it elsewhere, with a region's short form written out, or with the place before it."""
    text = "\n".join((*witness.head, witness.body))
    for end in range(4, 1, -1):
        rest = body.name[end:]
        for suffix in "省市区县旗":
            if len(rest) > 1 and (full := body.name[:end] + suffix) in regions.load().by_name and full + rest in text:
                return Body(full + rest, body.level)
    before = set(_places_before(body.name, text))
    return Body(before.pop() + body.name, body.level) if len(before) == 1 and body.level != GOVERNMENT else body


def _places_before(name: str, text: str) -> Iterator[str]:
    """Short forms of provinces and cities that stand right before a name: 乐山高新区管委会."""
    short, at = regions.load().short, text.find(name)
    while at >= 0:
        yield from (text[at - size : at] for size in (2, 3, 4) if size <= at and text[at - size : at] in short)
        at = text.find(name, at + 1)
