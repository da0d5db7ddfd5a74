// The map page: puts the parts together. Each part is a module of its own.

import { createMap, readJson } from "../leaflet_map.js";
import * as address from "./address.js";
import { watchCoordinates } from "./coordinates.js";
import { Drawing, preparePanes } from "./drawing.js";
import * as filters from "./filters.js";
import { LoadedLayer } from "./layers.js";
import * as list from "./list.js";
import { watchLocate } from "./locate.js";
import * as notices from "./notices.js";
import * as panel from "./panel.js";
import { Ring } from "./ring.js";
import * as search from "./search.js";
import * as sheet from "./sheet.js";

const L = window.L;
const CLOSE = 16; // zoom at which one thing is looked at
const NAMES_FROM = 14; // zoom from which villages show their names
const PAUSE = 200; // milliseconds after the last move before anything is fetched

const config = readJson("map-config");
const page = readJson("map-page");
const home = L.latLngBounds(config.bounds);
const isCoarse = window.matchMedia("(pointer: coarse)").matches;
const map = createMap(document.getElementById("map"), { ...config, bounds: page.reach ?? config.bounds }, {
  renderer: L.canvas({ tolerance: isCoarse ? 9 : 2, padding: 0.2 }),
});
preparePanes(map);
const drawing = new Drawing(config.symbology);
const ring = new Ring(map);
const layers = Object.fromEntries(
  Object.entries(page.layers).map(([name, at]) => [
    name,
    new LoadedLayer(map, { address: at, words: address.filters, draw: (data) => drawing.draw(name, data) }),
  ]),
);
let known = page.chosen; // where the chosen thing lies

// --- the view ----------------------------------------------------------------------------

function showHome() {
  map.fitBounds(home, { animate: false, paddingBottomRight: [0, sheet.covered()] });
}

function showView() {
  const view = address.view();
  if (view) map.setView([view.lat, view.lon], view.zoom, { animate: false });
  else if (page.focus) map.fitBounds(page.focus, { animate: false, maxZoom: CLOSE });
  else showHome();
}

function goTo(place, zoom = map.getZoom()) {
  if (!place?.lat) return;
  const spot = L.latLng(place.lat, place.lon);
  if (zoom > map.getZoom()) map.setView(spot, zoom, { animate: false });
  map.panInside(spot, { paddingTopLeft: [50, 50], paddingBottomRight: [70, sheet.covered() + 50], animate: false });
}

// --- what is drawn -----------------------------------------------------------------------

function failed(error) {
  if (error.name === "AbortError") return;
  if (error.status === 400) notices.show("bad-filter");
  else if (navigator.onLine) notices.show("failed");
  else notices.show("offline");
}

async function load({ anew = false, withList = true, only = Object.keys(layers) } = {}) {
  notices.hide("failed", "bad-filter");
  const work = only.map((name) => layers[name].load({ anew }).catch(failed));
  if (withList) work.push(list.refresh(page, map).catch(failed));
  await notices.during(Promise.all(work));
  document.documentElement.dataset.map = "drawn"; // for those who wait: tests, printing
}

function applySwitches() {
  const hidden = filters.hidden();
  for (const [name, layer] of Object.entries(layers)) layer.switch(!hidden.includes(name));
}

// --- what is chosen ----------------------------------------------------------------------

function cardAddress({ word, key }) {
  const day = address.words().get("as_of");
  const card = page.cards[word].replace("KEY", encodeURIComponent(key));
  return day ? `${card}?as_of=${encodeURIComponent(day)}` : card;
}

function showChosen() {
  const place = address.chosen();
  if (!place) {
    ring.put(null);
    panel.showStart();
    return;
  }
  const there = known?.key === place.key ? known : Object.values(layers).map((layer) => layer.find(place)).find(Boolean);
  known = there ?? null;
  ring.put(known);
  panel.showCard(cardAddress(place));
  sheet.raise();
}

function choose(place, { zoom } = {}) {
  known = place;
  address.choose(place);
  showChosen();
  goTo(place, zoom);
}

function leaveCard() {
  if (address.cameFromHere()) window.history.back();
  else {
    address.choose(null);
    showChosen();
  }
}

// --- what people do ----------------------------------------------------------------------

function isPlainClick(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function followLink(event) {
  const link = event.target.closest("[data-word], [data-spot], [data-drop-filters], [data-show-all], [data-filter-village]");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  const { word, key, lat, lon } = link.dataset;
  if (word) {
    const fromSearch = Boolean(link.closest("#search-results"));
    search.clear();
    choose({ word, key, lat, lon }, { zoom: fromSearch ? Math.max(map.getZoom(), CLOSE) : undefined });
  } else if ("spot" in link.dataset) {
    search.clear();
    goTo({ lat, lon }, 17);
    ring.put({ lat, lon });
  } else if ("showAll" in link.dataset) showHome();
  else {
    if (link.dataset.filterVillage) {
      filters.onlyVillage(link.dataset.filterVillage);
      address.choose(null);
      showChosen();
    } else filters.drop();
    load({ anew: true });
  }
}

function watchMap() {
  let timer = 0;
  map.on("moveend", () => {
    address.keepView(map.getCenter(), map.getZoom());
    pointAddLink();
    window.clearTimeout(timer);
    timer = window.setTimeout(load, PAUSE);
  });
  const tellZoom = () => map.getContainer().classList.toggle("names-hidden", map.getZoom() < NAMES_FROM);
  map.on("zoomend", tellZoom);
  tellZoom();
  for (const layer of Object.values(layers)) {
    layer.group.on("click", (event) => {
      const { place, count } = event.propagatedFrom;
      L.DomEvent.stop(event);
      if (place) choose(place);
      else if (count) map.setView(event.propagatedFrom.getLatLng(), map.getZoom() + 2);
    });
    if (!isCoarse) layer.group.bindTooltip(tooltip, { direction: "top", offset: [0, -8] });
  }
}

function tooltip(layer) {
  const text = document.createElement("span");
  text.textContent = layer.place?.name ?? layer.count?.name ?? "";
  return text;
}

// A new site begins where the person looks, once that is near enough to mean something.
function pointAddLink() {
  const link = document.getElementById("add-site");
  if (!link) return;
  const { lat, lng } = map.getCenter();
  link.search = map.getZoom() >= CLOSE ? `lon=${lng.toFixed(6)}&lat=${lat.toFixed(6)}` : "";
}

function watchTools() {
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => map.setZoom(map.getZoom() + Number(button.dataset.zoom)));
  }
  document.getElementById("whole-commune").addEventListener("click", showHome);
  document.getElementById("retry").addEventListener("click", () => load({ anew: true }));
  document.addEventListener("click", followLink);
  document.body.addEventListener("site-changed", () => load({ anew: true, only: ["hazards"] }));
  window.addEventListener("popstate", () => {
    filters.fill();
    applySwitches();
    if (address.view()) showView();
    showChosen();
    load({ anew: true });
  });
}

function start() {
  sheet.watchSheet();
  filters.watchFilters({
    onFilter: () => load({ anew: true }),
    onLayers: () => {
      applySwitches();
      load({ withList: false });
    },
  });
  applySwitches();
  search.watchSearch();
  panel.watchPanel(leaveCard);
  watchLocate(map);
  watchCoordinates(map);
  showView();
  if (page.chosen && !address.view()) goTo(page.chosen, CLOSE);
  watchMap();
  watchTools();
  pointAddLink();
  notices.watchConnection(() => load({ anew: true }));
  showChosen();
  load({ withList: Boolean(address.view() || page.chosen || page.focus) });
}

start();
