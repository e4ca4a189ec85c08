"""The archive's own prose: Markdown of content/pages, NAME.hans.md and NAME.hant.md, and the list of cleaning rules beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup

from nianbao.clean import RULES
from nianbao.errors import ConfigurationError
from nianbao.render.environment import Tree, View
from nianbao.render.linked_data import breadcrumbs
from nianbao.render.rules import rule_words
from nianbao.strict_yaml import YamlError, load

FENCE = "---\n"
ALWAYS = ("about", "method")  # pages that others link to, whether a person wrote them or not
RULES_BELOW = "method"  # the page that the tables of rules and losses stand on


class Prose(NamedTuple):
    """A page as a person wrote it."""

    title: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of cleaning, or a sign of loss, with how often it occurs in the archive."""

    id: str
    label: str
    what: str
    count: int
    withheld: bool = False


def views(tree: Tree) -> Iterator[View]:
    """A page for every Markdown file in this tree's script, and for those that every archive has."""
    suffix = f".{tree.script.folder}.md"
    written = {path.name.removesuffix(suffix): path for path in sorted((tree.config.content / "pages").glob(f"*{suffix}"))}
    for name in dict.fromkeys([*ALWAYS, *written]):
        prose = read(written[name]) if name in written else _in_short(tree, name)
        below = name == RULES_BELOW
        listed = {"rules": tuple(_rules(tree)) if below else (), "losses": tuple(_losses(tree)) if below else ()}
        trail = [(tree.words.nav_home, ""), (prose.title, f"{name}/")]
        context = {"title": prose.title, "html": prose.html, "linked_data": [breadcrumbs(tree, trail)], **listed}
        yield View(path=f"{name}/", context=context)


def _in_short(tree: Tree, name: str) -> Prose:
    """What every archive can say of itself."""
    words = tree.words
    said = (words.home_what, words.not_official, words.home_limits_text)
    return Prose(title=getattr(words, f"nav_{name}"), html=Markup("").join(Markup("<p>{}</p>").format(text) for text in said))


def read(path: Path) -> Prose:
    """A Markdown file with its title as front matter. Raises ConfigurationError with file and line."""
    text = path.read_text(encoding="utf-8-sig")
    head, fence, body = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if not text.startswith(FENCE) or not fence:
        raise ConfigurationError(f"{path}:1: no front matter", "begin the file with ---, a line `title: …`, and ---")
    try:
        title = load(head).data.get("title", "")
    except YamlError as error:
        raise ConfigurationError(f"{path}:{error.line + 1}: {error.message}", "correct the front matter") from None
    return Prose(title=title, html=Markup(_markdown().render(body)))  # noqa: S704 - rendered without HTML and images


def _markdown() -> MarkdownIt:
    """CommonMark with tables; neither HTML nor images, which could ask others for something.

    A line's end within a paragraph is nothing: between Chinese characters it would show as a space.
    """
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.add_render_rule("softbreak", lambda *_: "")
    return made


def _rules(tree: Tree) -> Iterator[Rule]:
    counts = Counter(edit.rule for report in tree.archive.reports for edit in report.cleaned.edits)
    words = rule_words(tree.script)
    for rule in RULES:
        label, what = words[rule.name]
        yield Rule(id=rule.name, label=label, what=what, count=counts[rule.name], withheld=rule.withheld)
    if "emendation" in words:
        label, what = words["emendation"]
        yield Rule(id="emendation", label=label, what=what, count=counts["emendation"])


def _losses(tree: Tree) -> Iterator[Rule]:
    counts = Counter(loss.rule for report in tree.archive.reports for loss in report.cleaned.suspicions)
    cleaning = {rule.name for rule in RULES} | {"emendation"}
    for name, (label, what) in rule_words(tree.script).items():
        if name not in cleaning:
            yield Rule(id=name, label=label, what=what, count=counts[name])
