"""The command line of build.py: options, sub-commands, messages, exit codes (INTERFACE.md)."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from nianbao import __version__, weight
from nianbao.config import Config, read_config
from nianbao.errors import ConfigurationError, NianbaoError, line_of
from nianbao.model import Archive, Outcome, Severity

Item = TypeVar("Item")
EXIT_CODES = (
    "Exit codes: 0 built; 1 check or --strict found an error or a warning; 2 wrong usage, configuration or output folder; "
    "3 the build could not be completed, and the site published before is untouched."
)
ACTED_ON = (Severity.ERROR, Severity.WARNING)
HIGHEST_PORT = 65535
UNTOUCHED = "the site published before is untouched"


class Progress:
    """Says how far long work is: a bar on a terminal, nothing elsewhere."""

    def track(self, what: str, items: Iterable[Item], total: int | None = None) -> Iterator[Item]:
        """The items, one by one, while the bar moves."""
        if not sys.stderr.isatty():
            yield from items
            return
        from rich.console import Console  # imported for people only: it costs 16 ms
        from rich.progress import track

        yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)


Read = Callable[[Config, Progress], Archive]
Write = Callable[[Archive, Config, Progress], None]


def main(read: Read, write: Write, arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code: 0 built, 1 findings, 2 usage, 3 could not be completed."""
    options = _options(sys.argv[1:] if arguments is None else arguments)
    try:
        config = _configure(options)
        return COMMANDS[options.command](read, write, config, options)
    except NianbaoError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(f"interrupted: {UNTOUCHED}", file=sys.stderr)
        return NianbaoError.exit_code
    except Exception as error:  # noqa: BLE001 - the last catch: a mistake of the program is told like any other problem
        print(_confess(error), file=sys.stderr)
        return NianbaoError.exit_code


