"""Who reports: from the title, else from what the report says of itself, its signature, or the bar above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nianbao.identify import regions
from nianbao.identify.bodies import (
    DEPARTMENT,
    GOVERNMENT,
    OTHER,
    TOWNSHIP,
    ZONE,
    Body,
    is_same,
    seat_of,
)
from nianbao.identify.claims import Claim, read_bylines, read_claims, read_issuer
from nianbao.identify.rivals import find_truer, is_disputed, is_stranger
from nianbao.identify.speech import FIRST_PERSON
from nianbao.identify.titles import BULLETS, read_title, with_topic
from nianbao.identify.witness import Witness
from nianbao.identify.years import title_years
from nianbao.model import Attribution

# 县政府加快建设: what a report says of the government that it is the report of.
SEAT_ACTS = re.compile(
    r"(?:^|[,。;、)）])[省市区县州旗盟](?:人民)?政府(?=继续|加快|加强|不断|积极|进一步|高度|始终|在|共|通过|主动|认真|全面|未|没有)",
    re.MULTILINE,
)
SEAT_NAMED = re.compile(r"(?<=[省县区旗])(?:委(?!托|派|任)|党委|(?:人民)?政府|(?:政府)?门户网)")
AUTONOMOUS = "自治区"
OWNED = r"(?=政务|信息公开|政府信息|权责|门户|网站|官网|官方|微信|微博|党组)"
PLACED = re.compile(r"[^省市区县旗]{1,4}[市区县旗]")  # a name that says where, be it misspelt


def find_agency(witness: Witness, titles: tuple[str, ...], year: str) -> tuple[Claim | None, Attribution]:
    """The reporting body with its evidence, and whether a title states it."""
    stated = [(title, body) for title in titles if (body := read_title(with_topic(title, witness)))]
    if any(title_years((title,)) and _is_rival(body, stated[0][1]) for title, body in stated):
        stated = _own_titles(stated, witness)
    if not stated:
        claim = _agreed(read_claims(witness), witness, year)
        return claim, Attribution.INFERRED if claim else Attribution.UNKNOWN
    title, named = stated[0][0], _respelled(_signed(stated[0][1], witness), witness)
    if claim := find_truer(named, witness):
        return claim, Attribution.INFERRED
    if is_disputed(named, witness):
        return None, Attribution.UNKNOWN
    body = _placed(named, title, witness, year)
    # What the capture printed above the report may hold advertising, which evidence must not show.
    quote = title if title in witness.body or title == witness.title else body.name
    body = _named_in_full(_completed(body, witness), witness)
    return (Claim(body, "title", quote), Attribution.STATED) if body else (None, Attribution.UNKNOWN)


def _signed(body: Body, witness: Witness) -> Body:
    """The township or the like alone below a title that names the region which it lies in; else the title's body."""
    if body.level != GOVERNMENT and not ZONE.search(body.name):
        return body
    below = [claim.body for claim in read_bylines(witness) if claim.body.level in (TOWNSHIP, OTHER)]
    return below[0] if below and not is_same(body, below[0]) else body


def _respelled(body: Body, witness: Witness) -> Body:
    """The body as the text writes it, where its title places it nowhere and differs by one misread character: 灵壁县."""
    if regions.read_place(body.name).names or not PLACED.match(body.name):
        return body
    claimed = [claim.body for claim in read_claims(witness) if len(claim.body.name) == len(body.name)]
    near = [each for each in claimed if sum(a != b for a, b in zip(each.name, body.name, strict=True)) == 1]
    return next((each for each in near if regions.read_place(each.name).names), body)


def _placed(body: Body, quote: str, witness: Witness, year: str) -> Body:
    """A department that its name places nowhere (县财政局) under the one placed name that the text has for its maker."""
    if body.level != DEPARTMENT or regions.read_place(body.name).names:
        return body
    claims = [*read_claims(witness), *filter(None, [read_issuer(witness, year)])]
    longer = {claim.body.name for claim in claims if is_same(body, claim.body) and regions.read_place(claim.body.name).names}
    longer = longer or set(_named_with_place(body.name, quote, witness))
    return Body(longer.pop(), body.level) if len(longer) == 1 else body


def _named_with_place(name: str, quote: str, witness: Witness) -> Iterator[str]:
    """What the text calls 市气象局 in full, where it speaks of what is its own; or the one county whose government it heeds."""
    kind = quote[max(0, quote.find(name) - 1) : max(0, quote.find(name))]
    if not kind or kind not in regions.SUFFIXES:
        return
    for match in re.finditer(re.escape(name) + OWNED, witness.body):
        yield from (place + name for place in _ending(witness.body[: match.start()]) if place.endswith(kind))
    if kind != "市":  # a city's bureau may heed the city above it
        above = {place for match in SEAT_NAMED.finditer(witness.body) for place in _ending(witness.body[: match.start()])}
        yield from (place + name for place in above if place.endswith(kind))


