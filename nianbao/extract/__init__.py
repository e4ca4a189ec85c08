"""Prose -> figures: what the report says, with the words that say it, and what each other number is.

Numbers come from `quantities`, their meaning from `data/phrases.yaml`; zeros that are said in words are added. A figure
that is said twice is kept once; the second saying is an exclusion (restatement).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nianbao.extract import phrases as phrase_data
from nianbao.extract.area import area_of
from nianbao.extract.bind import bind
from nianbao.extract.context import survey
from nianbao.extract.negation import find_zeros
from nianbao.extract.period import period_of
from nianbao.extract.phrases import Whole, compiled
from nianbao.extract.whole_lists import name_parts
from nianbao.model import Document, Exclusion, Figure, Identity, Qualifier, Status
from nianbao.quantities import scan
from nianbao.wording import as_printed, in_mainland_words

BETWEEN = re.compile(r"[\d。；]")  # 收到申请8件，其中3件全部公开: not all of the eight
NEARBY = 40  # characters after a total in which it may be given whole to a part
REPEATABLE = {"reply_rate_stated"}  # two rates of 100 % are two statements


def extract(document: Document, identity: Identity) -> tuple[tuple[Figure, ...], tuple[Exclusion, ...]]:
    r"""Find the figures of a report's running text, and what its other numbers are; both in text order.

    >>> from nianbao.parse import parse
    >>> text = "三、依申请公开情况\n2009年，我镇收到申请3件，比上年增加1件。未收取费用。\n"
    >>> figures, exclusions = extract(parse(text), Identity(year="2009"))
    >>> [(f.metric, str(f.value), f.unit, f.quote) for f in figures]
    [('requests_received', '3', '件', '我镇收到申请3件'), ('request_fees_collected', '0', '元', '未收取费用')]
    >>> [e.reason for e in exclusions]
    ['year', 'change']
    """
    read = in_mainland_words(document)
    figures, exclusions = _extract(read, identity)
    return tuple(as_printed(figures, read, document)), exclusions


def _extract(document: Document, identity: Identity) -> tuple[tuple[Figure, ...], tuple[Exclusion, ...]]:
    period = period_of(document.text, identity.year)
    phrases = phrase_data.in_year(period.last)
    quantities, exclusions = scan(document)
    contexts = survey(document)
    area = area_of(document.text, identity)
    reasons = [period.foreign(quantity, contexts.sentence(quantity.start)) or area.foreign(quantity) for quantity in quantities]
    own = tuple(quantity for quantity, reason in zip(quantities, reasons, strict=True) if not reason)
    foreign = (
        Exclusion(start=quantity.start, end=quantity.end, reason=reason)
        for quantity, reason in zip(quantities, reasons, strict=True)
        if reason
    )
    figures = [*name_parts([*bind(document, own, contexts, phrases, identity.agency)])]
    figures += _wholes(document.text, figures, phrases.wholes)
    figures += find_zeros(document.text, contexts, phrases.zeros)
    figures.sort(key=lambda figure: (figure.mark_start, figure.start))
    kept, repeated = _once(figures)
    return tuple(kept), tuple(sorted((*exclusions, *foreign, *repeated), key=lambda exclusion: exclusion.start))


def _wholes(text: str, figures: Iterable[Figure], wholes: Iterable[Whole]) -> Iterator[Figure]:
    """共接受咨询104次，全部为电话咨询: the total's value, stated for its part."""
    for total in tuple(figures):
        for whole in wholes:
            if whole.of == total.metric and not total.part:
                yield from _whole(text, total, whole)


def _whole(text: str, total: Figure, whole: Whole) -> Iterator[Figure]:
    stop = text.find("\n", total.end)
    found = compiled(whole.says).search(text, total.mark_end, min(total.mark_end + NEARBY, stop if stop >= 0 else len(text)))
    if found and not BETWEEN.search(text, total.mark_end, found.start()):
        start, end = found.span()
        yield total._replace(
            metric=whole.metric,
            qualifier=Qualifier.NONE,
            quote=found[0],
            start=start,
            end=end,
            mark_start=start,
            mark_end=end,
        )


def _once(figures: Iterable[Figure]) -> tuple[list[Figure], list[Exclusion]]:
    """Figures without those that were stated before, and these as exclusions."""
    kept: dict[tuple[object, ...], Figure] = {}
    repeated = []
    for place, figure in enumerate(figures):
        anew = not figure.metric or figure.metric in REPEATABLE
        key = (place,) if anew else (figure.metric, figure.part, figure.value)
        if kept.setdefault(key, figure) is not figure and figure.status is Status.STATED:
            repeated.append(Exclusion(start=figure.mark_start, end=figure.mark_end, reason="restatement"))
    return list(kept.values()), repeated
