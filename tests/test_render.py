"""What the pages promise, read from their markup: the text untouched, every figure at its words, nothing active from outside."""

from __future__ import annotations

import functools
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from conftest import ROOT, captures, configuration, reading
from invented import TEXT, figure
from invented import report as invented
from selectolax.lexbor import LexborHTMLParser as Html

from nianbao.catalogue import load
from nianbao.clean import RULES
from nianbao.errors import ConfigurationError
from nianbao.exports import data_files
from nianbao.model import (
    Archive,
    Attribution,
    Cell,
    Check,
    Edit,
    Emendation,
    Facts,
    Figure,
    Origin,
    Outcome,
    Qualifier,
    Report,
    Script,
    Status,
    Suspicion,
)
from nianbao.render import files, prose, render
from nianbao.render.environment import Tree
from nianbao.render.metric_order import importance, key_metrics
from nianbao.render.rules import rule_words
from nianbao.render.words import TEMPLATES, words
from nianbao.tabulate import Held, State, tabulate

SEEDS = ("000", "001", "002", "003", "004")
FACTS = ("agency", "region", "year", "published", "scope")
FORMS = ("prose", "statistics_2014", "form_2019", "form_2021")
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{0}%s\"'--><img src=x onerror=alert(1)>"
POLICY = "default-src 'none'; script-src 'self'"
LARGEST_PAGE = LARGEST_ASSETS = 8000  # bytes gzipped: PERFORMANCE's 8 kB


@functools.cache
def archive() -> Archive:
    """The five captures that the project holds."""
    own = (
        source for source in captures() if source.path.split("/")[-1][:3] in SEEDS and (ROOT / "content" / source.path).exists()
    )
    return tabulate([report for source in own if (report := reading(source.sha256).report)])


@functools.cache
def site() -> dict[str, bytes]:
    return pages_of(archive())


def pages_of(held: Archive) -> dict[str, bytes]:
    made = [(page.path, page.content) for page in render(held, configuration())]
    assert len(made) == len(dict(made)), "two pages claim one address"
    return dict(made)


def built(*reports: Report) -> dict[str, Html]:
    """The pages of an invented archive, parsed."""
    return {path: Html(content.decode()) for path, content in pages_of(tabulate(reports)).items() if path.endswith(".html")}


def html_pages() -> Iterator[tuple[str, str]]:
    return ((path, content.decode()) for path, content in site().items() if path.endswith(".html"))


@functools.cache
def parsed(path: str) -> Html:
    return Html(site()[path].decode())


def page_of(report: Report, script: Script = Script.HANS) -> Html:
    return parsed(f"{script.folder}/report/{report.id}/index.html")


def every_report() -> list[Report]:
    return list(archive().reports)


def printed(page: Html) -> list[str]:
    """The blocks of a report's text as a reader sees them, rows of tables joined by tabs."""
    blocks = page.css("h1 > span[id], .text > h3, .text > h4, .text > h5, .text > h6, .text p, .text tr")
    return ["\t".join(cell.text() for cell in block.css("td")) if block.tag == "tr" else block.text() for block in blocks]


@pytest.mark.parametrize("script", Script)
def test_a_report_page_says_exactly_what_its_text_file_says(script: Script):
    for report in every_report():
        text = site()[f"{script.folder}/report/{report.id}/text.txt"].decode()
        assert printed(page_of(report, script)) == text.splitlines()


def test_text_files_have_the_same_lines_and_cells_in_both_scripts():
    for report in every_report():
        hans, hant = (site()[f"{script.folder}/report/{report.id}/text.txt"].decode() for script in Script)
        assert hans == report.cleaned.text
        assert [[len(cell) for cell in line.split("\t")] for line in hans.split("\n")] == [
            [len(cell) for cell in line.split("\t")] for line in hant.split("\n")
        ]


