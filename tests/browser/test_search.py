"""The search in a real Chromium: every occurrence and nothing else, in either script, on a generated archive."""

from __future__ import annotations

import random
import re
import shutil
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from archives import generate
from invented import configuration

from nianbao.fold import fold_map, tokens
from nianbao.model import Archive, Report, Script
from nianbao.render import search_page
from nianbao.render.environment import Tree, in_script
from nianbao.render.text import body, text_of, title
from nianbao.search import index
from nianbao.serve import server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
REPORTS, SHARD = 300, 160  # two shards
QUERIES = 160


@pytest.fixture(scope="module")
def archive() -> Archive:
    return generate(REPORTS, seed=5)


@pytest.fixture(scope="module")
def library(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has what the search needs, and nothing else."""
    folder = tmp_path_factory.mktemp("library")
    config = configuration().model_copy(update={"search_shard": SHARD})
    for script in Script:
        tree = Tree(archive=archive, config=config, script=script)
        for view in search_page.views(tree):
            write(folder, (made := tree.page("search.html", view)).path, made.content)
        for report in archive.reports:
            path = f"{script.folder}/report/{report.id}/"
            write(folder, f"{path}text.txt", in_script(report.document.text, script).encode())
            write(folder, f"{path}index.html", report_page(tree, report))
    (folder / "assets").mkdir()
    for pattern in ("*.js", "*.css", "*.svg"):
        for asset in (ROOT / "templates").glob(pattern):
            shutil.copy(asset, folder / "assets" / asset.name)
    index(archive, folder, config)
    with server(folder, "/a/b/", 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/a/b/"
        running.shutdown()


def report_page(tree: Tree, report: Report) -> bytes:
    """A report's text as its page has it, with the script that marks what was searched."""
    content = text_of(tree, report, "")
    attributes = f'data-marks data-root="../../../" data-words="{tree.words.search_mark_words}"'
    icon = '<link rel="icon" href="../../../assets/seal.svg">'
    head = f'<meta charset="utf-8">{icon}<script type="module" src="../../../assets/mark.js"></script>'
    article = f"<article {attributes}><h1>{title(content)}</h1><div>{body(content)}</div></article>"
    return f'<!doctype html><html lang="zh-{tree.script.value}"><head>{head}</head><body>{article}</body></html>'.encode()


def write(folder: Path, path: str, content: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert not faults


def ask(page: Page, query: str, **fields: str) -> int:
    """Type a query and wait for the number of reports found."""
    page.evaluate(
        """([query, fields]) => {
            const form = document.querySelector("form[data-search]");
            document.getElementById("result-count").removeAttribute("data-count");
            for (const [name, value] of Object.entries(fields)) form.elements[name].value = value;
            form.elements.q.value = query;
            form.requestSubmit();
        }""",
        [query, fields],
    )
    page.wait_for_selector("#result-count[data-count]", state="attached")
    return int(page.get_attribute("#result-count", "data-count") or -1)


def shown(page: Page) -> set[str]:
    """The ids of the results on the page."""
    return set(page.eval_on_selector_all("#results li[data-report]", "all => all.map(each => each.dataset.report)"))


def found(page: Page) -> list[str]:
    """The ids of all results, all pages of them."""
    while page.is_visible("#more"):
        so_far = page.locator("#results > li").count()
        page.click("#more")
        page.locator("#results > li").nth(so_far).wait_for()
    return page.eval_on_selector_all("#results li[data-report]", "all => all.map(each => each.dataset.report)")


SAME = str.maketrans("複覆复裡臺", "復復復里台")  # what is one character in Simplified is one for search (INTERFACE.md, Search)


def bare(text: str) -> list[str]:
    """Each line and cell of a text as search should see it, made independently: no punctuation, points of decimals kept."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d)\.(?=\d)", "点点", text)
    return ["".join(c for c in line if c.isalnum()).translate(SAME) for line in re.split(r"[\n\t]", text)]


def queries(texts: list[str], asker: Script, chance: random.Random) -> Iterator[str]:
    """Pieces of the texts of every length and kind, across the borders of words; some that occur nowhere."""
    lines = [line for text in texts for line in re.split(r"[\n\t]", text) if line]
    fixed = [
        "复",
        "后",
        "里",
        "12345",
        "APP",
        "app",
        "·",
        "吐尔干·",
        "9.9",
        "信息公开。",
        "一、概述",
        "不存在的词组",
        "量子",
        "ＡＰＰ",
    ]
    yield from (in_script(query, asker) for query in fixed if bare(query)[0])
    for _ in range(QUERIES - len(fixed)):
        line = chance.choice(lines)
        length = chance.choice((1, 2, 2, 3, 4, 5, 6, 8))
        start = chance.randrange(max(1, len(line) - length))
        query = re.sub(r"[\s“”「」\"-]", "", line[start : start + length])
        if query and bare(query)[0]:
            yield query


@pytest.mark.parametrize("reader", Script)
@pytest.mark.parametrize("asker", Script)
def test_a_query_finds_every_report_that_has_it_and_no_other(
    visitor: Page, library: str, archive: Archive, reader: Script, asker: Script
):
    visitor.goto(f"{library}{reader.folder}/search/")
    held = {report.id: bare(in_script(report.document.text, asker)) for report in archive.reports}
    wrong: dict[str, tuple[list[str], list[str]]] = {}
    texts = [in_script(report.document.text, asker) for report in archive.reports]
    for query in queries(texts, asker, random.Random(reader.value + asker.value)):  # noqa: S311 - nothing secret
        wanted = {report for report, lines in held.items() if any(bare(query)[0] in line for line in lines)}
        if ask(visitor, query) != len(wanted) or not shown(visitor) <= wanted:
            got = shown(visitor)
            wrong[query] = (sorted(wanted - got)[:3], sorted(got - wanted)[:3])
    assert wrong == {}


def test_excerpts_hold_the_whole_phrase_in_one_mark_in_the_readers_script(visitor: Page, library: str):
    visitor.goto(f"{library}hant/search/?q=复议机关维持")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    marks = visitor.eval_on_selector_all(
        "#results li[data-report]", "all => all.map(each => each.querySelector('mark')?.textContent)"
    )
    assert len(marks) >= 10
    assert set(marks) == {"複議機關維持"}


def test_a_phrase_with_punctuation_inside_is_one_mark(visitor: Page, library: str):
    visitor.goto(f"{library}hans/search/")
    assert ask(visitor, "检索复制邮寄") > 0
    assert visitor.locator("#results mark").first.text_content() == "检索、复制、邮寄"


def test_terms_must_all_occur_and_a_word_with_a_minus_must_not(visitor: Page, library: str, archive: Archive):
    def count(*words: str, without: str = "\0") -> int:
        return sum(all(w in r.document.text for w in words) and without not in r.document.text for r in archive.reports)

    visitor.goto(f"{library}hans/search/")
    assert ask(visitor, "征地拆迁 抗旱救灾") == count("征地拆迁", "抗旱救灾")
    assert ask(visitor, "征地拆迁 -抗旱救灾") == count("征地拆迁", without="抗旱救灾")
    assert ask(visitor, '"征地 拆迁"') == count("征地拆迁")
    assert ask(visitor, "。、") == 0
    assert "没有可以查找" in visitor.inner_text("#result-count")


def test_filters_and_order_narrow_the_results_and_are_in_the_address(visitor: Page, library: str, archive: Archive):
    region = archive.reports[150].identity.region_code
    province, year = f"{region[:2]}0000", archive.reports[150].identity.year
    wanted = {r.id for r in archive.reports if r.identity.region_code[:2] == region[:2] and r.identity.year == year}
    visitor.goto(f"{library}hans/search/?q=信息&region={province}&year={year}")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert set(found(visitor)) == wanted
    failing = sum(check.outcome == "fails" for report in archive.reports for check in report.checks)
    visitor.goto(f"{library}hans/search/?checks=failed&sort=oldest")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert visitor.get_attribute("#result-count", "data-count") == str(failing)
    years = [each[-4:] for each in found(visitor)]
    assert years == sorted(years)
    ask(visitor, "信息", year=year, sort="newest")
    assert f"year={year}" in visitor.url
    assert "sort=newest" in visitor.url
    agency = archive.agencies[3]
    visitor.goto(f"{library}hant/search/?q=信息&agency={agency.key}")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert set(found(visitor)) == {report.id for report in agency.reports}


def test_results_come_as_one_types_and_the_keyboard_walks_through_them(visitor: Page, library: str):
    visitor.goto(f"{library}hans/search/")
    visitor.focus("#q")
    visitor.keyboard.type("编制", delay=30)
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert visitor.url.endswith("?q=%E7%BC%96%E5%88%B6")
    visitor.keyboard.press("ArrowDown")
    assert visitor.evaluate("document.activeElement.className") == "hit"
    visitor.keyboard.press("Escape")
    assert visitor.evaluate("document.activeElement.id") == "q"


def test_nothing_found_says_what_was_searched(visitor: Page, library: str):
    visitor.goto(f"{library}hant/search/?q=量子糾纏")
    visitor.wait_for_selector("#result-count[data-count='0']", state="attached")
    assert "量子糾纏" in visitor.inner_text("#nothing")
    assert visitor.locator("ul.browse a").count() == 4


def test_without_scripts_the_page_says_what_it_needs_and_offers_lists(browser: Browser, library: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{library}hans/search/")
    assert "JavaScript" in page.inner_text("main")
    assert page.locator("ul.browse a").count() == 4
    context.close()


def test_python_and_the_browser_fold_alike(visitor: Page, library: str):
    odd = "《條例》 ７3.1％，GB\t答覆\n裏裡臺檯〇㎡½ﬁ İ ǅ 1.2.3 .5 5. １．５ 𠮷é e\u0301·—🙂" + "".join(list(fold_map())[:3000:7])
    visitor.goto(f"{library}hans/search/")
    script = """async ([text, pairs]) => {
        const { fold } = await import(new URL("../../assets/fold.js", location.href));
        return fold(text, new Map(pairs)).folded;
    }"""
    assert visitor.evaluate(script, [odd, list(fold_map().items())]) == "".join(tokens(odd))


def test_a_hit_leads_to_its_paragraph_with_the_words_marked(visitor: Page, library: str):
    visitor.goto(f"{library}hant/search/?q=複議機關")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    visitor.locator("#results ol a").first.click()
    visitor.wait_for_selector("mark.found")
    assert set(visitor.eval_on_selector_all("mark.found", "all => all.map(each => each.textContent)")) == {"複議機關"}
    assert visitor.evaluate("document.querySelector('mark.found.here').closest(location.hash) !== null")
    visitor.get_by_role("button", name="取消標記").click()
    assert visitor.locator("mark.found").count() == 0


@pytest.mark.parametrize("script", Script)
def test_axe_finds_nothing_to_complain_of(visitor: Page, library: str, script: Script):
    from axe_playwright_python.sync_playwright import Axe

    visitor.goto(f"{library}{script.folder}/search/?q=信息&sort=newest&year=2018")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
    report = Axe().run(visitor)
    assert report.violations_count == 0, report.generate_report()
