// Anybody reports a danger: one point on the map, by a tap, by dragging or by the phone's position.

import { createMap, readJson } from "../leaflet_map.js";
import { canLocate, position } from "../site/position.js";

const L = window.L;
const CLOSE = 17;
const BORDER = { color: "#33414e", weight: 3, opacity: 0.8, fill: false, interactive: false };

const config = readJson("map-config");
const { words, outline } = readJson("report-data");
const form = document.getElementById("report-form");
const { geometry, coordinates } = form.elements;
const hint = document.getElementById("place-hint");
const here = document.getElementById("place-here");
const map = createMap(document.getElementById("map"), config);
const icon = L.divIcon({ className: "place-pin", iconSize: [44, 44], iconAnchor: [22, 40] });
const pin = L.marker([0, 0], { icon, draggable: true, keyboard: false });

function show([lon, lat]) {
  pin.setLatLng([lat, lon]).addTo(map);
  hint.textContent = words.marked;
}

// What is shown on the map goes before what was pasted.
function mark(spot) {
  geometry.value = JSON.stringify({ type: "Point", coordinates: spot });
  coordinates.value = "";
  form.querySelector(".place-block").classList.remove("field-bad");
  show(spot);
}

function spotAt({ lat, lng }) {
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
}

async function locate() {
  hint.textContent = words.locating;
  try {
    const spot = await position();
    mark(spot);
    map.setView([spot[1], spot[0]], CLOSE, { animate: false });
  } catch {
    hint.textContent = words.notLocated;
  }
}

function showSent() {
  try {
    const { coordinates: spot } = JSON.parse(geometry.value);
    show(spot);
    map.setView([spot[1], spot[0]], CLOSE, { animate: false });
  } catch { /* nothing marked yet, or nothing that can be drawn */ }
}

function start() {
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  if (outline) L.geoJSON(outline, { style: BORDER, interactive: false }).addTo(map);
  hint.textContent = words.tap;
  here.hidden = !canLocate;
  here.addEventListener("click", locate);
  map.on("click", ({ latlng }) => mark(spotAt(latlng)));
  pin.on("dragend", () => mark(spotAt(pin.getLatLng())));
  showSent();
  form.querySelector(".error-summary")?.focus();
}

document.addEventListener("DOMContentLoaded", start);