def test_both_scripts_have_the_same_pages_ids_links_and_digits():
    hans = {path for path in site() if path.startswith("hans/")}
    assert {path.replace("hans/", "hant/", 1) for path in hans} == {path for path in site() if path.startswith("hant/")}
    for path in (path for path in hans if path.endswith(".html")):
        one, two = parsed(path), parsed(path.replace("hans/", "hant/", 1))
        assert ids(one) == ids(two), path
        assert [neutral(link) for link in links(one)] == [neutral(link) for link in links(two)], path
        assert re.findall(r"\d+", main(one)) == re.findall(r"\d+", main(two)), path


def ids(page: Html) -> list[str]:
    return [str(node.attributes["id"]) for node in page.css("[id]")]


def links(page: Html) -> list[str]:
    return [str(node.attributes["href"]) for node in page.css("body a[href]")]


def neutral(href: str) -> str:
    return re.sub(r"[?&](?:title|subject|body)=.*", "", href.replace("/hans/", "/script/").replace("/hant/", "/script/"))


def main(page: Html) -> str:
    return page.css_first("main").text()


def test_ids_are_unique_on_every_page():
    for path, _ in html_pages():
        assert max(Counter(ids(parsed(path))).values(), default=1) == 1, path


@pytest.mark.parametrize("script", Script)
def test_every_key_figure_leads_to_an_element_that_is_or_holds_a_mark(script: Script):
    for report in every_report():
        page = page_of(report, script)
        evidence = page.css("main table.figures td a, main .inline a")
        assert len(evidence) >= len({f.metric for f in report.figures if f.metric and not f.part})
        for link in evidence:
            place = page.css_first(f"[id='{str(link.attributes['href'])[1:]}']")
            assert place.tag == "mark" or place.css_first("mark"), (report.id, link.html)


def test_marks_hold_the_words_that_state_their_figures():
    for report in every_report():
        page, text = page_of(report), report.document.text
        for stated in report.figures:
            block = page.css_first(f"[id='{stated.anchor}']")
            marked = "".join(node.text() for node in block.css("mark"))
            assert text[stated.mark_start : stated.mark_end] in marked, stated


def test_notes_and_marks_lead_to_each_other():
    for report in every_report():
        page = page_of(report)
        for link in page.css("mark a"):
            note = page.css_first(f"[id='{str(link.attributes['href'])[1:]}']")
            ways = [str(way.attributes["href"])[1:] for way in [note, *note.css("a")] if "href" in way.attributes]
            assert link.parent.attributes.get("id", link.parent.parent.attributes["id"]) in ways, (report.id, link.html)


def test_every_link_within_the_site_leads_somewhere():
    data = {page.path for page in data_files(archive(), configuration())}
    known = set(site()) | data | {"SHA256SUMS"}
    for path, content in html_pages():
        page = Html(content)
        addresses = [str(node.attributes[name]) for name in ("href", "src") for node in page.css(f"[{name}]")]
        for address in addresses:
            assert leads_somewhere(path, address, known), (path, address)


def leads_somewhere(path: str, address: str, known: set[str]) -> bool:
    if address.startswith(configuration().base_url) or not address.startswith(("http:", "https:", "mailto:")):
        target = urlsplit(urljoin(f"https://example.org{configuration().base_path}{path}", address))
        file = unquote(target.path).removeprefix(configuration().base_path)
        file += "index.html" if not file or file.endswith("/") else ""
        outside = address.startswith((configuration().contact, configuration().repository))
        fragment = not target.fragment or (file in site() and target.fragment in ids(parsed(file)))
        return outside or (file in known and (fragment or "citation" in address))
    return True


def test_links_are_relative_but_where_they_cannot_be():
    for path, _ in html_pages():
        base = configuration().base_path
        for address in links(parsed(path)):
            assert path == "404.html" or not address.startswith("/"), (path, address)
            assert path != "404.html" or address.startswith(base), address


