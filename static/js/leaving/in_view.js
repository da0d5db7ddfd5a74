// Draws only what is near the view, and only from some zoom on: thousands of outlines cost nothing
// while nobody sees them.

const BEYOND = 0.3; // of the view, on each side

// `items` are `{at, make}`: latitude and longitude, and what gives the Leaflet layer, once.
export class InView {
  #map = null;

  constructor(group, fromZoom) {
    this.group = group;
    this.fromZoom = fromZoom;
    this.items = [];
    group.on("add", ({ target }) => this.#begin(target._map));
    group.on("remove", () => this.#end());
  }

  show(items) {
    this.group.clearLayers();
    this.items = items;
    this.#draw();
  }

  #begin(map) {
    this.#map = map;
    map.on("moveend", this.#draw, this);
    this.#draw();
  }

  #end() {
    this.#map.off("moveend", this.#draw, this);
    this.#map = null;
  }

  #draw() {
    if (!this.#map?._loaded) return;
    const box = this.#map.getBounds().pad(BEYOND);
    const isNear = this.#map.getZoom() >= this.fromZoom;
    for (const item of this.items) {
      const isSeen = isNear && box.contains(item.at);
      if (isSeen) this.group.addLayer((item.layer ??= item.make()));
      else if (item.layer) this.group.removeLayer(item.layer);
    }
  }
}
