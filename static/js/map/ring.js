// The ring around the chosen thing.

const L = window.L;

export class Ring {
  #layer = L.layerGroup();

  constructor(map) {
    this.renderer = L.svg({ pane: "ring" });
    this.#layer.addTo(map);
  }

  put(place) {
    this.#layer.clearLayers();
    if (!place?.lat) return;
    const style = { renderer: this.renderer, interactive: false, fill: false, radius: 20 };
    const spot = [Number(place.lat), Number(place.lon)];
    L.circleMarker(spot, { ...style, color: "#fff", weight: 8 }).addTo(this.#layer);
    L.circleMarker(spot, { ...style, color: "#17242d", weight: 4, className: "ring" }).addTo(this.#layer);
  }
}