def test_nothing_in_a_page_is_inline_or_asks_anyone_else():
    for path, content in html_pages():
        page = Html(content)
        assert POLICY in content, path
        assert not page.css("style, [style], base, iframe, object, embed"), path
        assert not re.search(r"<[^>]+\son\w+=", content), path
        for script in page.css("script"):
            assert script.attributes.get("src") or script.attributes["type"] in ("application/ld+json", "application/json"), path
        loaded = [str(node.attributes.get("src")) for node in page.css("[src]")]
        loaded += [str(node.attributes["href"]) for node in page.css("link[rel=stylesheet], link[rel=icon]")]
        assert not [address for address in loaded if "//" in address], path


def test_heads_name_both_scripts_and_the_address_for_citations():
    report, base = every_report()[0], configuration().base_url
    head = page_of(report, Script.HANT)
    found = {str(link.attributes["hreflang"]): link.attributes["href"] for link in head.css("link[hreflang]")}
    assert found == {
        "zh-Hans": f"{base}/hans/report/{report.id}/",
        "zh-Hant": f"{base}/hant/report/{report.id}/",
        "x-default": f"{base}/id/{report.id}/",
    }
    assert head.css_first("link[rel=canonical]").attributes["href"] == f"{base}/hant/report/{report.id}/"
    assert head.css_first("html").attributes["lang"] == "zh-Hant"
    kinds = [json.loads(script.text())["@type"] for script in head.css("script[type='application/ld+json']")]
    assert kinds == ["Report", "BreadcrumbList"]


def test_the_site_map_lists_every_page_of_both_trees_with_its_twin():
    listed = set(re.findall(r"<loc>(.*?)</loc>", site()["sitemap.xml"].decode()))
    trees = {path for path in site() if path.startswith(("hans/", "hant/")) and path.endswith("index.html")}
    assert listed == {f"{configuration().base_url}/{path.removesuffix('index.html')}" for path in trees}
    assert f"Sitemap: {configuration().base_url}/sitemap.xml" in site()["robots.txt"].decode()
    assert site()[".nojekyll"] == b""


def test_the_neutral_address_offers_both_scripts_and_the_data():
    report = every_report()[0]
    data = json.loads(site()[f"id/{report.id}/index.json"])
    assert set(data) == {"report", "figures", "checks", "derived"}
    assert len(data["figures"]) == len(report.figures)
    offered = links(parsed(f"id/{report.id}/index.html"))
    assert {f"../../{script.folder}/report/{report.id}/" for script in Script} <= set(offered)


def test_pages_and_assets_stay_within_their_budget():
    for report in every_report():
        for script in Script:
            text, page = (site()[f"{script.folder}/report/{report.id}/{name}"] for name in ("text.txt", "index.html"))
            beside = len(gzip.compress(page, 9)) - len(gzip.compress(text, 9))
            assert beside <= LARGEST_PAGE, (report.id, beside)
    for path, content in html_pages():
        if "/search/" not in path:
            assert sum(map(weight, loaded(Html(content)))) <= LARGEST_ASSETS, path


def loaded(page: Html) -> set[str]:
    """The style sheet and the scripts of a page, those included that it fetches once they are asked for."""
    used = [node.attributes for node in page.css("script[src], link[rel=stylesheet]")]
    later = {"assets/compare.js": "form.two", "assets/cite.js": ".cite"}
    at_once = {f"assets/{Path(str(found.get('src') or found.get('href'))).name}" for found in used}
    return at_once | {script for script, needs in later.items() if page.css_first(needs)}


@functools.cache
def weight(asset: str) -> int:
    """The gzipped size of a style sheet or a script, in bytes."""
    return len(gzip.compress(site()[asset], 9))


def test_the_same_archive_makes_the_same_bytes():
    assert pages_of(archive()) == site()


# Invented archives: what captures and sidecars may bring.


