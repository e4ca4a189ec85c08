"""What came in against what went out, where one paragraph of running text states all four counts of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nianbao.checks.lines import by_line
from nianbao.checks.tables import flow
from nianbao.checks.working import Item, make, written
from nianbao.forms.applications import FLOW
from nianbao.model import Check, Document, Outcome

TAKEN_IN = re.compile(r"[^。；\d]*(?:含|其中|包括)[^。；\d]*")  # with no other count between


def check_prose_flow(document: Document, items: Sequence[Item]) -> Iterator[Check]:
    """A check for every paragraph that states each of the four once, in exact numbers or by a negation."""
    counts = [item for item in items if item.figure.metric in FLOW]
    stated = [item for item in counts if item.figure.value is not None and not item.figure.part and not item.figure.qualifier]
    for _, _, members in by_line(document.text, sorted(stated, key=lambda item: item.figure.mark_start)):
        by_metric = {item.figure.metric: item for item in members}
        if len(members) == len(by_metric) == len(FLOW):
            counts = [by_metric[metric] for metric in FLOW]
            yield _of_all(document, counts) if _is_taken_in(document.text, counts) else flow(document, [[one] for one in counts])


def _is_taken_in(text: str, counts: Sequence[Item]) -> bool:
    """收到10件（含上年结转1件）: whether what is carried in is a part of what came in."""
    received, carried_in, *_ = (item.figure for item in counts)
    between = text[received.mark_end : carried_in.mark_start]
    return received.mark_end <= carried_in.mark_start and bool(TAKEN_IN.fullmatch(between))


def _of_all(document: Document, counts: Sequence[Item]) -> Check:
    received, _, processed, carried_out = counts
    computed = processed.value + carried_out.value
    return make(
        "request_flow",
        Outcome.HOLDS if received.value == computed else Outcome.FAILS,
        document=document,
        at=received.figure,
        members=counts,
        stated=received.value,
        computed=computed,
        working=f"{written(processed.value)}+{written(carried_out.value)}={written(computed)}",
        note="with_carried_in",
    )
