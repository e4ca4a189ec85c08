"""Archives that nobody captured, of any size: seeded, every report another one, with the names of real agencies.

The sentences are our own. Used by tests of the search and by benchmarks: `generate(300, seed=1)`.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nianbao.identify.regions import full_name, load
from nianbao.model import (
    Agency,
    Archive,
    Attribution,
    Check,
    Cleaned,
    Document,
    Figure,
    Identity,
    Origin,
    Outcome,
    Qualifier,
    Report,
    Script,
    Source,
    Status,
)
from nianbao.parse import parse

DEPARTMENTS = (
    "",
    "",
    "",
    "教育局",
    "信访局",
    "气象局",
    "档案局",
    "自然资源局",
    "卫生健康委员会",
    "市场监督管理局",
    "文化广电和旅游局",
)
PEOPLE = ("阿不都热合曼·吐尔干", "于某某", "范某", "里木江·库尔班", "余某")
PLACES = ("里水", "后湖", "于家堡", "台吉", "江干", "干沟", "采石", "复兴")
TOPICS = (
    "征地拆迁", "财政预决算", "环境污染防治", "食品药品安全", "保障性住房", "公共资源配置", "重大建设项目批准和实施",
    "社会救助", "教育收费", "机构编制", "抗旱救灾", "棚户区改造", "精准扶贫", "优化营商环境", "政务云平台", "公务员录用",
)  # fmt: skip
CHANNELS = (
    "政府门户网站",
    "微信公众号“{place}发布”",
    "政务新媒体",
    "公开栏",
    "新闻发布会",
    "《{place}日报》",
    "12345热线",
    "APP客户端",
    "档案馆查阅点",
)
SENTENCES = (
    "全年通过{channel}主动公开{topic}类信息{n}条，占总数的{p}%。",
    "收到依申请公开{m}件，已全部答复，其中同意公开{k}件、部分公开{l}件。",
    "因{topic}引起行政复议{k}件，复议机关维持{l}件；没有发生行政诉讼。",
    "{person}等{m}人次到{place}镇政府信息公开查阅点查阅复印件{n}页。",
    "组织编制《{place}区政府信息公开指南》，重新制作目录，并发布到{channel}。",
    "对表推进{topic}领域标准化规范化，梳理事项{n}项（含{topic2}）。",
    "各街道、乡镇里的干部职工参加培训{k}次，参训{n}余人次。",
    "一是制度还不健全；二是{topic2}信息更新不及时；三是同{place}等地联系不够。",
    "收支余额{p}万元，未收取检索、复制、邮寄费用。",
    "今后，我们将以公众需求为准，加强{topic}工作，回应群众关切。",
    "召开新闻发布会{k}次，回应关切{l}次。",
    "会后，{person}就{topic}、{topic2}作了说明，提起复议者{l}人。",
)
HEADINGS = (
    "一、概述",
    "二、主动公开政府信息情况",
    "三、依申请公开政府信息情况",
    "四、复议、诉讼情况",
    "五、存在的主要问题及改进措施",
)
ROWS = (("收到申请", "{m}"), ("予以公开", "{k}"), ("部分公开（区分处理）", "{l}"), ("不予公开", "0"), ("收取费用（万元）", "{p}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """An agency of the generated archive."""

    code: str
    name: str
    unit: str


def generate(count: int, seed: int = 0) -> Archive:
    """An archive of so many reports; the same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    reports = sorted(_reports(count, chance), key=lambda report: report.id)
    held: dict[str, list[Report]] = {}
    for report in reports:
        held.setdefault(report.id.rpartition("-")[0], []).append(report)
    agencies = tuple(_agency(key, tuple(of_agency)) for key, of_agency in sorted(held.items()))
    return Archive(reports=tuple(reports), agencies=agencies, problems=())


def _agency(key: str, reports: tuple[Report, ...]) -> Agency:
    identity = reports[0].identity
    return Agency(key=key, name=identity.agency, region_code=identity.region_code, region=identity.region, reports=reports)


