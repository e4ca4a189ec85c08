"""In which order tables name metrics: group by group, and what they name even where every report is silent."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache

from nianbao.catalogue import Metric, load
from nianbao.data import read_text
from nianbao.strict_yaml import load as load_yaml

# Shown even where every report is silent: that it is silent is what the reader came to learn.
ALWAYS = frozenset({"proactive_disclosure_total", "requests_received", "reconsideration_total", "litigation_total"})
# What is often taken for requests stands right below them.
REQUESTS, BELOW_REQUESTS = "requests", "consultation"


def by_group(metrics: Collection[str]) -> Iterator[tuple[str, tuple[Metric, ...]]]:
    """The metrics of these that are in the catalogue, by group, in the order of the tables."""
    for group, all_of_it in _groups():
        found = tuple(metric for metric in all_of_it if metric.id in metrics)
        if found:
            yield group, found


@cache
def importance() -> dict[str, int]:
    """The place of every metric among the figures of a report: what readers come for, then the catalogue's order."""
    return {metric: place for place, metric in enumerate(dict.fromkeys((*key_metrics(), *load().metrics)))}


@cache
def key_metrics() -> tuple[str, ...]:
    """What readers of a report come for, the first first (`data/key_metrics.yaml`)."""
    return tuple(load_yaml(read_text("key_metrics.yaml")).data)


@cache
def _groups() -> tuple[tuple[str, tuple[Metric, ...]], ...]:
    catalogue = load()
    order = [group for group in catalogue.groups if group != BELOW_REQUESTS]
    order.insert(order.index(REQUESTS) + 1, BELOW_REQUESTS)
    return tuple((group, catalogue.group(group)) for group in order)
