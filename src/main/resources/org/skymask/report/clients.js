// Sorting and filtering of the table of clients; without this script it is a plain table.
(() => {
  "use strict";
  const table = document.getElementById("client-table");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
  const headings = Array.from(table.tHead.rows[0].cells);
  const search = document.getElementById("client-search");
  const choices = Array.from(document.querySelectorAll("[data-choice]"));
  const collator = new Intl.Collator("en", {numeric: true});
  let verdict = "";

  // Digits in threes, as in the rest of the page.
  function count(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  }

  function key(row, column) {
    const cell = row.cells[column];
    if (cell.dataset.key !== undefined) return Number(cell.dataset.key);
    return headings[column].classList.contains("number") ? null : cell.textContent || null;
  }

  // Rows without a value stay at the end in both directions.
  function compare(a, b, sign) {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === "number" ? a - b : collator.compare(a, b));
  }

  function sort(column) {
    const heading = headings[column];
    const descending = heading.getAttribute("aria-sort") === "ascending";
    headings.forEach(other => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const keys = new Map(rows.map(row => [row, key(row, column)]));
    rows.sort((a, b) => compare(keys.get(a), keys.get(b), descending ? -1 : 1));
    body.append(...rows);
  }

  function filter() {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = (verdict !== "" && row.dataset.verdict !== verdict) || !texts.get(row).includes(wanted);
      if (!row.hidden) shown++;
    }
    const all = `${count(rows.length)} ${rows.length === 1 ? "client" : "clients"}`;
    document.getElementById("client-count").textContent =
      shown === rows.length ? all : `${count(shown)} of ${all}`;
  }

  function choose(value) {
    verdict = value;
    choices.forEach(button => button.setAttribute("aria-pressed", button.dataset.choice === value));
    filter();
  }

  // A link to a client that the filter hides would lead nowhere.
  function reveal() {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.hidden) {
      search.value = "";
      choose("");
      row.scrollIntoView({block: "center"});
    }
  }

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(column));
    heading.append(button);
  });
  choices.forEach(button => button.addEventListener("click", () => choose(button.dataset.choice)));
  search.addEventListener("input", filter);
  window.addEventListener("hashchange", reveal);
  document.getElementById("client-tools").hidden = false;
  filter();
})();
