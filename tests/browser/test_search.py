"""The search in a real Chromium: every occurrence and nothing else, in either script, on a generated archive."""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from archives import generate
from libraries import served, write_library

from nianbao.fold import fold_map, tokens
from nianbao.model import Archive, Script
from nianbao.render.environment import in_script

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPORTS, SHARD = 300, 60  # some parts, of one year and of several
QUERIES = 210  # of which more than 150 are not the same


@pytest.fixture(scope="module")
def archive() -> Archive:
    return generate(REPORTS, seed=5)


@pytest.fixture(scope="module")
def library(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that has what the search needs, and nothing else."""
    folder = tmp_path_factory.mktemp("library")
    write_library(archive, folder, SHARD)
    with served(folder) as address:
        yield address


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


# What is one character in Simplified is one for search (INTERFACE.md, Search).
SAME = str.maketrans("複覆复裡臺製於後準係範餘乾幹採徵瞭", "復復復里台制于后准系范余干干采征了")


def bare(text: str) -> str:
    """A text as search should see it, made independently: no punctuation, points of decimals and ends of cells kept."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d)\.(?=\d)", "点点", text)
    return re.sub(r"[^\w\n\t]|_", "", text).translate(SAME).strip()


def queries(texts: list[str], asker: Script, chance: random.Random) -> Iterator[str]:
    """Pieces of the texts of every length and kind, across the borders of words; some that occur nowhere."""
    lines = [line for text in texts for line in re.split(r"[\n\t]", text) if line]
    weights = list(itertools.accumulate(map(len, lines)))
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
    yield from (in_script(query, asker) for query in fixed if bare(query))
    for _ in range(QUERIES - len(fixed)):
        (line,) = chance.choices(lines, cum_weights=weights)
        length = chance.choice((1, 2, 2, 3, 4, 5, 6, 8))
        start = chance.randrange(max(1, len(line) - length))
        query = re.sub(r"[\s“”「」\"-]", "", line[start : start + length])
        if query and bare(query):
            yield query


ASK = """async (queries) => {
    const { open, read, matches, report } = await import(new URL("../../assets/query.js", location.href));
    const opened = await open(new URL("../../pagefind/", location.href));
    const answers = {};
    for (const query of queries) {
        answers[query] = (await matches(opened, read(query, opened.map), {})).map(report);
    }
    return answers;
}"""


@pytest.mark.parametrize("asker", Script)
def test_a_query_finds_every_report_that_has_it_and_no_other(visitor: Page, library: str, archive: Archive, asker: Script):
    texts = [in_script(report.document.text, asker) for report in archive.reports]
    held = {report.id: bare(text) for report, text in zip(archive.reports, texts, strict=True)}
    for reader in Script:
        visitor.goto(f"{library}{reader.folder}/search/")
        asked = dict.fromkeys(queries(texts, asker, random.Random(reader.value + asker.value)))  # noqa: S311 - nothing secret
        assert len(asked) >= 150
        found_by_query = visitor.evaluate(ASK, list(asked))
        wrong = {}
        for query, answer in found_by_query.items():
            wanted = {report for report, text in held.items() if bare(query) in text}
            if len(answer) != len(wanted) or set(answer) != wanted:
                wrong[query] = (sorted(wanted - set(answer))[:3], sorted(set(answer) - wanted)[:3])
        assert wrong == {}


@pytest.mark.parametrize("reader", Script)
def test_the_archive_itself_is_searched_as_exactly(page: Page, address: str, site: Path, reader: Script):
    page.goto(f"{address}{reader.folder}/search/")
    for asker in Script:
        files = sorted((site / asker.folder / "report").glob("*/text.txt"))
        texts = {path.parent.name: path.read_text(encoding="utf-8") for path in files}
        held = {report: bare(text) for report, text in texts.items()}
        asked = dict.fromkeys(queries(list(texts.values()), asker, random.Random(11)))  # noqa: S311 - nothing secret
        for query, answer in page.evaluate(ASK, list(asked)).items():
            assert sorted(answer) == sorted(report for report, text in held.items() if bare(query) in text), query


