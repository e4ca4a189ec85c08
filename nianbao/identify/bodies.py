"""What kind of body a name is the name of, and its full form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nianbao.chinese import HAN
from nianbao.identify import regions

ALIASES = Path(__file__).parent.parent / "data" / "aliases.yaml"
GOVERNMENT, DEPARTMENT, TOWNSHIP, OTHER = "government", "department", "township", "other"
LONGEST = 36
SHORTEST = 2  # 县局, 政府: no name yet
NAME = re.compile(rf"[{HAN}（）·、]{{2,{LONGEST}}}")
BRACKETS = str.maketrans("()〔〕[]", "（）（）（）", '“”「」"')
# Sites write 中国永嘉 for a county; bodies of the whole country keep the word.
CHINA = (
    "中国(?!人民|银|证监|证券|保监|保险|民用|民航|气象|地震|共产|海|铁|科|社会|工程|农业|工商|建设|邮政|电信|移动|联通|国际|国家"
    "|红十字|残疾|消费|进出口|烟草|盐业|供销|石油|石化|核工|航空|航天|船级|作家|法学)"
)
BRACKETED = re.compile(r"（([^（）]*)）")
# What captures and sentences leave before and behind a name.
DEBRIS = re.compile(
    r"^[\x00-\x7f]*[\x00-'*-\x7f]|^第[一二三四五六七八九十]+篇|^(?:正文|标题|名称)|^[:：、，。·]+|^[特现兹]?(?:制作|编写|撰写)"
)
MARK = re.compile(r"^[\[（(]?…[\])）]?|^[《“\"]+")
BEFORE_NAME = re.compile(
    rf"^(?:附件?\d*|关于|{CHINA}|(?:全文|主要|内容)*(?:包括|包含|涵盖)了?)?[:：、，。·]*(?:公布|印发|发布|报送)?(?=.{{3}})"
)
BEHIND_NAME = re.compile(
    r"(?:（(?:机关|本级|含[^）]*)）|(?<=政府|公署)(?:（.{0,4}办公[室厅]）|及其?办公[室厅]))(?:机关)?$"
    r"|(?:关于|开展|推进|做好|的|各|就){1,3}$|[、，。:：]{1,3}$|机关$|(?<=[局委厅镇乡府])(?:门户)?网站?$"
)
# Words that name nobody: 我局, 全市, 各部门, and bodies named without their region, which would be anyone's.
NOBODY = re.compile(
    r"""
    [我该各其由在对按为与] | 特?向(?:全?社会|公众)
    | 本(?!溪) | 贵(?:局|委|办|单位|机关) | 现[将就对公特] | 全(?!州县)[省市区县州旗镇乡国局委办厅校院街]
    | 一年 | 年度 | 关于 | 国务院 | 中华人民共和国政府信息
    | (?:省|市|区|县)?[直属] | [省市区县州镇乡](?:人民)?政府 | [省市区县州](?:直|委(?:办|宣|组|$)) | 政府
    | (?:局|委|厅|镇|乡|街道|街|院|校|站|中心|管委会)(?:党|办|政|综合|信息|机关|领导)
    | (?:街道|镇|乡)(?:办事处|(?:人民)?政府)?$
    | (?:学院|学校|大学|医院|中心|公司|园区|管委会|管理委员会|委员会|支队|大队|分局)$
    | (?:党政)?(?:综合)?(?:办公室|办)$ | 党政 | 电子政务 | 信息中心 | 主要 | 专人 | 单位 | 机关
    """,
    re.VERBOSE,
)
NOT_IN_NAME = re.compile(
    r"信息公开|政务公开|公布|(?<!机构)编制|通过|开展|举办|召开|举行|认真|根据|按照|条例|报告|情况|负责|网站|统计(?!局|调查)|了|汇总|领导小组|(?<!服务)大厅$|棋牌|博彩|投注|要求|以来|加强"
    r"|[我本][局委办市区县镇乡厅]|相关(?:文章|链接|阅读|新闻|附件|稿件)|[上下]一[篇条页]|推荐阅读|点击|打印|浏览|收藏|友情链接|各(?:街道|镇|乡)"
)
# A relative 县教育局 is named as in its own county.
RELATIVE = re.compile(r"^[省市区县州](?=.+[局委办厅会院处])")
BRAND = re.compile(rf"\d{{0,6}}[A-Za-z][A-Za-z0-9]{{2,}}(?=[{HAN}])")  # an advertisement that runs into a name
# What stands where a city's name should is too long for one: an advertisement.
NO_PLACE = re.compile(r"[^省市县区州旗盟局]{5,}[市县](?=.+[局委厅办府])")
# A branch of a county's government, which names itself with it: 桦甸市人民政府新华街道办事处.
SEAT_WITHIN = re.compile(r"(?<=[市区县旗])(?:人民)?政府(?=.{2,}(?:街道|镇|乡|苏木)(?:办事处|(?:人民)?政府)?$)")
ENDING = re.compile(r"(?:人民政府|办事处|行政公署|管理委员会|管委会)$")
SEAT = re.compile(r"^(?P<base>.*?)(?:(?:人民)?政府|行政公署|行署)$")
# A zone and the division that it is one body with: 经济技术开发区（某区）管委会（人民政府）.
TWO_SEATS = re.compile(r"(?<=）)(?:管委会|管理委员会)（[区县市]?(?:人民)?政府）")
# Where a seal is stamped.
SEAL = re.compile(r"[（(](?:(?:加?盖)?公?章|印章?|签[章字]|代章)[）)]$")
# Divisions and cities of the Corps are one body: 第八师石河子市.
CORPS = re.compile(r"^(?:新疆生产建设兵团)?第[一二三四五六七八九十]{1,2}师(?=.)")
TOWN = re.compile(r"^(?P<base>.+?(?:镇|乡|苏木))(?:党委)?(?:(?:人民)?政府)?$")
STREET = re.compile(r"^(?P<base>.+?街道)(?:办事处|办)?$")
STREET_OFFICE = re.compile(r".{2,}办事处$")
# 委员会办公室 may be a body of its own (安全生产委员会办公室), unless the commission is a department of government.
INNER_OFFICE = re.compile(
    r"""
    (?P<owner>
      .+ (?: 政府 | [局厅镇乡部] | 总署 | 街道 | 办事处 | 中心 | 管委会 | 大学 | 学院
           | 师? [一二三四五六七八九十○〇]{1,4}团
           | (?:改革|发改|科学技术|科|教育|教|卫生|健康|卫健|卫计|计划生育|计生|农业|农|经济|信息化|经信|商务|建设|住建|交通|国资
               |监督管理)(?:委员会|委) )
    )
    (?:机关)? (?:党政综合|党政和人大|党政|行政|综合|秘书|电子政务|政务公开|政务|办公|校长|院长|党委|信息公开工作
               |信息公开)? (?:办公[室厅]|办|综合科|科|股|处)$
    """,
    re.VERBOSE,
)
GOVERNMENT_OFFICE = re.compile(r"(?P<seat>.*[省市区县州旗盟]）?(?:人民)?政府)办(?:公[室厅])?$")
# Bodies of the whole country, which no place tells: 水利部, 海关总署, 国家卫生计生委.
NATIONAL = re.compile(rf"^(?:(?:国家|中国|中华人民共和国|最高人民).+|(?!.*[省市区县州局党委])[{HAN}]{{2,6}}(?:部|总局|总署))$")
ZONE = re.compile(
    r"(?:开发区|高新区|新区|园区|工业园|产业园|保税区|度假区|示范区|试验区|合作区|功能区|管理区|风景名胜区|风景区|名胜区)$"
)
ZONE_COMMITTEE = re.compile(r"(?<=区)(?:管委会|管理委员会)$")
DEPARTMENT_END = re.compile(
    r"(?:局|委员会|委|办公室|办公厅|厅|办|处|署|中心|总队|支队|大队|站|所|队|馆|台|库|部|社|会|兵团|办事机构|法院|检察院|海关|银行|联合会|总工会|支行|分行)$"
)
OTHER_END = re.compile(
    r"(?:管委会|(?<!监督)管理委员会|大学|学校|中学|小学|幼儿园|院|公司|农场|林场|牧场|供电局|电业局|集团|研究所|银行|电视台"
    r"|(?:师|兵团).*[一二三四五六七八九十○〇]团(?:场|镇)?)$"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A reporting body: its full name as far as it is printed, and its kind."""

    name: str
    level: str


