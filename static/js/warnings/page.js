// The map of warnings, above the list that says the same.

import { createMap, readJson } from "../leaflet_map.js";
import { Symbols, SymbolMarker } from "../map/symbols.js";

const L = window.L;
const CLOSE = 17;
const WIDE = 15;
const BORDER = { color: "#33414e", weight: 3, opacity: 0.8, fill: false, interactive: false };

const { data, outline, words } = readJson("warnings-data");
const config = readJson("map-config");
// Whoever chose a place while the others were still on their way keeps it in view.
let looksAtOne = false;

// What a tap shows. Text, never HTML: names come from people.
function told({ name, village, risk, words: sentence }) {
  const box = document.createElement("div");
  for (const [tag, text] of [["strong", name], ["div", village], ["div", risk], ["div", sentence]]) {
    if (text) box.appendChild(document.createElement(tag)).textContent = text;
  }
  return box;
}

// All of them at once, with room for the signs; never so close that one no longer knows the place.
function showAll(map, shapes) {
  const bounds = shapes.getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [40, 40], maxZoom: WIDE, animate: false });
}

async function draw(map) {
  const symbols = new Symbols(config.symbology);
  const response = await fetch(data);
  if (!response.ok) return; // the list says the same
  const pointToLayer = ({ properties }, latlng) =>
    new SymbolMarker(latlng, { picture: symbols.site(properties.status, properties.icon, false) });
  const shapes = L.geoJSON(await response.json(), { pointToLayer })
    .bindPopup(({ feature }) => told(feature.properties))
    .addTo(map);
  if (!looksAtOne) showAll(map, shapes);
}

function watchList(map, element) {
  for (const link of document.querySelectorAll(".warnings [data-lon]")) {
    link.hidden = false;
    link.addEventListener("click", () => {
      looksAtOne = true;
      map.setView([link.dataset.lat, link.dataset.lon], CLOSE, { animate: false });
      element.scrollIntoView({ block: "nearest" });
      element.focus({ preventScroll: true });
    });
  }
}

function start() {
  const element = document.getElementById("map");
  element.hidden = false;
  const map = createMap(element, config);
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.geoJSON(outline, { style: BORDER, interactive: false }).addTo(map);
  watchList(map, element);
  draw(map).catch(() => {});
}

document.addEventListener("DOMContentLoaded", start);
