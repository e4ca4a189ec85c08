"""How large the site is against what its host takes: estimated for the data page, measured where it comes near."""

from __future__ import annotations

import os
from pathlib import Path

from nianbao.config import Config
from nianbao.model import Archive
from nianbao.tabulate import by_year, stated_metrics

# What builds of 5 to 300 reports weigh, in bytes, both scripts together: in all, a metric that is stated, a report, a
# character of its text, a figure, two years of an agency side by side.
BYTES_SITE, BYTES_METRIC, BYTES_REPORT, BYTES_CHARACTER, BYTES_FIGURE, BYTES_PAIR = 400_000, 34_000, 70_000, 14, 1_700, 13_000
MEGABYTE = 1_000_000
WARN_AT = 0.8  # of the limit: a report more, and hosts refuse the whole site
WORTH_MEASURING = 0.5  # of the limit, by the estimate: to measure 10,000 reports takes half a second


def estimated_size(archive: Archive) -> int:
    """How many bytes the whole site comes to, about; the same for the same archive, so that no page waits for the others."""
    characters = sum(len(report.cleaned.text) for report in archive.reports)
    figures = sum(len(report.figures) for report in archive.reports)
    pairs = sum(len(by_year(agency)) - 1 for agency in archive.agencies)
    of_tables = len(stated_metrics(archive)) * BYTES_METRIC + pairs * BYTES_PAIR
    return BYTES_SITE + of_tables + len(archive.reports) * BYTES_REPORT + characters * BYTES_CHARACTER + figures * BYTES_FIGURE


def warning(archive: Archive, config: Config) -> str:
    """What to say of a published site that is nearly too large for its host; empty where it is not."""
    limit = config.limits.site_bytes
    if estimated_size(archive) < limit * WORTH_MEASURING:
        return ""
    size = measure(config.site)
    if size < limit * WARN_AT:
        return ""
    share = f"{size / MEGABYTE:,.0f} MB, {size / limit:.0%} of the {limit / MEGABYTE:,.0f} MB that its host takes"
    return f"{config.site}: {share}: see docs/publishing.md, or raise limits.site_bytes in config.yaml"


def measure(folder: Path) -> int:
    """The bytes of all files below a folder."""
    total, pending = 0, [str(folder)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    return total