def _ending(text: str) -> Iterator[str]:
    """The division named right at a text's end."""
    before = text[-regions.LONGEST_NAME :]
    yield from (place for end, place in regions.mentions(before) if end == len(before))


def _is_rival(one: Body, other: Body) -> bool:
    """Whether two names cannot be one body's, whose shorter forms leave characters out: 张店公园街道办事处."""
    shorter, longer = sorted((one.name, other.name), key=len)
    rest = iter(longer)
    return not is_same(one, other) and not all(character in rest for character in shorter)


def _own_titles(stated: list[tuple[str, Body]], witness: Witness) -> list[tuple[str, Body]]:
    """The report's own titles where those of others stand beside them: what its text bears out, else what is printed twice."""
    titles = {title for title, _ in stated}
    text = tuple(line for line in witness.lines if line not in titles and line[:1] not in BULLETS)
    claimed = [claim.body for claim in read_claims(replace(witness, lines=text))]
    if claimed:
        return [(title, body) for title, body in stated if any(is_same(body, each) for each in claimed)]
    head = "\n".join(witness.head).replace(" ", "")
    printed = [head.count(title) for title, _ in stated]
    return [each for each, times in zip(stated, printed, strict=True) if times == max(printed) and printed.count(times) == 1]


def _agreed(claims: list[Claim], witness: Witness, year: str) -> Claim | None:
    """The claim that the others do not dispute; an office that compiles a government's report is not its maker."""
    heard = (_of_government(claim, witness) for claim in claims)
    claims = [claim for claim in heard if claim and not is_stranger(claim.body, witness)]
    if not claims:
        issuer = read_issuer(witness, year)
        return replace(issuer, body=_completed(issuer.body, witness)) if issuer else None
    first = claims[0]
    if any(not is_same(first.body, claim.body) for claim in claims):
        return None
    longest = max((claim.body for claim in claims), key=lambda body: len(body.name))
    body = _named_in_full(_completed(_placed(longest, first.quote, witness, year), witness), witness)
    return Claim(body, first.rule, first.quote) if body else None


def _of_government(claim: Claim, witness: Witness) -> Claim | None:
    """The government for its office where the text speaks as a region; the office where it speaks as one; else nobody."""
    seat, of_region = seat_of(claim.body), FIRST_PERSON[GOVERNMENT].search(witness.body)
    if not seat or re.search(r"[我本][办厅室]", witness.body):
        return claim
    if claim.rule == "announced" and "我" not in (of_region[0] if of_region else ""):  # 现公布某市政府办公室年度报告
        return claim
    return Claim(seat, claim.rule, claim.quote) if of_region or len(SEAT_ACTS.findall(witness.body)) > 1 else None


def _completed(body: Body, witness: Witness) -> Body:
    """The name as the text writes it elsewhere, with a region's short form written out, or with the place before it."""
    text = "\n".join((*witness.head, witness.body))
    for end in range(4, 1, -1):
        rest = body.name[end:]
        for suffix in "省市区县旗":
            if (
                len(rest) > 1
                and rest[0] not in regions.SUFFIXES
                and (full := body.name[:end] + suffix) in regions.load().by_name
                and full + rest in text
            ):
                return Body(full + rest, body.level)
    before = set(_places_before(body.name, text))
    return Body(before.pop() + body.name, body.level) if len(before) == 1 and body.level != GOVERNMENT else body


def _named_in_full(body: Body, witness: Witness) -> Body | None:
    """The body of an autonomous region that is only called 自治区, where the text names one alone; else nobody."""
    if not body.name.startswith(AUTONOMOUS):
        return body
    text = "\n".join((*witness.head, witness.body))
    named = [full for full in regions.load().by_name if full.endswith(AUTONOMOUS) and regions.short_form(full) in text]
    return Body(named[0] + body.name.removeprefix(AUTONOMOUS), body.level) if len(named) == 1 else None


def _places_before(name: str, text: str) -> Iterator[str]:
    """Short forms of provinces and cities that stand right before a name: 乐山高新区管委会."""
    short, at = regions.load().short, text.find(name)
    while at >= 0:
        yield from (text[at - size : at] for size in (2, 3, 4) if size <= at and text[at - size : at] in short)
        at = text.find(name, at + 1)
