// The map of one play space on its own page: its shape, and the dangers near it.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "../site/background.js";

const L = window.L;
const CLOSE = 17;

function styleOf({ fill, rim }, isLine) {
  return isLine ? { color: rim, weight: 6 } : { color: rim, weight: 3, fillColor: fill, fillOpacity: 0.45 };
}

// A tooltip takes HTML: a name, which people type, goes in as text.
function inWords(name) {
  const text = document.createElement("span");
  text.textContent = name;
  return text;
}

function drawn(shape, look) {
  const style = styleOf(look, shape.type.endsWith("LineString"));
  const pointToLayer = (_, spot) => L.circleMarker(spot, { ...style, radius: 9, fillOpacity: 1 });
  return L.geoJSON(shape, { style, pointToLayer });
}

function start() {
  const config = readJson("map-config");
  const data = readJson("whole-space-data");
  const element = document.getElementById("map");
  element.hidden = false;
  document.querySelector(".without-map").classList.add("has-map");
  const map = createMap(element, config, { scrollWheelZoom: false, dragging: !L.Browser.mobile });
  const all = L.featureGroup([drawn(data.shape, config.symbology.playspace)]);
  for (const { shape, name, status } of data.dangers) {
    all.addLayer(drawn(shape, config.symbology.status[status]).bindTooltip(inWords(name)));
  }
  all.addTo(map);
  map.fitBounds(all.getBounds(), { maxZoom: CLOSE, padding: [30, 30], animate: false });
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
}

document.addEventListener("DOMContentLoaded", start);
