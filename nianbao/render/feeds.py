"""Atom feeds of each tree: reports new and corrected, and checks that fail.

Every date is one that a person wrote into a sidecar (`added`, `corrected`): a build has no clock, and a date that nobody
knows is not made up. A report without either is in no feed; the data page says so.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.model import Check, Outcome, Page, Report
from nianbao.render.environment import Tree
from nianbao.render.report import title_of
from nianbao.render.stated import clip

MOST_ENTRIES = 200  # the newest; a feed is read for news, archive.json has every date
NO_DATE = "1970-01-01"  # Atom demands a date even of a feed without entries
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEW, CORRECTED, WITHDRAWN = "new", "corrected", "withdrawn"
SUMMARY_BREAK = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; `id` and `address` are absolute, dates are days."""

    id: str
    address: str
    title: str
    updated: str
    published: str
    category: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its address below the tree, the page that it follows, its words by key."""

    path: str
    page: str
    title: str
    about: str


REPORTS = Feed(path="feed.xml", page="report/", title="feed_reports", about="feed_reports_about")
CHECKS = Feed(path="checks/feed.xml", page="checks/", title="feed_checks", about="feed_checks_about")


def feeds(tree: Tree) -> Iterator[Page]:
    """Both feeds of a tree, also where they have no entry yet: whoever follows them waits for the first."""
    dated = [report for report in tree.archive.reports if last_change(report)]
    yield _page(tree, REPORTS, [_of_report(tree, report) for report in dated])
    yield _page(tree, CHECKS, [entry for report in dated for entry in _of_checks(tree, report)])


def last_change(report: Report) -> str:
    """The day on which a report was added or last corrected, as ISO 8601; empty where no one wrote it down."""
    facts = report.source.facts
    return max(_day(facts.added), _day(facts.corrected))


def _day(written: str) -> str:
    """ISO 8601 has several forms, of which Atom takes one."""
    return dt.date.fromisoformat(written).isoformat() if written else ""


def _page(tree: Tree, feed: Feed, entries: Iterable[Entry]) -> Page:
    newest = sorted(entries, key=lambda entry: entry.id)
    newest.sort(key=lambda entry: entry.updated, reverse=True)
    made = tree.environment.get_template("feed.xml").render(
        feed=feed,
        entries=newest[:MOST_ENTRIES],
        updated=newest[0].updated if newest else NO_DATE,
        title=getattr(tree.words, feed.title),
        about=getattr(tree.words, feed.about).format(n=MOST_ENTRIES),
    )
    return Page(path=f"{tree.script.folder}/{feed.path}", content=NOT_XML.sub("", made).encode())


def _of_report(tree: Tree, report: Report) -> Entry:
    """A report's entry. One that was taken back stays, with nothing but that said, so that readers' copies change."""
    facts, address = report.source.facts, _address(tree, report)
    return Entry(
        id=address,
        address=address,
        title=title_of(tree, report),
        updated=last_change(report),
        published=_day(facts.added),
        category=WITHDRAWN if facts.withdrawn else CORRECTED if facts.corrected else NEW,
        summary=SUMMARY_BREAK.join(_said(tree, report)),
    )


def _said(tree: Tree, report: Report) -> Iterator[str]:
    facts, words = report.source.facts, tree.words
    if facts.withdrawn:
        yield f"{words.withdrawn}{words.colon}{tree.here(facts.withdrawn)}"
        return
    if facts.added:
        yield words.feed_added.format(date=_day(facts.added))
    if facts.corrected:
        yield words.feed_corrected.format(date=_day(facts.corrected))
    if facts.note:
        yield tree.here(facts.note)


def _of_checks(tree: Tree, report: Report) -> Iterator[Entry]:
    """An entry for each check that fails; what is the same to the character is one."""
    failing = (check for check in report.checks if check.outcome is Outcome.FAILS)
    yield from {entry.id: entry for entry in (_of_check(tree, report, check) for check in failing)}.values()


def _of_check(tree: Tree, report: Report, check: Check) -> Entry:
    label = getattr(tree.words, f"check_{check.kind}")
    told_apart = f"{check.kind}\n{check.anchor}\n{check.working}\n{check.quote}"
    mark = hashlib.sha256(told_apart.encode()).hexdigest()[:8]
    return Entry(
        id=f"{tree.config.base_url}/{tree.script.folder}/checks/#{report.id}-{mark}",
        address=f"{_address(tree, report)}#{check.anchor}" if check.anchor else _address(tree, report),
        title=f"{title_of(tree, report)}{tree.words.colon}{label}",
        updated=last_change(report),
        published=_day(report.source.facts.added),
        category=check.kind,
        summary=SUMMARY_BREAK.join(filter(None, (tree.here(check.working), tree.here(clip(check.quote.replace("\t", " ")))))),
    )


def _address(tree: Tree, report: Report) -> str:
    return f"{tree.config.base_url}/{tree.script.folder}/report/{report.id}/"
