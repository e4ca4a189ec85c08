"""One division of those that a name leaves: by the division above it, telephone, postcode and site that the text has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nianbao.chinese import narrow
from nianbao.identify import regions
from nianbao.identify.bodies import load_aliases
from nianbao.identify.credit import registered
from nianbao.identify.witness import Witness
from nianbao.model import Evidence

PHONE = re.compile(r"(?<!\d)(0(?:10|2\d|[3-9]\d\d))[-—)） ]{1,2}\d{7,8}(?!\d)")
POSTCODE = re.compile(r"邮(?:政)?编(?:码)?[:：]?\s?(\d{2})\d{4}(?!\d)")
DOMAIN = re.compile(r"[./@]([a-z]{2,9})\.gov\.cn")


@dataclass(frozen=True, slots=True)
class Finding:
    """Where an agency is: its code, or the codes that remain possible, and how that is known."""

    code: str = ""
    candidates: tuple[str, ...] = ()
    evidence: Evidence | None = None


def found(code: str, rule: str, quote: str) -> Finding:
    """A code with its evidence; nothing where there is no code."""
    return Finding(code, (code,) if code else (), Evidence(fact="region", rule=rule, quote=quote) if code else None)


def ambiguous(quote: str, candidates: tuple[str, ...]) -> Finding:
    """No code, and the candidates for whoever can tell."""
    return Finding("", candidates, Evidence(fact="region", rule="ambiguous", quote=f"{quote}: {', '.join(candidates)}"))


def settle(quote: str, codes: tuple[str, ...], year: str, witness: Witness, text: str) -> Finding:
    """One code of several, if all that the text tells of its place is of that one."""
    for rule, supported in _supports(codes, year, witness, narrow(text)):
        return found(supported[0], rule, quote) if len(supported) == 1 else ambiguous(quote, supported or codes)
    return ambiguous(quote, codes)


def _supports(codes: tuple[str, ...], year: str, witness: Witness, text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What remains of the candidates when all that the text tells of its place is taken together."""
    remaining, rules = codes, []
    for rule, fits in _tests(year, witness, text):
        if supported := tuple(code for code in codes if fits(code)):
            rules.append(rule)
            remaining = tuple(code for code in remaining if code in supported)
    if rules:
        yield "+".join(rules), remaining


def _tests(year: str, witness: Witness, text: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
    aliases = load_aliases()
    named = {code for _, name in regions.mentions(f"{witness.title}\n{witness.body}") for code in regions.lookup(name, year)}
    codes = registered(year, witness)
    phones = {prefix for area in PHONE.findall(text) for prefix in aliases["area_codes"].get(area, ())}
    posts, domains = set(POSTCODE.findall(text)), {aliases["domains"].get(each) for each in DOMAIN.findall(text)}
    yield "parent_named", lambda code: any(regions.lies_in(code, parent) and parent != code for parent in named)
    yield "credit_code", lambda code: code in codes
    yield "area_code", lambda code: code[:4] in phones
    yield "postcode", lambda code: any(post in posts for post in aliases["postcodes"].get(code[:2], ()))
    yield "domain", lambda code: code[:2] in domains
