// The filter form and the layer switches: what they say goes into the address, and back.

import * as address from "./address.js";

const form = document.getElementById("filters");
const count = document.getElementById("filter-count");
const switches = [...document.querySelectorAll("input[data-layer]")];
const DAYS = new Set(["as_of", "since"]);

// 31/12/2026 as 2026-12-31; anything else as it is.
function isoDay(text) {
  const parts = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s*$/.exec(text);
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : text.trim();
}

function shownDay(text) {
  return text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");
}

function pairs() {
  return [...new FormData(form)]
    .map(([name, value]) => [name, DAYS.has(name) ? isoDay(value) : value])
    .map(([name, value]) => [name, value === "on" ? "1" : value])
    .filter(([, value]) => value);
}

function tellCount() {
  const set = new Set(pairs().map(([name]) => name));
  ["status", "overdue", "soon", "reopened", "mine", "since", "commune"].forEach((name) => set.delete(name)); // seen without opening
  count.hidden = set.size === 0;
  count.firstElementChild.textContent = set.size;
}

// Writes the address into the form.
export function fill() {
  const words = address.words();
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    if (field.type === "checkbox") {
      const value = field.getAttribute("value");
      field.checked = value ? words.getAll(field.name).includes(value) : words.has(field.name);
    } else if (DAYS.has(field.name)) field.value = shownDay(words.get(field.name) ?? "");
    else field.value = words.get(field.name) ?? "";
  }
  const hidden = address.hiddenLayers();
  for (const box of switches) box.checked = !hidden.includes(box.dataset.layer);
  tellCount();
}

export function hidden() {
  return switches.filter((box) => !box.checked).map((box) => box.dataset.layer);
}

// `onFilter` after a change of the filters, `onLayers` after one of the switches.
export function watchFilters({ onFilter, onLayers }) {
  const apply = () => {
    tellCount();
    address.setFilters(pairs());
    onFilter();
  };
  fill();
  document.getElementById("apply-filters").hidden = true;
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  for (const box of switches) {
    box.addEventListener("change", () => {
      address.setHiddenLayers(hidden());
      onLayers();
    });
  }
}

export function drop() {
  address.setFilters([]);
  fill();
}

export function today() {
  form.elements.as_of.value = "";
  tellCount();
  address.setFilters(pairs());
}

export function onlyVillage(key) {
  address.setFilters([["village", key]]);
  fill();
}
