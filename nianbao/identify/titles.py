"""Lines that are titles, and the bodies in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from nianbao.chinese import HAN
from nianbao.identify.bodies import TOWNSHIP, Body, read_body, strip_inner_office
from nianbao.identify.place import tells_place
from nianbao.identify.witness import Witness
from nianbao.identify.years import spell_out, title_years

TOPIC = re.compile(r"(?:信息|政务|校务|厂务|院务)(?:和政务|与政务)?公开")
TITLE_WORDS = re.compile(
    rf"{TOPIC.pattern}.{{0,20}}(?:报告|年报|总结|小结|汇报)|年度报告|年报|工作报告"
    r"|20\d\d年度?[^。]{0,20}信息公开(?:工|工作|年|年度|工作年|工作年度|年度报)(?:\[…\])?$"  # cut short, or its end replaced
)
TITLE_OF_STATE = re.compile(rf"(?![一二三四五六七八九十]+、).{{0,30}}{TOPIC.pattern}(?:工作)?情况")
# Sentences, file names, breadcrumbs, and the titles of a site's neighbouring pages.
BULLETS = "·•●▪◆"
NO_TITLE = re.compile(rf"^[{BULLETS}]|[。;；,，>]|根据|统计期限|\.(?:pdf|docx?|html?)|[上下]一[篇条页]|相关")
YEAR_ALONE = re.compile(
    r"[(]?(?:20|二[〇○零])[\d〇○零一二三四五六七八九]{2}(?:年度?|年?度?[-—–~/至]{1,2}[\d〇○零一二三四五六七八九]{4}学年度?)[)]?"
)
COVER = re.compile(r"印发|公布|发布|报送|上报|转发")
LONGEST_TITLE = 70
LONGEST_NAME = 36
FIRST_LINES = 6
YEARS = re.compile(r"20\d\d(?:[-—–~至]20\d\d)?学?年?(?:度)?")
# What is left of 区政府信息公开 is 区政府: 政府 belongs to the topic, unless it is 人民政府.
LOST = "[…]"
LOST_TOPIC = re.compile(r"中华人民共和国(?P<before>政府)?\[…\](?:信息公开)?条例")
LOOSE_SEAT = re.compile(r"(?<!人民)政府$")
CUSTOMS = "海关"  # what a custom house is called, and the field that its title names
OPENING = re.compile(r"(?:引言|前言|[一1][、.]|概[述况]|根据|按照|依据|本(?:年度)?(?:报告|年报)|现将|20\d\d年[^报]*$)")
# The title of a page that came as one line; and one that a site's own words stand before, which spaces set apart.
BEGINS = r" (?=根据|按照|依据|为|本(?:报告|年报|年度)|现将|一、|20\d\d年|引言|前言|概述|目录)"
INLINE = re.compile(rf"([^。;；,，:：]{{6,60}}?(?:报告|年报)){BEGINS}")
AMID = re.compile(rf"(?<=[ >|：:])([^ 。;；,，:：>|]{{6,60}}?(?:报告|年报)){BEGINS}")
OTHERS = re.compile(r"[上下]一[篇条页]|相关|推荐|链接")  # whose title it is
LINK, MANY = 8, 4  # characters before another's title; spaces that no title has
SCHOOLS = ("大学", "学院")
FURTHEST = 16  # lines that a site may print over a report
BEHIND = re.compile(r"(?:报告|年报)[-—_|（(]+(?P<name>[^-—_|（）()]{3,30})[）)]?$")
# A title whose topic was lost or replaced: 永嘉县民政局2015年……年度报告.
BEFORE_YEAR = re.compile(rf"(?P<name>[{HAN}（）()]{{3,30}})20\d\d年.*(?:报告|年报)")


def title_lines(witness: Witness) -> tuple[str, ...]:
    """Lines that are titles: those of the report, what the capture prints above it, titles of several lines.

    Those with a year come first: a column of a site (某县政府信息公开年报) has none, and only counts in the report itself.
    """
    own = [line for line in takewhile(_is_above, witness.lines[:FIRST_LINES]) if is_title(line)]
    head = [line.replace(" ", "").strip("|") for line in takewhile(_is_above, witness.head)]
    printed = [line for line in head if is_title(line)]
    joined = [
        first + second
        for first, second in pairwise(head)
        if second in printed and first not in printed and len(first) <= LONGEST_NAME
    ]
    under = [
        first + second for first, second in pairwise(witness.lines[:FIRST_LINES]) if first in own and YEAR_ALONE.fullmatch(second)
    ]
    # Titles one below the other are not the lines of one.
    whole = "" if witness.title[:1] in BULLETS or sum(line in witness.title for line in own) > 1 else witness.title
    inline = [title for line in witness.head[:FIRST_LINES] if (title := _inline(line))]
    crumbs = [crumb for line in head[:FIRST_LINES] if ">" in line and _is_placed(crumb := line.rpartition(">")[2])]
    lines = (*own, *printed, *inline, whole, *under, *joined, *crumbs)
    dated = [line for line in lines if title_years((line,))] or [*_over_opening(witness)]
    return tuple(dict.fromkeys((*dated, *filter(None, (whole, *own)))))


def _inline(line: str) -> str:
    """The title of a page that came as one line, also where a site's words stand before it; nothing behind a sentence."""
    amid = AMID.search(line.partition("。")[0]) if len(line) > LONGEST_TITLE else None
    if amid and not OTHERS.search(line, max(0, amid.start() - LINK), amid.start()) and _is_placed(amid[1]):
        return amid[1]
    match = INLINE.match(line)
    title = match[1].replace(" ", "") if match else ""
    return title if match and (match[1].count(" ") < MANY or _is_placed(title)) else ""


