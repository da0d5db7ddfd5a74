// The map of a plan: its places with their numbers, which the table beside it has, too.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "../site/background.js";

const L = window.L;
const SIZE = 32;

function start() {
  const config = readJson("map-config");
  const { picks, layers, words } = readJson("plan-data");
  const map = createMap(document.getElementById("map"), config, { scrollWheelZoom: false });
  const all = L.featureGroup(picks.map(pin)).addTo(map);
  map.fitBounds(all.getBounds(), { maxZoom: 15, padding: [40, 40], animate: false });
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  drawBackground(map, layers, config.bounds);
}

// A name, which people type, goes in as text.
function pin({ number, name, at }) {
  const sign = document.createElement("span");
  sign.textContent = number;
  const icon = L.divIcon({ className: "plan-pin", html: sign, iconSize: [SIZE, SIZE] });
  return L.marker(at, { icon, title: `${number}. ${name}`, alt: `${number}. ${name}`, keyboard: false });
}

document.addEventListener("DOMContentLoaded", start);
