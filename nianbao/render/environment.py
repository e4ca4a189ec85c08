"""How a view becomes a page: one Jinja environment a script, the same context on every page, no markup from data.

Every template has: `script`, `other` (the other Script), `w` (its words), `config`, `archive`, `name`, `tagline`, `base`
(absolute address of the site, with a slash), `root` and `tree` (relative ways to the site's root and to this script's tree),
`path` (the page's address below the tree), `neutral` (its script-neutral address below the root, or none), `navigation`.
Filters: `here` (Simplified text in the page's script), `digits`, `working`, `metric` and `part` (labels),
`value` (a figure's), `state` (no_report, not_stated, blank, unreadable), `neighbours`, `json`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import pairwise
from typing import Any, TypeVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from nianbao.catalogue import load
from nianbao.clean import RULES
from nianbao.config import Config
from nianbao.model import Agency, Archive, Outcome, Page, Report, Script
from nianbao.render.marks import mark_of, marks, outcomes
from nianbao.render.numbers import digits, working
from nianbao.render.rules import rule_words
from nianbao.render.values import state, value
from nianbao.render.words import TEMPLATES, words
from nianbao.scripts import to_traditional
from nianbao.tabulate.coverage import by_year
from nianbao.tabulate.years import in_order

Item = TypeVar("Item")
NAVIGATION = ("report", "agency", "year", "metric", "checks", "data", "search")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of a tree: its address below the tree (`year/2008/`) and what its template needs beyond the common context."""

    path: str
    context: Mapping[str, Any]
    neutral: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)  # one tree is never another, and what is found out of it may be kept
class Tree:
    """The archive in one script, as view functions see it."""

    archive: Archive
    config: Config
    script: Script

    @cached_property
    def words(self) -> Any:
        """The interface's words in this script, by attribute."""
        return words(self.script)

    def here(self, text: str) -> str:
        """Simplified text in this script, of the same length."""
        return in_script(text, self.script, self.config.quotation_marks)

    @cached_property
    def environment(self) -> Environment:
        """Templates with this tree's words and filters; autoescape on, anything undefined is an error."""
        made = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        made.filters |= {"here": self.here, "digits": digits, "working": working, "neighbours": neighbours, "json": in_page_json}
        made.filters |= {"metric": self.metric_label, "part": self.part_label}
        made.filters |= {"value": partial(value, self), "state": partial(state, self.words)}
        made.globals |= self._common()
        return made

    def metric_label(self, metric: str) -> str:
        """The catalogue's name of a metric in this script."""
        return load()[metric].label.of(self.script)

    def part_label(self, part: str) -> str:
        """The name of a figure's part: an applicant type's, or the category's own as the report has it."""
        known = load().applicant_types.get(part)
        return known.of(self.script) if known else self.here(part)

    @property
    def other(self) -> Script:
        """The script that this tree is not in."""
        return Script.HANT if self.script is Script.HANS else Script.HANS

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The rules whose removals may not be shown."""
        return frozenset(rule.name for rule in RULES if rule.withheld)

    def rule_label(self, rule: str) -> str:
        """What a cleaning rule is called; its id where it has no words yet."""
        return rule_words(self.script)[rule].label if rule in rule_words(self.script) else rule

    def suspicion_label(self, rule: str) -> str:
        """What a sign of loss is called."""
        return self.rule_label(rule)

    @cached_property
    def agency_of(self) -> dict[str, Agency]:
        """The agency that each compared report belongs to, by the report's id."""
        return {report.id: agency for agency in self.archive.agencies for report in agency.reports}

    @cached_property
    def neighbours_of(self) -> dict[str, tuple[Report | None, Report | None]]:
        """The same agency's reports before and after each report, by its id."""
        return {report.id: pair for agency in self.archive.agencies for report, pair in _in_time(agency)}

    @cached_property
    def mark_of(self) -> dict[str, dict[int, str]]:
        """The id of the mark that shows each figure, by report id and the figure's position."""
        return {report.id: mark_of(marks(report)) for report in self.archive.reports}

    @cached_property
    def outcome_of(self) -> dict[str, dict[int, Outcome]]:
        """The worst outcome of the checks that each figure takes part in, by report id and the figure's position."""
        return {report.id: outcomes(report) for report in self.archive.reports}

    def _common(self) -> dict[str, Any]:
        return {
            "script": self.script,
            "other": self.other,
            "w": self.words,
            "config": self.config,
            "archive": self.archive,
            "name": self.config.title[self.script],
            "tagline": self.config.tagline[self.script],
            "base": f"{self.config.base_url}/",
            "navigation": [(f"{page}/", getattr(self.words, f"nav_{page}")) for page in NAVIGATION],
        }

    def page(self, template: str, view: View) -> Page:
        """A view rendered by its template, at its address."""
        up = "../" * view.path.count("/")
        context = {"path": view.path, "neutral": view.neutral, "root": f"{up}../", "tree": up or "./", **view.context}
        html = self.environment.get_template(template).render(context)
        return Page(path=f"{self.script.folder}/{view.path}index.html", content=html.encode())


def _in_time(agency: Agency) -> Iterator[tuple[Report, tuple[Report | None, Report | None]]]:
    first = list(by_year(agency).values())
    years = [in_order(report.identity.year) for report in first]
    for report in agency.reports:
        year = in_order(report.identity.year)
        before, after = bisect_left(years, year), bisect_right(years, year)
        yield report, (first[before - 1] if before else None, first[after] if after < len(first) else None)


@lru_cache(maxsize=65_536)
def in_script(text: str, script: Script, quotation_marks: bool = True) -> str:  # noqa: FBT001, FBT002 - a cache key
    """Simplified text in a script, character for character."""
    return text if script is Script.HANS or text.isascii() else to_traditional(text, quotes=quotation_marks)


def neighbours(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Each item with the next."""
    return pairwise(items)


def in_page_json(data: Any) -> Markup:
    r"""Data as JSON that cannot leave its script element.

    >>> in_page_json({"a": "</script>"})
    Markup('{"a":"\\u003c/script>"}')
    """
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no markup is left
