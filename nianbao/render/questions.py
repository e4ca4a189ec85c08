"""Questions worth asking, each a page of the reports that answer it: figures and checks with the way to their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from nianbao.catalogue import Words
from nianbao.data import read_text
from nianbao.model import Check, Report
from nianbao.render.arithmetic import MOST, Chunk, check_line, chunks, report_head
from nianbao.render.cells import UP, evidence, page
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree, View
from nianbao.render.values import label, value
from nianbao.strict_yaml import load
from nianbao.tabulate.questions import ANSWERS, Answer, ask

SHOWN = 12  # figures of one report; a table that is out of place may have a hundred


class Question(NamedTuple):
    """A question in both scripts: its title, how to read its page, what stands there where no report answers."""

    id: str
    title: Words
    how: Words
    none: Words


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of their file."""
    data = load(read_text("questions.yaml")).data
    return tuple(Question(name, *(Words(**entry[key]) for key in ("title", "how", "none"))) for name, entry in data.items())


@lru_cache(maxsize=2)  # a tree for each script
def answers(tree: Tree) -> dict[str, tuple[Answer, ...]]:
    """The reports that answer each question, by its id."""
    return {question: tuple(ask(question, tree.archive.reports, tree.points_of)) for question in ANSWERS}


def views(tree: Tree) -> Iterator[View]:
    """A page for every question, also for those that no report answers: links lead there."""
    for question in questions():
        found = answers(tree)[question.id]
        for chunk in chunks(found, MOST):
            yield view(tree, question, chunk, len(found))


def view(tree: Tree, question: Question, chunk: Chunk[Answer], count: int) -> View:
    """One page of a question's answers."""
    title = question.title.of(tree.script)
    address = f"checks/{question.id}{chunk.suffix}/"
    context: dict[str, Any] = {"question": question, "chunk": chunk, "count": count}
    rows = Markup("\n".join(_row(tree, answer) for answer in chunk.items))  # noqa: S704 - every piece is escaped
    return page(tree, address, [(tree.words.checks_title, "checks/"), (title, address)], body=rows, **context)


def _row(tree: Tree, answer: Answer) -> str:
    stated = [_stated(tree, answer.report, at) for at in answer.figures[:SHOWN]]
    more = len(answer.figures) - SHOWN
    stated += [f'<span class="quiet">{tree.words.question_more.format(count=more)}</span>'] if more > 0 else []
    lines = [" · ".join(stated)] if stated else []
    lines += [_line(tree, answer.report, check) for check in answer.checks]
    return f"{report_head(tree, answer.report)}<td>{'<br>'.join(lines)}</td></tr>"


def _stated(tree: Tree, report: Report, position: int) -> str:
    figure = report.figures[position]
    way = f'<a class="evidence" href="{UP}{evidence(tree, report, position)}">{value(tree, figure)}</a>'
    return f"{attribute(_name(tree, report, position))} {way}"


def _name(tree: Tree, report: Report, position: int) -> str:
    figure = report.figures[position]
    metric = tree.metric_label(figure.metric) if figure.metric else ""
    return "·".join(dict.fromkeys(filter(None, (metric, label(tree, figure)))))


def _line(tree: Tree, report: Report, check: Check) -> str:
    return f'<span class="check {check.outcome.value}">{check_line(tree, report, check)}</span>'


def counted(tree: Tree) -> Sequence[tuple[Question, int]]:
    """Every question with how many reports answer it."""
    return [(question, len(answers(tree)[question.id])) for question in questions()]
