"""Numbers as markup: gaps between groups of digits, and where the working of a check may break."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

GROUP = 3  # digits between two gaps
SHORT = 4  # digits that are read without a gap
ON_ONE_LINE = 18  # characters of a working that never needs to break


def digits(value: Decimal | str | int) -> Markup:
    """A number as text; long ones get a gap every three digits that is style, not a character.

    >>> digits(Decimal("1170")), str(digits(Decimal("13615")))
    (Markup('1170'), '13<span class="g">615</span>')
    """
    whole, point, rest = (f"{value:f}" if isinstance(value, Decimal) else str(value)).partition(".")
    if len(whole) <= SHORT:
        return escape(whole + point + rest)
    first = len(whole) % GROUP or GROUP
    groups = [whole[at : at + GROUP] for at in range(first, len(whole), GROUP)]
    spaced = Markup("").join(Markup('<span class="g">{}</span>').format(group) for group in groups)
    return escape(whole[:first]) + spaced + escape(point + rest)


def working(text: str) -> Markup:
    """The working of a check: a long one may break after a sign, none within a number.

    >>> working("190+900=1090"), working("190+900+13615=14705")
    (Markup('190+900=1090'), Markup('190+<wbr>900+<wbr>13615=<wbr>14705'))
    """
    pieces = str(escape(text)).replace("&gt;=", "≥")
    if len(text) <= ON_ONE_LINE:
        return Markup(pieces)  # noqa: S704 - escaped above
    for sign in "+=×÷≠≥":
        pieces = pieces.replace(sign, f"{sign}<wbr>")
    return Markup(pieces)  # noqa: S704 - escaped above
