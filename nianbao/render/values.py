"""A figure's value as readers see it: number, unit, qualifier and state, in one place for templates and the text's margin."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup

from nianbao.model import Figure, Outcome, Qualifier, Script, Status
from nianbao.render.emit import attribute
from nianbao.render.numbers import digits
from nianbao.render.words import words

if TYPE_CHECKING:
    from nianbao.render.environment import Tree

SIGNS = {Outcome.FAILS: "look", Outcome.CUT: "look", Outcome.HOLDS: "holds", Outcome.ROUNDS: "holds"}


def value(tree: Tree, figure: Figure) -> Markup:
    """A figure's value with its state; nothing in it breaks across lines."""
    return _shown(tree.script, figure.value, tree.here(figure.unit), figure.qualifier, figure.status)


@lru_cache(maxsize=65_536)  # a table of zeros asks for the same a hundred times
def _shown(script: Script, number: Decimal | None, unit: str, qualifier: Qualifier, status: Status) -> Markup:
    said = words(script)
    if status in (Status.BLANK, Status.UNREADABLE):
        return state(said, status.value)
    inexact = getattr(said, f"qualifier_{qualifier.value}") if qualifier else ""
    counted = f"<small> {attribute(unit)}</small>" if unit else ""
    figure = "" if number is None else digits(number)
    return Markup(f'<span class="n">{inexact}{figure}{counted}{_sign(said, status)}</span>')  # noqa: S704 - words, digits, escaped unit


def _sign(words: SimpleNamespace, status: Status) -> str:
    if status is Status.CONFLICTING:
        return f'<abbr class="sign look" title="{words.state_conflicting_means}">≠</abbr>'
    if status is Status.ZERO_BY_NEGATION:
        return f'<abbr class="sign" title="{words.zero_in_words_means}">{words.zero_in_words}</abbr>'
    return ""


def state(words: SimpleNamespace, kind: str) -> Markup:
    """What stands where there is no number: no_report, not_stated, blank, unreadable."""
    shown, means = getattr(words, f"state_{kind}"), getattr(words, f"state_{kind}_means")
    return Markup('<abbr class="state {}" title="{}">{}</abbr>').format(kind, means, shown)


def outcome_sign(script: Script, outcome: Outcome | None) -> str:
    """The small sign of a check beside a figure, whose word the page has once; nothing where no check was made."""
    return "" if outcome is None else f'<i class="{SIGNS[outcome]}">{getattr(words(script), f"sign_{outcome.value}")}</i>'


def label(tree: Tree, figure: Figure) -> str:
    """What a figure counts, in the page's script: the part's name, else the metric's; empty for an uncatalogued quantity."""
    if figure.part:
        return tree.part_label(figure.part)
    return tree.metric_label(figure.metric) if figure.metric else ""
