"""How large the site is against what its host takes: estimated for the data page, measured where it comes near."""

from __future__ import annotations

import os
from pathlib import Path

from nianbao.config import Config
from nianbao.model import Archive

# What builds of 5 and of 34 reports weigh, in bytes: in all, a report, a character of text, a figure. Both scripts are in it.
BYTES_SITE, BYTES_REPORT, BYTES_CHARACTER, BYTES_FIGURE = 2_100_000, 64_000, 31, 3_600
MEGABYTE = 1_000_000
WARN_AT = 0.8  # of the limit: a report more, and hosts refuse the whole site
WORTH_MEASURING = 0.5  # of the limit, by the estimate: to measure 10,000 reports takes half a second


def estimated_size(archive: Archive) -> int:
    """How many bytes the whole site comes to, about; the same for the same archive, so that no page waits for the others."""
    characters = sum(len(report.cleaned.text) for report in archive.reports)
    figures = sum(len(report.figures) for report in archive.reports)
    of_reports = len(archive.reports) * BYTES_REPORT + characters * BYTES_CHARACTER + figures * BYTES_FIGURE
    return BYTES_SITE + of_reports


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
