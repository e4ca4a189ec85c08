"""Names that stand where a report names its agency or says what it is about, and can be neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.chinese import HAN
from nianbao.clean.slogans import FEWEST_INTRUSIONS
from nianbao.clean.vocabulary import site_words, vocabulary

# The same characters in Simplified, where a common term is looked for in a Traditional page.
FOLD = str.maketrans(
    "開關於華國條報務縣區鎮鄉辦廳領導請應況問題類個專欄錄組機員議強進規範實佈貫徹責數與網動編製",
    "开关于华国条报务县区镇乡办厅领导请应况问题类个专栏录组机员议强进规范实布贯彻责数与网动编制",
)
# What a report on disclosure always says somewhere, whatever was replaced in it.
DISCLOSES = re.compile("(?:主动|申请)公开|公开(?:信息|指南|目录|条例|情况)|信息公开")
OFFICIAL = re.compile(
    "公开|公開|政府|政务|政務|信息|关于|關於|转发|工作|实施|管理|制定|联合|贯彻|通知|文件|会议|保护|安全|条例|办法|印章|档案|保密"
)
NAME_END = re.compile(
    "(?:省|市|县|區|区|州|旗|(?<!联)盟|镇|乡|街道|村|社区|局|委|办|厅|院|会|处|部|所|站|中心|公司|学校|大学|兵团|农场|路|街|号|馆|园|室|行)$"
)
TITLED = ("政府信息公开", "政府信息公開", "政府資訊公開", "政务公开", "政務公開")  # what the titles of these reports say
TITLE_TERM = re.compile(  # what a title says that does not say it
    r"^(?!.*公[开開])[^。，；\n]{0,40}20\d\d年?度?(?:政府)?(?P<term>[^\s，。；：、《》]{4,16}?)(?:工作)?(?:[情總总][况況結结])?的?(?:年度)?(?:[报報]告|年[报報])$",
    re.MULTILINE,
)
# The name at the head of a report's title.
TITLE_NAME = re.compile(
    f"[ \t\u3000#]{{0,20}}(?:[关關][于於])?(?:20\\d\\d年?度?)?([{HAN}A-Za-z0-9]{{2,16}}?)"
    "(?:[关關][于於])?(?:20\\d\\d|政府|[信政資][息务務訊]公)[^，。：；]{0,30}$"
)
TITLE_ENDS = ("报告", "报告 ", "年报", "報告", "報告 ", "年報")
BEHIND_PLACE = re.compile(f"^[{HAN}]{{1,8}}[市县縣区區州旗镇鎮乡鄉](?=[^街社会會公][{HAN}A-Za-z0-9]{{3}})")
# Other places of an agency's name.
OFFICES = (
    f"(?:由|经|經)[{HAN}]{{0,8}}?~(?=编制|編制|制作|製作|发布|發布|公布|提供|承办|承辦|主办|主辦|维护|負責|负责)"
    "|^~[ \u3000]*(?=$|20\\d\\d年)|(?:单位|單位|机构|機構|机关|機關)[:：][ ]?~"
    "|(?:与|與|向|到)~(?=[办辦]公室|联系|聯繫|咨询|諮詢)|~(?=编制|編制|[办辦]公室|[办辦]公地址|版[权權])"
)
COMPILED = re.compile(
    f"(?:由|经|經)([{HAN}A-Za-z0-9]{{3,16}}?)(?:负责|負責)?[编編][制写製寫](?:的|了)?[^。，\n]{{0,16}}(?:[报報]告|年[报報])"
)
A_PUBLIC_BODY = re.compile(
    "[省市县縣区區州旗镇鎮乡鄉村]|中心|集团|集團|公司|协会|協會|学|學|医|醫|银行|銀行|电力|電力|供[电電]|电[视信]|[日晚][报報]|法院|水库|水庫|保[护護]|景|管理"
)
TRADES = ("娱乐", "娛樂", "棋牌", "博彩", "电竞", "電競", "赌场", "賭場", "六合彩")
OF_TRADE = re.compile("|".join(TRADES))
SITE_END = re.compile("(?:国际|國際|会所|會所|俱乐部|俱樂部|乐园|樂園|互娱|互娛|(?i:app)|官网|官網|[登註注][录錄陆陸册冊])$")
ITSELF = re.compile("我[局镇鎮乡鄉委县縣办辦厅廳院处處区區市]")  # what nobody of such a name calls itself
OTHERWISE = re.compile("[我本](?:公司|集团|集團|校|馆|館|台|协会|協會)")
FOOT = re.compile("技[术術]支持|提供支持|版[权權]所有")
A_PLACE = "[镇鎮乡鄉村街路县縣市区區社]"
HEAD, LONGEST_FOOT, SHORTEST_NAME = 1_500, 40, 2


def impostors(text: str) -> Iterator[tuple[int, int]]:
    """Where such names stand: spans of the text."""
    yield from _reached(text)
    yield from _in_office(text)


def _in_office(text: str) -> Iterator[tuple[int, int]]:
    r"""A name of the trade at the head of the title and in another place of the agency's; a line that thanks it goes whole.

    >>> text = "甲宝娱乐城2009年年度报告\n由甲宝娱乐城编制。\n我局公开3条。\n本页由甲宝娱乐城提供技术支持"
    >>> [text[a:b] for a, b in _in_office(text)]
    ['甲宝娱乐城', '甲宝娱乐城', '本页由甲宝娱乐城提供技术支持']
    """
    name = _of_title(text) or _of_compiler(text)
    if name and not OTHERWISE.search(text):
        yield from _everywhere(text, _pattern_of(name))


def _of_title(text: str) -> str:
    """The name at the head of the title, where it can be no agency's and stands in another place of the agency's; or nothing."""
    titles = (TITLE_NAME.match(line) for line in text[:HEAD].split("\n") if line.endswith(TITLE_ENDS))
    name = next(filter(_may_be_of_trade, (BEHIND_PLACE.sub("", title[1]) for title in titles if title)), "")
    if not name or not re.search(OFFICES.replace("~", _pattern_of(name)), text, re.MULTILINE):
        return ""
    return name if OF_TRADE.search(name) or vocabulary().is_compound(name) or ITSELF.search(text) else ""


def _of_compiler(text: str) -> str:
    """A name of the trade that is said to have compiled the report, or nothing."""
    if not any(text.startswith(TRADES, place) for place in site_words(text)):
        return ""
    names = (BEHIND_PLACE.sub("", match[1]) for match in COMPILED.finditer(text))
    return next((name for name in names if OF_TRADE.search(name) and _may_be_of_trade(name)), "")


def _pattern_of(name: str) -> str:
    """A name as it is, or, where it ends with a way, with any way behind it."""
    bare = without_ways(name)
    ends = bare != name and len(bare) >= SHORTEST_NAME
    return f"(?:{re.escape(bare)}(?:{vocabulary().way_or_goods.pattern})+)" if ends else re.escape(name)


def _everywhere(text: str, pattern: str) -> Iterator[tuple[int, int]]:
    """The places of a name; a line that thanks it, whole."""
    for match in re.finditer(f"{pattern}(?!{A_PLACE})", text):
        end = text.find("\n", match.end())
        start, stop = text.rfind("\n", 0, match.start()) + 1, end if end >= 0 else len(text)
        thanks = stop - start <= LONGEST_FOOT and "。" not in text[start:stop] and FOOT.search(text, match.end(), stop)
        yield (start, stop) if thanks else match.span()


def _may_be_of_trade(name: str) -> bool:
    """True for a name with a word of the trade, or an end that no agency's name has."""
    if len(name) <= SHORTEST_NAME or NAME_END.search(name) or A_PUBLIC_BODY.search(name) or OFFICIAL.search(name):
        return False
    return bool(OF_TRADE.search(name) or SITE_END.search(name)) or vocabulary().is_compound(name)


