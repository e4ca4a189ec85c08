"""Cleaning: a capture's text, rid of what its web page added and what copying broke, with a ledger of every change."""

from __future__ import annotations

from nianbao.clean import adverts, characters, chrome, glosses, lines, personal, printing, punctuation, simplify, spacing, tables
from nianbao.clean.emend import emend
from nianbao.clean.ledger import Ledger
from nianbao.clean.rule import Rule
from nianbao.clean.suspicions import SUSPICIONS, suspect
from nianbao.model import Cleaned, Script, Source

__all__ = ["EMENDATION", "RULES", "SUSPICIONS", "Rule", "clean"]

EMENDATION = "emendation"
# The order matters. Heads of pages are known by the breaks of pages, which are line ends from then on. What must be withheld
# goes before anything that could quote it. Readings go before the script is changed, since they were given for the
# characters as they stand; everything after that knows one spelling. Tables come before lines, for a row is never joined;
# spaces and punctuation come last, when every line is whole.
RULES: tuple[Rule, ...] = (
    *printing.RULES,
    *characters.RULES,
    *adverts.RULES,
    *personal.RULES,
    *glosses.RULES,
    *simplify.RULES,
    *chrome.RULES,
    *tables.RULES,
    *lines.RULES,
    *spacing.RULES,
    *punctuation.RULES,
)
# What these find depends on what stands around it: in one page in fifty a later rule brings more of it to light, but none
# of those that change nothing except blank lines and marks.
POSITIONAL = frozenset(rule.name for rule in (*personal.RULES, *chrome.RULES, *lines.RULES))
UNNOTICED = ("drop_blank_lines", "drop_stray_commas", "widen_punctuation")
MOST_PASSES = 4


def clean(source: Source) -> Cleaned:
    r"""Simplified text, one block a line, with the ledger that leads to it and the losses it seems to have.

    >>> clean(Source(path="x.txt", sha256="", encoding="utf-8", text="一、概 述\r\n\r\n公开信息3 条.")).text
    '一、概述\n公开信息3条。\n'
    """
    ledger = Ledger(source.text)
    for _ in range(MOST_PASSES):
        if not any(True for rule in _apply_all(ledger) for _ in rule.changes(ledger.text)):
            break
    applied = {e: ledger.apply(EMENDATION, emend(ledger.text, e)) for e in source.facts.emendations}
    script = Script.HANT if "restore_simplified" in ledger.names else Script.HANS
    return Cleaned(
        text=ledger.text,
        script=script,
        edits=ledger.edits(),
        suspicions=tuple(suspect(ledger.text)),
        unmatched=tuple(emendation for emendation, done in applied.items() if not done),
    )


def _apply_all(ledger: Ledger) -> list[Rule]:
    """Apply every rule in order; those that may find more now, since a later one changed what they look at."""
    asked, again = list[Rule](), list[Rule]()
    for rule in RULES:
        name = rule.name
        if ledger.apply(name, rule.changes(ledger.text)) and name not in UNNOTICED:
            again = asked.copy()
        if name in POSITIONAL:
            asked.append(rule)
    return again
