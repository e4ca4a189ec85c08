"""How work on many reports is spread: in process for small archives, over processes for large ones. Order is kept."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 200  # below, starting workers costs more than they save: each builds its own converter in 130 ms
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int = 0) -> Iterator[Result]:
    """The results in the order of the items. `jobs` 0 means all cores."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(items) < WORTH_PROCESSES:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers, initializer=die_with_parent) as executor:
        yield from executor.map(work, items, chunksize=max(1, len(items) // (workers * 8)))


def die_with_parent() -> None:
    """Ask the system to end this worker when the build is killed, which it would wait for work from for ever; Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
