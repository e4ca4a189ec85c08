"""The finished site as a whole: links, twins, policies, and nothing in it that must not be there."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from conftest import captures, configuration, every_reading
from invented import report as invented
from selectolax.lexbor import LexborHTMLParser

from nianbao.clean import RULES
from nianbao.model import Archive, Script
from nianbao.render import render, root
from nianbao.render.words import TEMPLATES, words
from nianbao.tabulate import tabulate

WITHHELD = {rule.name for rule in RULES if rule.withheld}
ADDRESS = "http://127.0.0.1/a/b/"
SHORTEST_SECRET = 6  # characters; shorter pieces of advertising are ordinary words as well


@functools.cache
def parsed(path: Path) -> LexborHTMLParser:
    return LexborHTMLParser(path.read_text(encoding="utf-8"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


@functools.cache
def ids(path: Path) -> frozenset[str]:
    return frozenset(node.attributes["id"] or "" for node in parsed(path).css("[id]"))


def links(path: Path) -> Iterator[str]:
    for attribute in ("href", "src", "action"):
        for node in parsed(path).css(f"[{attribute}]"):
            yield node.attributes[attribute] or ""


def target(site: Path, page: Path, link: str) -> tuple[Path, str] | None:
    """The file and fragment that a link leads to; None for another site."""
    if link.startswith(ADDRESS):
        link = f"/a/b/{link.removeprefix(ADDRESS)}"
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):
        assert parts.path.startswith("/a/b/"), link
        file = site / parts.path.removeprefix("/a/b/")
    else:
        file = page.parent / unquote(parts.path) if parts.path else page
    return (file / "index.html" if file.is_dir() else file), unquote(parts.fragment)


def test_every_link_inside_the_site_leads_somewhere_fragments_included(site: Path):
    broken = []
    for page in pages(site):
        for link in links(page):
            found = target(site, page, link)
            if found and not (
                found[0].is_file() and (not found[1] or found[0].suffix != ".html" or found[1] in ids(found[0].resolve()))
            ):
                broken.append(f"{page.relative_to(site)}: {link}")
    assert not broken


def test_every_page_but_404_links_relatively(site: Path):
    absolute = ["link[rel=canonical]", "link[rel=alternate]", "a[rel=license]"]
    for page in pages(site):
        if page.name != "404.html":
            exempt = {node.attributes["href"] for selector in absolute for node in parsed(page).css(selector)}
            own = [link for link in links(page) if link not in exempt and not link.startswith(("https://example.org/", "#"))]
            assert not [link for link in own if link.startswith(("/", "http"))], page


def tree(site: Path, script: str) -> dict[str, Path]:
    return {page.relative_to(site / script).as_posix(): page for page in pages(site / script)}


def test_both_scripts_have_the_same_pages_ids_and_numbers(site: Path):
    hans, hant = tree(site, "hans"), tree(site, "hant")
    assert hans.keys() == hant.keys()
    for path, page in hans.items():
        assert ids(page) == ids(hant[path]), path
        assert _digits(page) == _digits(hant[path]), path


def _digits(page: Path) -> str:
    main = parsed(page).css_first("main")
    return "".join(re.findall(r"\d", main.text(deep=True))) if main else ""


def test_every_anchor_of_the_figures_exists_in_both_scripts(site: Path):
    for _, reading in every_reading():
        if reading.report and (site / "hans" / "report" / reading.report.id).is_dir():
            for script in ("hans", "hant"):
                page = site / script / "report" / reading.report.id / "index.html"
                assert {figure.anchor for figure in reading.report.figures} <= ids(page)


def test_a_key_figure_leads_to_a_mark(site: Path):
    for page in sorted((site / "hans" / "report").glob("*/index.html")):
        for link in parsed(page).css("main table.figures td.number a"):
            element = parsed(page).css_first(f"[id='{(link.attributes['href'] or '').removeprefix('#')}']")
            assert element is not None
            assert element.tag == "mark" or element.css_first("mark") is not None


def test_text_files_have_the_same_lines_in_both_scripts(site: Path):
    for hans in sorted((site / "hans").rglob("text.txt")):
        hant = site / "hant" / hans.relative_to(site / "hans")
        pairs = zip(hans.read_text().split("\n"), hant.read_text().split("\n"), strict=True)
        assert all(len(a) == len(b) for a, b in pairs)


def test_no_page_carries_active_content_of_its_own(site: Path):
    for page in pages(site):
        html = parsed(page)
        assert html.css_first("meta[http-equiv=Content-Security-Policy]") is not None, page
        assert not [
            s for s in html.css("script") if not s.attributes.get("src") and "json" not in (s.attributes.get("type") or "")
        ]
        assert not html.css("style,[style],[onclick],[onload],iframe,object,embed")


def test_nothing_withheld_is_in_any_file(site: Path):
    readable = {".html", ".txt", ".csv", ".json", ".xml", ".js"}
    files = [path for path in site.rglob("*") if path.is_file() and path.suffix in readable]
    content = {path: path.read_text(encoding="utf-8-sig") for path in files}
    with zipfile.ZipFile(site / "data" / "nianbao.xlsx") as book:
        content |= {Path(name): book.read(name).decode() for name in book.namelist()}
    with contextlib.closing(sqlite3.connect(f"file:{site / 'data' / 'nianbao.sqlite'}?mode=ro", uri=True)) as database:
        content[Path("nianbao.sqlite")] = "\n".join(database.iterdump())
    published = {path.read_text(encoding="utf-8") for path in site.rglob("text.txt")}
    for secret in _secrets():
        if not any(secret in text for text in published):
            assert not [path for path, text in content.items() if secret in text]


def _secrets() -> set[str]:
    """The advertising of the archive's captures, piece by piece."""
    own = [reading.report for source, reading in every_reading() if source.path.count("_") and reading.report]
    gone = (r.source.text[edit.start : edit.end] for r in own for edit in r.cleaned.edits if edit.rule in WITHHELD)
    return {piece for text in gone for piece in re.split(r"[\s|，,]+", text) if len(piece) >= SHORTEST_SECRET}