@cache
def load_aliases() -> dict[str, Any]:
    """The curated data: bodies without a code, units of common departments, area codes."""
    import yaml  # only where a report has an agency

    loaded: dict[str, Any] = yaml.load(ALIASES.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return loaded


def read_body(words: str) -> Body | None:
    """The body that words name, in its full form; None where they name none.

    >>> read_body("水磨沟区政府"), read_body("三溪乡").name, read_body("德胜街道").name, read_body("我局")
    (Body(name='水磨沟区人民政府', level='government'), '三溪乡人民政府', '德胜街道办事处', None)
    >>> read_body("高新区(新市区)"), read_body("文化广播影视新闻出版")
    (Body(name='高新区（新市区）人民政府', level='government'), None)
    """
    name = "" if BRAND.match(words) else trim(words)
    if not NAME.fullmatch(name) or NOBODY.match(name) or NOT_IN_NAME.search(name):
        return None
    name = SEAT_WITHIN.sub("", RELATIVE.sub("", name))
    if NO_PLACE.match(name) and not any(regions.mentions(name)):
        return None
    return _township(name) or _government(name) or _other(name)


def trim(words: str) -> str:
    """Words without what captures leave before and behind a name.

    >>> trim("puroview.com沙头镇"), trim("第一篇:西城区德胜街道"), trim("两城镇的")
    ('沙头镇', '西城区德胜街道', '两城镇')
    """
    name = BEFORE_NAME.sub("", MARK.sub("", DEBRIS.sub("", SEAL.sub("", words))))
    return BEHIND_NAME.sub("", TWO_SEATS.sub("人民政府", name.translate(BRACKETS)))


def _township(name: str) -> Body | None:
    plain = BRACKETED.sub("", name)
    if regions.lookup(plain) or GOVERNMENT_OFFICE.match(name):
        return None
    if match := TOWN.match(name):
        return Body(f"{match['base']}人民政府", TOWNSHIP)
    if match := STREET.match(name):
        return Body(f"{match['base']}办事处", TOWNSHIP)
    if STREET_OFFICE.match(name):
        return Body(name, TOWNSHIP)
    inside = BRACKETED.search(name)
    return Body(name, TOWNSHIP) if inside and re.search(r"(?:街道|镇|乡)(?:办事处|政府)?$", inside[1]) else None


def _government(name: str) -> Body | None:
    seat = SEAT.match(name)
    base = seat["base"] if seat else name
    if any(is_region(CORPS.sub("", each)) for each in (alternatives(base) if base.endswith("）") else (base,))):
        ending = "行政公署" if base.endswith(("地区", "盟")) else "人民政府"
        return Body(base + ending, GOVERNMENT)
    # A seat that the table does not know is taken at its word, but 高新区政府 may be half of 高新区政府信息公开.
    is_seat = seat and len(base) > 1 and base[-1] in regions.SUFFIXES and (name.endswith("人民政府") or not ZONE.search(base))
    return Body(f"{base}人民政府", GOVERNMENT) if is_seat else None


def alternatives(name: str) -> tuple[str, ...]:
    """A name without what it has in brackets, and what it has there: 高新区（新市区） is either.

    >>> alternatives("高新区（新市区）")
    ('高新区', '新市区')
    """
    return (BRACKETED.sub("", name), *BRACKETED.findall(name))


def is_region(name: str) -> bool:
    """Whether a name is that of a division, parents included, and nothing else."""
    place = regions.read_place(name)
    return bool(place.codes) and not place.rest


def _other(name: str) -> Body | None:
    plain = BRACKETED.sub("", name)
    if OTHER_END.search(plain) or ZONE.search(plain):
        return Body(name, OTHER)
    return Body(name, DEPARTMENT) if DEPARTMENT_END.search(plain) and len(plain) > SHORTEST else None


def strip_inner_office(words: str) -> str:
    """The body that an office belongs to: a township's, a bureau's; a government's own office stays, it reports too.

    >>> [strip_inner_office(words) for words in ("三溪乡党政办", "永嘉县民政局办公室", "洪泽区人民政府办公室")]
    ['三溪乡', '永嘉县民政局', '洪泽区人民政府办公室']
    """
    if GOVERNMENT_OFFICE.match(words):
        return words
    match = INNER_OFFICE.match(words)
    return strip_inner_office(match["owner"]) if match and len(match["owner"]) > SHORTEST else words


def seat_of(body: Body | None) -> Body | None:
    """The government whose own office a body is; None for any other body.

    >>> seat_of(read_body("洪泽区人民政府办公室")), seat_of(read_body("永嘉县民政局"))
    (Body(name='洪泽区人民政府', level='government'), None)
    """
    office = GOVERNMENT_OFFICE.match(body.name) if body else None
    return read_body(office["seat"]) if office else None


def find_unit(rest: str) -> str:
    """The unit of a department by its name without the region; empty where the curated data has none.

    >>> find_unit("科委"), find_unit("科学技术委员会"), find_unit("招生办")
    ('science-technology', 'science-technology', '')
    """
    units: dict[str, list[str]] = load_aliases()["units"]
    return next((unit for unit, names in units.items() if rest in names), "")


def usual_name(name: str) -> str:
    """A department's name with the first of the forms that the curated data has for it.

    >>> usual_name("上海市科委")
    '上海市科学技术委员会'
    """
    place = regions.read_place(name)
    unit = find_unit(place.rest)
    return "".join(place.names) + (load_aliases()["units"][unit][0] if unit else place.rest)


def is_same(one: Body, other: Body) -> bool:
    """Whether two names can be one body's: one has more of its parents, or they are forms of one department's name.

    A zone and its committee are one: 某开发区, 某开发区管委会.

    >>> is_same(Body("上海市科委", "department"), Body("科学技术委员会", "department"))
    True
    """
    first, second = (usual_name(ZONE_COMMITTEE.sub("", body.name)) for body in (one, other))
    return first.endswith(second) or second.endswith(first)
