// The map of a school's page: grounds, rings by distance, numbered dangers, ways to school.
// The list beside it says the same; a tap on a number leads there.

import { createMap, readJson } from "../leaflet_map.js";

const L = window.L;
const RING = { color: "#5b3a8c", weight: 1.5, opacity: 0.9, dashArray: "6 5", fill: false, interactive: false };
const ROUTE = { color: "#0b4f5c", weight: 5, opacity: 0.75, interactive: false };
const GATE = { radius: 5, weight: 2, fillColor: "#fff", fillOpacity: 1, interactive: false };
const SIZE = 28;

function styleOf({ fill, rim }, { type }) {
  return type.endsWith("LineString")
    ? { color: rim, weight: 5, opacity: 0.9, interactive: false }
    : { color: rim, weight: 2, fillColor: fill, fillOpacity: 0.45, interactive: false };
}

function lead(anchor) {
  const line = document.getElementById(anchor);
  line.scrollIntoView({ block: "center" });
  line.focus({ preventScroll: true });
}

// What lies in the same spot would hide itself: the first of the list stands on top.
function numbered({ number, anchor, status, at: [lon, lat], name }) {
  const icon = L.divIcon({ className: `danger-pin danger-pin-${status}`, html: String(number), iconSize: [SIZE, SIZE] });
  const pin = L.marker([lat, lon], { icon, keyboard: false, title: `${number}. ${name}`, zIndexOffset: -number * 10 });
  return pin.on("click", () => lead(anchor));
}

// At the northern end of the ring, where nothing of the map's own stands; below every number.
function drawRing(map, { words, shape }) {
  const ring = L.geoJSON(shape, { style: RING, interactive: false }).addTo(map);
  const bounds = ring.getBounds();
  const icon = L.divIcon({ className: "ring-label", html: words, iconSize: [64, 18] });
  const spot = [bounds.getNorth(), bounds.getCenter().lng];
  L.marker(spot, { icon, interactive: false, keyboard: false, zIndexOffset: -1e6 }).addTo(map);
  return ring;
}

function start() {
  const config = readJson("map-config");
  const { drawing, words } = readJson("school-data");
  const element = document.getElementById("map");
  element.hidden = document.getElementById("map-key").hidden = false;
  const map = createMap(element, config, { scrollWheelZoom: false, dragging: !L.Browser.mobile, zoomSnap: 0.25 });
  const { fill, rim } = config.symbology.school;
  const rings = drawing.rings.map((ring) => drawRing(map, ring));
  for (const way of drawing.routes) L.geoJSON(way, { style: ROUTE, interactive: false }).addTo(map);
  for (const danger of drawing.dangers) {
    const style = styleOf(config.symbology.status[danger.status], danger.shape);
    const pointToLayer = (_, spot) => L.circleMarker(spot, { ...style, radius: 4 });
    L.geoJSON(danger.shape, { style, pointToLayer, interactive: false }).addTo(map);
    numbered(danger).addTo(map);
  }
  const own = { color: rim, weight: 3, fillColor: fill, fillOpacity: 0.6, interactive: false };
  const pointToLayer = (_, spot) => L.circleMarker(spot, { ...own, radius: 9, fillOpacity: 1 });
  L.geoJSON(drawing.grounds, { style: own, pointToLayer, interactive: false }).addTo(map);
  for (const { coordinates: [lon, lat] } of drawing.gates) L.circleMarker([lat, lon], { ...GATE, color: rim }).addTo(map);
  map.fitBounds(rings.at(-1).getBounds(), { padding: [8, 14], animate: false });
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
}

document.addEventListener("DOMContentLoaded", start);
document.addEventListener("DOMContentLoaded", () => document.querySelector(".error-summary")?.focus());
