"""A report's text as HTML: headings, paragraphs with their permalinks, tables as printed, and the evidence margin.

Blocks keep their element ids; what the text says is never touched: signs and permalinks come from the stylesheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from nianbao.model import Block, Cell, Document, Figure, Heading, Outcome, Paragraph, Report, Status, Table
from nianbao.render.emit import Span, attribute, emit
from nianbao.render.environment import Tree
from nianbao.render.marks import Mark, emended, mark_of, marks, outcomes, worth_a_note
from nianbao.render.pasted import in_rows, is_number, is_numeral
from nianbao.render.values import label, outcome_sign, value

TAGS = ("h2", "h3", "h4", "h5", "h6")  # the first is the page's own, above the text
DEEPEST_QUOTED, SHORTEST_QUOTED = 1, 16  # level of a heading, characters of a paragraph that is no sentence
LONGEST_UNBROKEN = 10  # characters; 771638人次 has eight


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A report's text in one script with everything that is drawn into it."""

    tree: Tree
    report: Report
    text: str  # of the whole document, in the script
    marks: dict[str, tuple[Mark, ...]]
    outcomes: dict[int, Outcome]
    doubts: tuple[Span, ...]
    tags: dict[str, str]  # of headings below the title, by their ids
    row_of: dict[str, str]  # metric -> id of its row among the figures, where a cell states it
    twin: str  # address of the same page in the other script
    twin_lang: str

    @property
    def places(self) -> dict[int, str]:
        """The id of the mark that shows each figure."""
        return mark_of(self.marks)


def text_of(tree: Tree, report: Report, twin: str) -> Text:
    """The text of a report in a tree's script, converted in one call."""
    found = marks(report)
    return Text(
        tree=tree,
        report=report,
        text=tree.here(report.document.text),
        marks=found,
        tags=_tags(report.document),
        row_of=_rows(report, found),
        outcomes=outcomes(report),
        doubts=tuple(_apart(sorted(_doubts(tree, report)))),
        twin=twin,
        twin_lang=f"zh-{tree.other.value}",
    )


def _tags(document: Document) -> dict[str, str]:
    """Headings as deep as they are, but none deeper than one below the heading before it, as a report without chapters has."""
    depth, tags = 0, dict[str, str]()
    for block in document.blocks:
        if isinstance(block, Heading) and block.level:
            depth = min(block.level, depth + 1)
            tags[block.anchor] = TAGS[depth]
    return tags


def _rows(report: Report, found: dict[str, tuple[Mark, ...]]) -> dict[str, str]:
    """The ids of rows for cells to lead to: a metric's is named after the first cell that states it, and no other metric."""
    cells = [(mark.id, report.figures[i]) for of_block in found.values() for mark in of_block if mark.whole for i in mark.figures]
    first = {cell: figure.metric for cell, figure in reversed(cells) if figure.metric and not figure.part}
    return {metric: f"{cell}n" for cell, metric in reversed(first.items())}


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
    blocks = [block for block in text.report.document.blocks if not (isinstance(block, Heading) and block.level == 0)]
    return Markup("\n".join(piece for row in in_rows(blocks) for piece in _row(text, row)))  # noqa: S704 - emitted


def _row(text: Text, row: tuple[Block, ...]) -> Iterator[str]:
    """A block, or a row of lines that are cells."""
    if len(row) == 1 and not is_numeral(row[0]):
        yield from _block(text, row[0])
        return
    cells = [block for block in row if isinstance(block, Paragraph)]
    lines = "".join(f'<p id="{cell.anchor}">{_inline(text, cell)}</p>' for cell in cells)
    yield f'<div class="pasted">{lines}</div>'
    yield from (notes for cell in cells for notes in _notes(text, cell))


