#!/usr/bin/env python3
"""The whole flow: a folder of captures becomes a site. `python build.py --help` says what else it can do."""

import sys
from functools import partial
from itertools import chain

if sys.version_info < (3, 11):  # noqa: UP036 - the message is for those who run an older one
    sys.exit("nianbao needs Python 3.11 or later, and this is %d.%d: run `make site`" % sys.version_info[:2])  # noqa: UP031

try:
    from nianbao import cli, content, publish, search
except ModuleNotFoundError as error:
    sys.exit(f"{error.name} is not installed: run `make site` once, then use .venv/bin/python build.py")

from nianbao.config import Config
from nianbao.exports import data_files
from nianbao.model import Archive
from nianbao.pool import spread
from nianbao.render import render
from nianbao.report import read_report
from nianbao.tabulate import tabulate


def read(config: Config, progress: cli.Progress) -> Archive:
    """Captures -> reports -> archive. Writes nothing."""
    sources, problems = content.read_sources(config)
    work = partial(read_report, seconds=config.limits.seconds)
    readings = tuple(progress.track("reading reports", spread(work, sources, config.jobs), len(sources)))
    reports = [reading.report for reading in readings if reading.report]
    return tabulate(reports, chain(problems, *(reading.problems for reading in readings)))


def write(archive: Archive, config: Config, progress: cli.Progress) -> None:
    """Archive -> pages, data files, search index -> site, all or nothing."""
    with publish.staging(config.site) as stage:
        for page in progress.track("writing pages", render(archive, config)):
            stage.write(page)
        for page in data_files(archive, config):
            stage.write(page)
        if config.search:
            search.index(archive, stage.folder, config)


if __name__ == "__main__":
    sys.exit(cli.main(read, write))
