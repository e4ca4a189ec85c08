"""A figure's value as readers see it: number, unit, qualifier and state, in one place for templates and the text's margin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup

from nianbao.model import Figure, Outcome, Status
from nianbao.render.emit import attribute
from nianbao.render.numbers import digits

if TYPE_CHECKING:
    from nianbao.render.environment import Tree

SIGNS = {Outcome.FAILS: "look", Outcome.CUT: "look", Outcome.HOLDS: "holds", Outcome.ROUNDS: "holds"}


def value(tree: Tree, figure: Figure) -> Markup:
    """A figure's value with its state; nothing in it breaks across lines."""
    if figure.status in (Status.BLANK, Status.UNREADABLE):
        return state(tree.words, figure.status.value)
    words = tree.words
    qualifier = getattr(words, f"qualifier_{figure.qualifier.value}") if figure.qualifier else ""
    unit = f"<small> {attribute(tree.here(figure.unit))}</small>" if figure.unit else ""
    number = "" if figure.value is None else digits(figure.value)
    return Markup(f'<span class="n">{qualifier}{number}{unit}{_sign(words, figure.status)}</span>')  # noqa: S704 - words, digits, escaped unit


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


def outcome_sign(words: SimpleNamespace, outcome: Outcome | None) -> str:
    """The small sign of a check beside a figure, with its word; nothing where no check was made."""
    if outcome is None:
        return ""
    shown, means = getattr(words, f"sign_{outcome.value}"), getattr(words, f"outcome_{outcome.value}")
    return f'<abbr class="{SIGNS[outcome]}" title="{means}">{shown}</abbr>'


def label(tree: Tree, figure: Figure) -> str:
    """What a figure counts, in the page's script: the part's name, else the metric's; empty for an uncatalogued quantity."""
    if figure.part:
        return tree.part_label(figure.part)
    return tree.metric_label(figure.metric) if figure.metric else ""
