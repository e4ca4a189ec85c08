// Any two reports side by side, out of what is published of each; neighbouring years have pages that need no script.
const form = document.querySelector("form.two");
const table = document.querySelector("table.pair");
const spoken = JSON.parse(form.dataset.words);
const since = { form_2019: 2019, form_2021: 2021 };
const last = (report) => Number(report.year.slice(-4));
const link = (href, textContent) => Object.assign(document.createElement("a"), { href, textContent });

// What was read of a report; the figures of a check that fails are told so.
const load = async (id) => {
  const answer = await fetch(`../../id/${encodeURIComponent(id)}/index.json`);
  if (!answer.ok) throw spoken.missing.replace("{id}", id);
  const read = await answer.json();
  for (const { outcome, figures } of read.checks)
    if (outcome === "fails") for (const at of figures) read.figures[at].fails = true;
  return read;
};

const element = (name, textContent = "") => Object.assign(document.createElement(name), { textContent });

// A figure in words: its value, or that it has none; and what must be said of it.
const said = ({ status, qualifier, value, unit }, usual) =>
  (/^(blank|unreadable)$/.test(status) ? spoken[status] : (spoken[qualifier] || "") + value) + (unit === usual ? "" : ` ${unit}`);
const signs = ({ status, origin, fails }, report) => [
  /^(zero|conf)/.test(status) ? spoken[status] : fails ? spoken.failing : "",
  origin === "table" && last(report) < since[report.form] ? spoken.newer : "",
].filter(Boolean).map((sign) => element("small", ` ${sign}`));

const fill = (cell, { report, figures }, { metric, unit }) => {
  const found = new Map(figures.filter((one) => one.metric === metric && !one.part).map((one) => [said(one, unit), one]));
  cell.className = found.size ? "number" : "";
  cell.replaceChildren(...[...found].flatMap(([text, one]) =>
    [link(`../report/${report.report_id}/#${one.anchor}`, text), ...signs(one, report), element("br")]));
  if (!found.size) cell.textContent = spoken.not_stated;
  return found.size;
};

const show = (both) => {
  const years = both.map(({ report }) => last(report)).sort();
  both.forEach(({ report }, at) => table.tHead.rows[0].cells[at + 1].replaceChildren(
    link(`../report/${report.report_id}/`, `${report.agency} ${report.year}`), element("br"), spoken[report.form]));
  for (const body of table.tBodies) {
    for (const row of [...body.rows].slice(1))
      row.hidden = !both.map((one, at) => fill(row.cells[at + 1], one, row.dataset)).some(Boolean);
    body.hidden = !body.querySelector("[data-metric]:not([hidden])");
  }
  for (const line of document.querySelectorAll("[data-break]"))
    line.hidden = !(years[0] < line.dataset.break && line.dataset.break <= years[1]);
  table.closest("section").hidden = false;
};

const asked = ["a", "b"].map((name) => {
  form[name].value = new URLSearchParams(location.search).get(name) || "";
  return (/(?:report|id)\/([^/?#]+)/.exec(form[name].value) || [, form[name].value.trim()])[1];
});
form.hidden = false;
if (asked.every(Boolean)) Promise.all(asked.map(load)).then(show, (error) => { form.lastElementChild.textContent = error; });
