// The search page. Its address holds its whole state; what it says is in the page, in the reader's script.
import { hints, looser, named } from "./hints.js";
import { count as countValues, matches, open, read } from "./query.js";
import { item, say } from "./results.js";

const FILTERS = ["year", "region", "agency", "form", "checks"];
const AT_ONCE = 10, PAUSE = 150;
const form = document.querySelector("form[data-search]");
const { root, tree } = form.dataset;
const script = document.documentElement.lang === "zh-Hant" ? "hant" : "hans";
const { synonyms, named: metrics, ...words } = JSON.parse(document.getElementById("search-words").textContent);
const box = form.elements.q, narrow = form.querySelector("details");
const [results, count, more, nothing, offers, ways] =
  ["results", "result-count", "more", "nothing", "offers", "ways"].map((id) => document.getElementById(id));
const bundle = new URL(`${root}pagefind/`, location.href);

let started;
const start = () => started ??= open(bundle).catch((error) => { started = undefined; throw error; });

const state = () => {
  const fields = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]));
  return { ...fields, filters: Object.fromEntries(FILTERS.filter((name) => fields[name]).map((name) => [name, fields[name]])) };
};
// The address of the state as it is, or with changes to it.
const address = (changes = {}) => {
  const fields = { ...Object.fromEntries(new FormData(form)), ...changes };
  const given = Object.entries(fields).filter(([name, value]) => value.trim() && !(name === "sort" && value === "relevance"));
  const query = new URLSearchParams(given.map(([name, value]) => [name, value.trim()])).toString();
  return query ? `?${query}` : location.pathname;
};
const label = (name) => {
  const field = form.elements[name];
  return field.type === "checkbox" ? field.parentElement.textContent.trim() : (field.selectedOptions[0].dataset.label ?? field.selectedOptions[0].text);
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
const clear = () => { for (const part of [results, offers, ways]) part.replaceChildren(); more.hidden = nothing.hidden = true; };
// After a failure the index is opened anew: the site may have been published again since.
const failed = (error) => { started = undefined; clear(); announce(words.failed, 0); console.warn(error); };

let turn = 0, show = async () => {};
const search = async () => {
  const mine = turn += 1;
  const { q = "", filters, sort } = state();
  if (!q && !Object.keys(filters).length) { clear(); relabel(null); announce(""); return; }
  announce(words.searching);
  try {
    await find(q, filters, sort, () => mine === turn);
  } catch (error) {
    if (mine === turn) failed(error);
  }
};
const find = async (q, filters, sort, current) => {
  const opened = await start();
  const asked = read(q, opened.map);
  if (!current()) return;
  if (q && !asked.wanted.length && !asked.unwanted.length) { clear(); announce(words.unreadable, 0); return; }
  const meant = named(asked, metrics, opened.map);
  const context = { phrases: asked.wanted, query: q, map: opened.map, metrics: meant, tree, script, words };
  let shown = 0, begun = false;
  const next = (kept, most = AT_ONCE) => {
    const some = kept.slice(shown, shown + most);
    shown += some.length;
    return Promise.all(some.map((each) => item(each, context)));
  };
  const begin = async (kept) => {
    const some = await next(kept, AT_ONCE - shown);
    if (!current()) return;
    if (!begun) { clear(); offers.append(...hints(q, meant, { synonyms, map: opened.map, tree, words, address })); }
    begun = true;
    results.append(...some);
  };
  // The first results stand while the rest of a large archive is still being searched.
  const soFar = (kept) => shown < AT_ONCE && kept.length > shown && current() && begin(kept);
  const kept = await matches(opened, asked, filters, { sort, current, soFar });
  if (!begun) await begin(kept);
  if (!current()) return;
  const [instead, counts] = await Promise.all([
    kept.length ? [] : looser(opened, asked, q, filters, { words, address, label }), narrow.open ? countValues(kept) : null]);
  if (!current()) return;
  ways.append(...instead);
  more.hidden = shown >= kept.length;
  nothing.hidden = kept.length > 0;
  document.getElementById("searched").textContent = asked.shown.join(words.and);
  show = async () => { const items = await next(kept); if (current()) { results.append(...items); more.hidden = shown >= kept.length; } };
  relabel(counts);
  announce(say(kept.length ? words.found : words.none, { n: kept.length, q }), kept.length);
};

const choose = (field, value) => {
  if (value && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
  field.value = value || field.options[0].value;
};
const restore = () => {
  const given = new URLSearchParams(location.search);
  box.value = given.get("q") ?? "";
  for (const name of [...FILTERS, "sort"]) {
    const field = form.elements[name];
    if (!field) continue;
    const value = given.get(name) ?? "";
    if (field.type === "checkbox") field.checked = value === field.value;
    else choose(field, value);
  }
  if (FILTERS.some((name) => given.get(name))) narrow.open = true;
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
// Regions and agencies are many: their lists come when the filters are opened.
let filled;
const fill = () => filled ??= fetch(new URL(`choices.${script}.json`, bundle)).then((answer) => answer.json()).then((lists) => {
  for (const [name, options] of Object.entries(lists)) {
    const field = form.elements[name], chosen = field.value;
    field.replaceChildren(field.options[0], ...options.map(([value, text]) => new Option(text, value)));
    choose(field, chosen);
  }
});
narrow.addEventListener("toggle", async (event) => {
  if (!event.target.open) return;
  try {
    await fill();
    search();
  } catch (error) {
    failed(error);
  }
});
more.addEventListener("click", async () => {
  const before = results.children.length;
  await show();
  results.children[before]?.querySelector("a").focus();
});
// Offers are links to this page in another state, which needs no new page.
form.parentElement.addEventListener("click", (event) => {
  const link = event.target.closest("#offers a, #ways a");
  if (!link?.getAttribute("href").startsWith("?") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  restore();
  search();
  box.focus();
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