def hostile() -> Report:
    text = f"{HOSTILE}政府信息公开年度报告\n{HOSTILE}共公开3条。\n{HOSTILE}\t5\n"
    made = invented(
        "650105-2008", text=text, capture=text, edits=(), title=HOSTILE, note=HOSTILE, source_url="javascript:alert(1)"
    )
    figures = (figure(text, "3条", "requests_received", anchor="p2", quote=HOSTILE, part=HOSTILE, unit=HOSTILE),
               figure(text, "3条", "requests_received", anchor="p2", quote=HOSTILE, unit=HOSTILE))  # fmt: skip
    said = dict.fromkeys(("stated", "computed", "difference", "working", "quote"), HOSTILE)
    check = Check(kind="sum_of_parts", outcome=Outcome.FAILS, anchor="p2", **said)
    identity = replace(made.identity, agency=HOSTILE, region=HOSTILE, published=HOSTILE)
    edits = (Edit(rule="drop_unseen_characters", start=0, end=60, inserted=HOSTILE),)
    cleaned = replace(made.cleaned, edits=edits, suspicions=(Suspicion(rule="torn_quotation", start=3, end=9),))
    return replace(made, figures=figures, checks=(check,), identity=identity, cleaned=cleaned)


def test_what_captures_and_sidecars_say_is_text_and_never_markup():
    for path, page in built(hostile()).items():
        assert not page.css("img[onerror], a[href^='javascript:']"), path
        for script in page.css("script"):
            assert script.attributes.get("src") or json.loads(script.text()), path
        assert "49" not in page.css_first("title").text(), path
    page = built(hostile())["hans/report/650105-2008/index.html"]
    assert HOSTILE in page.css_first("h1").text()
    assert page.css_first("p[id]").text().startswith(HOSTILE) or HOSTILE in page.css_first(".text").text()


def test_what_is_withheld_is_counted_and_never_shown():
    capture = "某区政府信息公开年度报告\n某某好物某某好物特\n全年公开3条，联系13800000000。\n"
    text = "某区政府信息公开年度报告\n全年公开3条，联系［手机号码］。\n"
    edits = (
        Edit(rule="drop_advert_bars", start=13, end=23, inserted=""),
        Edit(rule="mark_mobile_numbers", start=32, end=43, inserted="［手机号码］"),
    )
    made = invented(text=text, capture=capture, edits=edits)
    pages = pages_of(tabulate([replace(made, figures=())]))
    everything = "".join(content.decode() for path, content in pages.items() if not path.startswith("assets/"))
    assert "好物" not in everything
    assert "13800000000" not in everything
    changes = Html(pages["hans/report/650105-2008/changes/index.html"].decode())
    withheld = ["〔广告，10 字，不予展示〕", "〔手机号码，11 字，不予展示〕"]
    assert [node.text() for node in changes.css(".edits del")] == withheld
    assert [node.text() for node in changes.css(".whole del")] == withheld


def test_changes_are_struck_and_underlined_in_their_context_under_their_rule():
    capture, text = "某区政府信息公开年度报告\n全年公开信息,3条。\n", "某区政府信息公开年度报告\n全年公开信息，3条。\n"
    edits = (Edit(rule="unify_punctuation", start=19, end=20, inserted="，"),)
    page = built(replace(invented(text=text, capture=capture, edits=edits), figures=()))[
        "hant/report/650105-2008/changes/index.html"
    ]
    (line,) = page.css("#main .edits li")
    assert line.html == "<li>全年公開信息<del>,</del><ins>，</ins>3條。</li>"
    assert page.css_first("h2#unify_punctuation")
    whole = page.css_first(".whole pre")
    assert whole.html == '<pre>某區政府信息公開年度報告\n全年公開信息<del class="k1">,</del><ins class="k1">，</ins>3條。\n</pre>'
    assert page.css_first("i#k1")
    assert "../../../method/#unify_punctuation" in links(page)


