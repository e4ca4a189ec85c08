"""Who signs: the body over, beside or under the date that ends a report, also where a page's bars run on behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from nianbao.chinese import HAN
from nianbao.identify import regions
from nianbao.identify.bodies import Body, is_region, read_body, strip_inner_office
from nianbao.identify.dates import ALONE, DATE, FURTHER, LAST_LINES, RUN_ON, RUN_ON_LINES
from nianbao.identify.speech import may_speak_as, speaks_as
from nianbao.identify.witness import Witness

NAME = rf"[{HAN}()·]{{2,30}}?(?:局|委员会|委|办公室|办|厅|处|中心|政府|公署|大队|支队|大学|学院)"
# A name without a date where the text ends: no proof, but it can speak against a bar.
UNDATED = re.compile(rf"(?:^|(?<=[。!]))(?P<who>{NAME})(?:$|(?!主办|承办|版权|地址|电话|邮编|网|技术|维护|制作)[^。,，]*$)")

Signed = tuple[Body, str]  # with the words


def read_signatures(witness: Witness) -> list[Signed]:
    """Bodies that sign with a date; one under it only counts where none stands over or beside it."""
    return [*_over_dates(witness.lines), *_run_on(witness)] or [*_under_date(witness)]


def _over_dates(lines: tuple[str, ...]) -> Iterator[Signed]:
    """Short last lines that name a body and stand over, or with, a date."""
    last = ("", *lines[-FURTHER:], "")
    near = len(last) - LAST_LINES - 1
    for at, (before, line, following) in enumerate(zip(last, last[1:], last[2:], strict=False), start=1):
        dated = DATE.match(following) or DATE.search(line) if at >= near else ALONE.match(following)
        if dated and (body := _named(DATE.sub("", line).removesuffix("日"), before)):
            yield body, line


def _named(name: str, before: str) -> Body | None:
    """The body of a line, whose place may stand on the line before."""
    body = read_body(strip_inner_office(name))
    if body and not regions.read_place(body.name).names and is_region(before):
        return read_body(before + body.name)
    return body


def _run_on(witness: Witness) -> Iterator[Signed]:
    """Names with a date behind a full stop, where what a site prints below a report follows on the same line."""
    for line in witness.lines[-RUN_ON_LINES:]:
        if (
            (match := RUN_ON.search(line))
            and (body := read_body(strip_inner_office(match["who"])))
            and may_speak_as(body, witness)
        ):
            yield body, match[0][: match.start("then") - match.start()]


def _under_date(witness: Witness) -> Iterator[Signed]:
    for line, following in pairwise(witness.lines[-LAST_LINES:]):
        if ALONE.match(line) and (body := read_body(strip_inner_office(following))) and speaks_as(body, witness):
            yield body, following


def read_endings(witness: Witness) -> Iterator[Body]:
    """Bodies that the end of a text or of the capture names, if the text speaks as such a body."""
    names = [match["who"] for line in witness.lines[-RUN_ON_LINES:] if (match := UNDATED.search(line))]
    for name in (*names, *_printed(witness.tail)):
        if (body := read_body(strip_inner_office(name))) and speaks_as(body, witness):
            yield body


def _printed(tail: tuple[str, ...]) -> Iterator[str]:
    """Names that stand over or beside a date at the end of a capture, where spaces set them apart."""
    words = [word for line in tail for word in line.rpartition("。")[2].split()]
    for word, following in pairwise((*words, "")):
        if DATE.match(following) or DATE.search(word):
            yield DATE.sub("", word).removesuffix("日")
