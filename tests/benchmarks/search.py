"""What a search costs in a real browser: `.venv/bin/python tests/benchmarks/search.py [REPORTS …]`. Run by hand.

Cold: the search page with a query, nothing cached, until the first results stand and until the number of all is known: bytes
as a host that compresses sends them, milliseconds. Warm: queries asked of the search's own functions, index pieces included, with
the order that readers see; the least of several times, and the time of a fixed work beside it, by which a busy machine is
told from a slow search. `--part N` sets the size of the index's parts (default: that of config.yaml), `--keep FOLDER` keeps
the sites for the next run.
"""

# ruff: noqa: E402, T201 - a command run by hand, that finds the tests' own modules and prints
from __future__ import annotations

import argparse
import gzip
import itertools
import os
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from archives import generate
from invented import configuration
from libraries import served, write_library
from playwright.sync_api import Browser, Request, sync_playwright

from nianbao.model import Archive

WARM, ROUNDS, SAMPLE = 200, 3, 12
COMMON = ("信息公开", "政府信息公开", "行政复议", "公")  # those that are in every report cost the most
PACKED = ("pf_index", "pf_meta", "pf_fragment", "pf_filter", "pagefind")
ASK = """async ([queries, rounds]) => {
    const at = (name) => new URL(`../../assets/${name}.js`, location.href);
    const { open, read, matches } = await import(at("query"));
    const opened = await open(new URL("../../pagefind/", location.href));
    const ask = async (query) => {
        const start = performance.now(), asked = read(query, opened.map);
        await matches(opened, asked, {}, { sort: "relevance" });
        return performance.now() - start;
    };
    const work = () => {
        const start = performance.now(), numbers = new Uint32Array(1e6);
        for (let i = 1; i < 1e7; i += 1) numbers[i % 1e6] = (numbers[(i * 7919) % 1e6] + i) ^ (i << 3);
        return performance.now() - start;
    };
    const times = [], works = [];
    for (const query of queries) {
        await ask(query);
        const all = [];
        for (let round = 0; round < rounds; round += 1) all.push(await ask(query));
        times.push(Math.min(...all));
        works.push(work());
    }
    works.sort((a, b) => a - b);
    return { times, work: works[works.length >> 1] };
}"""


# When the first results stood, in milliseconds from the start.
WATCH = """new MutationObserver((_, observer) => {
    if (!document.querySelector("#results li[data-report]")) return;
    window.stood = performance.now();
    observer.disconnect();
}).observe(document, { childList: true, subtree: true });"""


def main() -> None:
    """Print some lines a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=int, nargs="*", default=[300, 2000])
    parser.add_argument("--part", type=int, default=configuration().search_shard)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for count in options.reports:
            site = (options.keep or Path(folder)) / f"{count}-{options.part}"
            measure(browser, generate(count, seed=5), site, options.part)
        browser.close()


def measure(browser: Browser, archive: Archive, site: Path, part: int) -> None:
    """Print what searching an archive costs; its site is made unless it is there."""
    chance = random.Random(3)  # noqa: S311 - nothing secret
    built = ""
    if not site.exists():
        begin = time.perf_counter()
        write_library(archive, site, part)
        built = f"site written in {time.perf_counter() - begin:.1f} s, "
    held = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
    count, load = len(archive.reports), " ".join(Path("/proc/loadavg").read_text(encoding="ascii").split()[:2])
    print(f"{count} reports, parts of {part}: {built}index {held / count / 1000:.2f} kB a report (load {load})")
    asked = list(queries(archive, chance, WARM, (1, 2, 3, 4, 5, 6, 8)))
    with served(site) as address:
        sample = [one for one in asked if len(one) > 1][:SAMPLE]
        firsts = [cold(browser, f"{address}hans/search/", query) for query in (*COMMON, *sample)]
        times, work = warm(browser, f"{address}hans/search/", asked)
        common, _ = warm(browser, f"{address}hans/search/", list(COMMON))
    times.sort()
    print(f"  warm: {spread(times)} ms of {len(times)} queries; fixed work {work:.0f} ms")
    print("  warm, common: " + ", ".join(f"{query} {took:.1f} ms" for query, took in zip(COMMON, common, strict=True)))
    for name, of in (("first results", firsts[len(COMMON) :]), ("first results, common", firsts[: len(COMMON)])):
        print(f"  cold, {name}: {spread(sorted(each.first / 1000 for each in of))} kB compressed")
    for each in firsts:
        print(f"    {each.first / 1000:.0f} kB, {each.took:.0f} ms, all {each.whole / 1000:.0f} kB: {each.details}")


def spread(ordered: list[float]) -> str:
    """Median, 95th percentile and greatest of numbers in order."""
    return f"median {statistics.median(ordered):.1f}, p95 {ordered[int(len(ordered) * 0.95)]:.1f}, most {ordered[-1]:.1f}"


def queries(archive: Archive, chance: random.Random, count: int, lengths: tuple[int, ...]) -> Iterator[str]:
    """Pieces of the archive's own texts, across the borders of words, as likely as they are frequent."""
    while count:
        lines = re.split(r"[\n\t]", chance.choice(archive.reports).document.text)
        (line,) = chance.choices(lines, cum_weights=list(itertools.accumulate(map(len, lines))))
        length = chance.choice(lengths)
        start = chance.randrange(max(1, len(line) - length))
        query = re.sub(r"[^\w·.]", "", line[start : start + length]).strip("·.")
        if query:
            yield query
            count -= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cold:
    """What a first query costs: bytes compressed until the first results and until the number of all, milliseconds, details."""

    first: int
    whole: int
    took: float
    details: str


def cold(browser: Browser, address: str, query: str) -> Cold:
    """Ask a query with nothing cached."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    ended: list[Request] = []
    page.on("requestfinished", lambda request: ended.append(request))  # noqa: PLW0108 - Playwright marks its handlers
    page.goto(f"{address}?q={query}", wait_until="commit")
    page.wait_for_selector("#result-count[data-count]", state="attached")
    found = page.get_attribute("#result-count", "data-count")
    took, early = page.evaluate(
        "[window.stood, performance.getEntries().filter((e) => e.responseEnd <= stood).map((e) => e.name)]"
    )
    sizes = [(request.url, compressed(request)) for request in ended]
    context.close()
    kinds: Counter[str] = Counter()
    for url, size in sizes:
        kinds[kind_of(url)] += size
    details = f"{query} ({found} found): {len(ended)} files, " + ", ".join(f"{kind} {size}" for kind, size in kinds.most_common())
    return Cold(first=sum(size for url, size in sizes if url in early), whole=kinds.total(), took=took, details=details)


def kind_of(url: str) -> str:
    """The ending of a file's name."""
    return url.partition("?")[0].rpartition("/")[2].rpartition(".")[2] or "page"


def compressed(request: Request) -> int:
    """The size of an answer as a host that compresses sends it."""
    answer = request.response()
    body = answer.body() if answer else b""
    return len(body) if kind_of(request.url) in PACKED else len(gzip.compress(body))


def warm(browser: Browser, address: str, asked: list[str]) -> tuple[list[float], float]:
    """Milliseconds of each query asked anew, the least of some times; milliseconds of a fixed work."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    answer = page.evaluate(ASK, [asked, ROUNDS])
    context.close()
    return answer["times"], answer["work"]


if __name__ == "__main__":
    main()
