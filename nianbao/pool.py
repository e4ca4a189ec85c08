"""How work on many reports is spread: in process for small archives, over processes for large ones. Order is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH_PROCESSES = 200  # below, starting workers costs more than they save: each builds its own converter in 130 ms


def spread(work: Callable[[Item], Result], items: Sequence[Item], jobs: int = 0) -> Iterator[Result]:
    """The results in the order of the items. `jobs` 0 means all cores."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(items) < WORTH_PROCESSES:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(workers) as executor:
        yield from executor.map(work, items, chunksize=max(1, len(items) // (workers * 8)))
