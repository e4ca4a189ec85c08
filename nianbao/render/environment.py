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
from nianbao.render.mould import PATH, Mould, cast, gap
from nianbao.render.numbers import digits, working
from nianbao.render.rules import rule_words
from nianbao.render.values import state, value
from nianbao.render.words import TEMPLATES, words
from nianbao.scripts import to_traditional
from nianbao.tabulate.coverage import by_year
from nianbao.tabulate.derived import Derived, derived
from nianbao.tabulate.series import Point, points_of
from nianbao.tabulate.years import follows, in_order, whole_range

Item = TypeVar("Item")


class common_property(cached_property[Item]):  # noqa: N801 - a decorator, as its model is
    """A cached property that is the same in both scripts: the second tree takes it from the first."""

    def __get__(self, tree: Any, owner: type[Any] | None = None) -> Any:
        """The twin's, where there is one."""
        twin = getattr(tree, "twin", None)
        return super().__get__(tree, owner) if twin is None else getattr(twin, str(self.attrname))


NAVIGATION = ("report", "agency", "year", "metric", "checks", "data", "search")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One page of a tree: its address below the tree (`year/2008/`) and what its template needs beyond the common context."""

    path: str
    context: Mapping[str, Any]
    neutral: str | None = None
    moulded: bool = False  # one of thousands: its template is rendered once for all (`mould`)


@dataclass(frozen=True, kw_only=True, eq=False)  # one tree is never another, and what is found out of it may be kept
class Tree:
    """The archive in one script, as view functions see it."""

    archive: Archive
    config: Config
    script: Script
    twin: Tree | None = None  # the tree in the other script, which knows already what holds in both

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

    @common_property
    def withheld(self) -> frozenset[str]:
        """The rules whose removals may not be shown."""
        return frozenset(rule.name for rule in RULES if rule.withheld)

    def rule_label(self, rule: str) -> str:
        """What a cleaning rule is called; its id where it has no words yet."""
        return rule_words(self.script)[rule].label if rule in rule_words(self.script) else rule

    def suspicion_label(self, rule: str) -> str:
        """What a sign of loss is called."""
        return self.rule_label(rule)

    @common_property
    def agency_of(self) -> dict[str, Agency]:
        """The agency that each compared report belongs to, by the report's id."""
        return {report.id: agency for agency in self.archive.agencies for report in agency.reports}

    @common_property
    def neighbours_of(self) -> dict[str, tuple[Report | None, Report | None]]:
        """The same agency's reports before and after each report, by its id."""
        return {report.id: pair for agency in self.archive.agencies for report, pair in _in_time(agency)}

    @common_property
    def mark_of(self) -> dict[str, dict[int, str]]:
        """The id of the mark that shows each figure, by report id and the figure's position."""
        return {report.id: mark_of(marks(report)) for report in self.archive.reports}

    @common_property
    def outcome_of(self) -> dict[str, dict[int, Outcome]]:
        """The worst outcome of the checks that each figure takes part in, by report id and the figure's position."""
        return {report.id: outcomes(report) for report in self.archive.reports}

    @common_property
    def points_of(self) -> dict[str, dict[str, Point]]:
        """What each report says of every metric that it does not pass over, by report id and metric."""
        return {report.id: points_of(report) for report in self.archive.reports}

    @common_property
    def years_of(self) -> dict[str, dict[str, Report]]:
        """The reports of each agency that feed the tables, by agency key and year."""
        return {agency.key: by_year(agency) for agency in self.archive.agencies}

    @common_property
    def years(self) -> tuple[str, ...]:
        """The years on which a report of a known agency is held."""
        return tuple(sorted({year for held in self.years_of.values() for year in held}, key=in_order))

    @common_property
    def every_year(self) -> tuple[str, ...]:
        """The years of the coverage matrix, without a gap."""
        return whole_range(self.years)

    @common_property
    def derived_of(self) -> dict[str, tuple[Derived, ...]]:
        """The indicators of each report, by its id; changes against the report of the year before, where there is one."""
        return {report.id: derived(report, load(), self._year_before(report), self.points_of) for report in self.archive.reports}

    def _year_before(self, report: Report) -> Report | None:
        before, _ = self.neighbours_of.get(report.id, (None, None))
        return before if before and follows(before.identity.year, report.identity.year) else None

    @cached_property
    def _moulds(self) -> dict[str, Mould]:
        return {}

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
        html = self._moulded(template, view) if view.moulded else self._rendered(template, view, view.path, view.context)
        return Page(path=f"{self.script.folder}/{view.path}index.html", content=html.encode())

    def _rendered(self, template: str, view: View, path: str, context: Mapping[str, Any]) -> str:
        up = "../" * view.path.count("/")
        common = {"path": path, "neutral": view.neutral, "root": f"{up}../", "tree": up or "./"}
        return self.environment.get_template(template).render({**common, **context})

    def _moulded(self, template: str, view: View) -> str:
        folder, _, rest = view.path.partition("/")
        if template not in self._moulds:
            self._moulds[template] = cast(
                lambda gaps: self._rendered(template, view, f"{folder}/{gap(PATH)}", gaps), view.context
            )
        return self._moulds[template].fill({**view.context, PATH: rest})


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
