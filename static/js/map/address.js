// The address names what is on the screen: reading it, and changing it so that Back undoes.
// Words are URLSearchParams; a view is {lat, lon, zoom} in degrees.

export const PLACES = ["site", "playspace", "school", "village_card"];
const FILTERS = [
  "kind", "status", "risk", "village", "unit", "person", "overdue", "soon", "reopened", "mine", "q", "drowning", "owner",
  "unit_type", "without", "change", "since", "money", "funding", "as_of", "commune",
];

export function words() {
  return new URLSearchParams(window.location.search);
}

// Changes the words and goes there: a new step for Back, or with `replace` the same one.
export function change(edit, { replace = false } = {}) {
  const next = words();
  edit(next);
  const query = next.toString().replaceAll("%2C", ",");
  if (query === window.location.search.slice(1)) return;
  const address = window.location.pathname + (query ? `?${query}` : "");
  if (replace) window.history.replaceState(window.history.state, "", address);
  else window.history.pushState({ within: true }, "", address);
}

export function cameFromHere() {
  return Boolean(window.history.state?.within);
}

export function chosen() {
  const now = words();
  const word = PLACES.find((name) => now.get(name));
  return word ? { word, key: now.get(word) } : null;
}

export function choose(place) {
  change((next) => {
    PLACES.forEach((word) => next.delete(word));
    if (place) next.set(place.word, place.key);
  });
}

export function view() {
  const [lat, lon, zoom] = (words().get("at") ?? "").split(",").map(Number);
  return Number.isFinite(lat + lon) && zoom ? { lat, lon, zoom } : null;
}

export function keepView({ lat, lng }, zoom) {
  change((next) => next.set("at", `${lat.toFixed(5)},${lng.toFixed(5)},${zoom}`), { replace: true });
}

// The filters alone, as they go with each request for data.
export function filters() {
  return new URLSearchParams([...words()].filter(([name]) => FILTERS.includes(name)));
}

export function setFilters(pairs) {
  change((next) => {
    FILTERS.filter((name) => name !== "commune").forEach((name) => next.delete(name));
    for (const [name, value] of pairs) if (name !== "commune") next.append(name, value);
  });
}

export function hiddenLayers() {
  return words().getAll("hide");
}

export function setHiddenLayers(names) {
  change((next) => {
    next.delete("hide");
    names.forEach((name) => next.append("hide", name));
  });
}
