"""What came in against what went out, where one paragraph of running text states all four counts of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.checks.lines import by_line
from nianbao.checks.tables import flow
from nianbao.checks.working import Item
from nianbao.forms.applications import FLOW
from nianbao.model import Check, Document


def check_prose_flow(document: Document, items: Sequence[Item]) -> Iterator[Check]:
    """A check for every paragraph that states each of the four once, in exact numbers or by a negation."""
    counts = [item for item in items if item.figure.metric in FLOW]
    stated = [item for item in counts if item.figure.value is not None and not item.figure.part and not item.figure.qualifier]
    for _, _, members in by_line(document.text, sorted(stated, key=lambda item: item.figure.mark_start)):
        by_metric = {item.figure.metric: [item] for item in members}
        if len(members) == len(by_metric) == len(FLOW):
            yield flow(document, [by_metric[metric] for metric in FLOW])
