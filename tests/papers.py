"""Small documents of Word and PDF, made by hand: their bytes are all that the tests know of the two formats."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
OUTLINELESS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /Song /Ascent 800 /Descent -200 /Flags 4 >> >>"
)


def docx(*blocks: str, parts: dict[str, str | bytes] | None = None) -> bytes:
    """A document of Word with blocks made by `paragraph` and `table`, and with further or other parts."""
    made = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">'
        f'<Relationship Id="r1" Type="{DOCUMENT}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>',
        **(parts or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: str) -> str:
    """Rows whose cells are separated by `|`; a cell that begins with `2*` is two columns wide."""
    return f"<w:tbl>{''.join(f'<w:tr>{_cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def _cells(row: str) -> str:
    cells = ((2 if cell.startswith("2*") else 1, paragraph(cell.removeprefix("2*"))) for cell in row.split("|"))
    return "".join(f'<w:tc><w:tcPr><w:gridSpan w:val="{width}"/></w:tcPr>{text}</w:tc>' for width, text in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text on a page of 600 × 800 points, from the upper left corner; aslant, it rises to the right."""

    x: int
    y: int
    text: str
    size: int = 10
    aslant: bool = False


def grid(x: int, y: int, columns: int, rows: int) -> str:
    """The rules of a table, as instructions of a page; every cell is 120 × 20 points."""
    width, height = 120, 20
    down = [f"{x + i * width} {800 - y} m {x + i * width} {800 - y - rows * height} l S" for i in range(columns + 1)]
    across = [f"{x} {800 - y - i * height} m {x + columns * width} {800 - y - i * height} l S" for i in range(rows + 1)]
    return "\n".join([*down, *across])


def pdf(*pages: tuple[Words | str, ...], trailer: str = "", unicode: bool = True, padding: int = 0) -> bytes:
    """A PDF with words and instructions on its pages; its one font has no outlines, but a table of what its codes mean."""
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    letters = sorted({c for page in pages for thing in page if isinstance(thing, Words) for c in thing.text})
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R]"
        + (b" /ToUnicode 5 0 R >>" if unicode else b" >>"),
        OUTLINELESS,
        _stream(_meanings(letters)),
    ]
    for i, page in enumerate(pages):
        inner = f"/Contents {7 + 2 * i} 0 R /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {inner} >>".encode())
        objects.append(_stream("\n".join(_drawn(thing) for thing in page).encode() + b" " * padding))
    return _numbered(objects, trailer)


def _meanings(letters: list[str]) -> bytes:
    pairs = "\n".join(f"<{ord(c):04x}> <{ord(c):04x}>" for c in letters)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(letters)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    ).encode()


def _drawn(thing: Words | str) -> str:
    if isinstance(thing, str):
        return thing
    codes = "".join(f"{ord(c):04x}" for c in thing.text)
    turned = "0.8 0.6 -0.6 0.8" if thing.aslant else "1 0 0 1"
    return f"BT /F1 {thing.size} Tf {turned} {thing.x} {800 - thing.y} Tm <{codes}> Tj ET"


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(packed), packed)


def _numbered(objects: list[bytes], trailer: str) -> bytes:
    made, places = b"%PDF-1.7\n", list[int]()
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    )
    return made + f"{end}startxref\n{len(made)}\n%%EOF\n".encode()
