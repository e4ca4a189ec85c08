// What a table can do without: its rows sorted by a column, and narrowed by a word. Silence sorts after every number.
const words = { hans: ["筛选这张表", "按此列排序", "行"], hant: ["篩選這張表", "按此列排序", "行"] };
const [narrow, sort, rows] = words[document.documentElement.lang === "zh-Hant" ? "hant" : "hans"];
const FEWEST = 6; // rows that need no help
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
const element = (name, more) => Object.assign(document.createElement(name), more);

const key = (row, column, numeric) => {
  const cell = row.cells[column];
  const text = (cell.querySelector("a, .n") || cell).textContent.replace(/[\s,]/g, "");
  if (!numeric) return text;
  const found = cell.matches(".number") && /[-−]?\d+(\.\d+)?/.exec(text);
  return found ? Number(found[0].replace("−", "-")) : null;
};

const compare = (a, b, down) => {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : collator.compare(a, b);
  return down ? -order : order;
};

const sortable = (table) => {
  const [body, heads] = [table.tBodies[0], [...table.tHead.rows[0].cells]];
  heads.forEach((head, column) => {
    const button = element("button", { type: "button", title: sort, ariaLabel: `${head.textContent.trim()} ${sort}` });
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = down ? "descending" : "ascending";
      const keys = [...body.rows].map((row) => [key(row, column, head.matches(".number")), row]);
      body.append(...keys.sort(([a], [b]) => compare(a, b, down)).map(([, row]) => row));
    });
    head.append(button);
  });
};

const filterable = (table) => {
  const input = element("input", { type: "search", ariaLabel: narrow, placeholder: narrow, className: "filter" });
  const count = element("output", { className: "quiet" });
  input.addEventListener("input", () => {
    const all = [...table.tBodies[0].rows];
    for (const row of all) row.hidden = !row.textContent.includes(input.value.trim());
    count.value = `${all.filter((row) => !row.hidden).length} / ${all.length} ${rows}`;
  });
  table.closest(".scroll").before(input, count);
};

for (const table of document.querySelectorAll("table[data-filter], table[data-sortable]")) {
  const { length } = table.tBodies[0].rows;
  if (length > 1 && table.matches("[data-sortable]")) sortable(table);
  if (length >= FEWEST) filterable(table);
}
