"""A report's text as HTML: headings, paragraphs with their permalinks, tables as printed, and the evidence margin.

Blocks keep their element ids; what the text says is never touched: signs and permalinks come from the stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from nianbao.model import Block, Cell, Figure, Heading, Outcome, Paragraph, Report, Status, Table
from nianbao.render.emit import Span, attribute, emit
from nianbao.render.environment import Tree
from nianbao.render.marks import Mark, emended, mark_of, marks, outcomes, worth_a_note
from nianbao.render.values import label, outcome_sign, value

TAGS = {0: "span", 1: "h3", 2: "h4", 3: "h5", 4: "h6"}
SHORTEST_PINNED = 8  # characters: where a table was pasted as lines, its cells are no paragraphs to quote
LONGEST_UNBROKEN = 10  # characters; 771638人次 has eight
DOTS = str.maketrans("", "", ".,-−–—%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report's text in one script with everything that is drawn into it."""

    tree: Tree
    report: Report
    text: str  # of the whole document, in the script
    marks: dict[str, tuple[Mark, ...]]
    outcomes: dict[int, Outcome]
    doubts: tuple[Span, ...]
    twin: str  # address of the same page in the other script
    twin_lang: str

    @property
    def places(self) -> dict[int, str]:
        """The id of the mark that shows each figure."""
        return mark_of(self.marks)


def text_of(tree: Tree, report: Report, twin: str) -> Text:
    """The text of a report in a tree's script, converted in one call."""
    return Text(
        tree=tree,
        report=report,
        text=tree.here(report.document.text),
        marks=marks(report),
        outcomes=outcomes(report),
        doubts=tuple(_apart(sorted(_doubts(tree, report)))),
        twin=twin,
        twin_lang=f"zh-{tree.other.value}",
    )


def _doubts(tree: Tree, report: Report) -> Iterator[Span]:
    """Suspected losses and emendations; one without width takes in the character that it stands before."""
    for loss in report.cleaned.suspicions:
        why = attribute(tree.suspicion_label(loss.rule))
        yield Span(loss.start, max(loss.end, loss.start + 1), f'<span class="lost" title="{why}">', "</span>")
    for change in emended(report):
        why = attribute(tree.here(change.reason) or tree.words.emendation)
        yield Span(change.start, max(change.end, change.start + 1), f'<ins class="emended" title="{why}">', "</ins>")


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Spans cut so that none overlaps the one before it."""
    for before, span in pairwise([Span(0, 0, "", ""), *spans]):
        if span.end > before.end:
            yield span._replace(start=max(span.start, before.end))


def title(text: Text) -> Markup:
    """The title as printed, each line with its id; empty where the report has none."""
    lines = (block for block in text.report.document.blocks if isinstance(block, Heading) and block.level == 0)
    return Markup("\n".join(f'<span id="{line.anchor}">{_inline(text, line)}</span>' for line in lines))  # noqa: S704 - emitted


def body(text: Text) -> Markup:
    """Everything below the title."""
    blocks = (block for block in text.report.document.blocks if not (isinstance(block, Heading) and block.level == 0))
    return Markup("\n".join(piece for block in blocks for piece in _block(text, block)))  # noqa: S704 - emitted


def _block(text: Text, block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield _table(text, block)
        yield from _read(text, block)
        return
    tag = TAGS[block.level] if isinstance(block, Heading) else "p"
    yield f'<{tag} id="{block.anchor}">{_inline(text, block)}{_pins(text, block)}</{tag}>'
    yield from _notes(text, block)


def _pins(text: Text, block: Heading | Paragraph) -> str:
    """The permalink, and the way to the same place in the other script; what they show is the stylesheet's."""
    words, anchor = text.tree.words, block.anchor
    if block.end - block.start < SHORTEST_PINNED and isinstance(block, Paragraph):
        return ""
    return (
        f'<span class="pins"><a href="#{anchor}" aria-label="{words.permalink} {anchor}"></a>'
        f'<a href="{text.twin}#{anchor}" hreflang="{text.twin_lang}" aria-label="{words.twin} {anchor}"></a></span>'
    )


