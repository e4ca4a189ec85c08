"""What a cleaning rule is: a function from text to changes, and what may be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nianbao.clean.ledger import Change


@dataclass(frozen=True, slots=True)
class Rule:
    """A cleaning rule. Its name is its function's: the damage that it repairs.

    `withheld`: what it removes may not be shown, not even in data files. `figures`: digits are its business; no other
    rule may remove or alter one.
    """

    changes: Callable[[str], Iterable[Change]]
    withheld: bool = False
    figures: bool = False

    @property
    def name(self) -> str:
        """The id in the ledger, the case file and the method page."""
        return self.changes.__name__
