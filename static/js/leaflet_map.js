// A Leaflet map as every page wants it: bounded to the commune, with scale and attribution.
// `config` comes from the template tag `map_config`; lengths in pixels, bounds [[s, w], [n, e]].

const L = window.L;

export function readJson(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

// Far enough on every side that a wide commune can be moved up and down on a tall phone, from
// under what covers a part of the map.
function surroundings(bounds) {
  const margin = 1.5 * Math.max(bounds.getNorth() - bounds.getSouth(), bounds.getEast() - bounds.getWest());
  return L.latLngBounds(
    [bounds.getSouth() - margin, bounds.getWest() - margin],
    [bounds.getNorth() + margin, bounds.getEast() + margin],
  );
}

// Leaflet gives a map the focus at a tap; only who uses the keyboard has to see where it is.
function markPointer(element) {
  element.addEventListener("pointerdown", () => element.classList.add("by-pointer"), { capture: true });
  document.addEventListener("keydown", () => element.classList.remove("by-pointer"));
}

export function createMap(element, config, options = {}) {
  const bounds = L.latLngBounds(config.bounds);
  const map = L.map(element, {
    preferCanvas: true,
    zoomControl: false,
    maxBounds: surroundings(bounds),
    maxBoundsViscosity: 1,
    fadeAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    ...options,
  });
  markPointer(element);
  map.attributionControl.setPrefix(false);
  map.fitBounds(bounds, { animate: false });
  map.setMinZoom(Math.max(8, map.getBoundsZoom(bounds.pad(0.6))));
  map.setMaxZoom(19);
  if (config.baseMap.url) {
    L.tileLayer(config.baseMap.url, {
      attribution: config.baseMap.attribution,
      maxZoom: 19,
      bounds: bounds.pad(1.5),
      className: "base-map",
    }).addTo(map);
  }
  L.control.scale({ imperial: false }).addTo(map);
  return map;
}
