"""What the cleaning rules and the signs of loss are called, and what they do, in both scripts (`data/rules.yaml`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from nianbao.data import read_text
from nianbao.model import Script
from nianbao.strict_yaml import load


class RuleWords(NamedTuple):
    """A rule's short name and one sentence about it."""

    label: str
    what: str


@cache
def rule_words(script: Script) -> dict[str, RuleWords]:
    """The words of every cleaning rule and every sign of loss, by its id."""
    data = load(read_text("rules.yaml")).data
    entries = {**data["rules"], **data["suspicions"]}
    folder = script.folder
    return {name: RuleWords(entry[folder], entry[f"what_{folder}"]) for name, entry in entries.items()}
