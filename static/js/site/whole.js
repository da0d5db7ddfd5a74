// The map of one site on its own page: its shape, the places of its measures, what lies around.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "./background.js";

const L = window.L;
const CLOSE = 17;
const OWN_PLACE = { radius: 6, color: "#083b45", weight: 2, fillColor: "#fff", fillOpacity: 1 };

function styleOf({ fill, rim }, isLine) {
  return isLine ? { color: rim, weight: 6 } : { color: rim, weight: 3, fillColor: fill, fillOpacity: 0.45 };
}

// A tooltip takes HTML: the name of a kind, which people type, goes in as text.
function inWords(name) {
  const text = document.createElement("span");
  text.textContent = name;
  return text;
}

function start() {
  const config = readJson("map-config");
  const data = readJson("whole-site-data");
  const element = document.getElementById("map");
  element.hidden = false;
  document.querySelector(".without-map").classList.add("has-map");
  const map = createMap(element, config, { scrollWheelZoom: false, dragging: !L.Browser.mobile });
  const style = styleOf(config.symbology.status[data.status], data.shape.type.endsWith("LineString"));
  const pointToLayer = (_, spot) => L.circleMarker(spot, { ...style, radius: 9, fillOpacity: 1 });
  const shape = L.geoJSON(data.shape, { style, pointToLayer, interactive: false }).addTo(map);
  for (const measure of data.measures) {
    const mark = (_, spot) => L.circleMarker(spot, OWN_PLACE);
    L.geoJSON(measure.shape, { style: OWN_PLACE, pointToLayer: mark }).bindTooltip(inWords(measure.name)).addTo(map);
  }
  map.fitBounds(shape.getBounds(), { maxZoom: CLOSE, padding: [30, 30], animate: false });
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
}

document.addEventListener("DOMContentLoaded", start);
