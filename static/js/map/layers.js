// One layer of our own: loads what is in view, a little beyond, and draws it.

const L = window.L;
const BEYOND = 0.25; // of the view, on each side
const ZOOM_STEPS = 2; // so much closer, outlines are asked for anew: they were simplified

export class LoadedLayer {
  #loaded = null; // {box, zoom, clustered} of what is drawn
  #request = null;

  // `address` of the data, `words()` the filters, `draw(data)` gives Leaflet layers.
  constructor(map, { address, words, draw }) {
    Object.assign(this, { map, address, words, draw, on: true });
    this.group = L.featureGroup().addTo(map);
  }

  // Fetches what is not there yet; `anew` even if it is. Rejects when the fetch fails.
  async load({ anew = false } = {}) {
    if (!this.on || (!anew && this.#suffices())) return;
    this.#loaded = null; // so that a later move tries again if this fails
    this.#request?.abort();
    const request = (this.#request = new AbortController());
    const box = this.map.getBounds().pad(BEYOND);
    const zoom = this.map.getZoom();
    const query = this.words();
    query.set("bbox", boxWords(box));
    const response = await fetch(`${this.address}?${query}`, { signal: request.signal });
    if (response.redirected) window.location.reload(); // logged out meanwhile
    if (!response.ok) throw Object.assign(new Error(this.address), { status: response.status });
    const data = await response.json();
    if (request.signal.aborted) return;
    this.#loaded = { box, zoom, clustered: data.clustered };
    this.group.clearLayers();
    for (const layer of this.draw(data)) this.group.addLayer(layer);
    if (data.clustered) this.group.bringToFront();
  }

  switch(on) {
    this.on = on;
    if (on) return;
    this.#request?.abort();
    this.#loaded = null;
    this.group.clearLayers();
  }

  find(place) {
    return this.group.getLayers().find((layer) => layer.place?.key === place.key)?.place;
  }

  #suffices() {
    if (!this.#loaded || this.#loaded.clustered) return false;
    const near = this.map.getZoom() - this.#loaded.zoom < ZOOM_STEPS;
    return near && this.#loaded.box.contains(this.map.getBounds());
  }
}

export function boxWords(box) {
  const edges = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  return edges.map((edge) => edge.toFixed(5)).join(",");
}
