"""How long the reading of one capture may take, in processor time of its own process.

A limit of time can make a result depend on the machine, so it is the last line of defence: size, lines and nesting are
limited by count, and real reports take hundredths of a second. Only a capture that some rule can't read in a thousand
times that is refused here, and whoever waits is not the one who pays: processor time, unlike the clock, is the same on
a machine that is busy with other things.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class OverBudgetError(Exception):
    """The work took longer than it may."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise OverBudgetError in the block once it has used so many seconds of processor time; 0 means no limit.

    Without effect where the system has no such timer (Windows) or outside a process's main thread. Blocks don't nest.

    >>> with within(0.05):
    ...     while True: pass
    Traceback (most recent call last):
    nianbao.budget.OverBudgetError
    """
    if not seconds or not _can_be_interrupted():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _can_be_interrupted() -> bool:
    return hasattr(signal, "SIGVTALRM") and threading.current_thread() is threading.main_thread()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise OverBudgetError
