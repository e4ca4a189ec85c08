"""Coverage-guided fuzzing of reading, outside CI.

`pip install atheris`, then `python tests/fuzz/fuzz_reading.py -max_total_time=600`.
"""

from __future__ import annotations

import hashlib
import sys

import atheris

with atheris.instrument_imports(include=["nianbao"]):
    from nianbao.clean.ledger import apply_edits, undo_edits
    from nianbao.decode import UndecidableError, decode
    from nianbao.model import Source
    from nianbao.report import read_report
    from nianbao.sidecar import read_sidecar


def fuzz(data: bytes) -> None:
    """The first byte chooses between capture and sidecar; whatever follows must be read or refused."""
    if data[:1] < b"\x40":
        read_sidecar(data[1:].decode("utf-8", "replace"), "reports/a.yaml")
        return
    try:
        text, encoding = decode(data[1:])
    except UndecidableError:
        return
    source = Source(path="reports/a.txt", sha256=hashlib.sha256(data).hexdigest(), encoding=encoding, text=text)
    reading = read_report(source)
    assert "reading_failed" not in {problem.code for problem in reading.problems}, reading.problems
    if reading.report:
        edits = reading.report.cleaned.edits
        assert apply_edits(text, edits) == reading.report.cleaned.text
        assert undo_edits(reading.report.cleaned.text, edits, text) == text


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz)
    atheris.Fuzz()
