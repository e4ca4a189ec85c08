"""The interface's words: `templates/words/*.yaml`, written by hand in both scripts, merged into one object a script."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from nianbao.errors import ConfigurationError
from nianbao.model import Script
from nianbao.strict_yaml import YamlError, load

TEMPLATES = Path(__file__).parents[2] / "templates"
FOLDERS = {script.folder for script in Script}


@cache
def words(script: Script, folder: Path = TEMPLATES / "words") -> SimpleNamespace:
    """All words of one script by key, for `{{ w.key }}`. Raises ConfigurationError for a key that is there twice or in one script only."""
    return SimpleNamespace(**{key: entry[script.folder] for key, entry in _merged(folder).items()})


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
