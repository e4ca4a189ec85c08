"""The year a report is on: from its title, from the period its figures cover, from what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.identify.dates import DIGITS
from nianbao.identify.witness import Witness
from nianbao.model import Attribution, Evidence

YEAR = "20[0-3][0-9]"
# 二〇〇九年, and what a keyboard or a scan makes of it: 2O13年, 20１2年, 20l2年.
SPOKEN = re.compile(
    r"[2二][〇○零Oo0][〇○零Oo0-3一二lI][〇○零Oo0-9一二三四五六七八九lI](?=学?年|[-—–~/至]{1,2}[2二][〇○零])(?<!\d....)(?<!\d{4})"
)
# A year in a title: no part of a date, of a document number or of a longer number.
IN_TITLE = re.compile(rf"(?<![\d〔\[])({YEAR})(?!\d|年?\d{{1,2}}月|[-/.]\d{{1,2}}[-/.]|[〕\]])")
ACADEMIC = re.compile(rf"({YEAR})(?<!\d....)[-—–~/至年度]{{1,3}}({YEAR})学年")
# The year of a school, which no report of another body is on.
SCHOOL_YEAR = re.compile(rf"({YEAR})年(?<!\d.....)0?9月0?1日起?(?:至|到|[-—–~]){{1,2}}({YEAR})年0?8月31日")
DAY = r"(?:\d{1,2}日)?"
PERIOD = re.compile(
    rf"""
    (?P<first>{YEAR})年 (?<!\d.....) \d{{1,2}}月 {DAY} 起? [,，]?
    (?:至|到|-|—|–|~|－)+
    (?:\d{{0,2}}(?P<last>{YEAR})年 | 本年 | 同年 | 当年)? \d{{1,2}}月 \d{{1,2}}日
    """,
    re.VERBOSE,
)
WHOLE_YEAR = re.compile(r"年0?1月0?1日?[^月]{1,12}12月31日$")
COVERS = re.compile(r"统计|数据|期限|时限|时段|起止|截[止至]|范围|内容|年报|报告")
UNTIL = re.compile(rf"截[止至]到?({YEAR})年(?:12月31日|12月底|底|年底|末)")
# What a report says of itself: 2014年度政府信息公开情况, 2009年我镇政府信息公开年度报告.
NAMED = re.compile(
    rf"""
    (?P<year>{YEAR}) (?<![\d〔]....) (?<![按及][时期]公布....)  # what was published in its time is of an earlier year
    年?度? [^。;；\d《]{{0,30}}? (?:信息|政务)公开 (?:工作|年度|总体|的)* (?:报告|情况|年报)
    """,
    re.VERBOSE,
)
TITLED = re.compile(r"《[^》]{0,80}》")
# A sentence that opens with a year, unless it speaks of plans.
OPENING = re.compile(
    rf"({YEAR})年 (?!\d|[元一二三四五六七八九十]{{1,2}}月) (?:度|以来|全年|底|来)? (?P<then>[^。\n]{{0,25}})", re.VERBOSE
)
BEFORE_OPENING = re.compile(r"(?:\A|[。；;\n]|[)）]\Z)(?:截[止至]到?)?\Z")
FEWEST = 2  # sentences that say what a report speaks of
PLANS = re.compile(r"(?<!现)将(?!.{0,12}(?:作为|纳入|列入))|计划|打算|力争|下一步|(?<![主重必概纪])要(?![求点素闻件])")


@dataclass(frozen=True, slots=True)
class Reading:
    """A year, how it is known, from which words."""

    year: str = ""
    attribution: Attribution = Attribution.UNKNOWN
    evidence: Evidence | None = None


def find_year(witness: Witness, titles: tuple[str, ...], published: str) -> Reading:
    """The report's year; unknown where witnesses of equal weight compete."""
    body = spell_out("\n".join(TITLED.sub("", line) for line in witness.lines if line not in titles))
    for rule, texts in (("title", titles), ("text", tuple(line for line in witness.opening if "信息公开" in line))):
        if academic := next(filter(None, map(ACADEMIC.search, map(spell_out, texts))), None):
            return _reading("-".join(academic.groups()), rule, academic[0])
    stated, claims = title_years(titles), periods(body) or self_named(body)
    if not stated:
        return _without_title(body, published)
    if not claims:
        return _by_title_alone({year: _shown(title, year, witness) for year, title in stated.items()}, body, published)
    agreed = (
        [year for year in stated if year in claims]
        or [year for year in stated | claims if published[:4] == str(int(year) + 1)]  # when reports are due
        or [year for year in stated | claims if is_over(year, published)]
    )
    if len(agreed) != 1:
        return Reading()
    (year,) = agreed
    return (
        _reading(year, "title", _shown(stated[year], year, witness)) if year in stated else _reading(year, "text", claims[year])
    )


