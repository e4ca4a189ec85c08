"""The folder of facts: what the program knows that is no code. Each file says in its head what it holds."""

from __future__ import annotations

from pathlib import Path


def read_text(name: str) -> str:
    """A file of facts as text.

    >>> read_text("tables.yaml").splitlines()[0]
    '# The columns of the data files, in the order of the files.'
    """
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