def _block(text: Text, block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield _table(text, block)
        return
    tag = text.tags[block.anchor] if isinstance(block, Heading) else "p"
    yield f'<{tag} id="{block.anchor}">{_inline(text, block)}{_pins(text, block)}</{tag}>'
    yield from _notes(text, block)


def _pins(text: Text, block: Heading | Paragraph) -> str:
    """The permalink, and the way to the same place in the other script; what they show is the stylesheet's."""
    words, anchor = text.tree.words, block.anchor
    if not _is_quoted(block):
        return ""
    return (
        f'<a href="#{anchor}" aria-label="{words.permalink}"></a>'
        f'<a href="{text.twin}#{anchor}" hreflang="{text.twin_lang}" aria-label="{words.twin}"></a>'
    )


def _is_quoted(block: Heading | Paragraph) -> bool:
    """Whether anyone would lead to a block: the lines of a table that was pasted say nothing by themselves."""
    if isinstance(block, Heading):
        return block.level <= DEEPEST_QUOTED
    return block.end - block.start >= SHORTEST_QUOTED or block.text.endswith("。")


def _inline(text: Text, block: Heading | Paragraph) -> str:
    stated = [_marked(text, mark, n) for n, mark in enumerate(text.marks.get(block.anchor, ()), start=1)]
    lead = [Span(block.start, block.start + block.lead, "<b>", "</b>")] if isinstance(block, Paragraph) and block.lead else []
    layers = [spans for spans in (stated, lead, _within(text.doubts, block)) if spans]
    return emit(text.text, block.start, block.end, layers)


def _within(spans: tuple[Span, ...], block: Heading | Paragraph | Cell) -> list[Span]:
    return [span for span in spans if span.start < block.end and span.end > block.start]


def _marked(text: Text, mark: Mark, number: int) -> Span:
    """A mark leads to its note, where it has one; a number and its unit stay on one line, longer words may break."""
    if mark.whole:
        return Span(mark.start, mark.end, *_whole(text, mark))
    anchor = mark.id.partition("f")[0]
    long = ' class="long"' if mark.end - mark.start > LONGEST_UNBROKEN else ""
    figures = [text.report.figures[i] for i in mark.figures]
    place = f' id="{mark.id}"' if any(figure.metric for figure in figures) else ""
    if any(map(worth_a_note, figures)):
        return Span(mark.start, mark.end, f'<mark{place}{long}><a href="#{anchor}n{number}">', "</a></mark>")
    return Span(mark.start, mark.end, f"<mark{place}{long}>", "</mark>")


def _whole(text: Text, mark: Mark) -> tuple[str, str]:
    """Around what is a mark as a whole: the way to its metric among the figures, but for a part, which has no row there."""
    if mark.start == mark.end:
        return "<mark>", "</mark>"
    figures = (text.report.figures[i] for i in mark.figures)
    row = next((text.row_of[figure.metric] for figure in figures if figure.metric in text.row_of and not figure.part), "")
    return (f'<mark><a href="#{row}">', "</a></mark>") if row else ("<mark>", "</mark>")


def _notes(text: Text, block: Heading | Paragraph) -> Iterator[str]:
    """The figures that a paragraph states, in the margin: value, metric, the sign of its check."""
    found = enumerate(text.marks.get(block.anchor, ()), start=1)
    lines = [line for n, mark in found for line in _note(text, mark, f"{block.anchor}n{n}")]
    if lines:
        yield f'<aside class="notes" role="note">{"".join(lines)}</aside>'


def _note(text: Text, mark: Mark, note: str) -> Iterator[str]:
    identity = f' id="{note}"'
    for i in () if mark.whole else mark.figures:
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
    return f'{region}<table id="{table.anchor}">\n{rows}</table></div>'


def _cell(text: Text, cell: Cell) -> str:
    """A cell; one that is empty and states nothing is no place to lead to and has no id."""
    content = emit(text.text, cell.start, cell.end, [_within(text.doubts, cell)] if text.doubts else ())
    found = text.marks.get(cell.anchor, ())
    for mark in found:
        opened, closed = _whole(text, mark)
        content = f"{opened}{content}{closed}"
    place = f' id="{cell.anchor}"' if content else ""
    return f"<td{place}{_kind(cell, [text.report.figures[i] for mark in found for i in mark.figures])}>{content}</td>"


def _kind(cell: Cell, figures: list[Figure]) -> str:
    """The class of a cell: unreadable, blank, a number that nothing was read from; what it means is said in the legend."""
    if any(figure.status is Status.UNREADABLE for figure in figures):
        return ' class="unreadable"'
    if not cell.text.strip() and figures:
        return ' class="blank"'
    return ' class="number"' if not figures and is_number(cell.text) else ""