def test_on_a_traditional_page_a_character_made_simplified_is_shown_so():
    capture, text = "某區公開信息3條。\n", "某区公开信息3条。\n"
    edits = tuple(Edit(rule="restore", start=i, end=i + 1, inserted=text[i]) for i in (1, 3, 7))
    page = built(replace(invented(text=text, capture=capture, edits=edits), figures=()))[
        "hant/report/650105-2008/changes/index.html"
    ]
    assert [node.text() for node in page.css(".whole ins")] == ["区", "开", "条"]


def test_a_suspected_loss_is_marked_and_nothing_is_filled_in():
    made = replace(invented(), figures=())
    lost = replace(
        made.cleaned, suspicions=(Suspicion(rule="torn_quotation", start=24, end=24), Suspicion(rule="gap", start=30, end=32))
    )
    page = built(replace(made, cleaned=lost))["hans/report/650105-2008/index.html"]
    assert [node.text() for node in page.css(".text .lost")] == [TEXT[24], TEXT[30:32].strip("\t") or TEXT[30:32]]
    assert page.css_first("#doubts")


def test_an_emendation_is_an_editors_mark_with_its_reason():
    text, capture = "某区政府信息公开年度报告\n全年公开3条。\n", "某区政府信息公开年度报告\n全年公3条。\n"
    edits = (Edit(rule="emendation", start=16, end=16, inserted="开"),)
    made = invented(text=text, capture=capture, edits=edits)
    facts = Facts(emendations=(Emendation(find="公3", replace="公开3", reason="据纸本"),))
    page = built(replace(made, figures=(), source=replace(made.source, facts=facts)))["hans/report/650105-2008/index.html"]
    (mark,) = page.css("ins.emended")
    assert (mark.text(), mark.attributes["title"]) == ("开", "据纸本")


def _cell(cell: Cell, value: Decimal | None, status: Status) -> Figure:
    place = {"start": cell.start, "end": cell.end, "mark_start": cell.start, "mark_end": cell.end, "anchor": cell.anchor}
    return figure("", "", "requests_received", value=value, status=status, origin=Origin.TABLE, part=cell.anchor, **place)


def test_cells_tell_blank_from_unreadable_and_keep_what_is_printed():
    text = "某区政府信息公开年度报告\n收到\t\t6\t0\n"
    made = invented(text=text, capture=text, edits=())
    cells = made.document.blocks[-1].rows[0]  # type: ignore[union-attr]  # the last block is the table
    read = ((None, Status.BLANK), (None, Status.UNREADABLE), (Decimal(0), Status.STATED))
    figures = tuple(_cell(cell, value, status) for cell, (value, status) in zip(cells[1:], read, strict=True))
    page = built(replace(made, figures=figures))["hans/report/650105-2008/index.html"]
    shown = {str(td.attributes["id"]): (td.attributes.get("class"), td.text()) for td in page.css(".text td")}
    assert shown == {"t1r1c1": (None, "收到"), "t1r1c2": ("blank", ""), "t1r1c3": ("unreadable", "6"), "t1r1c4": (None, "0")}


def test_a_report_without_a_title_gets_one_in_brackets():
    text = "全年公开3条。\n" * 3
    made = replace(invented(text=text, capture=text, edits=()), figures=())
    page = built(made)["hans/report/650105-2008/index.html"]
    assert page.css_first("h1").text().strip() == "〔某区人民政府 2008 年度政府信息公开工作年度报告〕"


def test_a_report_of_nobody_knows_whom_has_a_page_that_says_so():
    made = invented("x-z")
    unknown = replace(made, identity=replace(made.identity, agency="", year="", region_code="", attribution=Attribution.UNKNOWN))
    page = built(unknown)["hans/report/x-z/index.html"]
    assert "机关不明 年度不明" in " ".join(page.css_first(".known").text().split())
    assert not [link for link in links(page) if "agency//" in link or "year//" in link]


def test_a_form_that_is_newer_than_its_report_is_remarked_upon():
    page = built(replace(invented("650105-2018"), form="form_2019"))["hans/report/650105-2018/index.html"]
    assert "晚于 2018 年度" in page.css_first(".remark").text()
    assert not built(replace(invented("650105-2019"), form="form_2019"))["hans/report/650105-2019/index.html"].css_first(
        ".remark"
    )


