"""The date of publication: what the site prints over the report, else what stands under its title or beneath its end."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise, takewhile

from nianbao.chinese import number
from nianbao.identify.witness import Witness
from nianbao.model import Evidence

DATE = re.compile(
    r"""
    (?P<y>20\d\d | 二[〇○零O0][〇○零O0一二][〇○零O0一二三四五六七八九]) (?<!\d....)  # quick: it looks behind the year
    [ ]? [-年/.] [ ]? (?P<m>1[0-2] | 0?[1-9] | 元 | 十[一二]? | [一二三四五六七八九])
    [ ]? [-月/.] [ ]? (?P<d>3[01] | [12]\d | 0?[1-9] | 三十一? | 二?十[一二三四五六七八九]? | [一二三四五六七八九])
    (?!\d)
    """,
    re.VERBOSE,
)
GAP = r"[\s:：|\]】]{0,8}\Z"
# In declared order: what says that it is the publication comes before what only says when the text was made. Each ends
# where a date begins.
LABELS = (
    re.compile(rf"(?:发布|公开|公布)(?:时间|日期|于|\s?:){GAP}"),
    re.compile(rf"(?:发表|发文|文章|生成|成文|制发|印发)(?:时间|日期){GAP}"),
    # Bare words, which must not be the end of 采集时间 (when it was captured) or 统计时间.
    re.compile(rf"(?:^|[\s|\[【(>;,，])(?:时间|日期)\s?:{GAP}"),
    re.compile(rf"更新(?:时间|日期){GAP}"),
)
LONGEST_LABEL = 16
ENDS_DATE = frozenset("日)]】0123456789")
BAR = re.compile(r"来源|浏览|点击|阅读|访问次数|字号|字体|作者|编辑|责编|发布[人者]|录入|审核|打印|分享|收藏")
# The same behind the title of a page that came as one line.
INLINE = re.compile(
    rf"[告报] [ ] {DATE.pattern} 日?(?:[ ]\d\d?:\d\d(?::\d\d)?)? [ ][^ 。，,]{{0,4}}(?:{BAR.pattern})", re.VERBOSE
)
# Dates of another kind, and sentences.
UNDATED = re.compile(r"[。,，;；]|采集|抓取|星期|农历|截[止至]|有效期|失效")
ALONE = re.compile(
    r"^(?:[•·●-][ ]?)?[(（【]?{0}日?(?:[ ]?\d\d?:\d\d(?::\d\d)?)?[)）】]?$".replace("{0}", DATE.pattern), re.VERBOSE
)
# A signature is short and has no full stop; its date is the last thing in it.
SIGNED = re.compile(r"^(?P<who>[^。;；!?，,:]{0,30}?)[,，]?" + DATE.pattern + r"日?[)）]?$", re.VERBOSE)
# The same behind a full stop, where what a site prints below a report follows on the same line; no sentence goes on.
GOES_ON = (
    "[,、:年月日在对将就共以至起前]|[印下转]发|[发公]布[了《]|召开|举[办行]|组织|开展|出台|制定|批准|通过|部署|成立|审议|修订|施行"
    "|我[市区县镇局委]"
)
RUN_ON = re.compile(
    rf"""
    (?<=[。!]) (?P<who>[^。;；!?，,:\d]{{3,30}}?) {DATE.pattern}
    (?:日(?!{GOES_ON}) | (?<=\d)(?!日|\d|{GOES_ON})) (?P<then>[^。]*) $
    """,
    re.VERBOSE,
)
RUN_ON_LINES = 3
BEHIND = re.compile(rf"(?<=[告报])[\[(（【](?:发布|公布)?{DATE.pattern}日?(?:公布|发布)?[\])）】]$", re.VERBOSE)
TITLE = re.compile(r"^[^。;；,，]{4,40}公开[^。;；,，]{0,12}(?:报告|年报)$")  # of a report that a dated notice carries
SIGNER = re.compile(r"^$|[府局委厅办处会院署区县市州镇乡道心校学司室队站所团]$")
SET_APART = re.compile("(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?: [\u4e00-\u9fff]){2,9}(?![\u4e00-\u9fff])")  # 发 布 时 间
ALONE_CHARACTER = re.compile(" [\u4e00-\u9fff] ")
LAST_LINES = 6
FURTHER = 14  # lines in which a signature may stand over what a site prints below it
LONGEST_SIGNER = 30
LONGEST_HEAD = 60
LONGEST_BAR = 120
EARLIEST_MONTH = 12  # a report is made when its year is over, or as good as over
DIGITS = str.maketrans("〇○零Oo一二三四五六七八九lI", "0000012345678911")


Dated = tuple[str, tuple[tuple[str, str], ...]]  # a rule with the dates it finds and their words


def read_dates(witness: Witness) -> tuple[Dated, ...]:
    """What each rule finds, in the order in which the rules are believed."""
    head = "\n".join(witness.head)
    if ALONE_CHARACTER.search(head):
        head = SET_APART.sub(lambda words: words[0].replace(" ", ""), head)
    printed = [match for match in DATE.finditer(head) if read_date(match)]
    found = (
        *((f"label_{i}", _labelled(printed, label)) for i, label in enumerate(LABELS, start=1)),
        ("bar", _in_bar(witness.head)),
        ("under_title", _alone(takewhile(_is_head, witness.lines))),
        ("over_title", _alone(before for before, line in pairwise(witness.lines) if ALONE.match(before) and TITLE.search(line))),
        ("in_title", _in_title(witness.lines[:LAST_LINES])),
        ("line", _alone(takewhile(_is_head, witness.head))),
        ("signature", _signed(witness.lines)),
    )
    return tuple((rule, dates) for rule, each in found if (dates := tuple(each)))


def find_published(dated: tuple[Dated, ...], year: str) -> tuple[str, Evidence | None]:
    """The date of publication in ISO 8601 with its evidence; empty where none is printed or the best ones disagree."""
    for rule, found in dated:
        dates = {iso: quote for iso, quote in found if _is_possible(iso, year, signed=rule == "signature")}
        if len(dates) == 1:
            ((iso, quote),) = dates.items()
            return iso, Evidence(fact="published", rule=rule, quote=quote)
        if dates:
            break
    return "", None


def _labelled(printed: list[re.Match[str]], label: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    for dated in printed:
        if match := label.search(dated.string, max(0, dated.start() - LONGEST_LABEL), dated.start()):
            yield read_date(dated), " ".join(dated.string[match.start() : dated.end()].split())


def _in_bar(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if len(line) > LONGEST_BAR:
            yield from _behind_title(line)
            continue
        dates = [match for match in DATE.finditer(line) if read_date(match)]
        if dates and BAR.search(line) and not UNDATED.search(line):
            yield from ((read_date(match), match[0]) for match in dates)


def _behind_title(line: str) -> Iterator[tuple[str, str]]:
    bar = INLINE.search(line, 0, LONGEST_BAR)
    if bar and (dated := DATE.search(bar[0])) and (iso := read_date(dated)):
        yield iso, dated[0]


def _in_title(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Dates in brackets behind a title: ……年度报告（2010年3月30日公布）."""
    for line in lines:
        if _is_head(line) and (match := BEHIND.search(line)) and (iso := read_date(match)):
            yield iso, match[0]


