"""The very first: signs for radicals, and copies of characters for other countries, that stand for everyday characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from nianbao.clean.ledger import Change

TWIN = re.compile("[⺀-⿕\uf900-\ufaff\U0002f800-\U0002fa1f]")
# The signs that Unicode itself counts as no copies, though they look the same; parts of characters, such as ⺮, have no twin.
# ⼾ and ⾭ are in fonts of the mainland what their texts write.
UNCOUNTED = (
    "⺁厂⺊卜⺒巳⺓幺⺝月⺠民⺩王⺬示⺶羊⻁虎⻄西⻅见⻆角⻇角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟"
    "⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⼾户⾭青"
)
COMMON = "⼀⽇⽉⼯⾏⼤⺠⻚\uf98e\uf967\ufa08"  # some of which every such text has
TWINS = dict(zip(UNCOUNTED[::2], UNCOUNTED[1::2], strict=True))


def unify_radicals(text: str) -> Iterator[Change]:
    """Write the everyday character where its twin stands that only lists of radicals need.

    Programs that print PDF name letters by their outlines, and take the first of several codes that share one: ⼯作, ⼈⺠.

    >>> list(unify_radicals("⼯作，⻚"))
    [(0, 1, '工'), (3, 4, '页')]
    >>> list(unify_radicals("工作，竹字头作⺮"))
    []
    """
    for match in TWIN.finditer(text) if any(twin in text for twin in COMMON) else ():
        plain = TWINS.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if plain != match[0]:
            yield *match.span(), plain
