"""The page of all checks, with the questions worth asking above them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from nianbao.model import Outcome
from nianbao.render.arithmetic import FEW, rows, sections
from nianbao.render.cells import page
from nianbao.render.environment import Tree, View
from nianbao.render.questions import counted


def views(tree: Tree) -> Iterator[View]:
    """The page of checks, also where nothing could be checked: the menu leads there."""
    found = sections(tree)
    yield page(
        tree,
        "checks/",
        [(tree.words.checks_title, "checks/")],
        sections=found,
        bodies={section.kind: rows(tree, section.open[:FEW], "../") for section in found},
        counts=sum((section.counts for section in found), start=Counter[Outcome]()),
        open=sum(len(section.open) for section in found),
        questions=counted(tree),
    )
