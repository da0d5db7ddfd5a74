// On paper a map has another size, and shows no less for it.

import { given } from "./given.js";

const L = window.L;
const maps = [];
let before = null;

function resize(isPaper) {
  document.body.classList.toggle("on-paper", isPaper);
  for (const map of maps) map.invalidateSize({ animate: false });
}

function lay() {
  if (before) return;
  // Maps in step show the same: one of them leads.
  const [map] = maps;
  before = { centre: map.getCenter(), zoom: map.getZoom() };
  const whole = L.latLngBounds(given.bounds);
  const seen = map.getBounds();
  resize(true);
  map.fitBounds(seen.contains(whole) ? whole : seen, { animate: false });
}

function takeBack() {
  if (!before) return;
  resize(false);
  maps[0].setView(before.centre, before.zoom, { animate: false });
  before = null;
}

window.addEventListener("beforeprint", lay);
window.addEventListener("afterprint", takeBack);

export function printable(map) {
  maps.push(map);
}
