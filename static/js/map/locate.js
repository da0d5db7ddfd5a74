// "Show where I am": a dot with the accuracy around it, or a sentence why not.

import * as notices from "./notices.js";

const L = window.L;
const button = document.getElementById("locate");
const MESSAGES = ["locating", "denied", "unavailable", "outside"];

export function watchLocate(map) {
  const here = L.featureGroup().addTo(map);

  function found({ latlng, accuracy }) {
    notices.hide(...MESSAGES);
    here.clearLayers();
    if (!map.options.maxBounds.contains(latlng)) return notices.showForAWhile("outside");
    const style = { color: "#0072b2", weight: 2, fillOpacity: 0.12, interactive: false };
    L.circle(latlng, { ...style, radius: accuracy }).addTo(here);
    L.circleMarker(latlng, { ...style, radius: 7, color: "#fff", fillColor: "#0072b2", fillOpacity: 1 }).addTo(here);
    button.setAttribute("aria-pressed", "true");
    return map.setView(latlng, Math.max(map.getZoom(), 16));
  }

  map.on("locationfound", found);
  map.on("locationerror", ({ code }) => {
    notices.hide(...MESSAGES);
    notices.showForAWhile(code === 1 ? "denied" : "unavailable");
  });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      button.setAttribute("aria-pressed", "false");
      here.clearLayers();
      return;
    }
    notices.hide(...MESSAGES);
    notices.show("locating");
    map.locate({ enableHighAccuracy: true, timeout: 15_000 });
  });
}
