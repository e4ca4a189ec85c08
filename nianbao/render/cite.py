"""How to cite a report, ready to copy: GB/T 7714, APA, BibTeX, RIS, CSL-JSON. The day of access is the reader's to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from nianbao.model import Report
from nianbao.render.environment import Tree

TAB = "\t"  # between the cells of a row


def citations(tree: Tree, report: Report, title: str) -> tuple[tuple[str, Markup], ...]:
    """(name of the style, text to copy) pairs in the page's script; what is not known is left out."""
    facts = _facts(tree, report, title)
    styles = {"GB/T 7714": _gbt, "APA": _apa, "BibTeX": _bibtex, "RIS": _ris, "CSL-JSON": _csl}
    return tuple((style, _as_text(write(facts))) for style, write in styles.items())


def _as_text(citation: str) -> Markup:
    """Text between tags, where quotation marks need no escape."""
    return Markup(escape(citation, quote=False))  # noqa: S704 - escaped


def figure_citation(tree: Tree, report: Report, title: str) -> Markup:
    """How to quote one figure, the first as the example: a sentence in which its words and its place are set apart."""
    figure = next(iter(report.figures), None)
    if not figure:
        return Markup()
    said = tree.words.figure_citation.format(
        agency=_as_text(tree.here(report.identity.agency)),
        title=_as_text(title),
        address=f"{tree.config.base_url}/id/{report.id}/",
        quote=f"<span>{_as_text(tree.here(figure.quote).replace(TAB, ' ').strip())}</span>",
        anchor=f"<span>{figure.anchor}</span>",
    )
    return Markup(said)  # noqa: S704 - a word of ours, and what fills it is escaped


def data_citations(tree: Tree) -> tuple[tuple[str, str], ...]:
    """How to cite the data as a whole, by version; a build has no clock, so that they have no year."""
    config, words = tree.config, tree.words
    name, address = config.title[tree.script], f"{config.base_url}/{tree.script.folder}/data/"
    version = words.data_version.format(version=config.data_version)
    gbt = f"{name}{words.colon}{version}[DS/OL]. [{words.day_of_access}]. {address}."
    apa = f"{name}. (n.d.). {words.data_title} ({version}) [Data set]. {address}"
    fields = {"title": f"{{{name}}}", "version": config.data_version, "url": address, "language": f"zh-{tree.script.value}"}
    lines = "".join(f"  {key} = {{{_plain(text)}}},\n" for key, text in fields.items())
    return ("GB/T 7714", gbt), ("APA", apa), ("BibTeX", f"@misc{{nianbao,\n{lines}}}")


def _facts(tree: Tree, report: Report, title: str) -> dict[str, str]:
    identity = report.identity
    return {
        "id": report.id,
        "author": tree.here(identity.agency) or tree.words.agency_unknown,
        "title": title,
        "year": identity.published[:4],
        "date": identity.published,
        "site": tree.config.title[tree.script],
        "url": f"{tree.config.base_url}/id/{report.id}/",
        "lang": f"zh-{tree.script.value}",
        "accessed": tree.words.day_of_access,
    }


def _gbt(facts: dict[str, str]) -> str:
    date = f" ({facts['date']})" if facts["date"] else ""
    return f"{facts['author']}. {facts['title']}[R/OL].{date}[{facts['accessed']}]. {facts['url']}."


def _apa(facts: dict[str, str]) -> str:
    return f"{facts['author']}. ({facts['year'] or 'n.d.'}). {facts['title']}. {facts['site']}. {facts['url']}"


def _bibtex(facts: dict[str, str]) -> str:
    fields = {"author": f"{{{facts['author']}}}", "title": f"{{{facts['title']}}}", "year": facts["year"]}
    fields |= {"howpublished": facts["site"], "url": facts["url"], "language": facts["lang"]}
    lines = "".join(f"  {name} = {{{_plain(text)}}},\n" for name, text in fields.items() if text)
    return f"@techreport{{{facts['id']},\n{lines}}}"


def _plain(text: str) -> str:
    """Text that keeps a BibTeX field closed: every brace has its partner."""
    return text if text.count("{") == text.count("}") else text.replace("{", "(").replace("}", ")")


def _ris(facts: dict[str, str]) -> str:
    return "\n".join(f"{tag}  - {text}" for tag, text in _ris_lines(facts) if text or tag == "ER")


def _ris_lines(facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield from (("TY", "RPRT"), ("AU", facts["author"]), ("TI", facts["title"]), ("PY", facts["year"]))
    yield from (("DA", facts["date"].replace("-", "/")), ("DB", facts["site"]), ("LA", facts["lang"]))
    yield from (("UR", facts["url"]), ("ER", ""))


def _csl(facts: dict[str, str]) -> str:
    item = {"id": facts["id"], "type": "report", "title": facts["title"], "author": [{"literal": facts["author"]}]}
    item |= {"publisher": facts["author"], "archive": facts["site"], "URL": facts["url"], "language": facts["lang"]}
    parts = [int(part) for part in facts["date"].split("-") if part.isdecimal()]
    return json.dumps(item | ({"issued": {"date-parts": [parts]}} if parts else {}), ensure_ascii=False)