def _inline(text: Text, block: Heading | Paragraph) -> str:
    stated = [_marked(text, mark, n) for n, mark in enumerate(text.marks.get(block.anchor, ()), start=1)]
    lead = [Span(block.start, block.start + block.lead, "<b>", "</b>")] if isinstance(block, Paragraph) and block.lead else []
    layers = [spans for spans in (stated, lead, _within(text.doubts, block)) if spans]
    return emit(text.text, block.start, block.end, layers)


def _within(spans: tuple[Span, ...], block: Heading | Paragraph | Cell) -> list[Span]:
    return [span for span in spans if span.start < block.end and span.end > block.start]


def _marked(text: Text, mark: Mark, number: int) -> Span:
    """A mark leads to its note, where it has one; a number and its unit stay on one line, longer words may break."""
    anchor = mark.id.partition("f")[0]
    kind = ["long"] if mark.end - mark.start > LONGEST_UNBROKEN else []
    if any(worth_a_note(text.report.figures[i]) for i in mark.figures):
        return Span(mark.start, mark.end, f'<mark id="{mark.id}"{_class(kind)}><a href="#{anchor}n{number}">', "</a></mark>")
    return Span(mark.start, mark.end, f'<mark id="{mark.id}"{_class([*kind, "other"])}>', "</mark>")


def _class(names: list[str]) -> str:
    return f' class="{" ".join(names)}"' if names else ""


def _notes(text: Text, block: Heading | Paragraph) -> Iterator[str]:
    """The figures that a paragraph states, in the margin: value, metric, the sign of its check."""
    found = enumerate(text.marks.get(block.anchor, ()), start=1)
    lines = [line for n, mark in found for line in _note(text, mark, f"{block.anchor}n{n}")]
    if lines:
        yield f'<aside class="notes" role="note">{"".join(lines)}</aside>'


def _note(text: Text, mark: Mark, note: str) -> Iterator[str]:
    identity = f' id="{note}"'
    for i in mark.figures:
        figure = text.report.figures[i]
        if worth_a_note(figure):
            yield f'<a{identity} href="#{mark.id}">{_read_as(text, i, figure)}</a>'
            identity = ""


def _read_as(text: Text, i: int, figure: Figure) -> str:
    name = attribute(label(text.tree, figure))
    if figure.value is None:  # takes part in a check only in the sense that whatever it is leaves room for it
        return f"{value(text.tree, figure)} {name}"
    return f"{value(text.tree, figure)} {name} {outcome_sign(text.tree.script, text.outcomes.get(i))}".rstrip()


def _table(text: Text, table: Table) -> str:
    """A table as printed, in a region that scrolls by itself and can be reached by keyboard."""
    name = f"{text.tree.words.table} {table.number}"
    rows = "".join(f"<tr>{''.join(_cell(text, cell) for cell in row)}</tr>\n" for row in table.rows)
    region = f'<div class="scroll" role="region" tabindex="0" aria-label="{name}">'
    return f'{region}<table id="{table.anchor}" class="printed">\n{rows}</table></div>'


def _cell(text: Text, cell: Cell) -> str:
    found = text.marks.get(cell.anchor, ())
    content = emit(text.text, cell.start, cell.end, [_within(text.doubts, cell)])
    kind = _kind(cell, [text.report.figures[i] for mark in found for i in mark.figures])
    shown = f"<mark>{content}</mark>" if found else content
    return f'<td id="{cell.anchor}"{kind}>{shown}</td>'


def _kind(cell: Cell, figures: list[Figure]) -> str:
    """The class of a cell: unreadable, blank, a number; what it means is said in the legend."""
    if any(figure.status is Status.UNREADABLE for figure in figures):
        return ' class="unreadable"'
    if not cell.text.strip() and figures:
        return ' class="blank"'
    return ' class="number"' if cell.text.translate(DOTS).strip().isdecimal() else ""


def _read(text: Text, table: Table) -> Iterator[str]:
    """What was read from a table: every figure but the parts, with the way to its cell."""
    prefix = f"{table.anchor}r"
    read = [(i, figure) for i, figure in enumerate(text.report.figures) if figure.anchor.startswith(prefix)]
    if not read:
        return
    lines = "".join(f'<a href="#{figure.anchor}">{_read_as(text, i, figure)}</a>' for i, figure in read if not figure.part)
    summary = text.tree.words.read_from_table.format(n=len(read))
    yield f'<aside class="notes under" role="note"><details><summary>{summary}</summary>{lines}</details></aside>'
