"""The coverage matrix: agency by year as small squares, each a report with the way to it. By hand, for speed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from nianbao.model import Agency
from nianbao.render.emit import attribute
from nianbao.render.environment import Tree
from nianbao.tabulate import Held, Place


def squares(tree: Tree, places: Iterable[Place], up: str, who: str = "") -> Markup:
    """The cells of a row; `who` is said to those who see neither row nor column, `up` leads to the tree."""
    return Markup("".join([_square(tree, place, up, who) for place in places]))  # noqa: S704 - every piece is escaped


def _square(tree: Tree, place: Place, up: str, who: str) -> str:
    if place.report is None:
        return f'<td><span class="square"><span class="unseen">{tree.words.held_none}</span></span></td>'
    state = place.state.value
    said = f'<span class="unseen">{who}{place.year} {getattr(tree.words, f"held_{state}")}</span>'
    return f'<td><a class="square {state}" href="{up}report/{place.report.id}/">{said}</a></td>'


def rows(tree: Tree, held: Iterable[tuple[Agency, Sequence[Place]]], up: str) -> Markup:
    """A row for each agency with its places."""
    return Markup("\n".join(_row(tree, agency, places, up) for agency, places in held))  # noqa: S704 - escaped


def _row(tree: Tree, agency: Agency, places: Sequence[Place], up: str) -> str:
    name = attribute(tree.here(agency.name))
    cells = squares(tree, places, up, f"{name} ")
    return f'<tr><th scope="row"><a href="{up}agency/{agency.key}/">{name}</a></th>{cells}</tr>'


def states(places: Iterable[Place]) -> tuple[Held, ...]:
    """What the legend of a matrix must explain."""
    found = {place.state for place in places}
    return tuple(state for state in Held if state in found)
