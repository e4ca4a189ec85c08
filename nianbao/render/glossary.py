"""The glossary: terms of art in both scripts (`data/glossary.yaml`), and which of them a metric's page leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from nianbao.catalogue import Words
from nianbao.data import read_text
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.strict_yaml import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term with what it means; `id` is its element id, `metrics` are patterns of the ids that it belongs to."""

    id: str
    term: Words
    text: Words
    metrics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Terms of one kind."""

    id: str
    title: Words
    terms: tuple[Term, ...]


@cache
def sections() -> tuple[Section, ...]:
    """The whole glossary, in the order of its file."""
    return tuple(
        Section(id=entry["id"], title=Words(**entry["title"]), terms=tuple(map(_term, entry["terms"])))
        for entry in load(read_text("glossary.yaml")).data
    )


def _term(entry: dict[str, Any]) -> Term:
    term, text = Words(**entry["term"]), Words(**entry["text"])
    return Term(id=entry["id"], term=term, text=text, metrics=tuple(entry.get("metrics", ())))


@cache
def terms_of(metric: str) -> tuple[Term, ...]:
    """The terms that explain a metric.

    >>> [term.id for term in terms_of("reconsideration_pending")]
    ['reconsideration', 'pending']
    """
    terms = (term for section in sections() for term in section.terms)
    return tuple(term for term in terms if any(fnmatchcase(metric, pattern) for pattern in term.metrics))


def views(tree: Tree) -> Iterator[View]:
    """The page of all terms."""
    yield page(tree, "glossary/", [(tree.words.glossary_title, "glossary/")], sections=sections())
