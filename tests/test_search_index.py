"""The search index: what a shadow page holds, shards, the same bytes every time, errors that say what to do."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from archives import generate
from invented import configuration

from nianbao import bundle, search
from nianbao.cbor import decode
from nianbao.config import Config
from nianbao.fold import HAN_BLOCKS, fold_map, needed_folds, tokens
from nianbao.model import Archive, Report, Status
from nianbao.parse import parse
from nianbao.render.search_page import synonyms
from nianbao.scripts import to_traditional

# ruff: noqa: SLF001 - pieces of the index are compared with what Pagefind itself wrote
TEMPLATES = Path(__file__).parents[1] / "templates"


@pytest.fixture(scope="module")
def archive() -> Archive:
    return generate(12, seed=2)


def unkept(**changes: object) -> Config:
    """The archive's configuration, without a cache unless a test gives one."""
    return configuration().model_copy(update={"cache": None, **changes})


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_two_runs_write_the_same_bytes_with_and_without_shards(archive: Archive, tmp_path: Path):
    for most in (500, 5):
        config = unkept(search_shard=most)
        for name in ("a", "b"):
            search.index(archive, tmp_path / str(most) / name, config)
        assert files(tmp_path / str(most) / "a") == files(tmp_path / str(most) / "b")
    parts = [path.parent for path in (tmp_path / "5/a/pagefind").glob("*/pagefind-entry.json")]
    assert parts
    assert not [part for part in parts if (part / "pagefind.js").exists()]  # the main part's serves all
    assert not list((tmp_path / "500/a/pagefind").glob("*/pagefind-entry.json"))


def test_the_bundle_has_no_search_box_of_its_own_and_every_report_once(archive: Archive, tmp_path: Path):
    search.index(archive, tmp_path, unkept())
    names = files(tmp_path / "pagefind")
    assert not [name for name in names if "ui" in name]
    fragments = [Path(name).stem for name in names if name.startswith("fragment/")]
    assert sorted(name.rsplit("_", 1)[0] for name in fragments) == sorted(f"{r.identity.year}_{r.id}" for r in archive.reports)


def test_the_index_lies_in_small_pieces_that_hold_what_pagefind_wrote(archive: Archive, tmp_path: Path):
    whole = {report.id: search.shadow_page(report, None) for report in archive.reports}
    search._run_over(whole, tmp_path / "raw", tmp_path)
    search.index(archive, tmp_path / "site", unkept())
    before, after = (dict(words(folder)) for folder in (tmp_path / "raw", tmp_path / "site/pagefind"))
    assert before == after
    sizes = [path.stat().st_size for path in (tmp_path / "site/pagefind/index").iterdir()]
    assert max(sizes) < 4000
    meta = decode(bundle._unpack(next((tmp_path / "site/pagefind").glob("*.pf_meta"))))
    assert {name for _, _, name in meta[bundle.CHUNKS]} == {path.stem for path in (tmp_path / "site/pagefind/index").iterdir()}


