// Marks the words that led a reader here from the search (?mark=…), with a way through them and a way to clear them.
import { find, fold, load } from "./fold.js";

const wanted = new URLSearchParams(location.search).get("mark");
const words = {
  hans: ["第 {i} 处，共 {n} 处", "上一处", "下一处", "取消标记"],
  hant: ["第 {i} 處，共 {n} 處", "上一處", "下一處", "取消標記"],
};
const BLOCKS = "h1 > span, h3, h4, h5, h6, p, td";

const nodesOf = (block) => {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".notes") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
};
// One hit may span several nodes (evidence marks, run-in headings): each piece is marked, the first stands for all.
const markHit = (nodes, start, end) => {
  const pieces = [];
  let at = 0;
  for (const node of nodes) {
    const from = Math.max(start - at, 0), to = Math.min(end - at, node.length);
    at += node.length;
    if (from >= to) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    pieces.push(range);
  }
  return pieces.reverse().map((range) => {
    const mark = document.createElement("mark");
    mark.className = "found";
    range.surroundContents(mark);
    return mark;
  }).at(-1);
};
const phrases = (query, map) => [...query.matchAll(/(?<!\S)(?:["“”「]([^"“”」]*)["“”」]|([^\s\-－]\S*))/gu)]
  .map(([, quoted, bare]) => fold(quoted ?? bare, map).folded.replaceAll("|", "")).filter(Boolean);
const apart = (spans) => spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]).filter(([start], i, all) => !all.slice(0, i).some((one) => one[1] > start));

const markAll = (map) => [...document.querySelectorAll("article")].flatMap((article) => [...article.querySelectorAll(BLOCKS)]).filter((block) => block.id).flatMap((block) => {
  const nodes = nodesOf(block);
  const folded = fold(nodes.map((node) => node.data).join(""), map);
  const spans = apart(phrases(wanted, map).flatMap((phrase) => find(phrase, folded)));
  return spans.reverse().map(([start, end]) => markHit(nodesOf(block), start, end)).reverse();
});

const bar = (hits) => {
  const [found, before, after, done] = words[document.documentElement.lang === "zh-Hant" ? "hant" : "hans"];
  let at = Math.max(0, hits.findIndex((hit) => location.hash && hit.closest(location.hash)));
  const go = (step) => {
    hits[at].classList.remove("here");
    at = (at + step + hits.length) % hits.length;
    hits[at].classList.add("here");
    hits[at].scrollIntoView({ block: "center" });
    label.textContent = found.replace("{i}", at + 1).replace("{n}", hits.length);
  };
  const label = document.createElement("span");
  label.setAttribute("role", "status");
  const button = (name, act) => Object.assign(document.createElement("button"), { type: "button", textContent: name, onclick: act });
  const made = Object.assign(document.createElement("p"), { className: "found-bar" });
  const clear = () => {
    for (const mark of document.querySelectorAll("mark.found")) mark.replaceWith(...mark.childNodes);
    made.remove();
    history.replaceState(null, "", location.pathname + location.hash);
  };
  made.append(label, button(before, () => go(-1)), button(after, () => go(1)), button(done, clear));
  document.body.append(made);
  go(0);
};

if (wanted) {
  const style = { rel: "stylesheet", href: new URL("mark.css", import.meta.url) };
  document.head.append(Object.assign(document.createElement("link"), style));
  for (const link of document.querySelectorAll(".scripts a")) link.search = location.search;
  load(new URL("../pagefind/", import.meta.url)).then(({ map }) => {
    const hits = markAll(map);
    if (hits.length) bar(hits);
  }).catch(() => {}); // without the index nothing is marked, and the page is whole
}
