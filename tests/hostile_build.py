"""Hostile captures as tests/cases/hostile tells them, and the one build of all of them that the tests look at."""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases" / "hostile"
REPORT = "某市某区人民政府{year}年政府信息公开工作年度报告\n一、概述\n本年度，主动公开政府信息{number}条。\n{line}\n特此报告。\n"


@dataclass(frozen=True)
class Case:
    """A case as written, with the place it is put at."""

    name: str
    file: str
    facts: dict[str, Any] = field(hash=False)

    def __getattr__(self, key: str) -> Any:
        return self.facts.get(key)


@cache
def cases() -> tuple[Case, ...]:
    return tuple(_case(path.stem, n, facts) for path in sorted(CASES.glob("*.yaml")) for n, facts in enumerate(_loaded(path)))


def _loaded(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def _case(group: str, number: int, facts: dict[str, Any]) -> Case:
    name = facts.get("file", f"{group}-{number:02}.txt")
    if "file_hex" in facts:
        name = os.fsdecode(bytes.fromhex(facts["file_hex"]))
    if "file_repeat" in facts:
        name += facts["file_repeat"][0] * facts["file_repeat"][1] + ".txt"
    return Case(f"{group}: {facts['case']}", name, facts)


def content_of(case: Case, number: int) -> bytes:
    """The bytes of a case's capture."""
    if case.hex:
        return bytes.fromhex(case.hex)
    if case.hex_range:
        return bytes(range(case.hex_range))
    piece, times = case.repeat or ("", 0)
    grown = piece * times + "".join(f"a{n} " for n in range(case.hex_repeat or 0)) + (case.after or "")
    if case.text is not None:
        return (case.text + grown).encode(case.encoding or "utf-8")
    report = REPORT.format(year=2008 + number % 12, number=number, line="\0").replace("\0", case.line + grown)
    return report.encode(case.encoding or "utf-8")


def put(case: Case, number: int, folder: Path) -> None:
    """Write a case's capture and sidecar, or make the thing that is no file."""
    path = folder / case.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if case.object:
        _make(case.object, path)
        return
    path.write_bytes(content_of(case, number))
    piece, times = case.sidecar_repeat or ("", 0)
    sidecar = path.with_suffix(".yaml")
    if case.sidecar is not None:
        sidecar.write_text(case.sidecar + piece * times, encoding="utf-8")
    if case.sidecar_hex:
        sidecar.write_bytes(bytes.fromhex(case.sidecar_hex))
    if case.sidecar_link:
        sidecar.symlink_to(case.sidecar_link)
    if case.mode is not None:
        path.chmod(case.mode)


def _make(kind: str, path: Path) -> None:
    kind, _, target = kind.partition(":")
    if kind == "link":
        path.symlink_to(target)
    elif kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "hole":
        path.touch()
        os.truncate(path, int(target))
    elif kind == "socket":
        _bind(path)
    else:
        _make_device(path)


def _bind(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the address of a socket has 108 bytes
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def _make_device(path: Path) -> None:
    try:
        os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        os.mkfifo(path)  # none but root may make devices


@dataclass(frozen=True)
class Built:
    """The one build: where it went, what it said, and its tables by file."""

    site: Path
    stderr: str
    code: int
    seconds: float
    problems: dict[str, list[tuple[str, str]]]
    reports: dict[str, dict[str, str]]


def build_hostile(folder: Path) -> Built:
    """Every case and the archive's own captures in one build, search included."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "config.yaml", folder)
    for number, case in enumerate(cases()):
        put(case, number, folder / "content" / "reports")
    begun = time.monotonic()
    command = [sys.executable, str(ROOT / "build.py"), "--config", str(folder / "config.yaml"), "--site", str(folder / "site")]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    seconds = time.monotonic() - begun
    site = folder / "site"
    problems: dict[str, list[tuple[str, str]]] = {}
    for row in rows(site / "data" / "problems.csv"):
        problems.setdefault(row["file"].removeprefix("reports/"), []).append((row["severity"], row["code"]))
    reports = {row["source_file"].removeprefix("reports/"): row for row in rows(site / "data" / "reports.csv")}
    return Built(site, result.stderr, result.returncode, seconds, problems, reports)


def rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True)) if path.exists() else []
