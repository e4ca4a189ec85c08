"""The words of adverts.yaml, ready to search with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import islice
from typing import Any

import yaml

from nianbao.chinese import HAN
from nianbao.clean.words import any_of

SITE_NUMBER = re.compile(r"(?:[A-Za-z]{2,8}\d{2,8}|\d{2,6}[A-Za-z]{2,8}\d{0,6})(?![A-Za-z0-9.])", re.ASCII)

# Between keywords, beside spaces and strokes.
JOINERS = "@#~～*※★☆◆◇●○■□▲▼•→+=^/"

# The characters of these words whose Traditional form differs: a page in Traditional has its advertising converted with it.
TO_TRADITIONAL = str.maketrans(
    "万专业丝么乐买乱云亚产亿价优会伟传伦体兰册写减凤凭凯办动区医华单历发变台号团围国场娱学宝宫导尔岛广开当录态戏户挂无时机来检欧毕汇测涨游爱环现电画疗痫癣癫码竞篮线综网艺荐观视触讯记论证试说贝账贷费赌赔赛赞赢载运钱银链门阳际陆韩页顶频额风飞鱼齐龙奖势备预资计划坛贴苹脑购舰卖",
    "萬專業絲麼樂買亂雲亞產億價優會偉傳倫體蘭冊寫減鳳憑凱辦動區醫華單歷發變臺號團圍國場娛學寶宮導爾島廣開當錄態戲戶掛無時機來檢歐畢匯測漲遊愛環現電畫療癇癬癲碼競籃線綜網藝薦觀視觸訊記論證試說貝賬貸費賭賠賽贊贏載運錢銀鏈門陽際陸韓頁頂頻額風飛魚齊龍獎勢備預資計劃壇貼蘋腦購艦賣",
)
MOST_SEEDS = 2_000
# What makes a name of a place or a building of what stands before it: 金沙体育馆.
NAMED = "(?:[馆館場场園园局路街村镇鎮乡鄉县縣区區社桥店校]|中心|公园|用品|学校|协会|酒店|大厦|广场|机场)"
STRANGE_TERM = r"(?P<term>[^\s，。；：、《》“”〈〉［］#*|`]{2,30}?)"
HARD = ("cores", "houses", "hard_trades")


@cache
def _data() -> dict[str, Any]:
    text = (resources.files("nianbao.data") / "adverts.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.CSafeLoader))


@dataclass(frozen=True, slots=True)
class Frame:
    """A place where a term stands, by what surrounds it; `term` is what stands there."""

    pattern: re.Pattern[str]
    kind: str  # only: no other word of a report stands there; no_way: none that ends with a way to a site; documents; usual


class Vocabulary:
    """The words of adverts.yaml, ready to search with. A pattern takes 2 ms to make, and most texts need three of them."""

    @cached_property
    def trusted(self) -> tuple[str, ...]:
        """The ends of hosts that nobody advertises with."""
        return tuple(_data()["trusted_endings"])

    @cached_property
    def bar(self) -> re.Pattern[str]:
        """A word of keyword bars."""
        return _pattern("bar_words")

    @cached_property
    def bar_sign(self) -> re.Pattern[str]:
        """Of these, a word that no office's list has."""
        return _pattern("bar_signs")

    @cached_property
    def core(self) -> re.Pattern[str]:
        """A word of the trade itself, or a house of it."""
        return _pattern("cores", "houses")

    @cached_property
    def house(self) -> re.Pattern[str]:
        """A house, where it is no place or building."""
        return re.compile(f"{_any(_data()['houses'])}(?!{NAMED})")

    @cached_property
    def named(self) -> re.Pattern[str]:
        """What makes a name of a place or a building of what stands before it."""
        return re.compile(NAMED)

    @cached_property
    def weak(self) -> re.Pattern[str]:
        """A word that goes on with such a name and tells nothing alone."""
        return re.compile(f"{_any(_data()['weak'])}|{SITE_NUMBER.pattern}")

    @cached_property
    def site(self) -> re.Pattern[str]:
        """A name made of such words."""
        return re.compile(_pattern("weak", "goods", "cores").pattern + "{2,8}")

    @cached_property
    def word(self) -> re.Pattern[str]:
        """What phrases are made of."""
        return _pattern("cores", "houses", "brands", "goods")

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        """Words one after another, as advertising sets them."""
        word, weak = self.word.pattern, _any(_data()["weak"])
        return re.compile(f"{word}(?:[,，_|-]{{0,2}}{word}|(?:{weak}){{0,2}}[_¥$]{word}){{0,20}}")

    @cached_property
    def short_house(self) -> re.Pattern[str]:
        """A house by a name that is a word of its own."""
        return _pattern("short_houses")

    @cached_property
    def brand(self) -> re.Pattern[str]:
        """A name of the trade."""
        return _pattern("brands", "short_houses", "houses")

    @cached_property
    def hard(self) -> re.Pattern[str]:
        """A word of some trade that no report has."""
        return _pattern(*HARD)

    @cached_property
    def trade(self) -> re.Pattern[str]:
        """A word of some trade."""
        return _pattern(*HARD, "brands", "short_houses", "goods", "soft_trades", "bar_words")

    @cached_property
    def seed(self) -> re.Pattern[str]:
        """A word that makes a line worth a closer look."""
        return _pattern(*HARD, "brands", "short_houses")

    @cached_property
    def site_word(self) -> re.Pattern[str]:
        """What such sites offer."""
        return _pattern("goods", "cores")

    @cached_property
    def way(self) -> re.Pattern[str]:
        """The way to them."""
        return re.compile(_any([*_data()["weak"], "开户"]))

    @cached_property
    def ways(self) -> re.Pattern[str]:
        """A run of either."""
        return re.compile(_any([*_data()["weak"], *_data()["goods"], *_data()["cores"], "开户", "网"]) + "{1,6}")

    @cached_property
    def way_or_goods(self) -> re.Pattern[str]:
        """What goes on with a name: the way to a site, or what it offers."""
        words = [word for kind in ("weak", "goods", "cores", "ways_in", "lures") for word in _data()[kind] if len(word) > 1]
        return re.compile(_any(words))

    @cached_property
    def way_end(self) -> re.Pattern[str]:
        """A word that ends with a way."""
        return re.compile(f"(?:{_pattern('weak', 'ways_in', 'lures').pattern})$")

    @cached_property
    def offers(self) -> re.Pattern[str]:
        """A run of what gambling sites offer and the ways to them, in a title of such a site."""
        kinds = ("weak", "goods", "cores", "ways_in", "lures", "offers")
        return re.compile(_any([word for kind in kinds for word in _data()[kind]] + ["网"]) + "{1,8}")

    @cached_property
    def offers_end(self) -> re.Pattern[str]:
        """The same at the end."""
        return re.compile(self.offers.pattern + r"\Z")

    @cached_property
    def sign(self) -> re.Pattern[str]:
        """What only such sites offer."""
        return _pattern("offers", "trade_goods")

    @cached_property
    def firm_ways(self) -> re.Pattern[str]:
        """A run of ways that end no word of a report."""
        return re.compile(f"{_any(_data()['firm_ways'])}{{1,4}}")

    @cached_property
    def firm_end(self) -> re.Pattern[str]:
        """A word that ends with one."""
        return re.compile(f"{_any(_data()['firm_ways'])}$")

    def is_compound(self, text: str) -> bool:
        """True where words of the trade stand together, as no place and no building has them: 皇冠足球."""
        phrases = (match[0] for match in self.phrase.finditer(text) if not self.named.match(text, match.end()))
        return any(
            self.house.search(phrase) or (self.brand.match(phrase) and len(self.word.findall(phrase)) > 1) for phrase in phrases
        )

    @cached_property
    def any_way(self) -> re.Pattern[str]:
        """A way to a site, harmless or not."""
        return _pattern("ways_in", "lures", "shops")

    @cached_property
    def lure(self) -> re.Pattern[str]:
        """A way to gamble."""
        return _pattern("lures")

    @cached_property
    def shop(self) -> re.Pattern[str]:
        """A way to shop."""
        return _pattern("shops")

    @cached_property
    def ways_alone(self) -> re.Pattern[str]:
        """Any number of ways one after another."""
        return re.compile(f"(?:[注註][册冊]送[{HAN}\\d]{{0,4}}|{self.any_way.pattern}){{0,6}}")

    @cached_property
    def named_way(self) -> re.Pattern[str]:
        """A name with the ways to it, or alone."""
        return re.compile(f"([{HAN}A-Za-z0-9]{{2,12}}?)({self.ways_alone.pattern})")

    @cached_property
    def goods_alone(self) -> re.Pattern[str]:
        """What is no name: nothing but goods."""
        return re.compile(f"(?:{_pattern('goods', 'weak', 'soft_trades').pattern}){{1,4}}")


