"""The words of adverts.yaml, ready to search with."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from typing import Any

import yaml

SITE_NUMBER = re.compile(r"(?:[A-Za-z]{2,8}\d{2,8}|\d{2,6}[A-Za-z]{2,8}\d{0,6})(?![A-Za-z0-9.])", re.ASCII)

# The characters of these words whose Traditional form differs: a page in Traditional has its advertising converted with it.
TO_TRADITIONAL = str.maketrans(
    "万专业丝么乐买乱云亚产亿价优会伟传伦体兰册写减凤凭凯办动区医华单历发变台号团围国场娱学宝宫导尔岛广开当录态戏户挂无时机来检欧毕汇测涨游爱环现电画疗痫癣癫码竞篮线综网艺荐观视触讯记论证试说贝账贷费赌赔赛赞赢载运钱银链门阳际陆韩页顶频额风飞鱼齐龙",
    "萬專業絲麼樂買亂雲亞產億價優會偉傳倫體蘭冊寫減鳳憑凱辦動區醫華單歷發變臺號團圍國場娛學寶宮導爾島廣開當錄態戲戶掛無時機來檢歐畢匯測漲遊愛環現電畫療癇癬癲碼競籃線綜網藝薦觀視觸訊記論證試說貝賬貸費賭賠賽贊贏載運錢銀鏈門陽際陸韓頁頂頻額風飛魚齊龍",
)
MOST_SEEDS = 2_000
# What makes a name of a place or a building of what stands before it: 金沙体育馆.
NAMED = "(?:[馆館場场園园局路街村镇鎮乡鄉县縣区區社桥店校]|中心|公园|用品|学校|协会|酒店|大厦|广场|机场)"
STRANGE_TERM = r"(?P<term>[^\s，。；：、《》“”〈〉［］]{2,30}?)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of adverts.yaml, ready to search with."""

    bar: re.Pattern[str]
    phrase: re.Pattern[str]
    core: re.Pattern[str]
    house: re.Pattern[str]
    named: re.Pattern[str]
    weak: re.Pattern[str]
    site: re.Pattern[str]
    word: re.Pattern[str]
    short_house: re.Pattern[str]
    brand: re.Pattern[str]
    trade: re.Pattern[str]
    hard: re.Pattern[str]
    seed: re.Pattern[str]
    site_word: re.Pattern[str]  # what such sites offer
    way: re.Pattern[str]  # the way to them
    ways: re.Pattern[str]  # a run of either
    trusted: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("nianbao.data") / "adverts.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


@cache
def vocabulary() -> Vocabulary:
    """The words, read once."""
    data = _data()
    core = _any(data["cores"] + data["houses"])
    word = _any(data["cores"] + data["houses"] + data["brands"] + data["goods"])
    hard = data["cores"] + data["houses"] + data["hard_trades"]
    soft = data["brands"] + data["short_houses"] + data["goods"] + data["soft_trades"] + data["bar_words"]
    return Vocabulary(
        bar=re.compile(_any([str(w) for w in data["bar_words"]])),
        phrase=re.compile(f"{word}(?:[,，_|-]{{0,2}}{word}|(?:{_any(data['weak'])}){{0,2}}[_¥$]{word}){{0,20}}"),
        core=re.compile(core),
        house=re.compile(f"{_any(data['houses'])}(?!{NAMED})"),
        named=re.compile(NAMED),
        weak=re.compile(f"{_any(data['weak'])}|{SITE_NUMBER.pattern}"),
        site=re.compile(_any(data["weak"] + data["goods"] + data["cores"]) + "{2,8}"),
        word=re.compile(word),
        short_house=re.compile(_any(data["short_houses"])),
        brand=re.compile(_any(data["brands"] + data["short_houses"] + data["houses"])),
        trade=re.compile(_any(hard + soft)),
        hard=re.compile(_any(hard)),
        seed=re.compile(_any([*hard, *data["brands"], *data["short_houses"]])),
        site_word=re.compile(_any(data["goods"] + data["cores"])),
        way=re.compile(_any([*data["weak"], "开户"])),
        ways=re.compile(_any([*data["weak"], *data["goods"], *data["cores"], "开户", "网"]) + "{1,6}"),
        trusted=tuple(data["trusted_endings"]),
    )


@lru_cache(maxsize=4)
def seeds(text: str) -> tuple[int, ...]:
    """Where words stand that hardly any text has but advertising; most texts have none. Several rules ask."""
    return tuple(match.start() for match in islice(vocabulary().seed.finditer(text), MOST_SEEDS))


@lru_cache(maxsize=4)
def site_words(text: str) -> tuple[int, ...]:
    """Where words stand for what gambling sites offer, among them 体育 and 电子."""
    return tuple(match.start() for match in vocabulary().site_word.finditer(text))


@cache
def frames() -> dict[str, tuple[re.Pattern[str], ...]]:
    """For each term that hijackers replace, the patterns of the places where it stands; `term` is what stands there."""
    return {
        term: tuple(re.compile(each.replace("~", STRANGE_TERM, 1), re.MULTILINE) for each in patterns)
        for term, patterns in _data()["frames"].items()
    }


def _any(words: list[str]) -> str:
    """A pattern of the words, longest first, grouped by first characters: three times as quick as a plain list of them."""
    ends = defaultdict(list)
    for word in sorted({*words, *(word.translate(TO_TRADITIONAL) for word in words)}, key=lambda word: (-len(word), word)):
        ends[word[0]].append(re.escape(word[1:]))
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in ends.items()) + ")"