def _is_head(line: str) -> bool:
    """Whether a line can stand over a report's first sentence."""
    return len(line) <= LONGEST_HEAD and not line.endswith(("。", ";"))


def _alone(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if line[-1:] not in ENDS_DATE:
            continue
        signed = SIGNED.match(line.strip("()"))
        match = ALONE.match(line) or (signed if signed and SIGNER.search(signed["who"].strip()) else None)
        if match and (iso := read_date(match)):
            yield iso, line


def _signed(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Dates that end a short last line, or follow the last full stop of a text that is one line."""
    for line, following in pairwise(lines[-FURTHER:-LAST_LINES]):
        if ALONE.match(following) and len(line) <= LONGEST_SIGNER and SIGNER.search(line) and (match := DATE.search(following)):
            yield read_date(match), following
    for line in lines[-LAST_LINES:]:
        last = line.rsplit("。", 1)[-1]
        if (match := SIGNED.match(last)) and SIGNER.search(match["who"].strip()) and (iso := read_date(match)):
            yield iso, last
    if not any(ALONE.match(line) for line in lines[-LAST_LINES:]):
        yield from _run_on(lines[-RUN_ON_LINES:])


def _run_on(lines: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if (match := RUN_ON.search(line)) and SIGNER.search(match["who"].strip()) and (iso := read_date(match)):
            yield iso, match[0][: match.start("then") - match.start()]


def _is_possible(iso: str, year: str, *, signed: bool) -> bool:
    """Whether a report on a year can have been published then; a signature within its year is a slip of the pen."""
    if not year:
        return True
    end = year[-4:]
    return iso[:7] >= f"{end}-{EARLIEST_MONTH}" if signed and "-" not in year else iso[:4] >= end


def read_date(match: re.Match[str]) -> str:
    """ISO 8601 of a printed date; empty where the calendar has no such day.

    >>> [read_date(m) for m in map(DATE.search, ("2019年3月21日", "二〇一九年三月二十一日", "2010-02-30")) if m]
    ['2019-03-21', '2019-03-21', '']
    """
    year = int(match["y"].replace("0", "〇").translate(DIGITS)) if not match["y"].isdecimal() else int(match["y"])
    try:
        return date(year, _count(match["m"]), _count(match["d"])).isoformat()
    except ValueError:
        return ""


def _count(words: str) -> int:
    if words.isdecimal():
        return int(words)
    return 1 if words == "元" else int(number(words) or 0)