def _by_title_alone(stated: dict[str, str], body: str, published: str) -> Reading:
    """The title's year where the text claims none, unless its sentences speak of another, or the year was not over."""
    spoken = [match[1] for match in _opening(body)]
    disputed = len(set(spoken)) == 1 and len(spoken) > 1 and spoken[0] not in stated
    years = [year for year in stated if is_over(year, published)]
    if len(years) == 1 and len(stated) == 1 and not disputed:
        return _reading(years[0], "title", stated[years[0]])
    if not years and disputed and is_over(spoken[0], published):
        return _reading(spoken[0], "sentence", openings(body)[spoken[0]])
    return Reading()


def _without_title(body: str, published: str) -> Reading:
    """The year where no title says it: period, what the report calls itself, a closing date, the openings of sentences."""
    spoken = [match[1] for match in _opening(body)]
    # A report names the one before it, where its own sentences speak of the year.
    named = {
        year: words for year, words in self_named(body).items() if year in spoken or spoken.count(str(int(year) + 1)) < FEWEST
    }
    until = {match[1]: match[0] for match in UNTIL.finditer(body)}
    strong = periods(body) | named
    if (school := SCHOOL_YEAR.search(body)) and not strong and int(school[2]) == int(school[1]) + 1:
        return _reading("-".join(school.groups()), "text", school[0])
    for rule, found in (("text", strong), ("sentence", until | openings(body))):
        years = list(found) if len(found) == 1 else [year for year in found if is_over(year, published)]
        if len(years) == 1:
            return _reading(years[0], rule, found[years[0]])
        if found:
            break
    return Reading()


def _shown(title: str, year: str, witness: Witness) -> str:
    """The title as evidence; what the capture alone printed may hold advertising, and only its year is shown."""
    return title if title in (witness.title, *witness.lines) else year


def _reading(year: str, rule: str, quote: str) -> Reading:
    known = Attribution.STATED if rule == "title" else Attribution.INFERRED
    return Reading(year, known, Evidence(fact="year", rule=rule, quote=quote.strip()))


def title_years(titles: tuple[str, ...]) -> dict[str, str]:
    """The years that the first title with any names, with that title.

    >>> title_years(("某区信息公开年度报告（2010年3月30日）", "2009年某区信息公开年度报告"))
    {'2009': '2009年某区信息公开年度报告'}
    """
    for title in titles:
        if years := IN_TITLE.findall(spell_out(title)):
            return dict.fromkeys(years, title)
    return {}


def periods(body: str) -> dict[str, str]:
    """Years of the periods that figures are said to cover, with the words.

    >>> periods("本报告所列数据的统计期限自2018年1月1日起至2018年12月31日止。")
    {'2018': '2018年1月1日起至2018年12月31日'}
    """
    found = {}
    for match in PERIOD.finditer(body):
        before = body[max(0, match.start() - 40) : match.start()]
        whole = WHOLE_YEAR.search(match[0])
        if match["last"] in (None, match["first"]) and (whole or COVERS.search(before)):
            found[match["first"]] = match[0]
    return found


def self_named(body: str) -> dict[str, str]:
    """Years in what the report calls itself, with the words."""
    return {match["year"]: match[0] for line in body.split("\n")[:6] for match in NAMED.finditer(line)}


def openings(body: str) -> dict[str, str]:
    """Years that open sentences which are no plans, with the words."""
    found = {match[1]: match[0] for match in _opening(body)}
    within = {year: words for year, words in found.items() if not words[5:].startswith("以来")}
    return within or found  # 2008年以来 counts from a year, where others are spoken of


def _opening(body: str) -> Iterator[re.Match[str]]:
    for match in OPENING.finditer(body):
        if BEFORE_OPENING.search(body[max(0, match.start() - 4) : match.start()]) and not PLANS.search(match["then"]):
            yield match


def is_over(year: str, published: str) -> bool:
    """Whether a year was over, or as good as over, when the report was published (or the date is unknown)."""
    return not published or published >= f"{year}-12-01"


def spell_out(text: str) -> str:
    """Years in digits, one for one.

    >>> spell_out("二〇〇九年")
    '2009年'
    """
    return SPOKEN.sub(lambda match: match[0].translate(DIGITS), text)
