// <measure-place>: a small map on which a measure gets a place of its own. A tap sets a point; as
// a line, each tap adds a corner. The GeoJSON goes into the field; without Leaflet the field for
// coordinates is all there is.

import { createMap, readJson } from "../leaflet_map.js";
import { canLocate, position } from "./position.js";

const CLOSE = 18;
const SITE = { color: "#5d3a1a", weight: 2, fillOpacity: 0.12, radius: 7, interactive: false };
const MINE = { color: "#7a1fa2", weight: 4, interactive: false };

function corner({ lat, lng }) {
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))];
}

function cornersOf(text) {
  try {
    const { type, coordinates } = JSON.parse(text);
    if (type === "Point") return [coordinates];
    return type === "LineString" ? coordinates : null;
  } catch {
    return [];
  }
}

class MeasurePlace extends HTMLElement {
  connectedCallback() {
    const held = cornersOf(this.querySelector("textarea").value);
    if (!window.L || !held) return; // an area that was imported is left as it is
    this.field = this.querySelector("textarea");
    this.tools = this.querySelector(".place-tools");
    this.data = readJson(this.dataset.drawing);
    this.corners = held;
    this.mode = held.length > 1 ? "line" : "point";
    this.tools.hidden = false;
    this.#watchButtons();
    // A map that nobody sees yet has no size to fit into.
    this.sight = new ResizeObserver(() => this.#open());
    this.sight.observe(this.#find(".place-canvas"));
  }

  disconnectedCallback() {
    this.sight?.disconnect();
    this.map?.remove();
    this.map = null;
  }

  #find(selector) {
    return this.tools.querySelector(selector);
  }

  #open() {
    const canvas = this.#find(".place-canvas");
    if (!canvas.clientWidth) return;
    if (this.map) {
      this.map.invalidateSize();
      return;
    }
    const { L } = window;
    this.map = createMap(canvas, readJson("map-config"), { doubleClickZoom: false, scrollWheelZoom: false });
    const pointToLayer = (_feature, latlng) => L.circleMarker(latlng, SITE);
    const site = L.geoJSON(JSON.parse(this.data.site), { style: SITE, pointToLayer, interactive: false }).addTo(this.map);
    this.drawn = L.layerGroup().addTo(this.map);
    this.map.on("click", ({ latlng }) => this.#add(corner(latlng)));
    const seen = this.corners.reduce((box, [lon, lat]) => box.extend([lat, lon]), site.getBounds());
    this.map.fitBounds(seen.pad(0.5), { maxZoom: CLOSE, animate: false });
    this.#draw();
  }

  #watchButtons() {
    for (const button of this.tools.querySelectorAll("[data-mode]")) {
      button.addEventListener("click", () => this.#choose(button.dataset.mode));
    }
    const here = this.#find("[data-deed=here]");
    here.hidden = !canLocate;
    here.addEventListener("click", () => this.#locate());
    this.#find("[data-deed=undo]").addEventListener("click", () => this.#set(this.corners.slice(0, -1)));
    this.#show();
  }

  #choose(mode) {
    this.mode = mode;
    if (mode === "point") this.#set(this.corners.slice(-1));
    this.#show();
  }

  #add(at) {
    this.#set(this.mode === "line" ? [...this.corners, at] : [at]);
  }

  #set(corners) {
    this.corners = corners;
    const [first] = corners;
    const shape = corners.length > 1 ? { type: "LineString", coordinates: corners } : { type: "Point", coordinates: first };
    this.field.value = first ? JSON.stringify(shape) : "";
    this.querySelector("[name$=coordinates]").value = "";
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
    this.#draw();
    this.#show();
  }

  #draw() {
    if (!this.map) return;
    const { L } = window;
    const spots = this.corners.map(([lon, lat]) => [lat, lon]);
    this.drawn.clearLayers();
    if (spots.length > 1) L.polyline(spots, MINE).addTo(this.drawn);
    for (const spot of spots) L.circleMarker(spot, { ...MINE, radius: 6, fillOpacity: 1 }).addTo(this.drawn);
  }

  #show(words = null) {
    for (const button of this.tools.querySelectorAll("[data-mode]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === this.mode));
    }
    this.#find("[data-deed=undo]").disabled = this.corners.length === 0;
    const isSet = this.mode === "point" && this.corners.length > 0;
    this.#find("[role=status]").textContent = words ?? this.data.words[isSet ? "set" : this.mode];
  }

  async #locate() {
    this.#show(this.data.words.locating);
    try {
      const at = await position();
      this.#add(at);
      this.map?.setView([at[1], at[0]], CLOSE, { animate: false });
    } catch {
      this.#show(this.data.words.notLocated);
    }
  }
}

customElements.define("measure-place", MeasurePlace);