def test_a_withdrawn_report_leaves_its_reason_and_nothing_else():
    made = invented(withdrawn="据当事机关要求")
    pages = pages_of(tabulate([made]))
    assert "据当事机关要求" in pages["hans/report/650105-2008/index.html"].decode()
    assert "1.4万" not in "".join(content.decode() for path, content in pages.items() if not path.startswith("assets/"))
    assert "hans/report/650105-2008/text.txt" not in pages
    assert "id/650105-2008/index.json" not in pages


def test_a_former_id_leads_to_the_report():
    made = invented()
    moved = replace(made, source=replace(made.source, facts=Facts(former_ids=("x-old",))))
    pages = built(moved)
    assert "../../hans/report/650105-2008/" in links(pages["id/x-old/index.html"])
    assert "../../../hant/report/650105-2008/" in links(pages["hans/report/x-old/index.html"])


@pytest.mark.parametrize(
    ("contact", "field"),
    [("mailto:a@example.org", "subject"), ("https://example.org/new", "title"), ("https://example.org/new?x=1", "title")],
)
def test_reporting_a_mistake_comes_with_the_report_filled_in(contact: str, field: str):
    config = configuration().model_copy(update={"contact": contact})
    made = {page.path: page.content.decode() for page in render(tabulate([invented()]), config) if page.path.endswith(".html")}
    page = Html(made["hant/report/650105-2008/index.html"])
    (address,) = [link for link in links(page) if link.startswith(contact)]
    filled = parse_qs(urlsplit(address).query)
    assert "650105-2008" in filled[field][0]
    assert "/hant/report/650105-2008/" in filled["body"][0]


# Words.


def test_every_word_is_used_and_every_word_used_is_there():
    shown = "".join(
        path.read_text(encoding="utf-8") for path in [*TEMPLATES.glob("*.html"), *(ROOT / "nianbao" / "render").glob("*.py")]
    )
    known = set(vars(words(Script.HANS)))
    named = set(re.findall(r"(?:\bw|\bwords|\bsaid)\.([a-z]\w*)", shown)) - {"hans", "hant", "yaml", "key", "format", "of"}
    assert named <= known, named - known
    prefixes = tuple(re.findall(r"(?:w\[|getattr\([\w.]*(?:words|said), f?)['\"]([a-z]+_)", shown))
    own = {
        key
        for path in (TEMPLATES / "words").glob("*.yaml")
        for key in re.findall(r"(?m)^(\w+):", path.read_text(encoding="utf-8"))
    }
    unused = {key for key in own - named if not key.startswith(prefixes)}
    assert not {key for key in unused if not re.search(rf"\b{key}\b", shown)}


@pytest.mark.parametrize("script", Script)
def test_whatever_a_page_may_have_to_name_has_words(script: Script):
    have = vars(words(script))
    needed = (
        {f"known_{a.value}" for a in Attribution}
        | {f"qualifier_{q.value}" for q in Qualifier if q}
        | {f"fact_{f}" for f in FACTS}
    )
    needed |= {f"{kind}_{o.value}" for o in Outcome for kind in ("sign", "outcome")} | {f"form_{form}" for form in FORMS}
    needed |= {f"origin_{one.value}_{two.value}" for one in Script for two in Script} | {f"held_{held.value}" for held in Held}
    needed |= {f"state_{s.value}{end}" for s in State if s is not State.VALUE for end in ("", "_means")}
    assert needed <= set(have), needed - set(have)
    rules = rule_words(script)
    assert {rule.name for rule in RULES} <= set(rules)


def test_a_word_that_is_there_twice_or_in_one_script_only_is_an_error(tmp_path: Path):
    (tmp_path / "a.yaml").write_text("one: {hans: 一, hant: 一}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("one: {hans: 一, hant: 一}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="the word one is defined twice"):
        words(Script.HANS, tmp_path)
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.yaml").write_text("one: {hans: 一}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"a\.yaml:1: the word one must have hans and hant"):
        words(Script.HANS, tmp_path / "c")


