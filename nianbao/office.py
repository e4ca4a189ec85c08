"""Captures that are documents of Word or PDF -> text, by the libraries of the extra `inputs`, imported when one is met.

Whatever such a file holds, it is read or refused by name: size, parts and pages are limited by count, time and memory as
the last line of defence. Nothing is cleaned here: page numbers and broken lines go by rule, so that the ledger has them.
"""

from __future__ import annotations

import io
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nianbao.budget import OverBudgetError, within
from nianbao.errors import RefusedError
from nianbao.wordml import markup_as_shown

DOCUMENTS = {".docx": "mammoth", ".pdf": "pdfplumber"}  # kind -> the library that reads it
MOST_MEMORY = 1 << 30  # bytes beyond what the process has
MOST_PARTS = 2_000
UNPACKED_BYTES = 100_000_000  # pictures included
XML_BYTES = 10_000_000  # the largest parts that are parsed; a report of 20,000 characters takes 300,000
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")  # Word before 2007, and the wrapping of encrypted documents
BACK_LINK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[0-9]+">↑</a>')
MISREAD = (b":vanish", b":ruby", b":gridBefore", b":AlternateContent")
CONVERT = "convert it to .txt, or capture the page again"


def read_document(data: bytes, kind: str, seconds: float) -> tuple[str, bool]:
    """The text of a document of a kind in DOCUMENTS, and whether it is HTML. Raises RefusedError, and nothing else.

    `seconds` of processor time; 0 means no limit.
    """
    try:
        with _silence(), _memory(MOST_MEMORY), within(seconds):
            return (_html_of_docx(data), True) if kind == ".docx" else (_text_of_pdf(data), False)
    except RefusedError:
        raise
    except Exception as error:  # noqa: BLE001 - no list of what two libraries raise over broken files is complete
        raise _refusal(error, kind, seconds) from None


def _refusal(error: Exception, kind: str, seconds: float) -> RefusedError:
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error  # pdfplumber wraps
    if isinstance(cause, ModuleNotFoundError):
        message = f"{kind} files are read by {DOCUMENTS[kind]}, which is not installed"
        return RefusedError("not_installed", message, "run `pip install .[inputs]` in the environment, or convert it to .txt")
    if isinstance(cause, OverBudgetError):
        message = f"reading it takes more than {seconds:g} seconds of processor time"
        return RefusedError("too_slow", message, "convert it to .txt, or raise limits.seconds in config.yaml")
    if isinstance(cause, MemoryError):
        return RefusedError("too_large", f"reading it takes more than {MOST_MEMORY:,} bytes of memory", CONVERT)
    return RefusedError("broken", f"it is no readable {kind} file ({type(cause).__name__})", CONVERT)


def _html_of_docx(data: bytes) -> str:
    """A document of Word as HTML, pictures left out. What was deleted with changes tracked is gone, what was inserted stands.

    Numbers that Word counts by itself are no text of the file and are not made up.
    """
    if data.startswith(COMPOUND_FILE):
        raise RefusedError("encrypted", "it is encrypted, or of Word before 2007", "save it as .docx without a password")
    _require_small(data)
    import mammoth  # with its extra alone

    shown = _as_shown(data)
    made = mammoth.convert_to_html(io.BytesIO(shown), convert_image=lambda _picture: [], include_embedded_style_map=False)
    return BACK_LINK.sub("", str(made.value))


def _require_small(data: bytes) -> None:
    """Sizes as the directory tells them; zipfile never unpacks more than that."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > UNPACKED_BYTES:
            raise RefusedError("too_large", f"it unpacks to more than {UNPACKED_BYTES:,} bytes or {MOST_PARTS:,} parts", CONVERT)
        # Pictures are not unpacked. A document that keeps its text in their folder is left to the limits of time and memory.
        if any(part.file_size > XML_BYTES and not part.filename.startswith("word/media/") for part in parts):
            raise RefusedError("too_large", f"a part of it unpacks to more than {XML_BYTES:,} bytes", CONVERT)
        if any(part.flag_bits & 1 for part in parts):
            raise RefusedError("encrypted", "its parts are encrypted", "save it as .docx without a password")


def _as_shown(data: bytes) -> bytes:
    """The document as Word shows it, where the library would take what is hidden for text, or leave out what is seen."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(part, archive.read(part)) for part in archive.infolist() if not part.filename.startswith("word/media/")]
    mended = {part.filename for part, content in parts if part.filename.endswith(".xml") and _is_misread(content)}
    if not mended - {"word/styles.xml"}:
        return data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts:
            archive.writestr(part, markup_as_shown(content) if part.filename in mended else content)
    return packed.getvalue()


def _is_misread(markup: bytes) -> bool:
    return any(name in markup for name in MISREAD)


def _text_of_pdf(data: bytes) -> str:
    import pdfplumber  # noqa: F401 - says by its absence that the extra is not installed; see _refusal

    from nianbao.pages import extract_pages

    return extract_pages(data)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep what the libraries remark on a file off the terminal: it names neither the file nor what to do."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


@contextmanager
def _memory(further: int) -> Iterator[None]:
    """Raise MemoryError in the block where it wants so many bytes more. Without effect but on Linux."""
    size = Path("/proc/self/statm")
    if not size.exists():
        yield
        return
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = int(size.read_text(encoding="ascii").split()[0]) * resource.getpagesize() + further
    if soft != resource.RLIM_INFINITY:
        wanted = min(wanted, soft)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
