"""What it costs to find and check the figures of a report: `python tests/benchmarks/figures.py [FOLDER OF CONTENT]`.

Not a test: times depend on the machine. Milliseconds of processor time, the least of many runs, since anything above it is due
to other programs. Every run reads all reports in turn, as a build does, so that nothing is kept from a report's last time but
what a build keeps from the reports before it. `prose` includes `quantities`; the sum is that of prose, tables and checks.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from nianbao.checks import check  # noqa: E402 - the package is not installed
from nianbao.config import read_config  # noqa: E402
from nianbao.content import read_sources  # noqa: E402
from nianbao.extract import extract  # noqa: E402
from nianbao.forms import read_tables  # noqa: E402
from nianbao.model import Report  # noqa: E402
from nianbao.quantities import scan  # noqa: E402
from nianbao.quantities.clauses import borders  # noqa: E402
from nianbao.report import read_report  # noqa: E402

RUNS = 60
STAGES = ("quantities", "prose", "tables", "checks", "sum")


def times(report: Report) -> list[float]:
    """Milliseconds of every stage, then of all but the first, which is part of the second."""
    document, identity = report.document, report.identity
    borders.cache_clear()
    started = time.process_time()
    scan(document)
    scanned = time.process_time()
    borders.cache_clear()  # it remembers one text, which the quantities of a build have not asked for before
    begun = time.process_time()
    prose, _ = extract(document, identity)
    extracted = time.process_time()
    tables = read_tables(document)
    gathered = time.process_time()
    check(document, prose + tables.figures, tables.form, identity)
    checked = time.process_time()
    spans = (started, scanned), (begun, extracted), (extracted, gathered), (gathered, checked), (begun, checked)
    return [1000 * (end - start) for start, end in spans]


def reports(content: Path) -> Iterator[Report]:
    """The reports of a folder of content, read as in a build."""
    config = read_config(ROOT / "config.yaml").model_copy(update={"content": content})
    readings = (read_report(source) for source in read_sources(config)[0])
    yield from (reading.report for reading in readings if reading.report)


def main(content: Path) -> None:
    """Print a line a report, the dearest first, then the mean."""
    held = list(reports(content))
    gc.collect()
    gc.freeze()
    runs = [[times(report) for report in held] for _ in range(RUNS)]
    least = [[min(stage) for stage in zip(*(run[i] for run in runs), strict=True)] for i in range(len(held))]
    mean = [sum(stage) / len(held) for stage in zip(*least, strict=True)]
    sys.stdout.write("".join(f"{stage:>12}" for stage in STAGES) + "  characters, figures, checks\n")
    for report, costs in sorted(zip(held, least, strict=True), key=lambda pair: -pair[1][-1]):
        size = f"{len(report.document.text)}, {len(report.figures)}, {len(report.checks)}"
        sys.stdout.write("".join(f"{cost:12.3f}" for cost in costs) + f"  {size}  {report.source.path}\n")
    sys.stdout.write("".join(f"{cost:12.3f}" for cost in mean) + "  mean\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "content")
