"""WRITES: folders that are dear to make, kept by what they were made from, in `.cache/` beside config.yaml.

A cache is never trusted: every file kept is compared with its digest, and whatever is missing, cut off or changed is made
again. Removing the folder costs time alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

DIGESTS = "digests.json"  # name -> SHA-256 of every file kept
OTHERS = 64  # entries kept that were not asked for last: other branches, the same archive some edits ago


def make_or_fetch(cache: Path | None, key: str, target: Path, make: Callable[[Path], None]) -> None:
    """Fill the folder `target` with what `make` writes, or with what it wrote before for the same key.

    `cache` is None where nothing is to be kept. A cache that can't be read or written is no error.
    """
    if cache is None:
        make(target)
        return
    if not _fetch(cache / key, target):
        make(target)
        with suppress(OSError):
            _keep(target, cache, key)


def _fetch(kept: Path, target: Path) -> bool:
    try:
        digests: dict[str, str] = json.loads((kept / DIGESTS).read_bytes())
        files = {name: (kept / name).read_bytes() for name in digests}
    except (OSError, ValueError):
        return False
    if not files or any(hashlib.sha256(content).hexdigest() != digests[name] for name, content in files.items()):
        return False
    for name, content in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content)
    with suppress(OSError):
        os.utime(kept)  # asked for last
    return True


def _keep(made: Path, cache: Path, key: str) -> None:
    """Copy a folder into the cache; in one step, so that no other build meets half of it."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="new-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / key
        shutil.copytree(made, copy)
        paths = sorted(path for path in copy.rglob("*") if path.is_file())
        digests = {str(path.relative_to(copy)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
        (copy / DIGESTS).write_text(json.dumps(digests), encoding="utf-8")
        shutil.rmtree(cache / key, ignore_errors=True)
        copy.rename(cache / key)


def prune(cache: Path | None, used: set[str]) -> None:
    """Remove the oldest of what was not used now, and what killed builds left."""
    if cache is None or not cache.is_dir():
        return
    with suppress(OSError):
        others = sorted((path for path in cache.iterdir() if path.name not in used), key=lambda path: path.stat().st_mtime)
        for path in others[: max(0, len(others) - OTHERS)]:
            shutil.rmtree(path, ignore_errors=True)
