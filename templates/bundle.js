// Reads the files of the index as nianbao/bundle.py leaves them: what Pagefind wrote, in its CBOR behind a mark, compressed.
// Pagefind's own reader finds the same, but asks for all parts at once, and its exact search costs the square of the reports.
const MARK = "pagefind_dcd".length;
const LONGER = 24; // from here on the argument follows the first byte, in 1, 2, 4 or 8 bytes
const NUMBER = 0, TEXT = 3;
export const WIDTH = 2 ** 24; // a place: the number of the page in its part * WIDTH + the number of the token in the page
const NOWHERE = new Float64Array(0);

const unpack = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.subarray(MARK); // the host has sent it unpacked
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer()).subarray(MARK);
};

// Goes through CBOR: `next` gives the argument of the next item, `kind` is then its major type.
const cursor = (bytes) => {
  const made = { at: 0, kind: 0 };
  made.next = () => {
    const first = bytes[made.at];
    made.at += 1;
    made.kind = first >> 5;
    let argument = first & 31;
    if (argument < LONGER) return argument;
    const end = made.at + (1 << (argument - LONGER));
    for (argument = 0; made.at < end; made.at += 1) argument = argument * 256 + bytes[made.at];
    return argument;
  };
  made.text = (length) => new TextDecoder().decode(bytes.subarray(made.at, made.at += length));
  return made;
};
const decode = (items) => {
  const argument = items.next();
  if (items.kind === NUMBER) return argument;
  return items.kind === TEXT ? items.text(argument) : Array.from({ length: argument }, () => decode(items));
};

// The places of each character of a piece of the index, rising. An entry is [character, pages, variants], a page
// [distance from the page before, places, places in its fields], a place the distance from the one before; between them
// stand weights, which are negative.
const placesIn = (bytes) => {
  const items = cursor(bytes), places = new Map(), room = new Float64Array(bytes.length);
  items.next();
  for (let words = items.next(); words; words -= 1) {
    items.next();
    const character = items.text(items.next());
    let filled = 0, page = 0;
    for (let pages = items.next(); pages; pages -= 1) {
      items.next();
      page += items.next();
      let place = page * WIDTH;
      for (let left = items.next(); left; left -= 1) {
        const distance = items.next();
        if (items.kind === NUMBER) room[filled++] = place += distance;
      }
      for (let left = items.next(); left; left -= 1) items.next();
    }
    decode(items);
    places.set(character, room.slice(0, filled));
  }
  return places;
};

const code = (character) => character.codePointAt(0);

// A part of the index. What it reads it keeps, but for what could not be read.
export const part = (folder, meta) => {
  const kept = new Map();
  const once = (name, read) => {
    if (!kept.has(name)) kept.set(name, read().catch((error) => { kept.delete(name); throw error; }));
    return kept.get(name);
  };
  const file = (path) => unpack(new URL(path, folder));
  const contents = () => once("contents", async () => {
    const [, pages, pieces, filters] = decode(cursor(await file(`pagefind.${meta}.pf_meta`)));
    return { pages: pages.map(([name]) => name), pieces, filters: new Map(filters) };
  });
  const piece = (name) => once(name, async () => placesIn(await file(`index/${name}.pf_index`)));
  const places = (character) => once(`places ${character}`, async () => {
    const found = (await contents()).pieces.find(([first, last]) => code(first) <= code(character) && code(character) <= code(last));
    return (found && (await piece(found[2])).get(character)) ?? NOWHERE;
  });
  // The pages of each value of a filter.
  const filter = (name) => once(`filter ${name}`, async () => {
    const found = (await contents()).filters.get(name);
    if (!found) return new Map();
    const [, values] = decode(cursor(await file(`filter/${found}.pf_filter`)));
    return new Map(values.map(([value, pages]) => [value, new Set(pages)]));
  });
  const fragment = (name) => once(`fragment ${name}`, async () => JSON.parse(new TextDecoder().decode(await file(`fragment/${name}.pf_fragment`))));
  return { contents, places, filter, fragment };
};
