"""The finished site as a whole: links, twins, policies, and nothing in it that must not be there."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from conftest import captures, every_reading
from selectolax.lexbor import LexborHTMLParser

from nianbao.clean import RULES
from nianbao.model import Script
from nianbao.render.words import TEMPLATES, words

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
    absolute = ["link[rel=canonical]", "link[rel=alternate]"]
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
    files = [
        path for path in site.rglob("*") if path.is_file() and path.suffix in {".html", ".txt", ".csv", ".json", ".xml", ".js"}
    ]
    content = {path: path.read_text(encoding="utf-8-sig") for path in files}
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
