"""What a page may not hold, whoever wrote the text in it: anything active, foreign addresses, tags left open, ids used twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())  # noqa: SIM905
ADDRESSES = {"href", "src", "action", "formaction", "srcset", "poster", "data", "cite", "background", "xlink:href", "ping"}
OURS = re.compile(r"https?://(?:127\.0\.0\.1|example\.org|schema\.org|spdx\.org)(?:[:/]|$)|mailto:|[^:]*$")
PAYLOADS = re.compile(r"pwned|evil\.example")


def faults_of(page: str) -> list[str]:
    """Everything wrong with a page or a piece of one, in words."""
    watch = Watch()
    watch.feed(page)
    watch.close()
    twice = [i for i, times in Counter(watch.ids).items() if times > 1]
    return watch.faults + [f"never closed: {tag}" for tag in watch.open] + [f"id twice: {i}" for i in twice]


class Watch(HTMLParser):
    """Reads a page as written and notes what is active in it, and what is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {key: value or "" for key, value in attrs}
        self.ids += [facts["id"]] if "id" in facts else []
        self.faults += _faults(tag, facts)
        if len(facts) < len(attrs):
            self.faults.append(f"an attribute twice in {tag}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            json.loads(data)
        if self.open and self.open[-1] == "style":
            self.faults.append("a style sheet in the page")


def _faults(tag: str, facts: dict[str, str]) -> Iterator[str]:
    if tag in ("iframe", "object", "embed", "base", "style", "math", "template"):
        yield f"<{tag}>"
    if tag == "script" and not ("src" in facts or facts.get("type") in ("application/ld+json", "application/json")):
        yield "a script in the page"
    for key, value in facts.items():
        if key.startswith("on") or key in ("style", "srcdoc"):
            yield f"{tag} {key}"
        if key in ADDRESSES and not OURS.match(value):
            yield f"{tag} {key}={value}"
        if key in ADDRESSES - {"href"} and "//" in value:
            yield f"{tag} {key}={value}"
        if PAYLOADS.search(key):
            yield f"an attribute named {key}"
