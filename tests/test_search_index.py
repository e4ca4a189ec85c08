"""The search index: what a shadow page holds, shards, the same bytes every time, errors that say what to do."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from archives import generate
from invented import configuration

from nianbao import bundle, search
from nianbao.fold import fold_map, needed_folds, tokens
from nianbao.model import Archive
from nianbao.scripts import to_traditional

TEMPLATES = Path(__file__).parents[1] / "templates"


@pytest.fixture(scope="module")
def archive() -> Archive:
    return generate(12, seed=2)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_runs_write_the_same_bytes_with_and_without_shards(archive: Archive, tmp_path: Path):
    for most in (500, 5):
        config = configuration().model_copy(update={"search_shard": most})
        for name in ("a", "b"):
            search.index(archive, tmp_path / str(most) / name, config)
        assert files(tmp_path / str(most) / "a") == files(tmp_path / str(most) / "b")
    assert (tmp_path / "5/a/pagefind/1/pagefind-entry.json").is_file()
    assert not (tmp_path / "500/a/pagefind/1").exists()


def test_the_bundle_has_no_search_box_of_its_own_and_every_report_once(archive: Archive, tmp_path: Path):
    search.index(archive, tmp_path, configuration())
    names = files(tmp_path / "pagefind")
    assert not [name for name in names if "ui" in name]
    fragments = {Path(name).stem for name in names if name.startswith("fragment/")}
    assert sorted(fragments) == sorted(json.loads(names["order.json"]))
    assert len(fragments) == len(archive.reports)


def test_a_fragment_tells_where_the_report_is_and_not_its_text(archive: Archive, tmp_path: Path):
    search.index(archive, tmp_path, configuration())
    path = next((tmp_path / "pagefind/fragment").iterdir())
    fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(bundle.MAGIC))
    report = next(report for report in archive.reports if f"/{report.id}/" == fragment["url"])
    assert fragment["content"] == ""
    assert len(fragment["meta"]["lines"]) == len(report.document.text.splitlines())
    assert fragment["meta"]["hant"] == to_traditional(report.identity.agency)
    assert (
        fragment["filters"]["region"][-1] == report.identity.region_code
        or report.identity.region_code in fragment["filters"]["region"]
    )


def test_a_withdrawn_report_cannot_be_found(archive: Archive, tmp_path: Path):
    first, *others = archive.reports
    gone = replace(first, source=replace(first.source, facts=replace(first.source.facts, withdrawn="asked for")))
    search.index(replace(archive, reports=(gone, *others)), tmp_path, configuration())
    assert len(json.loads((tmp_path / "pagefind/order.json").read_text())) == len(others)


def test_an_archive_without_reports_has_no_index(tmp_path: Path):
    search.index(Archive(reports=(), agencies=(), problems=()), tmp_path, configuration())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("executable", "says"), [("/bin/false", "failed"), ("/no/such/file", "cannot be run"), ("/bin/true", "no index")]
)
def test_a_pagefind_that_fails_or_is_missing_is_an_error_that_says_what_to_do(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str, says: str
):
    import pagefind_bin

    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: Path(executable))
    with pytest.raises(search.SearchError, match=says) as error:
        search.index(archive, tmp_path, configuration())
    assert error.value.exit_code == 3
    assert "--no-search" in error.value.remedy


def test_both_scripts_of_a_text_have_the_same_tokens(archive: Archive):
    for report in archive.reports:
        assert list(tokens(to_traditional(report.document.text))) == list(tokens(report.document.text))


def test_a_phrase_cannot_run_across_lines_and_cells():
    assert "".join(tokens("收到\t12\n3件")) == "收到|12|3件"


def test_folding_twice_changes_nothing():
    assert [c for c, target in fold_map().items() if target in fold_map()] == []


def test_the_map_for_the_browser_is_small_and_leads_to_what_is_indexed(archive: Archive):
    characters, targets = needed_folds(report.document.text for report in archive.reports)
    assert len(characters) == len(targets)
    assert len(gzip.compress((characters + targets).encode())) < 4000


def test_the_words_of_the_search_are_written_in_both_scripts():
    words = yaml.safe_load((TEMPLATES / "words/search.yaml").read_text(encoding="utf-8"))
    for key, word in words.items():
        assert set(word) == {"hans", "hant"}, key
        assert to_traditional(word["hans"]) == word["hant"], key
