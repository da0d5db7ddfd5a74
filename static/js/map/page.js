// The map page: puts its parts together. Each part is a module of its own.

import * as address from "./address.js";
import { CLOSE, goTo, isCoarse, layers, map, page, showHome, showView } from "./board.js";
import { choose, leave, showChosen } from "./chosen.js";
import { applySwitches, load } from "./content.js";
import { watchCoordinates } from "./coordinates.js";
import * as filters from "./filters.js";
import { watchLinks } from "./links.js";
import { showThatNothingMatches } from "./list.js";
import { watchLocate } from "./locate.js";
import * as notices from "./notices.js";
import { watchPanel } from "./panel.js";
import { watchSearch } from "./search.js";
import { covered, watchSheet } from "./sheet.js";

const L = window.L;
const NAMES_FROM = 14; // zoom from which villages show their names
const PAUSE = 200; // milliseconds after the last move before anything is fetched

function tooltip({ place, count }) {
  const text = document.createElement("span");
  text.textContent = place?.name ?? count?.name ?? "";
  return text;
}

function watchLayer({ group }) {
  group.on("click", (event) => {
    const { place, count } = event.propagatedFrom;
    L.DomEvent.stop(event);
    if (place) choose(place);
    else if (count) map.setView(event.propagatedFrom.getLatLng(), map.getZoom() + 2);
  });
  if (!isCoarse) group.bindTooltip(tooltip, { direction: "top", offset: [0, -8] });
}

// The form opens looking at what is seen here. It places nothing: the person does.
function pointAddLink() {
  const link = document.getElementById("add-site");
  if (!link) return;
  const { x, y } = map.getSize();
  const { lat, lng } = map.containerPointToLatLng([x / 2, (y - covered()) / 2]);
  link.search = `at=${lat.toFixed(5)},${lng.toFixed(5)},${map.getZoom()}`;
}

function tellZoom() {
  map.getContainer().classList.toggle("names-hidden", map.getZoom() < NAMES_FROM);
}

function watchMap() {
  let timer = 0;
  map.on("moveend", () => {
    address.keepView(map.getCenter(), map.getZoom());
    pointAddLink();
    tellZoom();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => load(), PAUSE);
  });
  Object.values(layers).forEach(watchLayer);
  tellZoom();
  pointAddLink();
}

function watchTools() {
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => map.setZoom(map.getZoom() + Number(button.dataset.zoom)));
  }
  document.getElementById("whole-commune").addEventListener("click", showHome);
  document.getElementById("retry").addEventListener("click", () => load({ anew: true }));
  document.body.addEventListener("site-changed", () => load({ anew: true, only: ["hazards"] }));
}

function onBack() {
  filters.fill();
  applySwitches();
  if (address.view()) showView();
  showChosen();
  load({ anew: true });
}

function onLayers() {
  applySwitches();
  load({ withList: false });
}

// The commune stands in the address of those who see several, so that a link opens the same one.
function nameCommune() {
  const { commune } = page;
  if (commune) address.change((next) => next.has("commune") || next.set("commune", commune), { replace: true });
}

function start() {
  nameCommune();
  watchSheet();
  filters.watchFilters({ onFilter: () => load({ anew: true }), onLayers });
  applySwitches();
  watchPanel(leave);
  showView();
  showChosen(); // raises the sheet: only then is it known what of the map is free
  showThatNothingMatches();
  if (page.chosen && !address.view()) goTo(page.chosen, CLOSE);
  watchMap();
  watchTools();
  watchLinks();
  watchSearch();
  watchLocate(map);
  watchCoordinates(map);
  notices.watchTaps();
  notices.watchConnection(() => load({ anew: true }));
  window.addEventListener("popstate", onBack);
  if (!page.valid) notices.show("bad-filter");
  else load({ withList: Boolean(address.view() || page.chosen || page.focus) });
}

start();
