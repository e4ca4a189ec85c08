// The words around each hit, cut from text.txt of the reader's script: one block a line, the same lines in both scripts.
import { find, fold } from "./fold.js";

const BEFORE = 24, AFTER = 44, SHOWN = 3, HEADING = "1234";

// The element id of each line: headings and paragraphs share one count, tables have theirs, a cell is found by its column.
const places = (kinds) => {
  let lines = 0, table = 0, row = 0, heading = -1;
  return [...kinds].map((kind, i) => {
    if (kind === "T") { table += 1; row = 0; }
    if (kind === "T" || kind === "t") { row += 1; return { id: `t${table}r${row}c`, cells: true, heading }; }
    lines += 1;
    const above = heading;
    if (HEADING.includes(kind)) heading = i;
    return { id: `p${lines}`, cells: false, heading: above, isTitle: kind === "0" };
  });
};

const joined = (spans) => {
  const apart = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = apart.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else apart.push([start, end]);
  }
  return apart;
};

// All lines with hits: { line, place, spans, terms }, in the order of the text.
const hitLines = (lines, kinds, phrases, map) => {
  const where = places(kinds);
  return lines.flatMap((line, i) => {
    if (!where[i]) return [];
    const folded = fold(line, map);
    const found = phrases.map((phrase) => find(phrase, folded));
    const spans = found.flat();
    return spans.length ? [{ line, place: where[i], spans, terms: found.map((each) => each.length > 0) }] : [];
  });
};

// At most three lines: the first of every term, then the next ones; titles only where nothing else has the words.
const chosen = (hits, count) => {
  const ranked = [...hits.filter((hit) => !hit.place.isTitle), ...hits.filter((hit) => hit.place.isTitle)];
  const firsts = Array.from({ length: count }, (_, term) => ranked.find((hit) => hit.terms[term])).filter(Boolean);
  return [...new Set([...firsts, ...ranked])].slice(0, Math.max(SHOWN, new Set(firsts).size));
};

const cut = ({ line, place, spans }, lines) => {
  const inCell = place.cells;
  const [first] = spans;
  const cell = inCell ? line.slice(0, first[0]).split("\t").length : 0;
  const start = Math.max(0, first[0] - BEFORE), end = Math.min(line.length, first[1] + AFTER);
  const within = joined(spans.filter(([a, b]) => a >= start && b <= end).map((span) => [...span]));
  const pieces = [];
  let at = start;
  for (const [a, b] of within) { pieces.push([line.slice(at, a), false], [line.slice(a, b), true]); at = b; }
  pieces.push([line.slice(at, end), false]);
  return {
    id: inCell ? `${place.id}${cell}` : place.id,
    heading: place.heading >= 0 ? lines[place.heading] : "",
    pieces: [[start > 0 ? "…" : "", false], ...pieces, [end < line.length ? "…" : "", false]],
  };
};

export const excerpts = (text, kinds, phrases, map) => {
  const lines = text.split("\n").filter((line) => line.trim());
  const hits = hitLines(lines, kinds, phrases, map);
  const title = lines.filter((_, i) => kinds[i] === "0").join("");
  return { title, hits: hits.reduce((sum, hit) => sum + hit.spans.length, 0), shown: chosen(hits, phrases.length).map((hit) => cut(hit, lines)) };
};
