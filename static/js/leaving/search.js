// Finds by name whatever is on the map, with or without diacritics: “ao ca” finds “Ao cá”.

import { say } from "./given.js";

const MOST = 8;

export function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();
}

function button({ name, more, reach }, map, close) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = more ? `${name} · ${more}` : name;
  element.addEventListener("click", () => {
    close();
    map.getContainer().scrollIntoView({ block: "nearest" });
    reach(map);
  });
  const item = document.createElement("li");
  item.append(element);
  return item;
}

// `entries` are `{name, more, reach(map)}`.
export function search(map, entries) {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const count = document.getElementById("found-count");
  if (!field) return;
  const known = entries.map((entry) => ({ ...entry, key: fold(entry.name) }));

  function close() {
    list.replaceChildren();
    count.textContent = "";
  }
  field.addEventListener("input", () => {
    close();
    const key = fold(field.value.trim());
    if (!key) return;
    const found = known.filter((entry) => entry.key.includes(key));
    found.sort((one, other) => Number(other.key.startsWith(key)) - Number(one.key.startsWith(key)));
    list.append(...found.slice(0, MOST).map((entry) => button(entry, map, close)));
    count.textContent = found.length ? say("found", { number: found.length }) : say("nothingFound");
  });
}
