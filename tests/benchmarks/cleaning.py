"""What cleaning costs per 2,800 characters, rule by rule: `python tests/benchmarks/cleaning.py [FOLDER OF CAPTURES]`.

Not a test: times depend on the machine. The least processor time of many runs is shown, since anything above it is due to
other programs; where these run all the time, a long call has fewer chances of a quiet moment than its parts. What rules
remember of lines they have seen is forgotten before every run, as if each capture were the first.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from nianbao.clean import RULES, SUSPICIONS, clean  # noqa: E402 - the package is not installed
from nianbao.clean.ledger import Ledger  # noqa: E402
from nianbao.decode import decode  # noqa: E402
from nianbao.markup import extract_text  # noqa: E402
from nianbao.model import Source  # noqa: E402

RUNS = 60
REPORT = 2_800  # characters of an average report
# Whatever keeps results of lines or texts; what is read once for all, such as lists of words, has no limit and stays.
MEMORIES = [
    each
    for each in gc.get_objects()
    if isinstance(each, _lru_cache_wrapper) and each.__module__.startswith("nianbao.clean") and each.cache_parameters()["maxsize"]
]


def seconds(run: Callable[[], object]) -> float:
    """The least time that a call takes which remembers no text."""
    times = []
    for _ in range(RUNS):
        for remembered in MEMORIES:
            remembered.cache_clear()
        started = time.process_time()
        run()
        times.append(time.process_time() - started)
    return min(times)


def read(path: Path) -> Source:
    """A capture as cleaning gets it."""
    text, encoding = decode(path.read_bytes())
    return Source(path=path.name, sha256="", encoding=encoding, text=extract_text(text) if path.suffix == ".html" else text)


def costs(source: Source) -> dict[str, float]:
    """Seconds of each rule, of the ledger and of the search for losses."""
    ledger, found = Ledger(source.text), dict[str, float]()
    for rule in RULES:
        before = ledger.text
        found[rule.name] = seconds(lambda rule=rule, before=before: list(rule.changes(before)))
        ledger.apply(rule.name, rule.changes(before))
    found["(ledger)"] = seconds(ledger.edits)
    found |= {f"({find.__name__})": seconds(lambda find=find: list(find(ledger.text))) for find in SUSPICIONS}
    return found


def main(folder: Path) -> None:
    """Print milliseconds per 2,800 characters: of every capture, of an average one, then of every rule over all."""
    sources = [read(path) for path in sorted(folder.glob("*")) if path.suffix in {".txt", ".md", ".html"}]
    scale = 1000 * REPORT
    whole, characters = [seconds(lambda source=source: clean(source)) for source in sources], [len(s.text) for s in sources]
    for source, cost, size in zip(sources, whole, characters, strict=True):
        sys.stdout.write(f"{cost * scale / size:8.3f} ms  {source.path}, {size} characters\n")
    sys.stdout.write(f"{sum(whole) * scale / sum(characters):8.3f} ms  all, {1000 * sum(whole) / len(whole):.3f} a capture\n")
    total = dict[str, float]()
    for source in sources:
        for name, cost in costs(source).items():
            total[name] = total.get(name, 0) + cost
    for name, cost in sorted(total.items(), key=lambda pair: -pair[1]):
        sys.stdout.write(f"{cost * scale / sum(characters):8.3f} ms  {name}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content" / "reports")
