"""The markup of Word, mended where the library that reads it sees more, less or otherwise than Word shows."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFF = ("0", "false", "off")
MOST_COLUMNS = 63  # as many as Word allows


def markup_as_shown(markup: bytes) -> bytes:
    """A part of a document without hidden runs, with all text boxes and annotated words, and each cell in its column."""
    root = ET.fromstring(markup)  # noqa: S314 - within the limits of time and memory, as the library's own reading is
    for parent in list(root.iter()):
        for run in [run for run in parent.findall(f"{WORD}r") if _is_hidden(run)]:
            parent.remove(run)
    for run in list(root.iter(f"{WORD}r")):
        _unwrap_annotated(run)
    for choice in root.iter(f"{COMPATIBLE}AlternateContent"):
        _keep_box(choice)
    for row in root.iter(f"{WORD}tr"):
        _fill_before(row)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _is_hidden(run: ET.Element) -> bool:
    hidden = run.find(f"{WORD}rPr/{WORD}vanish")
    return hidden is not None and hidden.get(f"{WORD}val", "1") not in OFF


def _unwrap_annotated(run: ET.Element) -> None:
    """Words with their reading above them: the words."""
    for place, ruby in enumerate(run):
        if ruby.tag == f"{WORD}ruby":
            run[place] = ET.Element(f"{WORD}smartTag")  # what the library looks into
            run[place].extend(ruby.findall(f"{WORD}rubyBase/*"))


def _keep_box(choice: ET.Element) -> None:
    """A text box without the older form of it, which is the one that the library reads."""
    boxes = list(choice.iterfind(f"{COMPATIBLE}Choice//{WORD}txbxContent"))
    if boxes and choice.find(f"{COMPATIBLE}Fallback") is None:
        picture = ET.SubElement(ET.SubElement(choice, f"{COMPATIBLE}Fallback"), f"{WORD}pict")
        picture.extend(boxes)


def _fill_before(row: ET.Element) -> None:
    """A row that begins in a later column than the table."""
    before = row.find(f"{WORD}trPr/{WORD}gridBefore")
    count = before.get(f"{WORD}val", "") if before is not None else ""
    if count.isdecimal() and 0 < int(count) <= MOST_COLUMNS:
        first = next((place for place, cell in enumerate(row) if cell.tag == f"{WORD}tc"), len(row))
        for cell in _empty_cells(int(count)):
            row.insert(first, cell)


def _empty_cells(count: int) -> Iterator[ET.Element]:
    for _ in range(count):
        cell = ET.Element(f"{WORD}tc")
        ET.SubElement(cell, f"{WORD}p")
        yield cell
