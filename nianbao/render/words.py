"""The interface's words: `templates/words/*.yaml`, written by hand in both scripts, merged into one object a script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from nianbao.data import read_text
from nianbao.errors import ConfigurationError
from nianbao.model import Script
from nianbao.strict_yaml import YamlError, load

TEMPLATES = Path(__file__).parents[2] / "templates"
FOLDERS = {script.folder for script in Script}


@cache
def words(script: Script, folder: Path = TEMPLATES / "words") -> SimpleNamespace:
    """All words of one script by key, for `{{ w.key }}`. Raises ConfigurationError for a key there twice or in one script."""
    entries = {**_of_checks(), **_merged(folder)}
    return SimpleNamespace(**{key: entry[script.folder] for key, entry in entries.items()})


def _of_checks() -> dict[str, dict[str, str]]:
    """The words of checks, which lie beside their rules: `check_sum_of_parts`, `check_sum_of_parts_how`, `note_all_zero`, …."""
    data = load(read_text("checks.yaml")).data
    kinds = {f"check_{kind}": entry for kind, entry in data["kinds"].items()}
    named = kinds | {f"outcome_{outcome}": entry for outcome, entry in data["outcomes"].items()}
    labels = {key: entry["label"] for key, entry in named.items()} | {f"{key}_how": entry["how"] for key, entry in named.items()}
    return labels | {f"note_{note}": entry for note, entry in data["notes"].items()}


@cache
def _merged(folder: Path) -> dict[str, dict[str, str]]:
    merged: dict[str, dict[str, str]] = {}
    for key, entry, place in _entries(folder):
        if key in merged:
            raise ConfigurationError(f"{place}: the word {key} is defined twice", "keep one of the two")
        if not isinstance(entry, dict) or set(entry) != FOLDERS:
            raise ConfigurationError(f"{place}: the word {key} must have hans and hant, nothing else", "write both by hand")
        merged[key] = entry
    return merged


def _entries(folder: Path) -> Iterator[tuple[str, object, str]]:
    for path in sorted(folder.glob("*.yaml")):
        try:
            loaded = load(path.read_text(encoding="utf-8"))
        except YamlError as error:
            raise ConfigurationError(f"{path}:{error.line}: {error.message}", "correct the file") from None
        yield from ((key, entry, f"{path}:{loaded.lines.get((key,), 1)}") for key, entry in loaded.data.items())
