"""What several test files share: the captures at hand, the readings of them, and a built site."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nianbao.config import Config, read_config
from nianbao.content import read_sources
from nianbao.model import Source
from nianbao.report import Reading, read_report

ROOT = Path(__file__).parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-goldens", action="store_true", help="write tests/golden anew from what the code does now")


def pytest_report_header() -> str:
    return f"corpus of further captures: {'found' if CORPUS.is_dir() else 'absent, invariants run over content/ only'}"


@functools.cache
def configuration() -> Config:
    return read_config(ROOT / "config.yaml")


@functools.cache
def captures() -> tuple[Source, ...]:
    """Every capture there is: the archive's own, and the corpus where it lies beside the checkout."""
    config = configuration()
    sources, _ = read_sources(config)
    if CORPUS.is_dir():
        further, _ = read_sources(config.model_copy(update={"content": CORPUS / "content"}))
        sources += tuple(source for source in further if source.sha256 not in {s.sha256 for s in sources})
    return sources


@functools.cache
def reading(sha256: str) -> Reading:
    return read_report(next(source for source in captures() if source.sha256 == sha256))


def seed(number: str) -> Reading:
    """The reading of one of the archive's five captures by the number its file name begins with."""
    source = next(s for s in captures() if s.path.startswith(f"reports/{number}_"))
    return reading(source.sha256)


@functools.cache
def every_reading() -> tuple[tuple[Source, Reading], ...]:
    return tuple((source, reading(source.sha256)) for source in captures())


def run_build(*arguments: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """build.py as a user runs it."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd or ROOT,
        env={**os.environ, "NO_COLOR": "1", **(env or {})},
        timeout=300,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's own site, search included, as it would be published under /a/b/."""
    folder = tmp_path_factory.mktemp("built") / "site"
    result = run_build("--site", str(folder), "--base-url", "http://127.0.0.1/a/b")
    assert result.returncode == 0, result.stderr
    return folder
