"""READS: files of the content folder -> Sources. The only stage that opens captures; every refusal has its reason."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from nianbao.budget import OverBudgetError, within
from nianbao.config import Config, Limits
from nianbao.decode import UndecidableError, decode
from nianbao.errors import ConfigurationError, RefusedError
from nianbao.markup import TooComplexError, read_page
from nianbao.model import Facts, PageHead, Problem, Severity, Source
from nianbao.office import DOCUMENTS, read_document
from nianbao.sidecar import UNSEEN, read_sidecar

CAPTURES = {".txt", ".md", ".html", *DOCUMENTS}
SIDECAR = ".yaml"
SIDECAR_BYTES = 200_000


def read_sources(config: Config) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """Every capture under `reports/` in path order, and what is wrong with those that are refused."""
    reports = config.content / "reports"
    if not reports.is_dir():
        raise ConfigurationError(f"{reports}: no such folder", "put captures there, or name another folder with --content")
    sources, problems = list[Source](), list[Problem]()
    paths = _files(reports)
    problems += _twins(paths, config.content)
    for path in paths:
        source, found = _read(path, config)
        sources += [source] if source else []
        problems += found
    return tuple(sources), tuple(problems)


def _files(folder: Path) -> list[Path]:
    """Everything below the folder but hidden files, in an order that no file system changes; links are not followed."""
    visible = (p for p in folder.rglob("*") if not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return sorted((p for p in visible if p.is_symlink() or not p.is_dir()), key=lambda p: p.as_posix())


def _twins(paths: list[Path], content: Path) -> Iterator[Problem]:
    """Names that some file systems would take for one."""
    alike = defaultdict[str, list[Path]](list)
    for path in paths:
        alike[unicodedata.normalize("NFC", path.as_posix()).casefold()].append(path)
    for group in alike.values():
        for path in group[1:]:
            message = f"its name differs from {_name(group[0], content)} in case or Unicode form alone"
            yield _problem(_name(path, content), Severity.WARNING, "name_collision", message, "rename one of the two")


def _read(path: Path, config: Config) -> tuple[Source | None, tuple[Problem, ...]]:
    name = _name(path, config.content)
    try:
        _require_plain_name(path)
        _require_regular(path)
        if path.suffix == SIDECAR:
            _require_capture(path)
            return None, ()
        if path.suffix not in CAPTURES:
            return None, (_problem(name, Severity.ERROR, "unknown_kind", *_unknown_kind(path)),)
        return _source(path, name, config)
    except RefusedError as refusal:
        return None, (_problem(name, Severity.ERROR, refusal.code, str(refusal), refusal.remedy),)
    except OSError as error:
        message = f"cannot be read ({error.strerror})"
        return None, (_problem(name, Severity.ERROR, "unreadable", message, "check its permissions"),)


def _unknown_kind(path: Path) -> tuple[str, str]:
    message = f"captures of kind {path.suffix or 'without suffix'} are not read"
    return message, "convert it to .txt, .md, .html, .docx or .pdf, or move it out of reports/"


def _source(path: Path, name: str, config: Config) -> tuple[Source | None, tuple[Problem, ...]]:
    facts, problems = _facts(path.with_suffix(SIDECAR), config.content)
    if facts is None:
        return None, problems
    data = _bytes(path, config.limits)
    text, encoding, page = _decoded(data, path.suffix, config.limits)
    _require_text(text, config.limits)
    digest = hashlib.sha256(data).hexdigest()
    return Source(path=name, sha256=digest, encoding=encoding, text=text, facts=facts, page=page), problems


def _decoded(data: bytes, kind: str, limits: Limits) -> tuple[str, str, PageHead]:
    """The text of a capture, the encoding or kind of document that it was in, and what a page's head says."""
    if kind in DOCUMENTS:
        text, is_html = read_document(data, kind, limits.seconds)
        return _readable(text, limits)[0] if is_html else text, kind.removeprefix("."), PageHead()
    try:
        text, encoding = decode(data)
    except UndecidableError as error:
        raise RefusedError("undecodable", f"its encoding cannot be told: {error}", "save it as UTF-8") from None
    readable, page = _readable(text, limits) if kind == ".html" else (text, PageHead())
    return readable, encoding, page