OWN_SEARCH = """async (queries) => {
    const bundle = new URL("../../../pagefind/", location.href);
    const at = (name) => new URL(`../../../assets/${name}.js`, location.href);
    const [pagefind, { bands }, { read, report }, { load }] = await Promise.all([import(new URL("pagefind.js", bundle)),
        (await fetch(new URL("nianbao.json", bundle))).json(), import(at("query")), import(at("fold"))]);
    const { map } = await load(bundle);
    await pagefind.options({ exactDiacritics: true, noWorker: true });
    await pagefind.init();
    const others = bands.flatMap(({ parts }) => parts.map(([path]) => path)).filter(Boolean);
    for (const path of others) await pagefind.mergeIndex(new URL(path, bundle).pathname);
    const answers = {};
    for (const query of queries) {
        const { results } = await pagefind.search(`"${[...read(query, map).wanted[0]].join(" ")}"`);
        answers[query] = results.map(report);
    }
    return answers;
}"""


def test_pagefinds_own_search_finds_the_same_in_its_bundle(visitor: Page, library: str, archive: Archive):
    texts = [report.document.text for report in archive.reports]
    asked = list(dict.fromkeys(queries(texts, Script.HANS, random.Random(5))))[:80]  # noqa: S311 - nothing secret
    visitor.goto(f"{library}hans/search/")
    found_by_query = visitor.evaluate(ASK, asked)
    visitor.goto(f"{library}hans/report/{archive.reports[0].id}/")  # a page without a policy, which forbids Pagefind's programs
    for query, answer in visitor.evaluate(OWN_SEARCH, asked).items():
        assert sorted(answer) == sorted(found_by_query[query]), query


CUT = """async ([queries, limit]) => {
    const at = (name) => new URL(`../../assets/${name}.js`, location.href);
    const [{ open, read, matches, report }, { excerpts }] = await Promise.all([import(at("query")), import(at("excerpts"))]);
    const opened = await open(new URL("../../pagefind/", location.href));
    const marked = {}, onlyMarked = ({ pieces }) => pieces.filter(([, mark]) => mark).map(([piece]) => piece);
    for (const query of queries) {
        const { wanted } = read(query, opened.map);
        const kept = await matches(opened, { wanted, unwanted: [] }, {});
        marked[query] = await Promise.all(kept.slice(0, limit).map(async (result) => {
            const { meta } = await result.data();
            const text = await (await fetch(`../report/${report(result)}/text.txt`)).text();
            return excerpts(text, meta.lines, wanted, opened.map).shown.slice(0, 1).flatMap(onlyMarked);
        }));
    }
    return marked;
}"""


@pytest.mark.parametrize("reader", Script)
def test_every_result_has_an_excerpt_with_the_whole_phrase_in_one_mark(
    visitor: Page, library: str, archive: Archive, reader: Script
):
    visitor.goto(f"{library}{reader.folder}/search/")
    texts = [in_script(report.document.text, reader) for report in archive.reports]
    asked = list(queries(texts, reader, random.Random(7)))[:60]  # noqa: S311 - nothing secret
    for query, results in visitor.evaluate(CUT, [asked, 5]).items():
        for marks in results:
            assert marks, query
            assert all(bare(mark) == bare(query) for mark in marks), (query, marks)


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
    visitor.click("#more")
    visitor.locator("#results > li").nth(10).wait_for()
    years = visitor.eval_on_selector_all("#results li[data-report]", "all => all.map(each => each.dataset.report.slice(-4))")
    assert years == sorted(each.identity.year for each in archive.reports if each.checks[0].outcome == "fails")[: len(years)]
    assert len(years) == 20
    ask(visitor, "信息", year=year, sort="newest")
    assert f"year={year}" in visitor.url
    assert "sort=newest" in visitor.url
    agency = archive.agencies[3]
    visitor.goto(f"{library}hant/search/?q=信息&agency={agency.key}")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert set(found(visitor)) == {report.id for report in agency.reports}


def test_each_choice_of_the_filters_tells_how_many_it_would_find(visitor: Page, library: str, archive: Archive):
    having = [report for report in archive.reports if "棚户区改造" in report.document.text]
    visitor.goto(f"{library}hant/search/?q=棚戶區改造")
    visitor.wait_for_selector(f"#result-count[data-count='{len(having)}']", state="attached")
    visitor.locator("summary").click()
    for name, values in {
        "year": Counter(report.identity.year for report in having),
        "form": Counter(report.form for report in having),
        "region": Counter(report.identity.region_code[:2] + "0000" for report in having),
    }.items():
        for value, number in values.items():
            option = visitor.locator(f"select[name={name}] option[value='{value}']", has_text=f"（{number}）")
            option.wait_for(state="attached")


