// What a table can do without: its rows sorted by a column, and narrowed by a word. Silence sorts after every number.
const words = { hans: ["筛选这张表", "按此列排序", "行"], hant: ["篩選這張表", "按此列排序", "行"] };
const [narrow, sort] = words[document.documentElement.lang === "zh-Hant" ? "hant" : "hans"];
const FEWEST = 6; // rows that need no help
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

const key = (row, column) => {
  const cell = row.cells[column];
  const number = cell.querySelector(".n") || cell;
  const text = number.textContent.replace(/[\s,]/g, "");
  if (!cell.matches(".number, .silent")) return text;
  const found = /-?\d+(\.\d+)?/.exec(text);
  return found && cell.matches(".number") ? Number(found[0]) : null;
};

const compare = (a, b, down) => {
  if (a === null || b === null) return (a === null) - (b === null);
  const order = typeof a === "number" ? a - b : collator.compare(a, b);
  return down ? -order : order;
};

const sortable = (table) => {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = sort;
    button.setAttribute("aria-label", `${head.textContent.trim()} ${sort}`);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [key(row, column), row]);
      body.append(...rows.sort(([a], [b]) => compare(a, b, down)).map(([, row]) => row));
    });
    head.append(button);
  });
};

const filterable = (table) => {
  const input = document.createElement("input");
  input.type = "search";
  input.setAttribute("aria-label", narrow);
  input.placeholder = narrow;
  input.className = "filter";
  input.addEventListener("input", () => {
    const wanted = input.value.trim();
    for (const row of table.tBodies[0].rows) row.hidden = !row.textContent.includes(wanted);
  });
  table.closest(".scroll").before(input);
};

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table.tBodies[0].rows.length < 2) continue;
  sortable(table);
  if (table.tBodies[0].rows.length >= FEWEST) filterable(table);
}
