// The search box: Enter opens the first result, arrows walk through them, Escape clears.

const box = document.getElementById("q");
const results = document.getElementById("search-results");

export function clear() {
  box.value = "";
  results.replaceChildren();
}

function step(event, by) {
  const links = [...results.querySelectorAll("a")];
  if (!links.length) return;
  event.preventDefault();
  const next = links.indexOf(document.activeElement) + by;
  (links[next] ?? box).focus();
}

function onKey(event) {
  if (event.key === "ArrowDown") step(event, 1);
  else if (event.key === "ArrowUp" && document.activeElement !== box) step(event, -1);
  else if (event.key === "Escape") {
    clear();
    box.focus();
  }
}

export function watchSearch() {
  box.addEventListener("keydown", onKey);
  results.addEventListener("keydown", onKey);
  box.addEventListener("search", () => !box.value && results.replaceChildren());
  box.form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
}