def words(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted((folder / "index").iterdir()):
        yield from bundle._words(bundle._unpack(path))


def test_a_fragment_tells_where_the_report_is_and_not_its_text(archive: Archive, tmp_path: Path):
    search.index(archive, tmp_path, unkept())
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


def test_a_fragment_tells_where_each_metric_is_stated(archive: Archive):
    report = next(report for report in archive.reports if report.figures)
    stated = report.figures[0]
    others = (stated._replace(part="natural_person"), stated._replace(status=Status.BLANK), stated._replace(metric=""))
    shown = search.facts(replace(report, figures=(stated, *others)))["figures"]
    assert shown == [["requests_received", stated.anchor, stated.start, stated.end, stated.mark_start, stated.mark_end]]


def of_years(archive: Archive, *years: str) -> tuple[Report, ...]:
    """Reports of the archive, as though they were of these years."""
    reports = zip(archive.reports, years, strict=False)
    return tuple(replace(report, identity=replace(report.identity, year=year)) for report, year in reports)


def parts_of(reports: tuple[Report, ...], most: int) -> list[tuple[list[str], dict[str, int]]]:
    """The years of each band, and the size of each of its parts."""
    return [(band.years, {name: len(held) for name, held in band.parts.items()}) for band in search._bands(reports, most)]


def test_a_small_archive_is_one_part(archive: Archive):
    assert parts_of(of_years(archive, "2008", "2013-2014", "", "2010"), 4) == [(["", "2008", "2010", "2013-2014"], {"": 4})]


def test_parts_are_of_years_that_follow_each_other_and_the_newest_come_first(archive: Archive):
    reports = of_years(archive, "2010", "2008", "2009", "2009", "2013-2014", "")
    assert parts_of(reports, 2) == [(["2010", "2013-2014"], {"": 2}), (["2009"], {"2009": 2}), (["", "2008"], {"0-2008": 2})]


def test_a_year_of_more_reports_than_a_part_holds_is_cut(archive: Archive):
    (_, newest), (years, parts) = parts_of(of_years(archive, "2019", *["2018"] * 9), 5)
    assert newest == {"": 1}
    assert years == ["2018"]
    assert list(parts) == ["2018_0", "2018_1"]
    assert sum(parts.values()) == 9


def test_a_report_of_a_new_year_leaves_the_parts_before_it_as_they_are(archive: Archive):
    before = of_years(archive, *["2008"] * 3, *["2009"] * 3, *["2010"] * 2)
    after = (*before, replace(archive.reports[-1], identity=replace(archive.reports[-1].identity, year="2011")))
    assert search._bands(after, 3)[1:] == search._bands(before, 3)[1:]


def test_a_withdrawn_report_cannot_be_found(archive: Archive, tmp_path: Path):
    first, *others = archive.reports
    gone = replace(first, source=replace(first.source, facts=replace(first.source.facts, withdrawn="asked for")))
    search.index(replace(archive, reports=(gone, *others)), tmp_path, unkept())
    assert len(list((tmp_path / "pagefind/fragment").iterdir())) == len(others)


def test_a_part_whose_reports_did_not_change_comes_from_the_cache(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    config = unkept(search_shard=5, cache=tmp_path / "cache")
    search.index(archive, tmp_path / "first", config)
    parts = count_parts(monkeypatch)
    search.index(archive, tmp_path / "again", config)
    assert parts == []
    first, *others = archive.reports
    edited = replace(first, document=parse(first.document.text + "补记一段。\n"))
    search.index(replace(archive, reports=(edited, *others)), tmp_path / "edited", config)
    assert len(parts) == 1
    assert files(tmp_path / "first") == files(tmp_path / "again")
    assert files(tmp_path / "first") != files(tmp_path / "edited")


@pytest.mark.parametrize("damage", [b"", b"cut off", None])
def test_a_cache_that_is_wrong_is_made_again(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes | None
):
    config = unkept(cache=tmp_path / "cache")
    search.index(archive, tmp_path / "first", config)
    kept = next((tmp_path / "cache").rglob("*.pf_meta"))
    kept.unlink() if damage is None else kept.write_bytes(damage)
    parts = count_parts(monkeypatch)
    search.index(archive, tmp_path / "again", config)
    search.index(archive, tmp_path / "third", config)
    assert len(parts) == 1
    assert files(tmp_path / "first") == files(tmp_path / "again") == files(tmp_path / "third")


def test_a_cache_that_cannot_be_written_is_no_error(archive: Archive, tmp_path: Path):
    (tmp_path / "cache").write_text("a file in the way")
    search.index(archive, tmp_path / "site", unkept(cache=tmp_path / "cache"))
    assert (tmp_path / "site/pagefind/pagefind.js").is_file()


def count_parts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with every run of Pagefind."""
    parts: list[str] = []
    run = search._run_pagefind
    monkeypatch.setattr(search, "_run_pagefind", lambda *arguments: (parts.append(""), run(*arguments)))
    return parts


def test_nothing_of_its_own_is_left_behind(archive: Archive, tmp_path: Path):
    search.index(archive, tmp_path / "site", unkept())
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_archive_without_reports_has_no_index(tmp_path: Path):
    search.index(Archive(reports=(), agencies=(), problems=()), tmp_path, unkept())
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
        search.index(archive, tmp_path, unkept())
    assert error.value.exit_code == 3
    assert "--no-search" in error.value.remedy


def test_both_scripts_of_a_text_have_the_same_tokens(archive: Archive):
    for report in archive.reports:
        assert list(tokens(to_traditional(report.document.text))) == list(tokens(report.document.text))


def test_a_phrase_cannot_run_across_lines_and_cells():
    assert "".join(tokens("收到\t12\n3件")) == "收到|12|3件"


def test_every_spelling_that_conversion_can_make_of_a_character_is_one_for_search():
    han = "\n".join(chr(c) for block in HAN_BLOCKS for c in block)
    assert tokens(to_traditional(han)) == tokens(han)
    assert tokens("臺台檯裏裡里複復覆") == "台台台里里里复复复"


def test_the_words_that_are_offered_are_written_in_both_scripts_and_are_others():
    for pair in synonyms():
        for words_ in pair.values():
            assert tokens(words_["hant"]) == tokens(words_["hans"])
        assert tokens(pair["asked"]["hans"]) != tokens(pair["written"]["hans"])


def test_folding_twice_changes_nothing():
    assert [c for c, target in fold_map().items() if target in fold_map()] == []


def test_the_map_for_the_browser_is_small_and_leads_to_what_is_indexed(archive: Archive):
    characters, targets = needed_folds({token for report in archive.reports for token in tokens(report.document.text)})
    assert len(characters) == len(targets)
    assert len(gzip.compress((characters + targets).encode())) < 4000


def test_the_words_of_the_search_are_written_in_both_scripts():
    words = yaml.safe_load((TEMPLATES / "words/search.yaml").read_text(encoding="utf-8"))
    for key, word in words.items():
        assert set(word) == {"hans", "hant"}, key
        assert to_traditional(word["hans"]) == word["hant"], key