def test_the_seeds_hold_advertising_to_withhold():
    assert captures()
    assert len(_secrets()) > 3


# --- what machines read


def kind_of(path: PurePosixPath) -> str:
    """The type of a page of a tree, by its address."""
    parts = path.parts[:-1]
    return "/".join([*parts[:1], *("*" for _ in parts[1:2]), *parts[2:]])


def test_heads_name_the_page_its_twin_and_the_address_for_both(site: Path):
    kinds = set()
    for script in ("hans", "hant"):
        for path, page in tree(site, script).items():
            if (head := parsed(page)).css_first("meta[name=robots]"):
                continue
            kinds.add(kind_of(PurePosixPath(path)))
            here = path.removesuffix("index.html")
            canonical = [node.attributes["href"] for node in head.css("link[rel=canonical]")]
            assert canonical == [f"{ADDRESS}{script}/{here}"], page
            twins = {node.attributes["hreflang"]: node.attributes["href"] or "" for node in head.css("head link[hreflang]")}
            assert twins["zh-Hans"] == f"{ADDRESS}hans/{here}", page
            assert twins["zh-Hant"] == f"{ADDRESS}hant/{here}", page
            assert set(twins) <= {"zh-Hans", "zh-Hant", "x-default"}
            assert ("x-default" in twins) == bool(here == "" or re.fullmatch(r"report/[^/]+/", here)), page
            if "x-default" in twins:
                neutral = parsed(site / twins["x-default"].removeprefix(ADDRESS) / "index.html")
                theirs = {node.attributes["hreflang"]: node.attributes["href"] for node in neutral.css("link[hreflang]")}
                assert theirs == twins, page
    assert len(kinds) >= 15, kinds


SOCIAL = ("site_name", "title", "description", "type", "locale", "url", "image")


def test_what_is_shared_has_a_title_a_description_a_picture_and_its_address(site: Path):
    for page in pages(site):
        head = parsed(page)
        if head.css_first("meta[name=robots]"):
            continue
        said = {node.attributes["property"]: node.attributes["content"] or "" for node in head.css("meta[property]")}
        assert not [name for name in SOCIAL if not said.get(f"og:{name}", "").strip()], page
        canonical = head.css_first("link[rel=canonical]")
        assert canonical is not None
        assert said["og:url"] == canonical.attributes["href"], page
        assert (site / said["og:image"].removeprefix(ADDRESS)).is_file()


def test_every_page_of_the_trees_leads_to_its_feeds(site: Path):
    for script in ("hans", "hant"):
        for page in tree(site, script).values():
            found = [node.attributes["href"] for node in parsed(page).css("link[type='application/atom+xml']")]
            if parsed(page).css_first("header.site"):
                feeds = [site / script / "feed.xml", site / script / "checks" / "feed.xml"]
                of_report = page.parent.parent.is_relative_to(site / script / "report")  # where every byte counts
                assert [(page.parent / (href or "")).resolve() for href in found] == ([] if of_report else feeds), page


# What schema.org types must have to be of use: https://developers.google.com/search/docs/appearance/structured-data
NEEDED = {
    "Report": {"@context", "@id", "name", "inLanguage", "url"},
    "Dataset": {"@context", "@id", "name", "description", "url", "license", "creator", "distribution", "inLanguage", "version"},
    "DataDownload": {"contentUrl", "encodingFormat", "name"},
    "BreadcrumbList": {"@context", "itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name", "url"},
    "GovernmentOrganization": {"name"},
    "WebSite": {"@context", "name", "url"},
}
SHORTEST_DESCRIPTION = 50  # characters, of a Dataset


def objects(said: Any) -> Iterator[dict[str, Any]]:
    """Every object in what a page says, with the type that it names."""
    if isinstance(said, list):
        for one in said:
            yield from objects(one)
    elif isinstance(said, dict):
        if "@type" in said:
            yield said
        for one in said.values():
            yield from objects(one)


