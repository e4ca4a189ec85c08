"""What a change gains and loses over every capture at hand: text, identity, figures with their quotes, checks.

    python tests/corpus_diff.py                  this checkout against the last commit
    python tests/corpus_diff.py --against REV    against any commit, or against a file that --save wrote
    python tests/corpus_diff.py --save FILE      keep what the code reads now, to compare with later

Captures are those of this checkout's content folder and of the corpus beside it, if there is one.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nianbao.model import Report

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
Readings = dict[str, dict[str, list[str]]]  # capture -> section -> lines


def main() -> int:
    """Print the difference, or save what the code reads; 1 where there is a difference."""
    arguments = _arguments()
    now = read_all(arguments.code)
    if arguments.save:
        arguments.save.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
        return 0
    lines = list(compare(_earlier(arguments.against), now))
    sys.stdout.write("\n".join(lines or ["no difference"]) + "\n")
    return bool(lines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", default="HEAD", metavar="REV|FILE", help="what to compare with (default: the last commit)")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the readings instead of comparing them")
    parser.add_argument(
        "--code", type=Path, default=ROOT, metavar="DIR", help="the checkout whose code reads (default: this one)"
    )
    return parser.parse_args()


def read_all(code: Path) -> Readings:
    """What the code in a checkout reads from the captures of this one."""
    sys.path.insert(0, str(code))
    from nianbao.config import read_config
    from nianbao.content import read_sources
    from nianbao.report import read_report

    config = read_config(code / "config.yaml")
    folders = [folder for folder in (ROOT / "content", CORPUS / "content") if folder.is_dir()]
    readings: Readings = {}
    for folder in folders:
        for source in read_sources(config.model_copy(update={"content": folder}))[0]:
            reading = read_report(source)
            name = f"{folder.parent.name}/{source.path}"
            readings[name] = _sections(reading.report) if reading.report else {"text": ["refused"]}
    return readings


def _sections(report: Report) -> dict[str, list[str]]:
    identity = report.identity
    return {
        "identity": [
            f"{identity.agency} {identity.region_code} {identity.unit} {identity.year} {identity.published} {report.form}"
        ],
        "text": report.cleaned.text.splitlines(),
        "figures": [
            f"{f.metric or '-'}[{f.part}] = {f.value} {f.unit} {f.status} {f.qualifier} {f.anchor} «{f.quote}»"
            for f in report.figures
        ],
        "exclusions": [f"{e.reason} «{report.document.text[e.start : e.end]}»" for e in report.exclusions],
        "checks": [f"{c.kind} {c.outcome} {c.working} {c.note} {c.anchor}" for c in report.checks],
    }


def _earlier(against: str) -> Readings:
    """Readings that were saved, or those of a commit's code, read in a worktree of its own."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(against)
        if not saved.is_file():
            saved = Path(folder) / "readings.json"
            _read_at(against, Path(folder) / "code", saved)
        readings: Readings = json.loads(saved.read_text(encoding="utf-8"))
        return readings


def _read_at(revision: str, code: Path, saved: Path) -> None:
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(code), revision], check=True)
    try:
        subprocess.run([sys.executable, __file__, "--code", str(code), "--save", str(saved)], check=True)
    finally:
        subprocess.run([*git, "remove", "--force", str(code)], check=True)


def compare(before: Readings, now: Readings) -> Iterator[str]:
    """Lines lost (-) and gained (+), capture by capture, and how many of each section at the end."""
    totals: Counter[str] = Counter()
    for name in sorted(before.keys() | now.keys()):
        for section in sorted(before.get(name, {}).keys() | now.get(name, {}).keys()):
            changes = list(_changes(before.get(name, {}).get(section, []), now.get(name, {}).get(section, [])))
            totals.update(f"{section} {'gained' if change[0] == '+' else 'lost'}" for change in changes)
            yield from (f"{name} {section}: {change}" for change in changes)
    yield from (f"{count} {what}" for what, count in sorted(totals.items()))


def _changes(before: list[str], now: list[str]) -> Iterator[str]:
    for kind, a, b, c, d in SequenceMatcher(a=before, b=now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (f"- {line}" for line in before[a:b])
            yield from (f"+ {line}" for line in now[c:d])


if __name__ == "__main__":
    raise SystemExit(main())