def _readable(html: str, limits: Limits) -> tuple[str, PageHead]:
    try:
        with within(limits.seconds):
            return read_page(html)
    except TooComplexError as error:
        raise RefusedError("too_complex", f"its markup is no page's: {error}", "capture the page again") from None
    except OverBudgetError:
        message = f"reading its markup takes more than {limits.seconds:g} seconds of processor time"
        raise RefusedError("too_slow", message, "capture the page again, or raise limits.seconds in config.yaml") from None


def _facts(sidecar: Path, content: Path) -> tuple[Facts | None, tuple[Problem, ...]]:
    if not sidecar.exists() and not sidecar.is_symlink():
        return Facts(), ()
    _require_regular(sidecar)
    if sidecar.stat().st_size > SIDECAR_BYTES:
        raise RefusedError("too_large", f"its sidecar is larger than {SIDECAR_BYTES:,} bytes", "shorten the sidecar")
    try:
        text = sidecar.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError("undecodable", "its sidecar is not UTF-8", "save the sidecar as UTF-8") from None
    return read_sidecar(text, _name(sidecar, content))


def _bytes(path: Path, limits: Limits) -> bytes:
    size = path.stat().st_size
    if size > limits.file_bytes:
        message = f"{size:,} bytes are more than the limit of {limits.file_bytes:,}"
        raise RefusedError("too_large", message, "split the capture, or raise limits.file_bytes in config.yaml")
    return path.read_bytes()


def _require_plain_name(path: Path) -> None:
    """Characters that can't be seen reorder lists and terminals; bytes that are no UTF-8 can't be written to a data file."""
    if any(unicodedata.category(character) in UNSEEN for character in path.name):
        raise RefusedError("bad_name", "its name holds characters that cannot be seen or are no Unicode", "rename it")


def _require_regular(path: Path) -> None:
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        kind = "symbolic link" if stat.S_ISLNK(mode) else "special file"
        raise RefusedError("not_a_file", f"a {kind} is not read", "put a copy of the file itself here")


def _require_capture(sidecar: Path) -> None:
    if not any(sidecar.with_suffix(kind).exists() for kind in CAPTURES):
        raise RefusedError("orphan_sidecar", "there is no capture beside this sidecar", "name it like its capture, or remove it")


def _require_text(text: str, limits: Limits) -> None:
    if not text.strip():
        raise RefusedError("empty", "it holds no text", "capture the page again")
    if "\0" in text:
        raise RefusedError("binary", "it holds NUL characters, so it is no text", "capture the page again as text")
    lines = text.splitlines()
    if len(lines) > limits.lines:
        message = f"{len(lines):,} lines are more than the limit of {limits.lines:,}"
        raise RefusedError("too_many_lines", message, "split the capture, or raise limits.lines in config.yaml")
    longest = max(map(len, lines))
    if longest > limits.line_characters:
        message = f"a line of {longest:,} characters is longer than the limit of {limits.line_characters:,}"
        raise RefusedError("line_too_long", message, "capture the page again, or raise limits.line_characters in config.yaml")


def _name(path: Path, content: Path) -> str:
    """Relative to the content folder, what can't be seen written as an escape."""
    name = path.relative_to(content).as_posix()
    shown = (c.encode("unicode_escape").decode() if unicodedata.category(c) in UNSEEN else c for c in name)
    return name if name.isascii() and name.isprintable() else "".join(shown)


def _problem(file: str, severity: Severity, code: str, message: str, remedy: str) -> Problem:
    return Problem(file=file, severity=severity, code=code, message=message, remedy=remedy)
