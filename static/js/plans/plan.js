// The map of a plan: its places with their numbers, which the table beside it has, too; the play points
// that there are, and the candidates that it is without. Every sign of the legend can be switched off.

import { createMap, readJson } from "../leaflet_map.js";
import { Drawing, preparePanes } from "../map/drawing.js";
import { LoadedLayer } from "../map/layers.js";
import { SymbolMarker, Symbols } from "../map/symbols.js";

const L = window.L;
const SIZE = 28;
const OFF_AT_FIRST = ["hazards"];
const TOLD = { closeButton: false }; // a tap beside it, or Escape, closes it

// Names, which people type, go in as text.
function told(name, words) {
  const box = document.createElement("div");
  box.appendChild(document.createElement("strong")).textContent = name;
  if (words) box.appendChild(document.createElement("p")).textContent = words;
  return box;
}

function pin({ number, name, at }) {
  const sign = document.createElement("span");
  sign.textContent = number;
  const icon = L.divIcon({ className: "plan-pin", html: sign, iconSize: [SIZE, SIZE] });
  const title = `${number}. ${name}`;
  // Of two in the same spot, the one to build first stands on top.
  return L.marker(at, { icon, title, alt: title, keyboard: false, zIndexOffset: -number * 10 }).bindPopup(told(title), TOLD);
}

// By sign, what is drawn of it.
function groupsOf({ picks, others, signs }, symbology) {
  const symbols = new Symbols(symbology);
  const groups = {};
  for (const { name, sign, at } of others) {
    const picture = sign === "playspace" ? symbols.playspace(true, false) : symbols.candidate(sign);
    groups[sign] ??= L.featureGroup();
    groups[sign].addLayer(new SymbolMarker(at, { picture }).bindPopup(told(name, signs[sign]), TOLD));
  }
  if (picks.length) groups.pick = L.featureGroup(picks.map(pin));
  return groups;
}

// Borders, and the dangers that are not made safe: what is in view.
function loadedOf(map, { layers, hazards }, symbology) {
  const drawing = new Drawing(symbology);
  const draw = {
    commune: (data) => drawing.draw("commune", data),
    villages: (data) => drawing.draw("villages", data).filter((layer) => layer instanceof L.Path),
    hazards: (data) => drawing.draw("hazards", data).map((layer) => layer.bindPopup(toldOf(layer), TOLD)),
  };
  const words = {
    hazards: () => new URLSearchParams([...hazards.status.map((status) => ["status", status]), ["as_of", hazards.as_of]]),
  };
  return Object.fromEntries(
    Object.entries(layers).map(([name, address]) => [
      name,
      new LoadedLayer(map, { address, words: words[name] ?? (() => new URLSearchParams()), draw: draw[name] }),
    ]),
  );
}

function toldOf(layer) {
  return told(layer.place?.name ?? layer.count.name, layer.count && layer.options.label);
}

function start() {
  const config = readJson("map-config");
  const data = readJson("plan-data");
  const map = createMap(document.getElementById("map"), config, { scrollWheelZoom: false, zoomSnap: 0.25 });
  preparePanes(map);
  const groups = groupsOf(data, config.symbology);
  const loaded = loadedOf(map, data, config.symbology);
  // A border that can't be loaded is missed by nobody: the places are there.
  const load = () => Promise.all(Object.values(loaded).map((layer) => layer.load().catch(() => {}))).then(sort);
  const sort = () => Object.values(groups).forEach((group) => map.hasLayer(group) && group.bringToFront());

  Object.values(groups).forEach((group) => group.addTo(map));
  for (const name of OFF_AT_FIRST) loaded[name]?.switch(false);
  sort();
  L.control.zoom({ position: "topright", zoomInTitle: data.words.zoomIn, zoomOutTitle: data.words.zoomOut }).addTo(map);
  map.on("moveend", load);
  load();

  const legend = document.getElementById("plan-legend");
  legend.hidden = false;
  legend.addEventListener("change", ({ target }) => {
    const { sign } = target.dataset;
    if (groups[sign]) map[target.checked ? "addLayer" : "removeLayer"](groups[sign]);
    else loaded[sign]?.switch(target.checked);
    load();
  });
}

document.addEventListener("DOMContentLoaded", start);
