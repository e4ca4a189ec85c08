// What a page can do without: the script switch keeps the place, and a mark and its note light up together.
// The choice of script is remembered, and consulted by the gate and the citation addresses (data-gate) alone.
const remember = (script) => { try { localStorage.setItem("script", script); } catch { /* private browsing */ } };
const remembered = () => { try { return localStorage.getItem("script"); } catch { return null; } };
const preferred = () => (navigator.languages || []).map((tag) =>
  /^zh-(Hant|TW|HK|MO)/i.test(tag) ? "hant" : /^zh/i.test(tag) ? "hans" : null).find(Boolean);

const keepPlace = () => {
  for (const link of document.querySelectorAll(".scripts a, [data-gate] a[hreflang]")) link.hash = location.hash;
};
for (const link of document.querySelectorAll("a[hreflang]"))
  link.addEventListener("click", () => remember(link.hreflang.slice(3).toLowerCase()));
addEventListener("hashchange", keepPlace);
keepPlace();

const gate = document.querySelector("[data-gate]");
if (gate && !document.referrer.startsWith(location.origin)) {
  const script = remembered() || preferred();
  const link = script && document.querySelector(`a[hreflang="zh-${script === "hant" ? "Hant" : "Hans"}"]`);
  if (link) { remember(script); location.replace(link.href); }
}

// The page that is not there: the same address in the other script, for those who came from one of the two trees.
for (const line of document.querySelectorAll("[data-lost]")) {
  const [, before, script, after] = location.pathname.match(/^(.*?\/)(hans|hant)(\/.*)$/) || [];
  if (script && script !== line.dataset.lost) {
    line.firstElementChild.href = before + line.dataset.lost + after;
    line.hidden = false;
  }
}

// Whoever comes from the search is led to the words that were looked for.
if (document.querySelector(".report") && new URLSearchParams(location.search).has("mark")) import("./mark.js");

// Whoever opens the citations gets them for the figure whose words were last asked for.
const cited = document.querySelector(".cite");
if (cited) cited.addEventListener("toggle", () => import("./cite.js"), { once: true });
if (document.querySelector("form.two")) import("./compare.js");

const light = (event, on) => {
  const link = event.target.closest && event.target.closest("mark a, .notes a");
  const other = link && document.getElementById(link.hash.slice(1));
  if (other) other.classList.toggle("lit", on);
};
addEventListener("mouseover", (event) => light(event, true));
addEventListener("mouseout", (event) => light(event, false));

// `/` and Ctrl-K lead to the page's search box, Escape out of the header's.
const searchBox = document.querySelector("input[type=search]");
const typing = (target) => target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
  const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (searchBox && (slash || command)) {
    event.preventDefault();
    searchBox.focus();
    searchBox.select();
  } else if (event.key === "Escape" && event.target === searchBox && searchBox.id === "find") searchBox.blur();
});
