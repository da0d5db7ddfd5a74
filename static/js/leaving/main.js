// A map that left the app. Folium's script makes the map and its groups and calls `leaving.fill` for
// each; `leaving.begin` comes last.

import { clusterIcon } from "./clusters.js";
import { given, say } from "./given.js";
import { fillCommunes, fillRoads, fillVillages } from "./ground.js";
import { printable } from "./paper.js";
import { fillPlaySpaces, fillSchools } from "./places.js";
import { fillSchool } from "./school.js";
import { search } from "./search.js";
import { fillSites } from "./sites.js";

const L = window.L;
const FILLS = {
  communes: fillCommunes,
  villages: fillVillages,
  roads: fillRoads,
  sites: fillSites,
  playspaces: fillPlaySpaces,
  schools: fillSchools,
  school: fillSchool,
};

const entries = [];

// Puts the layer `name` of the file's data into `group`; what of it can be searched for is kept.
function fill(group, name, options) {
  const found = FILLS[name](group, given.layers[name], options);
  if (found && !options.unsearched) entries.push(...found);
}

// What Leaflet says in English by itself.
function speak(map) {
  for (const toggle of map.getContainer().querySelectorAll(".leaflet-control-layers-toggle")) {
    toggle.title = say("layers");
    toggle.setAttribute("aria-label", say("layers"));
  }
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", say("close"));
  });
}

// Bounds, what moves the map, its scale, and the search.
function begin(map, options) {
  map.attributionControl.setPrefix(false);
  map.fitBounds(given.bounds, { animate: false, padding: [12, 12] });
  // A whole number: below a broken one, MarkerCluster loses what stands alone.
  map.setMinZoom(Math.floor(map.getZoom()) - 2);
  map.setMaxBounds(L.latLngBounds(given.bounds).pad(1.5));
  L.control.zoom({ position: "topright", zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  speak(map);
  if (options.search ?? true) search(map, entries);
  printable(map);
  document.getElementById("print")?.addEventListener("click", () => window.print());
}

window.leaving = { begin, clusterIcon, fill };