def _is_placed(line: str) -> bool:
    """Whether a line is the title of a body that its name places, or of a school."""
    body = read_title(line) if is_title(line) and title_years((line,)) else None
    return body is not None and (tells_place(body.name) or body.name.endswith(SCHOOLS))


def _over_opening(witness: Witness) -> Iterator[str]:
    """The title that stands right over a report's opening, where a site has sentences of its own above it."""
    for line, *following in zip(witness.lines, witness.lines[1:], witness.lines[2:FURTHEST], strict=False):
        opens = any(OPENING.match(after) for after in following)
        if opens and is_title(line) and title_years((line,)) and read_title(line):
            yield line
            return


def _is_above(line: str) -> bool:
    """Whether a line can stand over the report: no sentence of it, unless of a notice that carries it.

    Below its text may stand the titles of others.
    """
    return "。" not in line or bool(COVER.search(line))


def is_title(line: str) -> bool:
    """Whether a line names a report, and is no sentence, file name or breadcrumb."""
    may_be = len(line) <= LONGEST_TITLE and ("公开" in line or "报" in line)  # a quick look before the slow one
    return may_be and bool(TITLE_WORDS.search(line) or TITLE_OF_STATE.fullmatch(line)) and not NO_TITLE.search(line)


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
    before = _name_in(LOOSE_SEAT.sub("", spell_out(title[: topic.start()])).removesuffix(LOST))
    behind = BEHIND.search(title)
    owner = read_body(strip_inner_office(before)) if before.endswith("办公室") else None
    if owner and owner.level == TOWNSHIP:  # whose office reports for it
        return owner
    return read_body(before) or (read_body(YEARS.sub("", behind["name"])) if behind else None)


def _name_in(before: str) -> str:
    """What stands before a topic without the year, and without the field that may follow it: 2016年海关信息公开.

    >>> _name_in("永嘉县2012年民政局"), _name_in("天津海关2016年海关"), _name_in("某省环境保护厅2013年环境")
    ('永嘉县民政局', '天津海关', '某省环境保护厅')
    """
    whole, (head, *tail) = YEARS.sub("", before).replace("()", ""), YEARS.split(before)
    is_field = head and tail and (tail[-1] == CUSTOMS or (read_body(head) and not read_body(whole)))
    return head if is_field else whole