def _reports(count: int, chance: random.Random) -> Iterator[Report]:
    codes = sorted(code for code, regions in load().by_code.items() if regions[-1].last > 2025 and not code.endswith("0000"))
    while count > 0:
        issuer = _issuer(chance.choice(codes), chance)
        for year in range(first := chance.randint(2008, 2020), min(first + 6, 2026)):
            if count > 0:
                yield _report(issuer, str(year), chance)
                count -= 1


def _issuer(code: str, chance: random.Random) -> Issuer:
    department = chance.choice(DEPARTMENTS)
    name = full_name(code) + (department or "人民政府")
    return Issuer(code=code, name=name, unit=hashlib.sha256(name.encode()).hexdigest()[:8])


def _report(issuer: Issuer, year: str, chance: random.Random) -> Report:
    report_id = f"{issuer.code}-{issuer.unit}-{year}"
    text = "\n".join(_lines(issuer, year, chance)) + "\n"
    number = hashlib.sha256(report_id.encode()).hexdigest()
    return Report(
        id=report_id,
        source=Source(path=f"reports/{report_id}.txt", sha256=number, encoding="utf-8", text=text),
        cleaned=Cleaned(text=text, script=Script.HANS, edits=(), suspicions=()),
        document=(document := parse(text)),
        identity=Identity(
            agency=issuer.name,
            unit=issuer.unit,
            region_code=issuer.code,
            region=full_name(issuer.code),
            year=year,
            attribution=Attribution.STATED,
        ),
        form=chance.choice(("prose", "statistics_2014", "form_2019", "form_2021")),
        figures=tuple(_figures(text, document)),
        exclusions=(),
        checks=(_check(chance.choice((Outcome.HOLDS, Outcome.FAILS))),),
    )


def _lines(issuer: Issuer, year: str, chance: random.Random) -> Iterator[str]:
    if chance.random() > 0.1:
        yield f"{issuer.name}{year}年政府信息公开工作年度报告"
    for heading in HEADINGS:
        yield heading
        for _ in range(chance.randint(2, 4)):
            yield "".join(_filled(sentence, chance) for sentence in chance.sample(SENTENCES, chance.randint(1, 4)))
    for row in ROWS:
        yield "\t".join(_filled(cell, chance) for cell in row)


def _filled(sentence: str, chance: random.Random) -> str:
    place, channel = chance.choice(PLACES), chance.choice(CHANNELS)
    topics = chance.sample(TOPICS, 2)
    return sentence.format(
        place=place, channel=channel.format(place=place), topic=topics[0], topic2=topics[1], person=chance.choice(PEOPLE),
        n=chance.randint(100, 99_999), m=chance.randint(10, 400), k=chance.randint(0, 60), l=chance.randint(0, 9),
        p=f"{chance.randint(1, 99)}.{chance.randint(0, 99)}",
    )  # fmt: skip


STATED = {"requests_received": r"收到依申请公开(\d+件)", "press_conferences": r"召开新闻发布会(\d+次)"}


def _figures(text: str, document: Document) -> Iterator[Figure]:
    """What the first sentence on each metric states."""
    for metric, pattern in STATED.items():
        for found in list(re.finditer(pattern, text))[:1]:
            block = next(block for block in document.blocks if block.start <= found.start() < block.end)
            yield Figure(
                metric=metric, part="", value=Decimal(found[1][:-1]), unit=found[1][-1], status=Status.STATED,
                qualifier=Qualifier.NONE, quote=found[0], anchor=block.anchor, origin=Origin.PROSE,
                start=found.start(), end=found.end(), mark_start=found.start(1), mark_end=found.end(1),
            )  # fmt: skip


def _check(outcome: Outcome) -> Check:
    return Check(
        kind="sum_of_parts",
        outcome=outcome,
        stated="3",
        computed="3",
        difference="0",
        working="1+2=3",
        quote="共3条",
        anchor="p2",
    )