@cache
def vocabulary() -> Vocabulary:
    """The one there is."""
    return Vocabulary()


def _pattern(*kinds: str) -> re.Pattern[str]:
    """Any word of these lists of adverts.yaml."""
    return re.compile(_any([str(word) for kind in kinds for word in _data()[kind]]))


@lru_cache(maxsize=4)
def seeds(text: str) -> tuple[int, ...]:
    """Where words stand that hardly any text has but advertising; most texts have none. Several rules ask."""
    return tuple(match.start() for match in islice(vocabulary().seed.finditer(text), MOST_SEEDS))


@lru_cache(maxsize=4)
def site_words(text: str) -> tuple[int, ...]:
    """Where words stand for what gambling sites offer, among them 体育 and 电子."""
    return tuple(match.start() for match in vocabulary().site_word.finditer(text))


def terms() -> tuple[str, ...]:
    """The terms that hijackers replace."""
    return tuple(_data()["frames"])


@cache
def frames(term: str) -> tuple[Frame, ...]:
    """The places where such a term stands."""
    patterns = ((each.replace("~", STRANGE_TERM, 1), kind) for kind, all_ in _data()["frames"][term].items() for each in all_)
    return tuple(Frame(re.compile(pattern, re.MULTILINE), kind) for pattern, kind in patterns)


def _any(words: list[str]) -> str:
    """A pattern of the words in either script."""
    return any_of({*words, *(word.translate(TO_TRADITIONAL) for word in words)})
