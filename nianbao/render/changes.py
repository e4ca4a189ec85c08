"""What was changed in one report: deletions struck, insertions underlined, by rule and in the whole text; nothing withheld."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from nianbao.clean import EMENDATION
from nianbao.clean.personal import mark_mobile_numbers
from nianbao.model import Edit, Report, Script
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree, View
from nianbao.render.linked_data import breadcrumbs, report_trail
from nianbao.render.report import title_of
from nianbao.render.rules import rule_words

CONTEXT = 12  # characters of the text shown on either side of an edit
EXAMPLES = 6  # edits shown a rule; the whole text has all
LONGEST = 60  # characters shown of what was removed
AROUND_LOSS = 16
VISIBLE = str.maketrans({"\n": "↵", "\t": "⇥", "\u00a0": "␣", "\u3000": "␣", "\r": "␍", "\ufeff": "□"})

# Controls, marks that turn the direction of the page, what is no character: named, since shown they would act.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The edits of one rule: its id, its class in the whole text, its words, how many there are, some of them in context."""

    rule: str
    kind: str
    label: str
    what: str
    count: int
    withheld: bool
    examples: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """A suspected loss with the words around it."""

    label: str
    anchor: str
    before: str
    at: str
    after: str


def views(tree: Tree) -> Iterator[View]:
    """A page for every report that stands."""
    return (view(tree, report) for report in tree.archive.reports if not report.source.facts.withdrawn)


def view(tree: Tree, report: Report) -> View:
    """The page of one report's changes."""
    shown = tuple(_rules(tree, report))
    context = {
        "report": report,
        "title": title_of(tree, report),
        "agency": tree.agency_of.get(report.id),
        "rules": shown,
        "whole": _whole(tree, report, {one.rule: one for one in shown}),
        "losses": tuple(_losses(tree, report)),
        "emendations": report.source.facts.emendations,
    }
    path = f"report/{report.id}/changes/"
    trail = [*report_trail(tree, report), (tree.words.changes_title, path)]
    return View(path=path, context=context | {"linked_data": [breadcrumbs(tree, trail)]})


def _rules(tree: Tree, report: Report) -> Iterator[Shown]:
    """The rules that changed something, what is withheld first, then in the order in which they first did."""
    counts = Counter(edit.rule for edit in report.cleaned.edits)
    placed = list(_placed(report))
    ordered = sorted(counts, key=lambda rule: (rule not in tree.withheld, rule == EMENDATION))
    for number, rule in enumerate(ordered, 1):
        withheld = rule in tree.withheld
        found = [(edit, at) for edit, at in placed if edit.rule == rule][:EXAMPLES]
        yield Shown(
            rule=rule,
            kind=f"k{number}",
            label=tree.rule_label(rule),
            what=_what(tree.script, rule),
            count=counts[rule],
            withheld=withheld,
            examples=tuple(_in_context(tree, report, edit, at, withheld=withheld) for edit, at in found),
        )


def _what(script: Script, rule: str) -> str:
    words = rule_words(script)
    return words[rule].what if rule in words else ""


def _placed(report: Report) -> Iterator[tuple[Edit, int]]:
    """Every edit with the place in the cleaned text where it took effect."""
    shift = 0
    for edit in report.cleaned.edits:
        yield edit, edit.start + shift
        shift += len(edit.inserted) - (edit.end - edit.start)


def _in_context(tree: Tree, report: Report, edit: Edit, at: int, *, withheld: bool) -> Markup:
    """Clean text on either side, what went struck out (or its length alone), what came underlined.

    Context is taken from the cleaned text: the capture's own might be advertising.
    """
    text, end = report.cleaned.text, at + len(edit.inserted)
    before, after = _line_end(text[max(0, at - CONTEXT) : at]), text[end : end + CONTEXT].partition("\n")[0]
    changed = _changed(tree, report, edit, "withheld" if withheld else "", withheld=withheld)
    return Markup(f"{attribute(tree.here(before))}{changed}{attribute(tree.here(after))}")  # noqa: S704 - escaped above


def _whole(tree: Tree, report: Report, rules: Mapping[str, Shown]) -> Markup:
    """The whole cleaned text with every edit in its place, each of the class of its rule."""
    return Markup("".join(_pieces(tree, report, rules)))  # noqa: S704 - every piece is escaped


def _pieces(tree: Tree, report: Report, rules: Mapping[str, Shown]) -> Iterator[str]:
    text, end = tree.here(report.cleaned.text), 0
    for edit, at in _placed(report):
        rule = rules[edit.rule]
        yield escape(text[end:at], quote=False)
        yield _changed(tree, report, edit, f"{rule.kind} withheld" if rule.withheld else rule.kind, withheld=rule.withheld)
        yield "\n" if edit.inserted.endswith("\n") else ""
        end = at + len(edit.inserted)
    yield escape(text[end:], quote=False)


def _changed(tree: Tree, report: Report, edit: Edit, kind: str, *, withheld: bool) -> str:
    """What one edit struck out, or how long it was where it may not be shown, and what it put there."""
    gone = report.source.text[edit.start : edit.end]
    removed = _withheld(tree, edit.rule, len(gone)) if withheld else _visible(gone)
    attributes = f' class="{kind}"' if kind else ""
    struck = f"<del{attributes}>{attribute(removed)}</del>" if gone else ""
    put = tree.here(edit.inserted)
    put = edit.inserted if put == gone else put  # on a Traditional page 區 -> 区 would read 區 -> 區
    came = f"<ins{attributes}>{attribute(_visible(put))}</ins>" if put else ""
    return struck + came


def _withheld(tree: Tree, rule: str, length: int) -> str:
    """What stands in place of what may not be shown: what it was, and how long."""
    words = tree.words
    what = words.withheld_number if rule == mark_mobile_numbers.__name__ else words.withheld_advert
    return str(words.withheld_length.format(what=what, n=length))


def _line_end(text: str) -> str:
    return text.rpartition("\n")[2]


def _visible(text: str) -> str:
    r"""What was removed, made visible and not too long.

    >>> _visible("甲\n\t乙")
    '甲↵⇥乙'
    """
    shown = UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.translate(VISIBLE))
    shown = "␣" * len(shown) if shown.isspace() else shown
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST // 2]}…{shown[-LONGEST // 4 :]}"


def _losses(tree: Tree, report: Report) -> Iterator[Loss]:
    text = report.cleaned.text
    for loss in report.cleaned.suspicions:
        block = next(block for block in report.document.blocks if block.start <= loss.start <= block.end)
        yield Loss(
            label=tree.suspicion_label(loss.rule),
            anchor=block.anchor,
            before=tree.here(_line_end(text[max(0, loss.start - AROUND_LOSS) : loss.start])),
            at=tree.here(text[loss.start : loss.end]),
            after=tree.here(text[loss.end : loss.end + AROUND_LOSS].partition("\n")[0]),
        )
