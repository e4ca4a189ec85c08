"""Takes a new capture in: a byte-for-byte copy under reports/, and a sidecar that tells what was inferred and how."""

from __future__ import annotations

import shutil
from pathlib import Path

from nianbao.config import Config
from nianbao.content import CAPTURES, read_sources
from nianbao.errors import ConfigurationError
from nianbao.model import Attribution, Identity, Problem, Report
from nianbao.report import Reading, read_report
from nianbao.sidecar import read_sidecar

FACTS = ("agency", "region_code", "year", "published", "scope")
NAMED = {"region": "region_code"}  # facts that evidence calls by another name than the sidecar


def add_capture(file: Path, config: Config, *, source_url: str, captured: str) -> str:
    """Copy a capture, write its sidecar, and say what a person must fill in. Raises ConfigurationError."""
    target = config.content / "reports" / file.name
    _require_new(file, target)
    known = {"source_url": source_url, "captured": captured}
    sidecar = "".join(f"{key}: {_quoted(value)}\n" for key, value in known.items() if value)
    _, problems = read_sidecar(sidecar, target.name)
    if problems:
        raise ConfigurationError("; ".join(p.message for p in problems), "give --captured as YYYY-MM-DD")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    report = _read(target, config)
    target.with_suffix(".yaml").write_text(sidecar + _comments(report.identity), encoding="utf-8")
    return _say(target, report, missing=[key for key, value in known.items() if not value])


def _require_new(file: Path, target: Path) -> None:
    if not file.is_file():
        raise ConfigurationError(f"{file}: no such file", "give the path of a capture")
    if file.suffix not in CAPTURES:
        raise ConfigurationError(f"{file}: captures of this kind are not read", f"give one of {', '.join(sorted(CAPTURES))}")
    if target.exists() or target.with_suffix(".yaml").exists():
        raise ConfigurationError(f"{target}: there is a capture of this name", "rename the new one; captures are never replaced")


def _read(target: Path, config: Config) -> Report:
    """The report in the new file; the copy is taken back where it can't be one."""
    sources, problems = read_sources(config)
    name = target.relative_to(config.content).as_posix()
    source = next((s for s in sources if s.path == name), None)
    reading = read_report(source) if source else None
    if reading is None or reading.report is None:
        target.unlink()
        found = reading.problems if reading else problems
        raise _refusal(target.name, next((p for p in found if p.file == name), None), reading)
    return reading.report


def _refusal(name: str, problem: Problem | None, reading: Reading | None) -> ConfigurationError:
    """Why nothing was added. What helps a file that can't be opened helps now; later remedies speak of one that lies there."""
    remedy = f"nothing was added; {problem.remedy}" if problem and not reading else "nothing was added"
    return ConfigurationError(f"{name}: {problem.message if problem else 'it was refused'}", remedy)


def _quoted(value: str) -> str:
    """A YAML scalar in single quotes, whatever it holds."""
    return "'" + value.replace("'", "''").replace("\n", " ") + "'"


def _comments(identity: Identity) -> str:
    """What was inferred, as comments: a sidecar line would outrank better reading later."""
    ways = {NAMED.get(evidence.fact, evidence.fact): f"{evidence.rule}: {evidence.quote}" for evidence in identity.evidence}
    lines = (f"# {fact}: {getattr(identity, fact) or '(unknown)'}  <- {ways.get(fact, '-')}".replace("\n", " ") for fact in FACTS)
    return "# Inferred; write a line without # only where this is wrong or unknown.\n" + "".join(f"{line}\n" for line in lines)


def _say(target: Path, report: Report, missing: list[str]) -> str:
    if report.identity.attribution is Attribution.UNKNOWN:
        missing = ["agency", "year", *missing]
    todo = f"fill in {', '.join(missing)} in {target.with_suffix('.yaml').name}" if missing else "nothing is left to fill in"
    who = f"{report.identity.agency or 'agency unknown'}, {report.identity.year or 'year unknown'}"
    return f"added {target} as {report.id} ({who}): {todo}"
