"""Second phase, withheld: advertising of hijacked pages and spam copies. Found by shape and repetition, never by a word alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from nianbao.chinese import HAN
from nianbao.clean.characters import MARK
from nianbao.clean.keywords import drop_advert_bars
from nianbao.clean.ledger import Change
from nianbao.clean.lures import mark_advertised_names
from nianbao.clean.rule import Rule
from nianbao.clean.terms import glosses_of, in_report_title, mark_adverts
from nianbao.clean.vocabulary import vocabulary

FEWEST_GLOSSES = 5
ENDINGS = "com|cn|net|org|cc|vip|top|xyz|info|biz|tv|me|co|club|site|shop|online|wang|app|bet|win|fun|icu|mobi|live|ltd"
HAS_ADDRESS = re.compile(rf"\.(?:{ENDINGS})(?![a-z0-9])", re.IGNORECASE)
ADDRESS = re.compile(
    rf"""
    (?:https?://)?
    ([a-z0-9-]{{1,40}}(?:\.[a-z0-9-]{{1,40}}){{0,4}}\.(?:{ENDINGS})) (?![a-z0-9-])
    (?:/[a-z0-9/._?=&%~-]{{0,200}})?
    """,
    re.VERBOSE | re.IGNORECASE,
)
NAMED_AFTER = re.compile(f"[{HAN}]{{1,8}}?(?:镇|鎮|乡|鄉|街道|县|縣|区|區|市|局|委|办|厅)")
PORTAL = re.compile(  # what stands right before the address of a government's site
    f"(?:政府|門戶|门户|政务|政務|公开|公開)[^。，；,;（(\\n]{{0,12}}(?:网站?|網站?|平台|平臺)[^{HAN}A-Za-z0-9。，；]{{0,3}}(?:(?:网址|網址|域名)(?:为|是)?[:：]?)?\\s?$"
)
REPORT_HEAD = re.compile(  # the title, with the name before its year or behind it
    rf"""
    (?:^|\n)[ \u3000]* (?:20\d\d年度?)? ([{HAN}]{{3,30}}?)
    (?:20\d\d|政府信息|政府資訊|信息公开|信息公開) [^，。]{{0,40}} (?:报告|報告|年报|年報)
    """,
    re.VERBOSE,
)
PUBLIC_WORD = re.compile("gov|xxgk|zwgk|zf|gk|china|city|info|news|edu|web|net\\w|water|health|tax|police|agri|port|12345")
# Words in the names of gambling sites: no place has the first, the others may be part of many names.
TRADE_HOST = re.compile(
    r"(?<!ti)(?<!alpha)bet(?:s|ting)?(?=\d|-|$)|(?:^|-|\d)bet(?=\d|-|$)|casino|poker|jackpot|lotto|gambl|slots?(?=\d|-|$)"
)
LIKELY_HOST = re.compile(
    r"game|vip|888|qipai|yule|bocai|caipiao|duchang|huangguan|yongli|aomen|pujing|taiyangcheng|weinisi|baijiale|zuqiu|touzhu"
)
OWN_BEFORE = re.compile(
    r"(?:网址|網址|域名|网站|網站|网页|網頁|主页|主頁|邮箱|郵箱|邮件|郵件|(?i:e-?mail)|登[录陆錄陸]|访问|訪問|可[在从從])"
    r"[^\u4e00-\u9fff。，；]{0,3}(?:[为為是][:：]?)?\s?(?:[A-Za-z0-9._-]{1,20}@)?(?:https?://)?$"
)
OWN_AFTER = re.compile("[^\u4e00-\u9fff。；]{0,3}(?:上|中)?(?:下[载載]|查[阅閱询詢看]|[浏瀏][览覽])")
AGAINST = re.compile("赌|賭|诈|詐|查处|查處|打击|打擊|整治|封堵|关停|關停|违法|違法|钓鱼|釣魚|不要|勿|谨防|警惕|仿冒|假冒")
PREFIXES = frozenset(("www", "m", "wap", "mail", "xxgk", "zwgk"))
OWNERLESS = re.compile(f"{ENDINGS}|gov|edu|ac|go")
LONGEST_PORTAL, LONGEST_ABBREVIATION = 16, 7
PLACE = re.compile(f"[省市县縣区區镇鎮乡鄉旗州]|“[{HAN}]{{4,12}}”?$")  # the name of a place, or that of a site in quotes
HEAD = 400  # characters within which a page names itself


def mark_replaced_addresses(text: str) -> Iterator[Change]:
    r"""Put a mark in place of the address that a hijacker put where the agency's own stood.

    Hijacked copies replace the official domain everywhere, even within the agency's name. A foreign address is taken for
    one only where the page shows other signs: readings after its characters, advertising, the address itself at the head
    of a name, or in the place of a government's portal with nothing in it of the names of agency and place. Official hosts
    and mail providers stay.

    >>> text = "abc.com某镇\n2008年工作报告\n现公布abc.com某镇2008年报告，网址www.abc.com。"
    >>> [text[a:b] for a, b, _ in mark_replaced_addresses(text)]
    ['abc.com', 'abc.com', 'www.abc.com']
    >>> list(mark_replaced_addresses("网址：www.abc.com。电子邮箱：a@163.com"))
    []
    >>> portal = "甲县水务局2014年年度报告\\n登录县政府门户网站（www.{}.com）查阅。".format
    >>> [len(list(mark_replaced_addresses(portal(host)))) for host in ("bigshoes", "jxwater")]
    [1, 0]
    """
    if not HAS_ADDRESS.search(text):
        return
    addresses = [
        match for line in _lines_with_address(text) for match in ADDRESS.finditer(text, *line) if not _is_trusted(match[1])
    ]
    if not addresses:
        return
    if _is_hijacked(text) or any(_names_an_agency(text, match) for match in addresses):
        strange = {_site(match[1]) for match in addresses}
    else:
        strange = {_site(match[1]) for match in addresses if _stands_for_a_portal(text, match) or _is_of_trade(text, match)}
    yield from ((*match.span(), MARK) for match in addresses if _site(match[1]) in strange)


def _lines_with_address(text: str) -> list[tuple[int, int]]:
    """Where these lines start and end; elsewhere the slower look is not worth it."""
    places = [match.start() for match in HAS_ADDRESS.finditer(text)]
    ends = [(text.rfind("\n", 0, place) + 1, text.find("\n", place)) for place in places]
    return sorted({(start, end if end >= 0 else len(text)) for start, end in ends})


def _is_trusted(host: str) -> bool:
    host = host.lower()
    return any(host == ending or host.endswith("." + ending) for ending in vocabulary().trusted)


def _site(host: str) -> str:
    """The part of a host's name that its owner chose.

    >>> _site("www.abc.com"), _site("m.abc-d.com.cn")
    ('abc', 'abc-d')
    """
    labels = [label for label in host.lower().split(".") if label not in PREFIXES]
    return next((label for label in reversed(labels) if not OWNERLESS.fullmatch(label)), host)


def _stands_for_a_portal(text: str, match: re.Match[str]) -> bool:
    """True for an address given as that of a government's site which has nothing to do with the names of agency and place."""
    before = text[max(0, match.start() - 30) : match.start()]
    title = REPORT_HEAD.search(text[:HEAD])
    portal = re.split("[，。；、：,;:]", before)[-1].rstrip("(（<〈/ ")
    named = re.sub(f"[^{HAN}]", "", portal)[-LONGEST_PORTAL:]
    if not PORTAL.search(before) or not (title or PLACE.search(portal)) or PUBLIC_WORD.search(_site(match[1])):
        return False
    return not _is_named_after(_site(match[1]), title[1] if title else "", named)


def _is_of_trade(text: str, match: re.Match[str]) -> bool:
    """True for the host of a gambling site where the office's own stands: its site, its mail, where the report can be had."""
    site, before, after = _site(match[1]), text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 30]
    if not (TRADE_HOST.search(site) or LIKELY_HOST.search(site)) or AGAINST.search(before + after):
        return False
    if not (OWN_BEFORE.search(before) or OWN_AFTER.match(after)):
        return False
    title = REPORT_HEAD.search(text[:HEAD])
    return bool(TRADE_HOST.search(site) or (title and not _is_named_after(site, title[1])))


