// The drawing board: one point, line or area on the map, drawn by tap, reshaped by dragging.
// Geometry goes in and out as GeoJSON. Geoman does lines and areas; a point is a plain marker.

const L = window.L;
const STYLE = { color: "#7a1fa2", weight: 4, fillOpacity: 0.2 };
const SHAPE = { line: "Line", area: "Polygon" };
const MODE = { Point: "point", MultiPoint: "point", LineString: "line", MultiLineString: "line" };
const CHANGES = "pm:edit pm:vertexremoved";
const RESHAPING = { allowSelfIntersection: true, snappable: false };

export function modeOf(geometry) {
  return MODE[geometry.type] ?? "area";
}

export class Board {
  #map;
  #layer = null;
  #past = []; // what stood here before, for `undo`
  #mode = "point";
  #isPaused = false;

  // `onChange(geometry | null)` after each change; `onProgress()` while corners are being set.
  constructor(map, { onChange, onProgress }) {
    this.#map = map;
    this.onChange = onChange;
    this.onProgress = onProgress;
    map.pm.setGlobalOptions({
      tooltips: false,
      snappable: false,
      allowSelfIntersection: true, // the server says where it crosses
      pathOptions: STYLE,
      templineStyle: STYLE,
      hintlineStyle: { ...STYLE, dashArray: "4 6" },
    });
    leaveOutOfTabOrder(map.getPanes().markerPane);
    map.on("click", ({ latlng }) => this.#mode === "point" && !this.#isPaused && this.put(pointAt(latlng)));
    map.on("pm:drawstart", ({ workingLayer }) => workingLayer.on("pm:vertexadded", this.onProgress));
    map.on("pm:create", ({ layer }) => this.#finished(layer));
  }

  get geometry() {
    return this.#layer?.toGeoJSON(7).geometry ?? null;
  }

  get isDrawing() {
    return this.#map.pm.globalDrawModeEnabled();
  }

  get canUndo() {
    return this.#past.length > 0 || this.#corners() > 0;
  }

  get canFinish() {
    return this.#corners() >= (this.#mode === "area" ? 3 : 2);
  }

  // Begin anew as a "point", "line" or "area".
  start(mode) {
    this.#mode = mode;
    this.#remember();
    this.#clear();
    if (SHAPE[mode]) this.#map.pm.enableDraw(SHAPE[mode]);
    this.onChange(null);
  }

  // The person shows this geometry: a tap, a pasted coordinate, their position.
  put(geometry) {
    this.#remember();
    this.show(geometry);
    this.onChange(geometry);
  }

  // Draw `geometry` without telling anyone.
  show(geometry) {
    this.#clear();
    this.#mode = modeOf(geometry);
    if (geometry.type === "Point") this.#adopt(this.#pin(L.GeoJSON.coordsToLatLng(geometry.coordinates)));
    else this.#adopt(L.geoJSON(geometry, { style: STYLE }).getLayers()[0]);
  }

  undo() {
    if (this.#corners() > 0) {
      this.#drawer()._removeLastVertex();
      if (!this.isDrawing) this.#map.pm.enableDraw(SHAPE[this.#mode]); // the first corner went too
      this.onProgress();
      return;
    }
    const before = this.#past.pop();
    if (before) this.show(before);
    else this.#clear();
    this.onChange(before ?? null);
  }

  finish() {
    if (this.isDrawing && this.canFinish) this.#drawer()._finishShape();
  }

  // Until `resume`, a tap on the map is for somebody else, and no corner is in its way.
  pause() {
    this.#isPaused = true;
    this.#map.pm.disableDraw();
    this.#layer?.pm?.disable();
  }

  resume() {
    this.#isPaused = false;
    if (this.#layer && !(this.#layer instanceof L.Marker)) this.#layer.pm.enable(RESHAPING);
  }

  #finished(layer) {
    layer.remove(); // drawn again as ours
    this.show(layer.toGeoJSON(7).geometry);
    this.onChange(this.geometry);
  }

  #adopt(layer) {
    this.#layer = layer.addTo(this.#map);
    if (layer instanceof L.Marker) return;
    layer.pm.enable(RESHAPING);
    let before = this.geometry;
    layer.on(CHANGES, () => {
      this.#past.push(before);
      before = this.geometry;
      this.onChange(before);
    });
  }

  #pin(latlng) {
    const icon = L.divIcon({ className: "place-pin", iconSize: [44, 44], iconAnchor: [22, 40] });
    const pin = L.marker(latlng, { icon, draggable: true, keyboard: false, pmIgnore: true });
    pin.on("dragstart", () => this.#past.push(this.geometry));
    pin.on("dragend", () => this.onChange(this.geometry));
    return pin;
  }

  #remember() {
    if (this.#layer) this.#past.push(this.geometry);
  }

  #clear() {
    this.#map.pm.disableDraw();
    this.#layer?.pm?.disable();
    this.#layer?.remove();
    this.#layer = null;
  }

  #drawer() {
    return this.#map.pm.Draw[SHAPE[this.#mode]];
  }

  #corners() {
    return (this.isDrawing && this.#drawer()._layer?.getLatLngs().flat().length) || 0;
  }
}

// Corners are dragged, which no key can do; who uses the keyboard writes coordinates.
function leaveOutOfTabOrder(pane) {
  const quieten = () => {
    for (const corner of pane.querySelectorAll(".marker-icon[role]")) {
      corner.removeAttribute("role");
      corner.removeAttribute("tabindex");
    }
  };
  new MutationObserver(quieten).observe(pane, { childList: true });
}

function pointAt({ lat, lng }) {
  return { type: "Point", coordinates: [Number(lng.toFixed(7)), Number(lat.toFixed(7))] };
}
