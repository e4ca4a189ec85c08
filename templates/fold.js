// What search takes for the same, as nianbao/fold.py has it; a test holds the two together. Works on code points.
const POINT = "\ua4f8"; // the point of a decimal number, so that 73.1 is not 731
const BREAK = "|"; // no phrase runs from one line or cell into the next
const SEEN = /^[\p{L}\p{N}]$/u;
const DIGIT = /^\p{Nd}$/u;

export const load = async (bundle) => {
  // The only file whose name does not change with what it holds: an old copy would lead to parts that are gone.
  const answer = await fetch(new URL("nianbao.json", bundle), { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { from, to, ...settings } = await answer.json();
  const targets = [...to];
  return { ...settings, map: new Map([...from].map((c, i) => [c, targets[i]])) };
};

// The tokens of a text joined, and for each UTF-16 unit of that where its character starts and ends in the text.
export const fold = (text, map) => {
  const seen = [];
  let at = 0;
  for (const c of text) {
    for (const one of c.normalize("NFKC").toLowerCase()) seen.push([one, at, at + c.length]);
    at += c.length;
  }
  let folded = "";
  const starts = [], ends = [];
  seen.forEach(([c, start, end], i) => {
    const token = c === "\n" || c === "\t" ? BREAK
      : SEEN.test(c) ? map.get(c) ?? c
      : c === "." && DIGIT.test(seen[i - 1]?.[0]) && DIGIT.test(seen[i + 1]?.[0]) ? POINT : "";
    folded += token;
    for (let unit = 0; unit < token.length; unit += 1) { starts.push(start); ends.push(end); }
  });
  return { folded, starts, ends };
};

// Every place of a phrase (folded) in a text, as [start, end] pairs of the text.
export const find = (phrase, { folded, starts, ends }) => {
  const found = [];
  for (let at = folded.indexOf(phrase); phrase && at >= 0; at = folded.indexOf(phrase, at + phrase.length))
    found.push([starts[at], ends[at + phrase.length - 1]]);
  return found;
};
