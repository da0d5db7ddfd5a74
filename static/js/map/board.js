// The map itself, its layers and where it looks. One for the page: the other modules share it.

import { createMap, readJson } from "../leaflet_map.js";
import * as address from "./address.js";
import { Drawing, preparePanes } from "./drawing.js";
import { LoadedLayer } from "./layers.js";
import { Ring } from "./ring.js";
import { covered } from "./sheet.js";

const L = window.L;
const config = readJson("map-config");

export const CLOSE = 16; // zoom at which one thing is looked at
export const isCoarse = window.matchMedia("(pointer: coarse)").matches;
export const page = readJson("map-page");
export const map = createMap(
  document.getElementById("map"),
  { ...config, bounds: page.reach ?? config.bounds },
  { renderer: L.canvas({ tolerance: isCoarse ? 9 : 2, padding: 0.2 }) },
);
preparePanes(map);
export const ring = new Ring(map);
const drawing = new Drawing(config.symbology);
export const layers = Object.fromEntries(
  Object.entries(page.layers).map(([name, at]) => [
    name,
    new LoadedLayer(map, { address: at, words: address.filters, draw: (data) => drawing.draw(name, data) }),
  ]),
);

function fit(bounds) {
  map.fitBounds(bounds, { animate: false, maxZoom: CLOSE, paddingBottomRight: [0, covered()] });
}

export function showHome() {
  fit(config.bounds);
}

// What the address says; without a view in it, what it is about; else the commune.
export function showView() {
  const view = address.view();
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  else if (page.focus) fit(page.focus);
  else showHome();
}

// Brings a place into the part of the map that nothing covers.
export function goTo(place, zoom = 0) {
  if (!place?.lat) return;
  const spot = L.latLng(place.lat, place.lon);
  if (zoom > map.getZoom()) map.setView(spot, zoom, { animate: false });
  map.panInside(spot, { paddingTopLeft: [50, 50], paddingBottomRight: [70, covered() + 50], animate: false });
}

export function find(place) {
  return Object.values(layers).map((layer) => layer.find(place)).find(Boolean);
}
