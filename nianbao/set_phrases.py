"""Set phrases of disclosure reports that a line end may stand in: 政府信息 / 公开工作, 行政 / 复议."""

from __future__ import annotations

import re

# What a line ends with, and what the next one begins with; a heading may begin with 公开 too, but not so.
BROKEN = (
    (re.compile(r"(?:政府|政务)信息$"), re.compile(r"公开(?:工作|申请|的|行政|复议|诉讼|年度|条例|指南|目录|信箱|专栏)")),
    (re.compile(r"(?:政府|政务|依申请公开|申请公开)信$"), re.compile("息")),
    (re.compile(r"(?:政府|政务)信息公$"), re.compile("开")),
    (re.compile(r"(?<![不内])行政$"), re.compile("复议|诉讼")),
    (re.compile(r"行政复$"), re.compile("议")),
    (re.compile(r"行政诉$"), re.compile("讼")),
    (re.compile(r"依申$"), re.compile("请公开")),
    (re.compile(r"依申请公$"), re.compile("开")),
    (re.compile(r"主动公$"), re.compile("开")),
    (re.compile(r"公$"), re.compile(r"开(?=\d|信息|政府|政务|各类|了)")),
    (re.compile(r"工作$"), re.compile(r"人员\d")),
)
LAST = frozenset("息信公政复诉申作")  # what such a line ends with: most end with nothing of these
LONGEST = 7  # characters of a line's end that are looked at


def breaks_set_phrase(line: str, following: str) -> bool:
    """Whether the end of a line stands within a set phrase.

    >>> breaks_set_phrase("收到3件涉及政府信息", "公开工作的行政复议"), breaks_set_phrase("主动公开政府信息", "公开内容包括")
    (True, False)
    """
    end = line[-LONGEST:]
    return end[-1:] in LAST and any(tail.search(end) and head.match(following) for tail, head in BROKEN)
