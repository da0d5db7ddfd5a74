// The map of a round: numbered stops and the way between them. The list says the same in words.

import { createMap, readJson } from "../leaflet_map.js";
import { canLocate, position } from "./position.js";

const WAY = { color: "#0b4f5c", weight: 4, opacity: 0.75, dashArray: "1 8", lineCap: "round", interactive: false };
const data = readJson("round-data");

function numbered({ number, at, name, done }) {
  const label = document.createElement("span");
  label.textContent = number;
  const icon = window.L.divIcon({ className: done ? "stop-pin stop-pin-done" : "stop-pin", html: label, iconSize: [30, 30] });
  return window.L.marker(at, { icon, keyboard: false, title: name, alt: name });
}

function drawMap() {
  const element = document.getElementById("map");
  if (!element || !window.L) return;
  const { L } = window;
  element.hidden = false;
  const map = createMap(element, readJson("map-config"), { scrollWheelZoom: false });
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  const way = [...(data.start ? [data.start] : []), ...data.stops.map(({ at }) => at)];
  L.polyline(way, WAY).addTo(map);
  data.stops.forEach((stop) => numbered(stop).addTo(map));
  if (data.start) L.circleMarker(data.start, { radius: 8, color: "#fff", fillColor: "#0072b2", fillOpacity: 1 }).addTo(map);
  map.fitBounds(L.latLngBounds(way), { padding: [30, 30], maxZoom: 17, animate: false });
}

// The address is all that is kept: from here it goes on with the place where somebody stands.
async function beginHere() {
  const told = document.getElementById("round-told");
  told.textContent = data.words.locating;
  try {
    const [lon, lat] = await position();
    const address = new URL(window.location.href);
    address.searchParams.set("at", `${lat.toFixed(5)},${lon.toFixed(5)}`);
    window.location.replace(address);
  } catch {
    told.textContent = data.words.notLocated;
  }
}

function watchButtons() {
  const here = document.getElementById("round-here");
  here.hidden = !canLocate || data.stops.length === 0;
  here.addEventListener("click", beginHere);
  const print = document.getElementById("round-print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

document.addEventListener("DOMContentLoaded", () => {
  watchButtons();
  drawMap();
});
