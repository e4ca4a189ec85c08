// One report found, as a list item: its name, its figures that were asked for, the words around each hit.
import { excerpts } from "./excerpts.js";
import { report, year } from "./query.js";

export const say = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const LONGEST = 60, MOST = 3; // characters of a figure's evidence; figures to a report
const texts = new Map(); // by address; a report found again is not fetched again
const textOf = (url) => texts.get(url.href) ?? texts.set(url.href, fetch(url).then((answer) => answer.ok ? answer.text() : "")).get(url.href);

// A figure's value and the words that state it are cut from the text, so that they are the report's own, in the reader's script.
const figure = ([metric, anchor, start, end, from, to], { characters, link, labels }) => {
  const cut = (a, b) => characters.slice(a, b).join("").replace(/\s+/g, " ").trim();
  const evidence = cut(start, Math.min(end, start + LONGEST)) + (end > start + LONGEST ? "…" : "");
  return element("li", { className: "figure" }, element("a", { href: link(anchor) },
    element("small", {}, labels.get(metric)), element("b", {}, cut(from, to)), element("span", {}, evidence)));
};

// `metrics`: those that the query names, id → label.
export const item = async (result, { phrases, query, map, metrics, tree, script, words }) => {
  const id = report(result), of = year(result);
  const page = new URL(`${tree}report/${id}/`, location.href);
  const [{ meta }, text] = await Promise.all([result.data(), textOf(new URL("text.txt", page))]);
  const { title, hits, shown } = excerpts(text, meta.lines ?? "", phrases, map);
  const link = (anchor) => Object.assign(new URL(page), { search: phrases.length ? new URLSearchParams({ mark: query }) : "", hash: anchor }).href;
  const agency = meta[script];
  const about = [agency, of && say(words.year, { year: of }), phrases.length && say(words.hits, { n: hits })].filter(Boolean).join(" · ");
  const asked = (meta.figures ?? []).filter(([metric]) => metrics.has(metric)).slice(0, MOST);
  const characters = asked.length ? [...text] : [];
  const figures = asked.map((each) => figure(each, { characters, link, labels: metrics }));
  const quotes = shown.map(({ id: anchor, heading, pieces }) => element("li", {},
    element("a", { href: link(anchor) }, ...(heading ? [element("small", {}, heading)] : []),
      element("span", {}, ...pieces.map(([piece, marked]) => marked ? element("mark", {}, piece) : piece)))));
  const name = title || (agency && of ? say(words.untitled, { agency, year: of }) : id);
  const made = element("li", {}, element("a", { className: "hit", href: link(shown[0]?.id ?? "") }, name),
    element("p", { className: "quiet" }, about), element("ol", {}, ...figures, ...quotes));
  made.dataset.report = id;
  return made;
};
