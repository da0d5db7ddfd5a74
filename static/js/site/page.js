// The page on which a site is logged or changed: puts map, drawing board and form together.

import { createMap, readJson } from "../leaflet_map.js";
import { Answers } from "./answers.js";
import { drawBackground } from "./background.js";
import { Board } from "./board.js";
import { Draft } from "./draft.js";
import { DrawTools } from "./draw_tools.js";
import { Fragment } from "./fragment.js";
import { holdStillIn } from "./hold_still.js";

const L = window.L;
const CLOSE = 17; // zoom at which a pond can be drawn
const CLOSEST = 19; // at which the corners of a small one lie apart
const DAY_AND_TIME = { hour: "2-digit", minute: "2-digit", day: "2-digit", month: "2-digit", year: "numeric" };

const config = readJson("map-config");
const data = readJson("site-form-data");
const form = document.getElementById("site-form");
const { geometry, coordinates } = form.elements;
const map = createMap(document.getElementById("map"), config, { doubleClickZoom: false });
const answers = new Answers(form, data);
const draft = new Draft(form);
const proposal = new Fragment(document.getElementById("risk-proposal"));
const deadlineHint = new Fragment(document.getElementById("deadline-hint"));
const board = new Board(map, { onChange: drawn, onProgress: () => tools.show() });
const tools = new DrawTools(board, form.elements.shape, data.words);
const trouble = L.layerGroup().addTo(map);

// --- place -------------------------------------------------------------------------------

function askPlace() {
  document.getElementById("place-block").dispatchEvent(new Event("place-changed"));
}

// The person changed the drawing: it goes before what was pasted.
function drawn(shape) {
  geometry.value = shape ? JSON.stringify(shape) : "";
  coordinates.value = "";
  tools.show();
  draft.keep();
  askPlace();
  askRisk();
}

function look(shape) {
  const layer = L.geoJSON(shape);
  const maxZoom = shape.type === "Point" ? CLOSE : CLOSEST;
  map.fitBounds(layer.getBounds(), { maxZoom, padding: [40, 40], animate: false });
}

// Where the map page looked, when the form was opened from there: `?at=lat,lon,zoom`.
function lookWhereAsked() {
  const [lat, lon, zoom] = (new URLSearchParams(window.location.search).get("at") ?? "").split(",").map(Number);
  if (Number.isFinite(lat + lon) && zoom) map.setView([lat, lon], zoom, { animate: false });
}

function showGeometry() {
  try {
    const shape = JSON.parse(geometry.value);
    board.show(shape);
    look(shape);
  } catch {
    return; // nothing drawn, or nothing that can be drawn
  }
  tools.show();
}

function markTrouble(spot) {
  trouble.clearLayers();
  if (!spot) return;
  L.circleMarker(spot, { radius: 14, color: "#a8200d", weight: 4, fill: false, pmIgnore: true }).addTo(trouble);
  if (!map.getBounds().contains(spot)) map.panTo(spot, { animate: false });
}

function placeAnswered() {
  const found = readJson("place-found");
  for (const old of form.querySelectorAll("#place-block .field-error:not(#place-result *)")) old.remove();
  if (found.pasted) {
    geometry.value = JSON.stringify(found.pasted);
    board.show(found.pasted);
    look(found.pasted);
    tools.show();
  }
  markTrouble(found.trouble);
  const note = document.getElementById("border-note-field");
  note.hidden = found.inside && !form.elements.border_note.value;
  answers.placed(found.where);
}

// --- risk --------------------------------------------------------------------------------

const WEIGHED = [
  "kind", "is_household", "near_path", "near_homes", "access", "depth_m", "bank", "likelihood", "severity",
  "coordinates",
];

function askRisk() {
  const sent = ["csrfmiddlewaretoken", "geometry", ...WEIGHED];
  const answers = [...new FormData(form)].filter(([name]) => sent.includes(name));
  proposal.ask({ method: "POST", body: new URLSearchParams(answers) });
}

// --- deadline ----------------------------------------------------------------------------

function offerQuickDays() {
  const quick = form.querySelector(".quick-days");
  quick.hidden = false;
  quick.addEventListener("click", ({ target }) => {
    if (!target.dataset.day) return;
    form.elements.deadline.value = target.dataset.day;
    form.elements.deadline.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form.elements.deadline.addEventListener("change", ({ target }) => {
    deadlineHint.ask({}, `?${new URLSearchParams({ deadline: target.value })}`);
  });
}

// --- draft and start ---------------------------------------------------------------------

function offerDraft() {
  if (form.querySelector(".error-summary")) return; // what was sent stands in the form
  const at = draft.restore();
  if (!at) return;
  form.dispatchEvent(new Event("draft-restored"));
  const time = at.toLocaleString(document.documentElement.lang, DAY_AND_TIME);
  document.getElementById("draft-words").textContent = data.words.draft.replace("{time}", time);
  document.getElementById("draft-note").hidden = false;
  document.getElementById("draft-discard").addEventListener("click", () => {
    draft.drop();
    window.location.reload();
  });
}

function watchForm() {
  holdStillIn(form);
  form.addEventListener("input", () => draft.keep());
  form.addEventListener("change", ({ target }) => {
    draft.keep();
    if (WEIGHED.includes(target.name)) askRisk();
  });
  form.addEventListener("submit", () => board.finish());
  window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
  document.getElementById("place-result").addEventListener("htmx:afterSettle", placeAnswered);
}

function start() {
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  drawBackground(map, data.layers, config.bounds);
  offerDraft();
  tools.watch({ onLocated(spot) { board.put(spot); look(spot); } });
  offerQuickDays();
  watchForm();
  lookWhereAsked();
  showGeometry();
  markTrouble(data.trouble);
  answers.refresh();
  askRisk();
  if ((geometry.value || coordinates.value) && !form.querySelector("#place-block .field-error")) askPlace();
  form.querySelector(".error-summary")?.focus();
}

document.addEventListener("DOMContentLoaded", start);