def _confess(error: Exception) -> str:
    """A mistake of the program in one line; the traceback before it where NIANBAO_DEBUG asks for one."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(Path(__file__).parent)] or frames
    what = f"{type(error).__name__} ({' '.join(str(error).split())[:200]})"
    where = f"{os.path.relpath(ours[-1].filename)}:{ours[-1].lineno}"
    line = f"{where}: unexpected {what}: {UNTOUCHED}; run again with NIANBAO_DEBUG=1 and report what it prints"
    return f"{''.join(traceback.format_exception(error))}{line}" if os.environ.get("NIANBAO_DEBUG") == "1" else line


def _port(text: str) -> int:
    """A port as the command line gives it; 0 takes a free one."""
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {HIGHEST_PORT}, not {text!r}")
    return int(text)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """Options are accepted before and after the sub-command; what was said first is not overwritten by a default."""
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--config", type=Path, metavar="FILE", help="configuration (default: config.yaml beside build.py)")
    common.add_argument("--content", type=Path, metavar="DIR", help="folder that holds reports/")
    common.add_argument("--site", type=Path, metavar="DIR", help="folder to publish to")
    common.add_argument("--base-url", metavar="URL", help="address the site will have")
    common.add_argument("--jobs", type=int, metavar="N", help="processes to use (default: all cores)")
    common.add_argument("--strict", action="store_true", help="where there is an error or a warning publish nothing, exit with 1")
    common.add_argument("--no-search", action="store_true", help="build without the search index")
    common.add_argument("--clean", action="store_true", help="ignore the cache")
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="Turn a folder of captured disclosure reports into a site.",
        parents=[common],
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"nianbao {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands (default: build the site)")
    commands.add_parser("check", parents=[common], help="read and check everything, write nothing")
    serve = commands.add_parser(
        "serve", parents=[common], help="build and serve on loopback, build anew on change, reload the page"
    )
    serve.add_argument("--port", type=_port, default=8000, metavar="N", help="port (default: 8000)")
    add = commands.add_parser("add", parents=[common], help="copy a capture into the archive and write its sidecar")
    add.add_argument("file", type=Path, metavar="FILE")
    add.add_argument("--source-url", default="", metavar="URL", help="address it was captured from")
    add.add_argument("--captured", default="", metavar="DATE", help="day it was captured, YYYY-MM-DD")
    explain = commands.add_parser("explain", parents=[common], help="what cleaning and reading did to one report, and why")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("--decoded", action="store_true", help="print the decoded capture instead")
    return parser.parse_args(arguments, argparse.Namespace(command=None))


def _config_file(options: argparse.Namespace) -> Path:
    given: Path | None = getattr(options, "config", None)
    return given or Path(sys.argv[0]).resolve().parent / "config.yaml"


def _configure(options: argparse.Namespace) -> Config:
    config = read_config(_config_file(options))
    changes: dict[str, object] = {"search": not getattr(options, "no_search", False), "jobs": getattr(options, "jobs", 0)}
    changes["cache"] = None if getattr(options, "clean", False) else config.cache
    changes |= {name: getattr(options, name).resolve() for name in ("content", "site") if hasattr(options, name)}
    if hasattr(options, "base_url"):
        changes["base_url"] = options.base_url.rstrip("/")
    try:
        changed = Config.model_validate({**config.model_dump(), **changes})
    except ValidationError as error:
        wrong = "; ".join(f"--{'-'.join(map(str, e['loc'])).replace('_', '-')}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(wrong, "see build.py --help") from None
    if changed.site.is_relative_to(changed.content) or changed.content.is_relative_to(changed.site):
        raise ConfigurationError(f"{changed.site}: one of site and content lies inside the other", "keep them apart")
    return changed


def _build(read: Read, write: Write, config: Config, options: argparse.Namespace) -> int:
    progress = Progress()
    archive = read(config, progress)
    _say_problems(archive, config)
    if getattr(options, "strict", False) and _must_act(archive):
        print("nothing was published, because --strict was given and there are errors or warnings", file=sys.stderr)
        return 1
    write(archive, config, progress)
    _say_summary(archive)
    if nearly_full := weight.warning(archive, config):
        print(nearly_full, file=sys.stderr)
    print(f"open {config.site / 'index.html'}, or run `python build.py serve` for search")
    return 0


def _check(read: Read, _write: Write, config: Config, _options: argparse.Namespace) -> int:
    archive = read(config, Progress())
    _say_problems(archive, config)
    _say_summary(archive)
    return int(_must_act(archive))


def _serve(read: Read, write: Write, config: Config, options: argparse.Namespace) -> int:
    from nianbao.serve import serve  # http.server is of no use to any other command

    code = _build(read, write, config, options)
    if code == 0:
        own = Path(__file__).parent
        watched = (config.content, _config_file(options), own, own.parent / "templates")
        serve(config.site, config.base_path, options.port, watched, [sys.argv[0], *_again(options)])
    return code


def _again(options: argparse.Namespace) -> Iterator[str]:
    """The options given, for the same build in another process."""
    for name, value in vars(options).items():
        if name not in ("command", "port"):
            yield f"--{name.replace('_', '-')}"
            yield from () if value is True else (str(value),)


def _add(_read: Read, _write: Write, config: Config, options: argparse.Namespace) -> int:
    from nianbao.add import add_capture

    print(add_capture(options.file, config, source_url=options.source_url, captured=options.captured))
    return 0


def _explain(read: Read, _write: Write, config: Config, options: argparse.Namespace) -> int:
    from nianbao.explain import explain

    archive = read(config, Progress())
    report = next((r for r in archive.reports if r.id == options.id), None)
    if report is None:
        known = ", ".join(r.id for r in archive.reports[:8])
        raise ConfigurationError(f"there is no report {options.id}", f"give one of the ids in data/reports.csv, such as {known}")
    _print_whole(report.source.text if options.decoded else explain(report))
    return 0


def _print_whole(text: str) -> None:
    """Text as it is, to a reader who may have enough of it: `explain ID | head`."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains once more as it ends


COMMANDS = {None: _build, "check": _check, "serve": _serve, "add": _add, "explain": _explain}


def _must_act(archive: Archive) -> bool:
    return any(problem.severity in ACTED_ON for problem in archive.problems)


def _say_problems(archive: Archive, config: Config) -> None:
    folder = os.path.relpath(config.content)
    for problem in sorted(archive.problems, key=lambda problem: list(Severity).index(problem.severity)):  # the worst first
        print(line_of(problem, folder), file=sys.stderr)
        if os.environ.get("GITHUB_ACTIONS") and problem.severity is not Severity.NOTE:
            place = f"file={folder}/{problem.file},line={problem.line or 1}"
            print(f"::{problem.severity} {place}::{problem.message}: {problem.remedy}", file=sys.stderr)


def _say_summary(archive: Archive) -> None:
    """Counts: a table on a terminal, one line elsewhere."""
    severities = Counter(problem.severity for problem in archive.problems)
    rows = {
        "reports": len(archive.reports),
        "agencies": len(archive.agencies),
        "figures": sum(len(report.figures) for report in archive.reports),
        "checks": sum(len(report.checks) for report in archive.reports),
        "checks that fail": sum(check.outcome is Outcome.FAILS for report in archive.reports for check in report.checks),
        **{f"{severity}s": severities[severity] for severity in Severity},
    }
    if not sys.stdout.isatty():
        print(", ".join(f"{count} {name}" for name, count in rows.items()))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False)
    for name, count in rows.items():
        table.add_row(name, f"{count:,}")
    Console().print(table)
