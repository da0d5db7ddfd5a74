// Tables whose rows can be put in another order: cells say by what in data-value, numbers all.
// The first column begins from the smallest, as names do; the others from the largest.

function valueOf(row, column) {
  return Number(row.cells[column]?.dataset.value ?? -1);
}

function sort(table, head, column) {
  const falling = head.ariaSort ? head.ariaSort === "ascending" : column > 0;
  const sign = falling ? -1 : 1;
  const rows = [...table.tBodies[0].rows];
  rows.sort((one, other) => sign * (valueOf(one, column) - valueOf(other, column)));
  table.tBodies[0].append(...rows);
  for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
}

function addButton(table, head, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  button.addEventListener("click", () => sort(table, head, column));
  head.append(button);
}

export function makeSortable(root) {
  for (const table of root.querySelectorAll("table[data-sortable]:not([data-ready])")) {
    table.dataset.ready = "";
    [...table.tHead.rows[0].cells].forEach((head, column) => addButton(table, head, column));
  }
}
