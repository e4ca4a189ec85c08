"""After the rules: corrections by a person, taken from the sidecar."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.clean.ledger import Change
from nianbao.model import Emendation


def emend(text: str, emendation: Emendation) -> Iterator[Change]:
    """The change that an emendation asks for; none where its words stand nowhere or more than once.

    >>> list(emend("烏信办20081号", Emendation(find="20081", replace="〔2008〕1", reason="seen in the original")))
    [(3, 8, '〔2008〕1')]
    >>> list(emend("甲乙甲", Emendation(find="甲", replace="丙", reason="which?")))
    []
    """
    if emendation.find and text.count(emendation.find) == 1:
        start = text.index(emendation.find)
        yield start, start + len(emendation.find), emendation.replace
