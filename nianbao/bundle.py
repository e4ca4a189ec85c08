"""WRITES: puts Pagefind's bundle in order: the same bytes from the same reports, and none that no page uses.

Pagefind lists filters, their values and the entry's keys in the changing order of hash tables. Its files are CBOR
(RFC 8949) behind a mark, compressed; where filters are concerned, CBOR of arrays, texts and numbers alone. Written for
`pagefind-bin==1.5.2`, which is pinned.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MAGIC = b"pagefind_dcd"
FILTERS = 3  # their place in the meta file: [version, pages, chunks, filters, sorts, fields]
META_HASH, FILTER_HASH = 10, 7  # lengths, as Pagefind has them
NUMBER, TEXT, ARRAY = 0, 3, 4  # major types of CBOR (RFC 8949, section 3.1)
LONGER = 24  # from here on the argument follows the first byte, in 1, 2, 4 or 8 bytes (section 3)


def tidy(bundle: Path) -> Iterator[tuple[str, str]]:
    """Put one bundle in order; yields the folder and the fragment of every page.

    A fragment repeats the text, which the browser takes, unfolded, from text.txt: without it ten results cost 3 kB
    instead of 30.
    """
    _order_filters(bundle)
    for path in sorted((bundle / "fragment").iterdir()):
        fragment = json.loads(_unpack(path))
        _pack(path, as_json({**fragment, "content": ""}))
        yield fragment["url"].strip("/"), path.stem


def as_json(data: object) -> bytes:
    """Data in the one form that it has."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _order_filters(bundle: Path) -> None:
    entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
    for language in entry["languages"].values():
        path = bundle / f"pagefind.{language['hash']}.pf_meta"
        meta = decode(_unpack(path))
        meta[FILTERS] = sorted([name, _order_values(bundle / "filter" / f"{file}.pf_filter")] for name, file in meta[FILTERS])
        language["hash"] = _replace(path, encode(meta), "pagefind.{}.pf_meta", META_HASH)
    (bundle / "pagefind-entry.json").write_bytes(as_json(entry))


def _order_values(path: Path) -> str:
    """Sort the values of a filter; gives the new name of its file."""
    name, values = decode(_unpack(path))
    return _replace(path, encode([name, sorted(values)]), "{}.pf_filter", FILTER_HASH)


def _replace(path: Path, content: bytes, name: str, length: int) -> str:
    """Put content in place of a file, named after what it holds; gives the part of the name that does that."""
    stem = f"{path.name.removeprefix('pagefind.').partition('_')[0]}_{hashlib.sha256(content).hexdigest()[:length]}"
    path.unlink()
    _pack(path.with_name(name.format(stem)), content)
    return stem


def _unpack(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(MAGIC)


def _pack(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(MAGIC + content, mtime=0))


def decode(data: bytes) -> Any:
    """The numbers, texts and arrays of CBOR. Raises ValueError for anything else.

    >>> decode(bytes([0x82, 0x19, 0x01, 0x00, 0x61, 0x61]))
    [256, 'a']
    """
    return _decode(data, 0)[0]


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    kind, argument = data[at] >> 5, data[at] & 0x1F
    at += 1
    if argument >= LONGER:
        size = 1 << (argument - LONGER)
        argument, at = int.from_bytes(data[at : at + size]), at + size
    if kind == NUMBER:
        return argument, at
    if kind == TEXT:
        return data[at : at + argument].decode(), at + argument
    if kind != ARRAY:
        raise ValueError(f"CBOR of major type {kind}: is this another version of Pagefind?")
    return _decode_items(data, at, argument)


def _decode_items(data: bytes, at: int, count: int) -> tuple[list[Any], int]:
    items = []
    for _ in range(count):
        item, at = _decode(data, at)
        items.append(item)
    return items, at


def encode(item: Any) -> bytes:
    """Numbers, texts and arrays as CBOR in its shortest form.

    >>> encode([256, "a"]).hex()
    '821901006161'
    """
    if isinstance(item, int):
        return _head(NUMBER, item)
    if isinstance(item, str):
        return _head(TEXT, len(item.encode())) + item.encode()
    return _head(ARRAY, len(item)) + b"".join(map(encode, item))


def _head(kind: int, argument: int) -> bytes:
    if argument < LONGER:
        return bytes([kind << 5 | argument])
    power = next(power for power in range(4) if argument < 1 << (8 << power))
    return bytes([kind << 5 | (LONGER + power)]) + argument.to_bytes(1 << power)