def linked_data(page: Path) -> list[dict[str, Any]]:
    return [json.loads(node.text()) for node in parsed(page).css("script[type='application/ld+json']")]


def test_what_is_said_in_json_has_what_its_type_needs(site: Path):
    for page in pages(site):
        for said in objects(linked_data(page)):
            assert NEEDED[said["@type"]] <= said.keys(), (page, said["@type"])
            assert all(value not in ("", None, [], {}) for value in said.values()), (page, said)
            if said["@type"] == "Dataset":
                assert SHORTEST_DESCRIPTION <= len(said["description"]) <= 5000, page
            for key in ("url", "item", "contentUrl"):
                if key in said:
                    found = target(site, page, said[key])
                    assert found, (page, said[key])
                    assert found[0].is_file(), (page, said[key])


def test_every_page_of_the_trees_says_where_in_the_site_it_is(site: Path):
    for script in ("hans", "hant"):
        for path, page in tree(site, script).items():
            if path == "index.html" or parsed(page).css_first("meta[name=robots]"):
                continue
            trails = [said["itemListElement"] for said in linked_data(page) if said["@type"] == "BreadcrumbList"]
            assert len(trails) == 1, page
            assert [item["position"] for item in trails[0]] == list(range(1, len(trails[0]) + 1))
            assert trails[0][-1]["item"] == f"{ADDRESS}{script}/{path.removesuffix('index.html')}", page


def test_a_page_of_data_is_a_dataset_and_a_page_of_a_report_a_report(site: Path):
    for page in (site / "hant" / "data" / "index.html", *sorted((site / "hans" / "metric").glob("*/index.html"))):
        assert [said["@type"] for said in linked_data(page)] == ["Dataset", "BreadcrumbList"], page
    for page in sorted((site / "hans" / "report").glob("*/index.html")):
        assert [said["@type"] for said in linked_data(page)] == ["Report", "BreadcrumbList"]


def of_tests(archive: Archive) -> dict[str, str]:
    xml = (page for page in render(archive, configuration()) if page.path.startswith("sitemap"))
    return {page.path: page.content.decode() for page in xml}


def test_a_site_map_that_would_hold_too_many_addresses_is_split_under_an_index(monkeypatch: pytest.MonkeyPatch):
    archive, base = tabulate([invented(), invented("650105-2009", withdrawn="据当事机关要求")]), configuration().base_url
    whole = re.findall(r"<url>.*?</url>", of_tests(archive)["sitemap.xml"])
    assert not [url for url in whole if "/report/650105-2009/" in url]
    (of_report,) = [url for url in whole if f"<loc>{base}/hant/report/650105-2008/<" in url]
    assert re.findall(r'hreflang="(.*?)" href="(.*?)"', of_report) == [
        ("zh-Hans", f"{base}/hans/report/650105-2008/"),
        ("zh-Hant", f"{base}/hant/report/650105-2008/"),
        ("x-default", f"{base}/id/650105-2008/"),
    ]
    monkeypatch.setattr(root, "MOST_ADDRESSES", 10)
    maps = of_tests(archive)
    assert re.findall("<loc>(.*?)</loc>", maps.pop("sitemap.xml")) == [f"{base}/{name}" for name in maps]
    assert [url for one in maps.values() for url in re.findall(r"<url>.*?</url>", one)] == whole
    assert max(one.count("<url>") for one in maps.values()) == 10


def test_the_page_that_is_not_there_offers_the_same_address_in_the_other_script(site: Path):
    sections = parsed(site / "404.html").css("main section[lang]")
    assert [section.attributes["lang"] for section in sections] == ["zh-Hans", "zh-Hant"]
    for section, script in zip(sections, ("hans", "hant"), strict=True):
        assert section.css_first(f"[data-lost={script}] a") is not None
        assert all((link.attributes.get("href") or "/a/b/").startswith("/a/b/") for link in section.css("a"))
        assert f"/a/b/{script}/search/" in {link.attributes.get("href") for link in section.css("a")}


def test_every_file_is_listed_with_its_digest(site: Path):
    lines = (site / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert listed.keys() == files
    for name in sorted(files)[:: max(1, len(files) // 40)]:
        assert hashlib.sha256((site / name).read_bytes()).hexdigest() == listed[name]


@pytest.mark.parametrize(
    "name", ["index.html", "404.html", "sitemap.xml", "robots.txt", ".nojekyll", "SHA256SUMS", "data/datapackage.json"]
)
def test_what_hosts_and_machines_look_for_is_there(site: Path, name: str):
    assert (site / PurePosixPath(name)).is_file()


def test_words_of_the_interface_are_all_used():
    used = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.html")))
    used += "".join(path.read_text(encoding="utf-8") for path in sorted((TEMPLATES.parent / "nianbao" / "render").glob("*.py")))
    prefixes = set(re.findall(r"""['"{ (]([a-z_]+_)(?:['"]|\{)""", used))
    unused = [
        key for key in vars(words(Script.HANS)) if key not in used and not any(key.startswith(prefix) for prefix in prefixes)
    ]
    assert not unused
