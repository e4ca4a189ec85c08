// The search page. Its address holds its whole state; what it says is in the page, in the reader's script.
import { excerpts } from "./excerpts.js";
import { fold, load } from "./fold.js";

const FILTERS = ["year", "region", "agency", "form", "checks"];
const AT_ONCE = 10, PAUSE = 150;
const form = document.querySelector("form[data-search]");
const { root, tree } = form.dataset;
const script = document.documentElement.lang === "zh-Hant" ? "hant" : "hans";
const words = JSON.parse(document.getElementById("search-words").textContent);
const box = form.elements.q;
const [results, count, more, nothing] = ["results", "result-count", "more", "nothing"].map((id) => document.getElementById(id));
const bundle = new URL(`${root}pagefind/`, location.href);
const say = (words_, values) => words_.replace(/\{(\w+)\}/g, (_, name) => values[name]);

let started;
const start = () => started ??= (async () => {
  const [settings, pagefind] = await Promise.all([load(bundle), import(new URL("pagefind.js", bundle))]);
  await pagefind.options({ exactDiacritics: true });
  await pagefind.init();
  for (const shard of settings.shards) await pagefind.mergeIndex(new URL(`${shard}/`, bundle).pathname);
  return { ...settings, pagefind };
})().catch((error) => { started = undefined; throw error; });
let newest;
const order = () => newest ??= fetch(new URL("order.json", bundle)).then((answer) => answer.json())
  .then((ids) => new Map(ids.map((id, i) => [id, i])));

