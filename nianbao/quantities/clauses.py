"""Which words state a number: the clause around it, between marks of punctuation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

# One class of characters first, so that the search leaps from mark to mark (a third of the time).
BORDER = re.compile(
    r"""
    [，。；;！？!?：\n\t,:.、] (?:
        (?<= [，。；;！？!?：\n\t] )
      | (?<= , ) (?! \d{3} (?!\d) )   # 13,615
      | (?<= : ) (?! \d )             # 10:30
      | (?<= \. ) (?! [\dA-Za-z] )    # 7.7, www.x.cn
      | (?<= 、 ) (?= [未无没也] )      # 未收到申请、未收取费用
    )
    """,
    re.VERBOSE,
)
BRACKETS = re.compile(r"[（(][^（）()\n]{4,}[）)]")
DIGIT = re.compile(r"\d")
COUNTED_ONCE = re.compile("[计算]1[条次件][）)]$")  # the form's rule how to count: （不同渠道公开相同信息计1条）
JOINTS = " 　、和及与，,；;。：:\n\t"


@dataclass(frozen=True, slots=True)
class Clauses:
    """A text, the spans of the numbers that count something in it, and the borders of its clauses."""

    text: str
    numbers: Sequence[tuple[int, int]]
    marks: Sequence[int]

    def of(self, i: int) -> tuple[int, int]:
        """Start and end of the clause that states the i-th number.

        In a list (A3条、B5条) a clause begins after the number before and ends at 、 or before the number after.

        >>> text = "公开信息9条，其中：A类3条、B类5条，另有，1条"
        >>> clauses = Clauses(text, [(4, 6), (12, 14), (17, 19), (23, 25)], borders(text))
        >>> [text[slice(*clauses.of(i))] for i in range(4)]
        ['公开信息9条', 'A类3条', 'B类5条', '另有，1条']
        """
        start, end = self.numbers[i]
        left, right = self._borders_around(start, end)
        first = max(left, self.numbers[i - 1][1] if i else 0)
        last = self._before_next(i, right)
        first, last = self._trim(first, last, end)
        if first == start and last == end:
            first = self._reach_back(i, left)
        return first, last

    def _before_next(self, i: int, right: int) -> int:
        """Where the clause ends if the number after stands in it: at 、 or at that number."""
        following = self.numbers[i + 1][0] if i + 1 < len(self.numbers) else right
        if following >= right:
            return right
        comma = self.text.find("、", self.numbers[i][1], following)
        return comma if comma >= 0 else following

    def _borders_around(self, start: int, end: int) -> tuple[int, int]:
        """The places just after the border before `start`, and at the border after `end`."""
        left = bisect_right(self.marks, start - 1) - 1
        right = bisect_left(self.marks, end)
        return (
            self.marks[left] + 1 if left >= 0 else 0,
            self.marks[right] if right < len(self.marks) else len(self.text),
        )

    def _trim(self, first: int, last: int, end: int) -> tuple[int, int]:
        while self.text[first : first + 1] in JOINTS and first < end:
            first += 1
        while last > end and self.text[last - 1] in JOINTS:
            last -= 1
        return first, last

    def _reach_back(self, i: int, left: int) -> int:
        """A number that stands alone (共计：1090条) takes the clause before, unless that states a number itself."""
        start = self.numbers[i][0]
        if left == 0 or self.text[left - 1] not in "，,：:":
            return start
        earlier, _ = self._borders_around(left - 1, left - 1)
        if i and self.numbers[i - 1][1] > earlier:
            return start
        return self._trim(earlier, start, start)[0]


@lru_cache(maxsize=1)  # asked for again by the search for negations
def borders(text: str) -> list[int]:
    """Positions of the marks that end a clause; brackets only where a number stands in them."""
    found = [match.start() for match in BORDER.finditer(text)]
    for match in BRACKETS.finditer(text):
        if DIGIT.search(text, match.start(), match.end()) and not COUNTED_ONCE.search(match[0]):
            found += (match.start(), match.end() - 1)
    return sorted(found)
