"""YAML that people write by hand: every scalar is text, nothing is guessed, and every error has its line.

Plain `safe_load` reads `0650105` as a number and `no` as False, takes a duplicate key in silence and lets an alias
explode. Here scalars stay the characters that were written; pydantic gives them their type.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12
PLAIN_TAGS = {
    f"tag:yaml.org,2002:{k}" for k in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp", "merge", "value")
}
Path = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


class YamlError(ValueError):
    """What is wrong with a YAML text, and in which line (counted from 1)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Loaded:
    """The plain data of a YAML text, and the line of every key and item by its path."""

    data: Any
    lines: dict[Path, int]


def load(text: str) -> Loaded:
    r"""Read YAML. Raises YamlError for what is malformed, aliased, tagged, too deep, or named twice.

    >>> load("code: 0650105\nok: no").data
    {'code': '0650105', 'ok': 'no'}
    """
    lines: dict[Path, int] = {}
    try:
        _refuse_tricks(text)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = min(error.problem_mark.line + 1, text.count("\n") + 1) if error.problem_mark else 1
        raise YamlError(line, error.problem or "malformed YAML") from None
    except yaml.YAMLError as error:
        raise YamlError(1, " ".join(str(error).split())) from None
    return Loaded({} if node is None else _construct(node, (), lines), lines)


def validated(model: type[Model], loaded: Loaded) -> tuple[Model | None, tuple[YamlError, ...]]:
    """The data as a model, or every error at once with its line."""
    try:
        return model.model_validate(loaded.data), ()
    except ValidationError as error:
        return None, tuple(_located(error, loaded.lines))


def _located(error: ValidationError, lines: dict[Path, int]) -> Iterator[YamlError]:
    for item in error.errors():
        path = tuple(item["loc"])
        line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)
        what = "unknown key" if item["type"] == "extra_forbidden" else item["msg"].removeprefix("Value error, ")
        yield YamlError(line, f"{'.'.join(map(str, path))}: {what}")


def _refuse_tricks(text: str) -> None:
    """Aliases can grow without bound and deep nesting overflows the stack; no file of this project needs either."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError(line, "aliases are not accepted")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError(line, "nested too deeply")


def _construct(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if node.tag not in PLAIN_TAGS:
        raise YamlError(node.start_mark.line + 1, f"tag {node.tag} is not accepted")
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*path, i), lines) for i, item in enumerate(node.value)]
    return str(node.value)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(line, "a key must be plain text")
        if key in result:
            raise YamlError(line, f"duplicate key {key!r} (first in line {lines[*path, key]})")
        lines[*path, key] = line
        result[key] = _construct(value_node, (*path, key), lines)
    return result
