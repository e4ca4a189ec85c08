// What the search offers beyond what was asked, and never does by itself: other words, metrics, conditions to give up.
import { fold } from "./fold.js";
import { matches, read } from "./query.js";
import { element, say } from "./results.js";

const SHORTEST = 4, MOST = 6; // characters that name a metric when they are part of its name; metrics to a query

// Metrics that a term names, id → label: by its whole name, or by a part of it that is not everybody's.
export const named = ({ wanted }, metrics, map) => {
  const folded = metrics.map(({ id, label }) => ({ id, label, name: fold(label, map).folded }));
  const meant = folded.filter(({ name }) => wanted.some((phrase) => name === phrase || (phrase.length >= SHORTEST && name.includes(phrase))));
  const closest = meant.sort((a, b) => a.name.length - b.name.length).slice(0, MOST);
  return new Map(closest.map(({ id, label }) => [id, label]));
};

// The query with a term that reports don't use replaced by the one they do: [words used, words of reports, whole query].
const reworded = (query, synonyms, map) => {
  const { folded, starts, ends } = fold(query, map);
  return synonyms.flatMap(([theirs, ours]) => {
    const phrase = fold(theirs, map).folded, at = folded.indexOf(phrase);
    if (at < 0 || folded.includes(fold(ours, map).folded)) return [];
    return [[theirs, ours, query.slice(0, starts[at]) + ours + query.slice(ends[at + phrase.length - 1])]];
  });
};

const line = (before, links, after = "") => element("p", {}, before, ...links.flatMap((link, i) => i ? [" ", link] : [link]), after);
export const hints = (query, metrics, { synonyms, map, tree, words, address }) => [
  ...reworded(query, synonyms, map).map(([theirs, ours, whole]) =>
    line(say(words.instead, { theirs }), [element("a", { href: address({ q: whole }) }, ours)])),
  ...(metrics.size ? [line(words.metrics, [...metrics].map(([id, label]) => element("a", { href: `${tree}metric/${id}/` }, label)))] : []),
];

// For each condition, and for each term of several, what giving it up would find.
export const looser = async (opened, asked, query, filters, { words, address, label }) => {
  const without = (name) => Object.fromEntries(Object.entries(filters).filter(([key]) => key !== name));
  const terms = query.match(/(?<!\S)[-－]?(?:["“”「][^"“”」]*["“”」]|\S+)/gu) ?? [];
  const rest = (i) => terms.filter((_, at) => at !== i).join(" ");
  const ways = [
    ...Object.keys(filters).map((name) => ({ asked, filters: without(name), change: { [name]: "" }, text: label(name) })),
    ...(asked.wanted.length > 1 ? terms.map((term, i) => ({ asked: read(rest(i), opened.map), filters, change: { q: rest(i) }, text: term })) : []),
  ];
  const counted = await Promise.all(ways.map(async (way) => ({ ...way, n: (await matches(opened, way.asked, way.filters)).length })));
  return counted.filter(({ n }) => n).map(({ change, text, n }) =>
    element("li", {}, element("a", { href: address(change) }, say(words.without, { text, n }))));
};