def test_a_year_is_looked_for_in_its_own_part_alone(visitor: Page, library: str):
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto(f"{library}hans/search/?q=信息&year=2012")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert len([url for url in asked if url.endswith(".pf_meta")]) == 1


def test_the_first_results_stand_before_the_oldest_parts_are_searched(visitor: Page, library: str):
    visitor.route("**/pagefind/2008*/**", lambda _: None)  # an answer that never comes
    visitor.goto(f"{library}hans/search/?q=信息")
    visitor.wait_for_selector("#results li[data-report] mark")
    assert visitor.locator("#results > li").count() == 10
    assert visitor.get_attribute("#result-count", "data-count") is None


def test_an_index_that_does_not_come_is_told_and_asked_for_again(browser: Browser, library: str):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.pf_index", lambda route: route.abort())
    page.goto(f"{library}hant/search/?q=信息")
    page.wait_for_selector("#result-count[data-count='0']", state="attached")
    assert "沒有取到" in page.inner_text("#result-count")
    page.unroute("**/*.pf_index")
    assert ask(page, "信息") == REPORTS
    context.close()


def test_what_is_typed_on_is_answered_for_its_last_state_alone(visitor: Page, library: str):
    visitor.goto(f"{library}hans/search/")
    visitor.focus("#q")
    for character in "信息公开指南":
        visitor.keyboard.type(character, delay=60)
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert set(visitor.locator("#results mark").all_text_contents()) == {"信息公开指南"}


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


def test_nothing_found_says_what_was_searched_and_what_else_would_be_found(visitor: Page, library: str):
    visitor.goto(f"{library}hant/search/?q=量子糾纏")
    visitor.wait_for_selector("#result-count[data-count='0']", state="attached")
    assert "量子糾纏" in visitor.inner_text("#nothing")
    assert visitor.locator("ul.browse a").count() == 4
    assert ask(visitor, "信息 量子糾纏") == 0
    assert visitor.locator("#ways a").all_inner_texts() == [f"不限「量子糾纏」：{REPORTS} 份"]


def test_conditions_that_find_nothing_can_be_given_up_one_by_one(visitor: Page, library: str, archive: Archive):
    agency = archive.agencies[3]
    year = next(r.identity.year for r in archive.reports if r.identity.year not in {one.identity.year for one in agency.reports})
    visitor.goto(f"{library}hans/search/?q=信息+量子&agency={agency.key}&year={year}")
    visitor.wait_for_selector("#result-count[data-count='0']", state="attached")
    assert visitor.locator("#ways a").count() == 0  # no single one is to blame
    ask(visitor, "信息")
    visitor.locator("#ways a", has_text=year).click()
    visitor.wait_for_selector(f"#result-count[data-count='{len(agency.reports)}']", state="attached")
    assert "year=" not in visitor.url


def test_the_words_of_reports_are_offered_for_those_used_elsewhere_and_never_taken(visitor: Page, library: str):
    visitor.goto(f"{library}hant/search/?q=政府資訊公開")
    visitor.wait_for_selector("#result-count[data-count='0']", state="attached")
    visitor.locator("#offers a", has_text="信息").click()
    visitor.wait_for_selector("#results li[data-report]")
    assert visitor.input_value("#q") == "政府信息公開"


def test_a_query_that_names_a_metric_shows_what_reports_state_and_where(visitor: Page, library: str, archive: Archive):
    visitor.goto(f"{library}hant/search/?q=新闻发布会")
    visitor.wait_for_selector("#result-count[data-count]", state="attached")
    assert visitor.locator("#offers a").first.get_attribute("href") == "../metric/press_conferences/"
    first = visitor.locator("#results li[data-report]", has=visitor.locator(".figure")).first
    report = next(r for r in archive.reports if r.id == first.get_attribute("data-report"))
    figure = next(f for f in report.figures if f.metric == "press_conferences")
    link = first.locator(".figure a")
    assert link.locator("small").inner_text() == "新聞發布會"
    assert link.locator("b").inner_text() == f"{figure.value}{figure.unit}"
    assert (link.get_attribute("href") or "").endswith(f"#{figure.anchor}")
    ask(visitor, "新闻 发布会")  # neither is a metric's name
    assert visitor.locator("#results .figure").count() == 0


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
