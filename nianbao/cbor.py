"""The part of CBOR (RFC 8949) that Pagefind's filters and lists are made of: arrays, texts and whole numbers."""

from __future__ import annotations

from typing import Any

NUMBER, TEXT, ARRAY = 0, 3, 4  # major types (section 3.1)
LONGER = 24  # from here on the argument follows the first byte, in 1, 2, 4 or 8 bytes (section 3)


def decode(data: bytes) -> Any:
    """The numbers, texts and arrays of CBOR. Raises ValueError for anything else.

    >>> decode(bytes([0x82, 0x19, 0x01, 0x00, 0x61, 0x61]))
    [256, 'a']
    """
    return _decode(data, 0)[0]


def _decode(data: bytes, at: int) -> tuple[Any, int]:
    kind, argument, at = read_head(data, at)
    if kind == NUMBER:
        return argument, at
    if kind == TEXT:
        return data[at : at + argument].decode(), at + argument
    if kind != ARRAY:
        raise ValueError(f"CBOR of major type {kind}: is this another version of Pagefind?")
    return _decode_items(data, at, argument)


def read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """What the head of an item says: its major type, its argument, and where it ends."""
    kind, argument = data[at] >> 5, data[at] & 0x1F
    if argument < LONGER:
        return kind, argument, at + 1
    end = at + 1 + (1 << (argument - LONGER))
    return kind, int.from_bytes(data[at + 1 : end]), end


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
        return head(NUMBER, item)
    if isinstance(item, str):
        return head(TEXT, len(item.encode())) + item.encode()
    return head(ARRAY, len(item)) + b"".join(map(encode, item))


def head(kind: int, argument: int) -> bytes:
    """The head of an item in its shortest form.

    >>> head(ARRAY, 2).hex(), head(ARRAY, 300).hex()
    ('82', '99012c')
    """
    if argument < LONGER:
        return bytes([kind << 5 | argument])
    power = next(power for power in range(4) if argument < 1 << (8 << power))
    return bytes([kind << 5 | (LONGER + power)]) + argument.to_bytes(1 << power)