def _is_named_after(site: str, *names: str) -> bool:
    """True for a site with syllables or initials of a name in it."""
    from pypinyin import lazy_pinyin  # slow to load, and one page in fifty needs it

    from nianbao.scripts import to_simplified

    for name in names:
        syllables = lazy_pinyin(to_simplified(name))
        initials = "".join(syllable[0] for syllable in syllables)
        if any(first + second in site for first, second in pairwise(syllables)) or _abbreviates(site, initials):
            return True
    return False


def _abbreviates(site: str, initials: str) -> bool:
    """True for a site named by initials of the name: two in a short one, or first in it, three anywhere.

    >>> [_abbreviates(site, "mxswj") for site in ("mxw", "mxonline", "bigswings", "somemxsinfo")]
    [True, True, False, True]
    """
    if "-" in site:
        return any(_abbreviates(part, initials) for part in site.split("-"))
    pairs = {initials[i : i + 2] for i in range(len(initials) - 1)}
    threes = {initials[i : i + 3] for i in range(len(initials) - 2)}
    short = any(pair in site for pair in pairs) and len(site) <= LONGEST_ABBREVIATION
    return short or site[:2] in pairs or any(three in site for three in threes)


def _is_hijacked(text: str) -> bool:
    return (
        next(islice(glosses_of(text), FEWEST_GLOSSES - 1, None), "") != ""
        or any(True for _ in mark_advertised_names(text))
        or any(True for _ in drop_advert_bars(text))
        or any(True for _ in mark_adverts(text))
    )


def _names_an_agency(text: str, match: re.Match[str]) -> bool:
    """True where an address stands within a name: at the head of a line before a place, in the title or there again later."""
    if match.start() > HEAD or text[match.start() - 1 : match.start()] not in ("", "\n"):
        return False
    name = NAMED_AFTER.match(text, match.end())
    return name is not None and (text.count(match[0] + name[0]) > 1 or in_report_title(text, match))


RULES = (
    Rule(mark_replaced_addresses, withheld=True),
    Rule(mark_advertised_names, withheld=True),
    Rule(drop_advert_bars, withheld=True),
    Rule(mark_adverts, withheld=True),
)
