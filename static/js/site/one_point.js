// A form beside a map on which one point is shown: a candidate place, an accident.

import { createMap, readJson } from "../leaflet_map.js";
import { drawBackground } from "./background.js";
import { Board } from "./board.js";
import { Fragment } from "./fragment.js";

const L = window.L;

// The form and what it needs by their ids; `close` is the zoom at which its place is looked at.
export function showOnePoint({ formId, dataId, close }) {
  document.addEventListener("DOMContentLoaded", () => new OnePoint(formId, dataId, close).start());
}

class OnePoint {
  constructor(formId, dataId, close) {
    this.config = readJson("map-config");
    this.data = readJson(dataId);
    this.close = close;
    this.form = document.getElementById(formId);
    this.geometry = this.form.elements.geometry;
    this.coordinates = this.form.elements.coordinates;
    this.map = createMap(document.getElementById("map"), this.config, { doubleClickZoom: false });
    this.board = new Board(this.map, { onChange: (spot) => this.tapped(spot), onProgress() {} });
    this.place = new Fragment(document.getElementById("place-result"));
  }

  start() {
    const { words, layers } = this.data;
    L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(this.map);
    drawBackground(this.map, layers, this.config.bounds);
    document.getElementById("tap-hint").hidden = false;
    this.coordinates.addEventListener("change", () => this.askPlace());
    this.showStored();
    this.form.querySelector(".error-summary")?.focus();
  }

  showStored() {
    try {
      const spot = JSON.parse(this.geometry.value);
      this.board.show(spot);
      this.look(spot);
    } catch { /* nothing shown yet, or nothing that can be drawn */ }
  }

  // A tap goes before what was pasted.
  tapped(spot) {
    this.geometry.value = spot ? JSON.stringify(spot) : "";
    this.coordinates.value = "";
    this.askPlace();
  }

  async askPlace() {
    await this.place.ask({ method: "POST", body: new URLSearchParams(new FormData(this.form)) });
    const spot = readJson("place-found");
    if (!spot) return;
    this.form.querySelector(".place-block").classList.remove("field-bad");
    this.geometry.value = JSON.stringify(spot);
    this.board.show(spot);
    if (this.coordinates.value) this.look(spot);
  }

  look({ coordinates: [lon, lat] }) {
    this.map.setView([lat, lon], this.close, { animate: false });
  }
}
