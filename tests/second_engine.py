"""Where a second engine converts differently: a development check, run by hand (`make secondengine`), never in a build.

One engine alone can't find its own mistakes. Every word that zhconv-rs (GPL, never a dependency) writes otherwise is listed
with its surroundings and how often, but for spellings that are mere variants of one another, and for those that were looked
at: cases/scripts/second_engine.yaml says what was found. Read the list: each line is a mistake of one of the two, or a decision
of this house, and belongs there.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from conftest import captures, reading

from nianbao.identify.regions import load
from nianbao.scripts import to_traditional

AROUND = 4
REVIEWED = Path(__file__).parent / "cases" / "scripts" / "second_engine.yaml"
# Variants that the house has decided on (docs of the lexicon), and that say nothing about how a word was understood.
VARIANTS = str.maketrans("佈臺檯裏着羣峯衆汙爲啓牀麪覈註讚菸瞭彙", "布台台裡著群峰眾污為啟床麵核注贊煙了匯")


@cache
def reviewed() -> list[tuple[str, str]]:
    """The words that were looked at, as they are and as they become."""
    return [(case["hans"], case["ours"]) for case in yaml.safe_load(REVIEWED.read_text(encoding="utf-8"))]


def differences(hans: str, theirs: str) -> Iterator[tuple[str, str, str]]:
    """(Simplified surroundings, ours, theirs) wherever the two differ by more than a variant and nobody has looked yet."""
    ours = to_traditional(hans)
    if len(theirs) != len(ours):  # they exchange words, not characters only
        return
    known = {
        place
        for word, own in reviewed()
        for start in places(hans, word)
        if ours.startswith(own, start)
        for place in range(start, start + len(word))
    }
    for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        if a.translate(VARIANTS) != b.translate(VARIANTS) and i not in known:
            place = slice(max(0, i - AROUND), i + AROUND)
            yield hans[place].replace("\n", "⏎"), ours[place].replace("\n", "⏎"), theirs[place].replace("\n", "⏎")


def places(text: str, word: str) -> list[int]:
    """Where a word begins in a text."""
    return [match.start() for match in re.finditer(re.escape(word), text)]


def main() -> int:
    """Print the differences over every capture at hand and every division's name, the most frequent first."""
    try:
        from zhconv_rs import zhconv  # GPL: for this check alone
    except ModuleNotFoundError:
        sys.stderr.write("zhconv-rs is not installed: `.venv/bin/pip install zhconv-rs`, for this check only\n")
        return 2
    reports = (reading(source.sha256).report for source in captures())
    texts = [line for report in reports if report for line in report.cleaned.text.splitlines()]
    texts += sorted({region.name for regions in load().by_code.values() for region in regions})
    found = Counter(difference for text in texts for difference in differences(text, zhconv(text, "zh-hant")))
    for (hans, ours, theirs), count in found.most_common():
        sys.stdout.write(f"{count:4} {hans}\t{ours}\t{theirs}\n")
    sys.stdout.write(f"{len(found)} differences to look at in {len(texts)} lines\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
