"""The catalogue hangs together, and says so clearly when it does not."""

from __future__ import annotations

import copy
from importlib import resources
from typing import Any

import pytest
import yaml

from nianbao import catalogue
from nianbao.model import Script


@pytest.fixture
def entries() -> dict[str, Any]:
    text = resources.files("nianbao.data").joinpath("metrics.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return copy.deepcopy(data)


def test_the_catalogue_that_comes_with_the_project_loads_and_is_the_same_object_every_time():
    assert catalogue.load() is catalogue.load()


def test_every_metric_has_words_in_both_scripts_of_the_same_length():
    for metric in catalogue.load().metrics.values():
        for words in (metric.label, metric.definition, metric.comparability.text, *(p.label for p in metric.places)):
            assert words.hans, metric.id
            assert len(words.hans) == len(words.hant), metric.id


def test_labels_are_short():
    assert max(len(metric.label.hans) for metric in catalogue.load().metrics.values()) <= 16


def test_every_group_has_metrics():
    known = catalogue.load()
    assert all(known.group(group) for group in known.groups)


def test_a_label_is_read_in_the_script_asked_for():
    label = catalogue.load()["reconsideration_total"].label
    assert (label.of(Script.HANS), label.of(Script.HANT)) == ("行政复议总计", "行政複議總計")


def test_an_indicator_knows_what_it_subtracts():
    rate = catalogue.load().indicators["reconsideration_correction_rate"]
    assert [(term.metric, term.sign) for term in rate.denominator] == [
        ("reconsideration_total", 1),
        ("reconsideration_pending", -1),
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("parent", "nobody", "metric proactive_disclosure_total: parent 'nobody' is not in the catalogue"),
        ("sum_of", ["nothing.*"], "part of sum_of 'nothing'"),
        ("group", "misc", "no group 'misc'"),
        ("unit", "", "no unit"),
        ("where", {"1990s": "prose"}, "era '1990s'"),
        ("id", "granted", "metrics: 'granted' occurs more than once"),
        ("comparability", "often", "lacks, or misspells, 'often'"),
    ],
)
def test_a_mistake_in_an_entry_is_named(entries: dict[str, Any], field: str, value: object, message: str):
    entries["metrics"][0][field] = value
    with pytest.raises(catalogue.CatalogueError) as caught:
        catalogue.build(entries)
    assert message in str(caught.value)


def test_all_mistakes_are_reported_together(entries: dict[str, Any]):
    entries["metrics"][0]["group"] = "misc"
    entries["indicators"][0]["kind"] = "guess"
    with pytest.raises(catalogue.CatalogueError) as caught:
        catalogue.build(entries)
    assert len(str(caught.value).splitlines()) == 2