def test_prose_has_no_markup_of_its_own_and_loads_nothing(tmp_path: Path):
    page = tmp_path / "about.hans.md"
    page.write_text(
        "---\ntitle: 关于\n---\n甲\n乙 <b>粗</b> ![图](http://example.com/x.png) [点](javascript:alert(1))\n", encoding="utf-8"
    )
    html = Html(str(prose.read(page).html))
    assert prose.read(page).title == "关于"
    assert not html.css("b, img, [href^=javascript]")
    assert html.css_first("p").text().startswith("甲乙")
    page.write_text("没有题头\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no front matter"):
        prose.read(page)


def test_a_title_that_a_person_gave_names_the_report_on_every_page():
    pages = pages_of(tabulate([replace(invented(title="某区年报（补正版）"), figures=())]))
    for path in ("hans/report/650105-2008/index.html", "hans/report/650105-2008/changes/index.html"):
        assert "某区年报（补正版）" in pages[path].decode().partition("</title>")[0], path


def test_what_readers_come_for_is_in_the_catalogue_and_comes_first():
    assert set(key_metrics()) <= set(load().metrics)
    assert tuple(sorted(load().metrics, key=importance().__getitem__))[: len(key_metrics())] == key_metrics()


def test_a_long_number_in_a_sentence_is_no_markup():
    made = invented()
    many = replace(made, figures=made.figures * 10_000)
    tree = Tree(archive=tabulate([many]), config=configuration(), script=Script.HANS)
    page = tree.page("data.html", next(files.views(tree))).content.decode()
    assert '10<span class="g">000</span>' in page
    assert "&lt;" not in page


def test_a_table_that_was_pasted_as_lines_stands_in_rows_and_keeps_its_lines():
    text = "某区政府信息公开年度报告\n信息内容\n本年制发件数\n规章\n3\n0\n行政规范性文件\n5\n全年没有收费。\n"
    page = built(replace(invented(text=text, capture=text, edits=()), figures=()))["hans/report/650105-2008/index.html"]
    rows = [[cell.text() for cell in row.css("p")] for row in page.css(".pasted")]
    assert rows == [["信息内容", "本年制发件数"], ["规章", "3", "0"], ["行政规范性文件", "5"]]
    assert printed(page)[1:] == text.splitlines()[1:]


def test_zeros_of_a_form_are_named_in_one_row():
    text = "某区政府信息公开年度报告\n甲\t0\n乙\t0\n丙\t0\n"
    made = invented(text=text, capture=text, edits=())
    cells = [row[1] for row in made.document.blocks[-1].rows]  # type: ignore[union-attr]  # the last block is the table
    metrics = tuple(load().metrics)[:12]
    places = [{"start": cell.start, "end": cell.end, "mark_start": cell.start, "mark_end": cell.end} for cell in cells]
    zero = figure("", "", value=Decimal(0), origin=Origin.TABLE)
    figures = [zero._replace(metric=one, anchor=cells[i % 3].anchor, **places[i % 3]) for i, one in enumerate(metrics)]
    page = built(replace(made, figures=tuple(figures)))["hans/report/650105-2008/index.html"]
    (alike,) = page.css("tr.alike")
    assert len(alike.css("a")) == len(metrics) - 8
    assert "4 项都是 0" in alike.text()


def test_no_heading_of_a_text_skips_a_level():
    text = "某区政府信息公开年度报告\n（一）公开情况\n全年公开3条。\n1.网站\n全年公开2条。\n一、收费\n全年没有收费。\n"
    page = built(replace(invented(text=text, capture=text, edits=()), figures=()))["hans/report/650105-2008/index.html"]
    assert [heading.tag for heading in page.css(".text h3, .text h4, .text h5")] == ["h3", "h4", "h3"]