def _reached(text: str) -> Iterator[tuple[int, int]]:
    r"""A name that the ways to it follow wherever it stands, first where the title says what was disclosed.

    >>> text = "某镇2018年甲马国际注册工作年度报告\n按照县甲马国际客服安排，将甲马国际注册情况报告如下：\n一、主动公开"
    >>> [text[a:b] for a, b in _reached(text)]
    ['甲马国际注册', '甲马国际客服', '甲马国际注册']
    """
    if any(term in text for term in TITLED):
        return
    title = next((match for match in TITLE_TERM.finditer(text) if match["term"]), None)
    way = vocabulary().way_end.search(title["term"]) if title else None
    if not title or not way or OFFICIAL.search(title["term"]) or not DISCLOSES.search(text.translate(FOLD)):
        return
    name = without_ways(title["term"])
    run = f"{re.escape(name)}(?:{vocabulary().way_or_goods.pattern})*"
    places = list(re.finditer(run, text)) if len(name) >= SHORTEST_NAME else []
    kinds = {place[0] for place in places}
    if len(places) >= FEWEST_INTRUSIONS and len(kinds) > 1 and name not in kinds:
        yield from (place.span() for place in places)


def without_ways(name: str) -> str:
    """A name without the ways to it at its end."""
    while match := vocabulary().way_end.search(name):
        name = name[: match.start()]
    return name
