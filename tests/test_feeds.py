"""The Atom feeds: whole by their standard, dated by people alone, and the same news in both scripts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from invented import check, configuration
from invented import report as invented

from nianbao.model import Archive, Outcome, Report, Script
from nianbao.render import feeds, render
from nianbao.render.environment import Tree
from nianbao.tabulate import tabulate

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = configuration().base_url
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00Z")


def held(*reports: Report) -> Archive:
    return tabulate(reports)


def dated(report_id: str, **facts: str) -> Report:
    made = invented(report_id, **facts)
    fails = check()
    return replace(made, checks=(fails, fails, fails._replace(working="1+1=3"), fails._replace(outcome=Outcome.HOLDS)))


def some() -> Archive:
    return held(
        dated("650105-2008", added="2026-01-02", note="影印件见馆藏"),
        dated("650105-2009", added="2026-01-01", corrected="2026-03-01"),
        dated("650105-2010"),
        dated("650105-2011", corrected="20260201"),
        dated("650105-2012", added="2026-01-05", corrected="2026-02-02", withdrawn="据当事机关要求"),
    )


def files(archive: Archive) -> dict[str, bytes]:
    trees = (Tree(archive=archive, config=configuration(), script=script) for script in Script)
    return {page.path: page.content for tree in trees for page in feeds.feeds(tree)}


def feed(archive: Archive, path: str = "hans/feed.xml") -> ET.Element:
    return ET.fromstring(files(archive)[path])  # noqa: S314 - our own file


def text(element: ET.Element, name: str) -> str:
    found = element.find(f"{ATOM}{name}")
    assert found is not None, name
    return found.text or ""


def entries(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{ATOM}entry")


def test_there_are_two_feeds_in_each_script():
    made = {page.path: page.content for page in render(some(), configuration()) if page.path.endswith("feed.xml")}
    assert made == files(some())
    assert sorted(made) == ["hans/checks/feed.xml", "hans/feed.xml", "hant/checks/feed.xml", "hant/feed.xml"]


@pytest.mark.parametrize("path", ["hans/feed.xml", "hant/feed.xml", "hans/checks/feed.xml", "hant/checks/feed.xml"])
@pytest.mark.parametrize("empty", [False, True])
def test_a_feed_has_what_rfc_4287_demands(path: str, empty: bool):  # noqa: FBT001
    root = feed(held() if empty else some(), path)
    assert root.tag == f"{ATOM}feed"
    assert root.attrib[LANGUAGE] == f"zh-{'Hans' if 'hans' in path else 'Hant'}"
    assert text(root, "id") == f"{BASE}/{path}"
    assert text(root, "title")
    assert MOMENT.fullmatch(text(root, "updated"))
    author = root.find(f"{ATOM}author/{ATOM}name")
    assert author is not None
    assert author.text
    links = {link.attrib["rel"]: link.attrib["href"] for link in root.findall(f"{ATOM}link") if "atom" in link.attrib["type"]}
    twin = path.replace("hans/", "hant/") if "hans/" in path else path.replace("hant/", "hans/")
    assert links == {"self": f"{BASE}/{path}", "alternate": f"{BASE}/{twin}"}
    assert bool(entries(root)) is not empty
    for entry in entries(root):
        assert text(entry, "title")
        assert text(entry, "summary")
        assert MOMENT.fullmatch(text(entry, "updated"))
        alternate = entry.find(f"{ATOM}link")
        assert alternate is not None
        assert alternate.attrib["href"].startswith(f"{BASE}/{path[:5]}report/")
    ids = [text(entry, "id") for entry in entries(root)]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{BASE}/") for one in ids)


@pytest.mark.parametrize("path", ["hans/feed.xml", "hant/checks/feed.xml"])
def test_a_reader_of_feeds_finds_nothing_to_complain_of(path: str):
    import feedparser  # slow, and for this test alone

    found = feedparser.parse(files(some())[path])
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.language == f"zh-{'Hans' if 'hans' in path else 'Hant'}"
    assert len(found.entries) == len(entries(feed(some(), path)))
    assert all(entry.updated_parsed and entry.link and entry.id and entry.summary for entry in found.entries)


def test_the_latest_change_comes_first_and_dates_the_feed():
    root = feed(some())
    assert [text(entry, "id").removeprefix(f"{BASE}/hans/report/") for entry in entries(root)] == [
        "650105-2009/",
        "650105-2012/",
        "650105-2011/",
        "650105-2008/",
    ]
    moments = [text(entry, "updated") for entry in entries(root)]
    assert text(root, "updated") == moments[0] == "2026-03-01T00:00:00Z"
    assert all(later >= earlier for later, earlier in pairwise(moments))


def test_an_entry_says_whether_a_report_is_new_corrected_or_withdrawn():
    said = {text(entry, "id")[-5:-1]: entry for entry in entries(feed(some()))}
    terms = {year: next(entry.iter(f"{ATOM}category")).attrib["term"] for year, entry in said.items()}
    assert terms == {"2008": "new", "2009": "corrected", "2011": "corrected", "2012": "withdrawn"}
    assert text(said["2008"], "summary") == "2026-01-02 收录。\n影印件见馆藏"
    assert text(said["2009"], "published") == "2026-01-01T00:00:00Z"
    assert said["2011"].find(f"{ATOM}published") is None


def test_a_withdrawn_report_says_so_and_nothing_else():
    (entry,) = [entry for entry in entries(feed(some(), "hant/feed.xml")) if "2012" in text(entry, "id")]
    assert text(entry, "summary") == "本報告已撤下：據當事機關要求"
    assert not [one for one in entries(feed(some(), "hans/checks/feed.xml")) if "2012" in text(one, "id")]


def test_a_report_without_a_date_is_in_no_feed():
    assert not [path for path, content in files(some()).items() if b"650105-2010" in content]


def test_a_feed_without_entries_has_a_date_that_no_clock_gave():
    assert text(feed(held(dated("650105-2010"))), "updated") == "1970-01-01T00:00:00Z"


def test_checks_that_fail_are_told_once_each_with_their_working():
    root = feed(held(dated("650105-2008", added="2026-01-02")), "hans/checks/feed.xml")
    assert [text(entry, "summary").split("\n")[0] for entry in entries(root)].count("1306+135=1441") == 1
    assert len(entries(root)) == 2
    assert {next(entry.iter(f"{ATOM}category")).attrib["term"] for entry in entries(root)} == {"sum_of_parts"}
    assert {next(entry.iter(f"{ATOM}link")).attrib["href"] for entry in entries(root)} == {f"{BASE}/hans/report/650105-2008/#p3"}


def test_both_scripts_tell_the_same():
    archive = some()
    for path in ("feed.xml", "checks/feed.xml"):
        hans, hant = (files(archive)[f"{script.folder}/{path}"].decode() for script in Script)
        ids = [re.findall(r"<id>(.*?)</id>", one.replace("/hant/", "/hans/")) for one in (hans, hant)]
        assert ids[0] == ids[1]
        assert re.findall(r"\d+", hans) == re.findall(r"\d+", hant)


def test_what_xml_cannot_hold_is_left_out_and_markup_is_text():
    hostile = dated("650105-2008", added="2026-01-02", title="甲\x00\x0b<b>&amp;]]>\ufffe乙")
    (entry,) = entries(feed(held(hostile)))
    assert text(entry, "title") == "甲<b>&amp;]]>乙"


def test_only_the_newest_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    assert [text(entry, "updated")[:10] for entry in entries(feed(some()))] == ["2026-03-01", "2026-02-02"]
