// The small map on the page of one place: opened where scripts run, around the shape of the place.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "./background.js";

const L = window.L;
const CLOSE = 17;

// `draw({ map, config, data })` draws the place and gives the layer to look at; data lies in `dataId`.
export function showWholeMap(dataId, draw) {
  document.addEventListener("DOMContentLoaded", () => {
    const config = readJson("map-config");
    const data = readJson(dataId);
    const element = document.getElementById("map");
    element.hidden = false;
    document.querySelector(".without-map").classList.add("has-map");
    const map = createMap(element, config, { scrollWheelZoom: false, dragging: !L.Browser.mobile });
    const place = draw({ map, config, data });
    map.fitBounds(place.getBounds(), { maxZoom: CLOSE, padding: [30, 30], animate: false });
    const { zoomIn, zoomOut } = data.words;
    L.control.zoom({ position: "topright", zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
    drawBackground(map, data.layers, config.bounds);
  });
}

// `look` is a row of the symbology: { fill, rim }.
export function shapeLayer(shape, { fill, rim }, options = {}) {
  const isLine = shape.type.endsWith("LineString");
  const style = isLine ? { color: rim, weight: 6 } : { color: rim, weight: 3, fillColor: fill, fillOpacity: 0.45 };
  const pointToLayer = (_, spot) => L.circleMarker(spot, { ...style, radius: 9, fillOpacity: 1 });
  return L.geoJSON(shape, { style, pointToLayer, ...options });
}

// A tooltip takes HTML: a name, which people type, goes in as text.
export function inWords(name) {
  const text = document.createElement("span");
  text.textContent = name;
  return text;
}