// "a phrase" keeps its spaces, -word must not occur; all others must.
const read = (query, map) => {
  const wanted = [], unwanted = [], shown = [];
  for (const [, minus, quoted, bare] of query.matchAll(/(?<!\S)([-－]?)(?:["“”「]([^"“”」]*)["“”」]|(\S+))/gu)) {
    const phrase = fold(quoted ?? bare, map).folded.replaceAll("|", "");
    if (!phrase) continue;
    (minus ? unwanted : wanted).push(phrase);
    shown.push(minus + (quoted ?? bare));
  }
  return { wanted: [...new Set(wanted)], unwanted, shown };
};
const state = () => {
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  return { ...fields, filters: Object.fromEntries(FILTERS.filter((name) => fields[name]).map((name) => [name, fields[name]])) };
};
const address = () => {
  const given = [...new FormData(form)].filter(([name, value]) => value.trim() && !(name === "sort" && value === "relevance"));
  const query = new URLSearchParams(given.map(([name, value]) => [name, value.trim()])).toString();
  return query ? `?${query}` : location.pathname;
};

const exactly = (pagefind, phrase, filters) => pagefind.search(`"${[...phrase].join(" ")}"`, { filters });
const matches = async ({ pagefind }, { wanted, unwanted }, filters) => {
  const all = wanted.length ? wanted.map((phrase) => exactly(pagefind, phrase, filters)) : [pagefind.search(null, { filters })];
  const [found, without] = await Promise.all([Promise.all(all), Promise.all(unwanted.map((phrase) => exactly(pagefind, phrase, filters)))]);
  const excluded = new Set(without.flatMap((each) => each.results.map(({ id }) => id)));
  const others = found.slice(1).map((each) => new Set(each.results.map(({ id }) => id)));
  const kept = found[0].results.filter(({ id }) => !excluded.has(id) && others.every((each) => each.has(id)));
  return { kept, counts: found.length === 1 && !unwanted.length ? found[0].filters : null };
};
// Exact hits all score alike, and Pagefind tells one place of each: how often a report has the characters orders them. In an
// archive of several shards that costs too much (0.4 s at 2,000 reports), and the newest come first.
const scores = async ({ pagefind, shards }, { wanted }, filters) => {
  const loose = shards.length || !wanted.length ? [] : (await pagefind.search([...wanted.join("")].join(" "), { filters })).results;
  return new Map(loose.map(({ id, score }) => [id, score]));
};
const sorted = async (kept, settings, asked, { sort, filters }) => {
  const ranks = await order();
  const rank = ({ id }) => ranks.get(id) ?? Infinity;
  if (sort === "newest") return kept.sort((a, b) => rank(a) - rank(b));
  if (sort === "oldest") return kept.sort((a, b) => rank(b) - rank(a));
  const score = await scores(settings, asked, filters);
  return kept.sort((a, b) => (score.get(b.id) ?? 0) - (score.get(a.id) ?? 0) || rank(a) - rank(b));
};

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
const texts = new Map(); // by address; a report found again is not fetched again
const textOf = (url) => texts.get(url.href) ?? texts.set(url.href, fetch(url).then((answer) => answer.ok ? answer.text() : "")).get(url.href);
const item = async (result, phrases, query, map) => {
  const data = await result.data();
  const id = (data.raw_url ?? data.url).split("/").filter(Boolean).at(-1);
  const page = new URL(`${tree}report/${id}/`, location.href);
  const { title, hits, shown } = excerpts(await textOf(new URL("text.txt", page)), data.meta.lines ?? "", phrases, map);
  const to = (anchor) => Object.assign(new URL(page), { search: phrases.length ? new URLSearchParams({ mark: query }) : "", hash: anchor }).href;
  const agency = data.meta[script], year = data.filters.year?.[0];
  const about = [agency, year && say(words.year, { year }), phrases.length && say(words.hits, { n: hits })].filter(Boolean).join(" · ");
  const quotes = shown.map(({ id: anchor, heading, pieces }) => element("li", {},
    element("a", { href: to(anchor) }, ...(heading ? [element("small", {}, heading)] : []),
      element("span", {}, ...pieces.map(([text, marked]) => marked ? element("mark", {}, text) : text)))));
  const made = element("li", {}, element("a", { className: "hit", href: to(shown[0]?.id ?? "") }, title || (agency && year ? say(words.untitled, { agency, year }) : id)),
    element("p", { className: "quiet" }, about), element("ol", {}, ...quotes));
  made.dataset.report = id;
  return made;
};

const relabel = (counts) => {
  for (const name of ["year", "region", "agency", "form"]) {
    for (const option of form.elements[name]?.options ?? []) {
      if (!option.value) continue;
      const n = counts?.[name]?.[option.value] ?? 0;
      option.dataset.label ??= option.textContent;
      option.textContent = counts ? say(words.option, { label: option.dataset.label, n }) : option.dataset.label;
    }
  }
};
const announce = (text, n) => {
  count.textContent = text;
  if (n === undefined) delete count.dataset.count; else count.dataset.count = n;
};
const clear = () => { results.replaceChildren(); more.hidden = nothing.hidden = true; };

let turn = 0, rest = [], show = async () => {};
const search = async () => {
  const mine = turn += 1;
  const current = () => mine === turn;
  const { q, filters, sort } = state();
  if (!q && !Object.keys(filters).length) { clear(); relabel(null); announce(""); return; }
  announce(words.searching);
  try {
    const settings = await start();
    const asked = read(q ?? "", settings.map);
    if (!current()) return;
    if (q && !asked.wanted.length && !asked.unwanted.length) { clear(); announce(words.unreadable, 0); return; }
    const { kept, counts } = await matches(settings, asked, filters);
    const ordered = await sorted(kept, settings, asked, { sort, filters });
    if (!current()) return;
    rest = ordered;
    const total = rest.length;
    const query = q ?? "";
    show = async () => {
      const items = await Promise.all(rest.splice(0, AT_ONCE).map((each) => item(each, asked.wanted, query, settings.map)));
      if (!current()) return;
      results.append(...items);
      more.hidden = !rest.length;
    };
    if (!current()) return;
    clear();
    await show();
    if (!current()) return;
    nothing.hidden = total > 0;
    if (!total) document.getElementById("searched").textContent = asked.shown.join(words.and);
    relabel(counts);
    announce(say(total ? words.found : words.none, { n: total, q: query }), total);
  } catch (error) {
    if (current()) { clear(); announce(words.failed, 0); }
    console.warn(error);
  }
};

const restore = () => {
  const given = new URLSearchParams(location.search);
  box.value = given.get("q") ?? "";
  for (const name of [...FILTERS, "sort"]) {
    const field = form.elements[name];
    if (!field) continue;
    const value = given.get(name) ?? "";
    if (field.type === "checkbox") field.checked = value === field.value;
    else {
      if (value && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
      field.value = value || field.options[0].value;
    }
  }
  if (FILTERS.some((name) => given.get(name))) form.querySelector("details").open = true;
};
let waiting;
const change = (pause) => {
  clearTimeout(waiting);
  delete count.dataset.count;
  waiting = setTimeout(() => { history.replaceState(null, "", address()); search(); }, pause);
};
form.addEventListener("submit", (event) => { event.preventDefault(); change(0); });
box.addEventListener("input", (event) => { if (!event.isComposing) change(PAUSE); });
box.addEventListener("compositionend", () => change(PAUSE));
form.addEventListener("change", (event) => { if (event.target !== box) change(0); });
form.querySelector("details").addEventListener("toggle", async (event) => {
  if (event.target.open) { const { pagefind } = await start(); await pagefind.filters(); search(); }
});
more.addEventListener("click", async () => {
  const before = results.children.length;
  await show();
  results.children[before]?.querySelector("a").focus();
});
// Arrows go from the box through the results and back; Escape leads back to the box.
form.parentElement.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && document.activeElement !== box) { box.focus(); return; }
  if (!step || !(event.target === box || results.contains(event.target))) return;
  const stops = [box, ...results.querySelectorAll("a.hit")];
  const at = stops.indexOf(event.target.closest?.("li[data-report]")?.querySelector("a.hit") ?? box);
  const next = stops[at + step];
  if (next) { event.preventDefault(); next.focus(); }
});
addEventListener("popstate", () => { restore(); search(); });
form.classList.add("ready");
restore();
box.addEventListener("focus", () => { start().catch(() => {}); }, { once: true });
search();
