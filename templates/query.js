// What a query finds: a query's terms, the reports that hold them in the order asked for. Knows nothing of the page.
import { part, WIDTH } from "./bundle.js";
import { fold, load } from "./fold.js";

const AT_ONCE = 4; // bands of years that are searched side by side, after the first
const PAIR = 2;
const FILTERS = ["year", "region", "agency", "form", "checks"];

// Bands of years, newest first, each with the parts of the index that hold its reports.
export const open = async (bundle) => {
  const { bands, often, ...settings } = await load(bundle);
  const opened = bands.map(({ years, parts }) => ({ years, parts: parts.map(([path, meta]) => part(new URL(path, bundle), meta)) }));
  return { ...settings, rank: new Map([...often].map((c, i) => [c, i])), bands: opened };
};

// "a phrase" keeps its spaces, -word must not occur; all others must.
export const read = (query, map) => {
  const wanted = [], unwanted = [], shown = [];
  for (const [, minus, quoted, bare] of query.matchAll(/(?<!\S)([-－]?)(?:["“”「]([^"“”」]*)["“”」]|(\S+))/gu)) {
    const phrase = fold(quoted ?? bare, map).folded.replaceAll("|", "");
    if (!phrase) continue;
    (minus ? unwanted : wanted).push(phrase);
    shown.push(minus + (quoted ?? bare));
  }
  return { wanted: [...new Set(wanted)], unwanted, shown };
};

// The name of a fragment says which report it is and of which year: 2008_650105-2008_3f2a…
export const report = ({ id }) => id.slice(id.indexOf("_") + 1, id.lastIndexOf("_"));
export const year = ({ id }) => id.slice(0, id.indexOf("_"));

// The places of `kept` from which another character stands at a distance; both rise.
const meet = (kept, places, distance) => {
  const met = new Float64Array(kept.length);
  let count = 0, at = 0;
  for (const place of kept) {
    const wanted = place + distance;
    while (places[at] < wanted) at += 1;
    if (places[at] === wanted) met[count++] = place;
  }
  return met.subarray(0, count);
};
// How often each page of a part has a phrase. Its characters are asked for in pairs, the rarest first: where they don't stand
// as in the phrase, nothing else need be loaded.
const hits = async (index, phrase, rank) => {
  const rarity = (c) => rank.get(c) ?? rank.size;
  const rarestFirst = [...phrase].map((c, i) => [c, i]).sort(([a], [b]) => rarity(b) - rarity(a));
  const [[, start]] = rarestFirst;
  let kept;
  for (let at = 0; at < rarestFirst.length && kept?.length !== 0; at += PAIR) {
    const places = await Promise.all(rarestFirst.slice(at, at + PAIR).map(async ([c, i]) => [await index.places(c), i]));
    for (const [each, i] of places) kept = kept ? meet(kept, each, i - start) : each;
  }
  const found = new Map();
  for (const place of kept) {
    const page = Math.floor(place / WIDTH);
    found.set(page, (found.get(page) ?? 0) + 1);
  }
  return found;
};

const searchPart = async (index, { wanted, unwanted }, filters, rank) => {
  const having = async ([name, value]) => (await index.filter(name)).get(value);
  const [{ pages }, ...allowed] = await Promise.all([index.contents(), ...Object.entries(filters).map(having)]);
  if (!allowed.every(Boolean)) return [];
  const count = (phrase) => hits(index, phrase, rank);
  const [held, excluded] = await Promise.all([Promise.all(wanted.map(count)), Promise.all(unwanted.map(count))]);
  const some = held.length ? [...held[0].keys()] : [...pages.keys()];
  const all = [...allowed, ...held];
  return some.filter((page) => all.every((each) => each.has(page)) && !excluded.some((each) => each.has(page)))
    .map((page) => ({ id: pages[page], page, index, hits: held.map((each) => each.get(page)), data: () => index.fragment(pages[page]) }));
};

// The last digits of the year, newest first, then the report.
const newestFirst = (found) => found.map((each) => ({ each, last: year(each).slice(-4), id: report(each) }))
  .sort((a, b) => (a.last === b.last ? (a.id < b.id ? -1 : 1) : a.last > b.last ? -1 : 1)).map(({ each }) => each);
// By relevance the reports come first that have the words most often. In an archive of many parts the newest do: its first
// results then stand before the rest of it has been searched.
const often = ({ hits: counts }) => counts.reduce((sum, count) => sum + Math.log2(1 + count), 0);
const ordered = (found, sort, whole) => {
  const newest = newestFirst(found);
  if (sort === "oldest") return newest.reverse();
  return sort === "newest" || !whole ? newest : newest.sort((a, b) => often(b) - often(a));
};

// All reports found, in order. `soFar` is told of those known after each step, `current` whether anyone still waits for them.
export const matches = async ({ bands, rank }, asked, filters, { sort, current = () => true, soFar = () => {} } = {}) => {
  const inOrder = sort === "oldest" ? [...bands].reverse() : bands;
  const open = inOrder.filter(({ years }) => !filters.year || years.includes(filters.year));
  const kept = [];
  for (let at = 0, step = 1; at < open.length && current(); at += step, step = AT_ONCE) {
    const parts = open.slice(at, at + step).flatMap((band) => band.parts);
    const found = await Promise.all(parts.map((index) => searchPart(index, asked, filters, rank)));
    for (const each of ordered(found.flat(), sort, bands.length === 1 && bands[0].parts.length === 1)) kept.push(each);
    await soFar(kept);
  }
  return kept;
};

// For each filter, how many of the reports found have each of its values.
export const count = async (kept) => {
  const counts = Object.fromEntries(FILTERS.map((name) => [name, {}]));
  const byPart = new Map(kept.map(({ index }) => [index, []]));
  for (const { index, page } of kept) byPart.get(index).push(page);
  await Promise.all([...byPart].flatMap(([index, pages]) => FILTERS.map(async (name) => {
    for (const [value, those] of await index.filter(name))
      counts[name][value] = (counts[name][value] ?? 0) + pages.filter((page) => those.has(page)).length;
  })));
  return counts;
};
