// What a query finds: the index, a query's terms, the reports that hold them in the order asked for. Knows nothing of the page.
import { fold, load } from "./fold.js";

const MANY = 4; // parts of an index from which on a worker, 41 kB, keeps the page alive while it searches

export const open = async (bundle) => {
  const [settings, pagefind] = await Promise.all([load(bundle), import(new URL("pagefind.js", bundle))]);
  await pagefind.options({ exactDiacritics: true, noWorker: settings.shards.length < MANY });
  await pagefind.init();
  await Promise.all(settings.shards.map((shard) => pagefind.mergeIndex(new URL(`${shard}/`, bundle).pathname)));
  return { ...settings, pagefind };
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

const exactly = (pagefind, phrase, filters) => pagefind.search(`"${[...phrase].join(" ")}"`, { filters });
export const matches = async ({ pagefind }, { wanted, unwanted }, filters) => {
  const all = wanted.length ? wanted.map((phrase) => exactly(pagefind, phrase, filters)) : [pagefind.search(null, { filters })];
  const [found, without] = await Promise.all([Promise.all(all), Promise.all(unwanted.map((phrase) => exactly(pagefind, phrase, filters)))]);
  const excluded = new Set(without.flatMap((each) => each.results.map(({ id }) => id)));
  const others = found.slice(1).map((each) => new Set(each.results.map(({ id }) => id)));
  const kept = found[0].results.filter(({ id }) => !excluded.has(id) && others.every((each) => each.has(id)));
  return { kept, counts: found.length === 1 && !unwanted.length ? found[0].filters : null };
};

// The name of a fragment says which report it is and of which year: 2008_650105-2008_3f2a…
export const report = ({ id }) => id.slice(id.indexOf("_") + 1, id.lastIndexOf("_"));
export const year = ({ id }) => id.slice(0, id.indexOf("_"));

// Each hit with what orders it: the last digits of its year, newest first, then its report.
const byYear = (kept) => kept.map((each) => ({ each, last: year(each).slice(-4), id: report(each) }))
  .sort((a, b) => (a.last === b.last ? (a.id < b.id ? -1 : 1) : a.last > b.last ? -1 : 1)).map(({ each }) => each);
// Exact hits all score alike, and Pagefind tells one place of each. How often a report has the two rarest characters orders
// them: of all characters it takes six times as long. In an archive of many parts even that costs too much (0.4 s at 2,000
// reports), and the newest come first.
const RAREST = 2;
const scores = async ({ pagefind, shards, often }, { wanted }, filters) => {
  if (shards.length || !wanted.length) return new Map();
  const rank = new Map(often.map((c, i) => [c, i]));
  const rarest = [...new Set(wanted.join(""))].sort((a, b) => (rank.get(b) ?? often.length) - (rank.get(a) ?? often.length)).slice(0, RAREST);
  const { results } = await pagefind.search(rarest.join(" "), { filters });
  return new Map(results.map(({ id, score }) => [id, score]));
};
export const sorted = async (kept, opened, asked, { sort, filters }) => {
  const newest = byYear(kept);
  if (sort === "newest") return newest;
  if (sort === "oldest") return newest.reverse();
  const score = kept.length > 1 ? await scores(opened, asked, filters) : new Map();
  return score.size ? newest.sort((a, b) => (score.get(b.id) ?? 0) - (score.get(a.id) ?? 0)) : newest;
};
