"""What a search costs in a real browser: `.venv/bin/python tests/benchmarks/search.py [REPORTS …]`. Run by hand.

Cold: the search page with a query, nothing cached, until the first results stand: bytes as the files are, bytes as a host
that compresses would send them, milliseconds. Warm: queries asked of the search's own functions, index pieces included, with
the order that readers see. `--part N` sets the size of the index's parts (default: that of config.yaml).
"""

# ruff: noqa: E402, T201 - a command run by hand, that finds the tests' own modules and prints
from __future__ import annotations

import argparse
import gzip
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
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

from archives import generate
from invented import configuration
from libraries import served, write_library
from playwright.sync_api import Browser, Response, sync_playwright

from nianbao.model import Archive

COLD, WARM = 6, 120
PACKED = (".pf_index", ".pf_meta", ".pf_fragment", ".pf_filter", ".pagefind")
ASK = """async (queries) => {
    const at = (name) => new URL(`../../assets/${name}.js`, location.href);
    const { open, read, matches, sorted } = await import(at("query"));
    const opened = await open(new URL("../../pagefind/", location.href));
    const ask = async (query) => {
        const start = performance.now(), asked = read(query, opened.map);
        const { kept } = await matches(opened, asked, {});
        await sorted(kept, opened, asked, { sort: "relevance", filters: {} });
        return performance.now() - start;
    };
    const times = [];
    for (const query of queries) { await ask(query); times.push(await ask(query)); }
    return times;
}"""


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("reports", type=int, nargs="*", default=[300, 2000])
    parser.add_argument("--part", type=int, default=configuration().search_shard)
    options = parser.parse_args()
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for count in options.reports:
            measure(browser, generate(count, seed=5), options.part)
        browser.close()


def measure(browser: Browser, archive: Archive, part: int) -> None:
    """Build the archive's search and print what it costs."""
    chance = random.Random(3)  # noqa: S311 - nothing secret
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        begin = time.perf_counter()
        write_library(archive, site, part)
        built = time.perf_counter() - begin
        held = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
        with served(site) as address:
            firsts = [cold(browser, f"{address}hans/search/", query) for query in queries(archive, chance, COLD, (2, 4, 4, 6))]
            times = sorted(warm(browser, f"{address}hans/search/", list(queries(archive, chance, WARM, (1, 2, 3, 4, 6, 8)))))
    count = len(archive.reports)
    print(f"{count} reports, parts of {part}: built in {built:.1f} s, index {held / count / 1000:.1f} kB a report")
    print(f"  warm: median {statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms of {len(times)} queries")
    for plain, packed, milliseconds, kinds in firsts:
        print(f"  cold: {plain / 1000:.0f} kB as they are, {packed / 1000:.0f} kB compressed, {milliseconds:.0f} ms; {kinds}")


def queries(archive: Archive, chance: random.Random, count: int, lengths: tuple[int, ...]) -> Iterator[str]:
    """Pieces of the archive's own texts, across the borders of words."""
    while count:
        line = chance.choice(re.split(r"[\n\t]", chance.choice(archive.reports).document.text))
        length = chance.choice(lengths)
        start = chance.randrange(max(1, len(line) - length))
        query = re.sub(r"[^\w·.]", "", line[start : start + length]).strip("·.")
        if query:
            yield query
            count -= 1


def cold(browser: Browser, address: str, query: str) -> tuple[int, int, float, str]:
    """Bytes as they are, bytes compressed, milliseconds and bytes by kind of file, from nothing to the first results."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers
    begin = time.perf_counter()
    page.goto(f"{address}?q={query}")
    page.wait_for_selector("#result-count[data-count]", state="attached")
    took = (time.perf_counter() - begin) * 1000
    bodies = [(answer.url.partition("?")[0].rpartition("/")[2] or "page", answer.body()) for answer in answers]
    context.close()
    kinds: Counter[str] = Counter()
    for name, body in bodies:
        kinds[name.rpartition(".")[2] if name.endswith((*PACKED, ".txt", ".css")) else name] += len(body)
    packed = sum(len(body) if name.endswith(PACKED) else len(gzip.compress(body)) for name, body in bodies)
    return sum(kinds.values()), packed, took, f"{query}: " + ", ".join(f"{kind} {size}" for kind, size in kinds.most_common())


def warm(browser: Browser, address: str, asked: list[str]) -> list[float]:
    """Milliseconds of each query, asked for the second time."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    times: list[float] = page.evaluate(ASK, asked)
    context.close()
    return times


if __name__ == "__main__":
    main()
