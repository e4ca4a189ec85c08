"""WRITES: puts Pagefind's bundle in order: the same bytes from the same reports, in small pieces, and none that no page uses.

Pagefind lists filters, their values and the entry's keys in the changing order of hash tables; it packs the index into
pieces of 27 kB, of which a query needs as many as it has characters, and repeats the text in its fragments. Its files are
CBOR behind a mark, compressed. Written for `pagefind-bin==1.5.2`, which is pinned.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nianbao.cbor import ARRAY, decode, encode, head, read_head

MAGIC = b"pagefind_dcd"
PAGES, CHUNKS, FILTERS = 1, 2, 3  # their places in the meta file: [version, pages, chunks, filters, sorts, fields]
HASH = 10  # length of the part of a name that says what the file holds: no browser takes a kept file for a later one
PIECE = 4000  # bytes of the index to a file, before compression: a query of four characters then loads 20 kB instead of 105
# An entry of the index is [word, pages, variants], and every word here is one character. A number can't look like that: its
# bytes are no UTF-8 with an array after it; and the count of entries is compared all the same.
ENTRY = re.compile(
    rb"""
    \x83                                  # an array of three:
    ( \x61 [0-9a-z]                       # a text of one character, in as many bytes as UTF-8 needs
    | \x62 [\xc2-\xdf] [\x80-\xbf]
    | \x63 [\xe0-\xef] [\x80-\xbf]{2}
    | \x64 [\xf0-\xf4] [\x80-\xbf]{3} )
    (?= [\x80-\x9b] )                     # and an array
    """,
    re.VERBOSE,
)
Word = tuple[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A report of the index, and the facts about it that are for the browser alone."""

    id: str
    year: str
    facts: Mapping[str, Any]


def tidy(bundle: Path, entries: Mapping[str, Entry], *, main: bool) -> None:
    """Put one part of the bundle in order, whose pages lie in folders named by the keys of `entries`."""
    entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
    (language,) = entry["languages"].values()
    path = bundle / f"pagefind.{language['hash']}.pf_meta"
    meta = decode(_unpack(path))
    names = dict(_write_fragments(bundle / "fragment", entries))
    meta[PAGES] = [[names[name], count] for name, count in meta[PAGES]]
    meta[CHUNKS] = _recut(bundle / "index", [name for _, _, name in meta[CHUNKS]])
    meta[FILTERS] = sorted([name, _order_values(bundle / "filter" / f"{file}.pf_filter")] for name, file in meta[FILTERS])
    path.unlink()
    content = encode(meta)
    language["hash"] = _write(bundle, "pagefind.{}.pf_meta", content, f"zh_{_digest([content])}")
    (bundle / "pagefind-entry.json").write_bytes(as_json(entry))
    for program in () if main else (*bundle.glob("*.js"), *bundle.glob("wasm.*")):
        program.unlink()  # the main part's serves all


def as_json(data: object) -> bytes:
    """Data in the one form that it has."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _write_fragments(folder: Path, entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """Facts in, which Pagefind would index; text out, which the browser takes, unfolded, from text.txt.

    The new name says which report it is, and of which year: the browser can order and name hits that it has not loaded.
    Yields the name before and the name after.
    """
    made = dict[str, tuple[Entry, bytes]]()
    for path in sorted(folder.iterdir()):
        fragment = json.loads(_unpack(path))
        page = entries[fragment["url"].strip("/")]
        path.unlink()
        made[path.stem] = page, as_json({**fragment, "content": "", "meta": page.facts})
    digest = _digest(content for _, content in made.values())
    for before, (page, content) in made.items():
        yield before, _write(folder, "{}.pf_fragment", content, f"{page.year}_{page.id}_{digest}")


def _order_values(path: Path) -> str:
    """Sort the values of a filter; gives the new name of its file."""
    name, values = decode(_unpack(path))
    path.unlink()
    content = encode([name, sorted(values)])
    return _write(path.parent, "{}.pf_filter", content, f"zh_{_digest([content])}")


def _recut(folder: Path, names: list[str]) -> list[list[str]]:
    """Cut the index anew; gives the first word, the last word and the name of each piece."""
    words = sorted(word for name in names for word in _words(_unpack(folder / f"{name}.pf_index")))
    for name in names:
        (folder / f"{name}.pf_index").unlink()
    digest = _digest(entry for _, entry in words)
    return [
        [piece[0][0], piece[-1][0], _write(folder, "{}.pf_index", _packed(piece), f"{digest}_{number}")]
        for number, piece in enumerate(_pieces(words))
    ]


def _words(chunk: bytes) -> Iterator[Word]:
    """Each word of a piece of the index with its entry as it lies there. Raises ValueError where it is none of ours."""
    _, _, at = read_head(chunk, 0)
    _, count, at = read_head(chunk, at)
    found = list(ENTRY.finditer(chunk, at))
    if len(found) != count or (found and found[0].start() != at):
        raise ValueError(f"{len(found)} entries of {count} found: is this another version of Pagefind?")
    ends = [*(entry.start() for entry in found[1:]), len(chunk)]
    for entry, end in zip(found, ends, strict=True):
        yield entry[1][1:].decode(), chunk[entry.start() : end]


def _pieces(words: list[Word]) -> Iterator[list[Word]]:
    piece, size = list[Word](), 0
    for word in words:
        if piece and size + len(word[1]) > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(word)
        size += len(word[1])
    if piece:
        yield piece


def _packed(piece: list[Word]) -> bytes:
    return head(ARRAY, 1) + head(ARRAY, len(piece)) + b"".join(entry for _, entry in piece)


def _digest(contents: Iterable[bytes]) -> str:
    """A name for all files of a kind: in the list of a part, which every query needs, it costs less than one for each."""
    return hashlib.sha256(b"".join(contents)).hexdigest()[:HASH]


def _write(folder: Path, name: str, content: bytes, stem: str) -> str:
    """Write content to a file; gives the stem of its name."""
    with (folder / name.format(stem)).open("xb") as file:
        file.write(gzip.compress(MAGIC + content, mtime=0))
    return stem


def _unpack(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(MAGIC)
