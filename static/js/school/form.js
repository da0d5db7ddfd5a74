// The page on which a school is entered or changed: its grounds and its gates on the map.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "../site/background.js";
import { Board } from "../site/board.js";
import { DrawTools } from "../site/draw_tools.js";
import { Fragment } from "../site/fragment.js";
import { Gates } from "./gates.js";

const L = window.L;
const CLOSE = 18;

const config = readJson("map-config");
const data = readJson("school-form-data");
const form = document.getElementById("school-form");
const { geometry, coordinates } = form.elements;
const map = createMap(document.getElementById("map"), config, { doubleClickZoom: false });
const board = new Board(map, { onChange: drawn, onProgress: showTools });
const tools = new DrawTools(board, form.elements.shape, data.words);
const place = new Fragment(document.getElementById("place-result"));
const trouble = L.layerGroup().addTo(map);

async function askPlace() {
  await place.ask({ method: "POST", body: new URLSearchParams(new FormData(form)) });
  markTrouble(readJson("place-trouble"));
  const shape = readJson("place-found");
  if (!shape) return;
  document.getElementById("place-block").classList.remove("field-bad");
  geometry.value = JSON.stringify(shape);
  if (!coordinates.value) return;
  board.show(shape);
  look(shape);
  showTools();
}

// What is drawn goes before what was pasted.
function drawn(shape) {
  geometry.value = shape ? JSON.stringify(shape) : "";
  coordinates.value = "";
  showTools();
  if (shape) askPlace();
}

function look(shape) {
  map.fitBounds(L.geoJSON(shape).getBounds(), { maxZoom: CLOSE, padding: [60, 60], animate: false });
}

function markTrouble(spot) {
  trouble.clearLayers();
  if (spot) L.circleMarker(spot, { radius: 14, color: "#a8200d", weight: 4, fill: false, pmIgnore: true }).addTo(trouble);
}

function showStored() {
  try {
    const shape = JSON.parse(geometry.value);
    board.show(shape);
    look(shape);
  } catch { /* nothing shown yet, or nothing that can be drawn */ }
}

function showTools() {
  tools.show();
  document.getElementById("gate-add").disabled = board.isDrawing && board.canUndo;
}

// While a gate is being set, a tap on the map is no corner of the grounds.
function onWait(isWaiting) {
  if (isWaiting) board.pause();
  else board.resume();
  if (!isWaiting && !board.geometry && form.elements.shape.value === "area") board.start("area");
}

function start() {
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
  tools.watch();
  coordinates.addEventListener("change", askPlace);
  form.addEventListener("submit", () => board.finish());
  showStored();
  if (!board.geometry && !coordinates.value) board.start("area");
  new Gates(document.getElementById("gates"), map, { words: data.words, onWait });
  showTools();
  markTrouble(data.trouble);
  form.querySelector(".error-summary")?.focus();
}

document.addEventListener("DOMContentLoaded", start);
