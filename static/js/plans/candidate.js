// The page on which a candidate place is shown on the map: one point.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "../site/background.js";
import { Board } from "../site/board.js";
import { Fragment } from "../site/fragment.js";

const L = window.L;
const CLOSE = 16;

const config = readJson("map-config");
const data = readJson("candidate-form-data");
const form = document.getElementById("candidate-form");
const { geometry, coordinates } = form.elements;
const map = createMap(document.getElementById("map"), config, { doubleClickZoom: false });
const board = new Board(map, { onChange: tapped, onProgress() {} });
const place = new Fragment(document.getElementById("place-result"));

async function askPlace() {
  await place.ask({ method: "POST", body: new URLSearchParams(new FormData(form)) });
  const spot = readJson("place-found");
  if (!spot) return;
  form.querySelector(".place-block").classList.remove("field-bad");
  geometry.value = JSON.stringify(spot);
  board.show(spot);
  if (coordinates.value) look(spot);
}

// A tap goes before what was pasted.
function tapped(spot) {
  geometry.value = spot ? JSON.stringify(spot) : "";
  coordinates.value = "";
  askPlace();
}

function look({ coordinates: [lon, lat] }) {
  map.setView([lat, lon], CLOSE, { animate: false });
}

function showStored() {
  try {
    const spot = JSON.parse(geometry.value);
    board.show(spot);
    look(spot);
  } catch { /* nothing shown yet, or nothing that can be drawn */ }
}

function start() {
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
  document.getElementById("tap-hint").hidden = false;
  coordinates.addEventListener("change", askPlace);
  showStored();
  form.querySelector(".error-summary")?.focus();
}

document.addEventListener("DOMContentLoaded", start);
