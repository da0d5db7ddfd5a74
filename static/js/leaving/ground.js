// Borders, villages and roads: what one finds the way by on a map without tiles.

import { given } from "./given.js";
import { InView } from "./in_view.js";
import { shape, spot } from "./shapes.js";

const L = window.L;
const BORDER = { color: "#33414e", weight: 3, opacity: 0.85, fillColor: "#fff", fillOpacity: 1, interactive: false };
const VILLAGE = { color: "#33414e", weight: 1, opacity: 0.6, dashArray: "6 3 1 3", fill: false, interactive: false };
const ROAD = { color: "#b4bdc3", weight: 1.6, interactive: false };
const NAMES_FROM = 14;
const COMMUNES_FROM = 12; // below, their names lie on top of each other

// Of several, each bears its name, and can be searched for.
export function fillCommunes(group, rows) {
  const borders = rows.map(([name, parts]) => ({ name, border: shape(parts, BORDER).addTo(group) }));
  if (rows.length < 2) return [];
  const names = new InView(L.featureGroup().addTo(group), COMMUNES_FROM);
  names.show(borders.map(({ name, border }) => placeOf(name, border.getBounds().getCenter())));
  return borders.map(({ name, border }) => ({ name, more: "", reach: (map) => map.fitBounds(border.getBounds()) }));
}

function placeOf(name, at) {
  return { at, make: () => nameAt(name, at) };
}

// A name that is there for the eye alone: the search finds the village.
export function nameAt(name, at) {
  const icon = L.divIcon({ className: "place-name", html: word(name), iconSize: null });
  return L.marker(at, { icon, interactive: false, keyboard: false, zIndexOffset: -10_000 });
}

function word(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}

function styleOf(covered) {
  if (covered === undefined) return VILLAGE;
  const { covered: yes, uncovered: no } = given.symbology.village;
  return { ...VILLAGE, dashArray: null, opacity: 0.9, fill: true, fillOpacity: 0.9, fillColor: covered ? yes : no };
}

// Rows of name, outline, place of the name; on the map of coverage also whether a play point is there.
export function fillVillages(group, rows) {
  const names = new InView(L.featureGroup().addTo(group), NAMES_FROM);
  const places = rows.map(([name, parts, x, y, covered]) => {
    const at = spot(x, y);
    const sign = covered === undefined ? "" : covered ? "✓ " : "– ";
    if (parts.length) shape(parts, styleOf(covered)).addTo(group);
    return { name, at, make: () => nameAt(sign + name, at) };
  });
  names.show(places);
  return places.map(({ name, at }) => ({ name, more: "", reach: (map) => map.setView(at, 15) }));
}

export function fillRoads(group, rows) {
  for (const strokes of rows) shape(strokes, ROAD).addTo(group);
}
