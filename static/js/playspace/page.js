// The page on which a play space is recorded or changed: map, drawing board and form together.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "../site/background.js";
import { Board } from "../site/board.js";
import { DrawTools } from "../site/draw_tools.js";
import { Fragment } from "../site/fragment.js";

const L = window.L;
const CLOSE = 17;
const CLOSEST = 19; // at which the corners of a small yard lie apart

const config = readJson("map-config");
const data = readJson("playspace-form-data");
const form = document.getElementById("playspace-form");
const { geometry, coordinates, kind } = form.elements;
const map = createMap(document.getElementById("map"), config, { doubleClickZoom: false });
const board = new Board(map, { onChange: drawn, onProgress: () => tools.show() });
const tools = new DrawTools(board, form.elements.shape, data.words);
const place = new Fragment(document.getElementById("place-result"));
const trouble = L.layerGroup().addTo(map);
let forChildrenChosen = !data.isNew; // by the person: the kind proposes no more

async function askPlace() {
  await place.ask({ method: "POST", body: new URLSearchParams(new FormData(form)) });
  const found = readJson("place-found");
  if (!found) return;
  form.querySelector(".place-block").classList.toggle("field-bad", Boolean(place.element.querySelector(".field-error")));
  if (found.pasted) {
    geometry.value = JSON.stringify(found.pasted);
    board.show(found.pasted);
    look(found.pasted);
    tools.show();
  }
  markTrouble(found.trouble);
}

// A drawing goes before what was pasted.
function drawn(shape) {
  geometry.value = shape ? JSON.stringify(shape) : "";
  coordinates.value = "";
  tools.show();
  if (shape) askPlace();
}

function look(shape) {
  const maxZoom = shape.type === "Point" ? CLOSE : CLOSEST;
  map.fitBounds(L.geoJSON(shape).getBounds(), { maxZoom, padding: [40, 40], animate: false });
}

function markTrouble(spot) {
  trouble.clearLayers();
  if (!spot) return;
  L.circleMarker(spot, { radius: 14, color: "#a8200d", weight: 4, fill: false, pmIgnore: true }).addTo(trouble);
  if (!map.getBounds().contains(spot)) map.panTo(spot, { animate: false });
}

function showStored() {
  try {
    const shape = JSON.parse(geometry.value);
    board.show(shape);
    look(shape);
  } catch { /* nothing drawn yet, or nothing that can be drawn */ }
}

// The water is asked about where children swim; a new place is for children if its kind is.
function showKind() {
  const chosen = data.kinds[kind.value];
  document.getElementById("water-fields").hidden = !chosen?.isWater;
  if (chosen && !forChildrenChosen) form.elements.for_children.checked = chosen.forChildren;
}

function start() {
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
  showStored();
  tools.watch({ onLocated(spot) { board.put(spot); look(spot); } });
  markTrouble(data.trouble);
  showKind();
  kind.addEventListener("change", showKind);
  form.elements.for_children.addEventListener("change", () => { forChildrenChosen = true; });
  coordinates.addEventListener("change", askPlace);
  form.addEventListener("submit", () => board.finish());
  if (coordinates.value && !form.querySelector(".place-block .field-error")) askPlace();
  form.querySelector(".error-summary")?.focus();
}

document.addEventListener("DOMContentLoaded", start);
