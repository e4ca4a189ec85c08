"""Data -> JSON that is small and can still be read and compared: one line for each member, in a list one for each item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]


def in_lines(data: Mapping[str, Any]) -> bytes:
    r"""An object as UTF-8.

    >>> in_lines({"a": 1, "b": [{"c": "字"}, 2]}).decode()
    '{\n"a":1,\n"b":[\n{"c":"字"},\n2\n]\n}\n'
    """
    members = ",\n".join(f"{_dump(name)}:{_member(value)}" for name, value in data.items())
    return f"{{\n{members}\n}}\n".encode()


def _member(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _dump(value)
    return "[\n{}\n]".format(",\n".join(map(_dump, value)))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
