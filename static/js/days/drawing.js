// Places on a canvas map, each with the status of a day. Only what changed since the day before is drawn anew.

import { createMap } from "../leaflet_map.js";
import { SymbolMarker, Symbols } from "../map/symbols.js";

const L = window.L;
const BORDER = { color: "#33414e", weight: 3, opacity: 0.85, fill: false, interactive: false };

// A map with the commune's border and buttons; `words` {zoomIn, zoomOut}.
export function dayMap(element, config, outline, words) {
  const map = createMap(element, config);
  L.control.zoom({ position: "topright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.geoJSON(outline, { style: BORDER, interactive: false }).addTo(map);
  return map;
}

export class Places {
  #drawn = new Map();

  // `tell(site)` gives the element that a tap shows.
  constructor(map, table, sites, tell) {
    this.table = table;
    this.symbols = new Symbols(table);
    this.shapes = L.layerGroup().addTo(map);
    this.signs = L.layerGroup().addTo(map);
    for (const site of sites) this.#drawn.set(site.id, this.#prepare(site, tell));
  }

  // `look(site)` is {status, change?}, without a status where the place is not known.
  show(sites, look) {
    for (const site of sites) {
      const { status, change = "" } = look(site);
      const drawn = this.#drawn.get(site.id);
      const now = status ? `${status} ${change}` : "";
      if (drawn.now === now) continue;
      drawn.now = now;
      this.#draw(site, drawn, status, change);
    }
  }

  #prepare(site, tell) {
    const [lon, lat] = site.at.coordinates;
    const picture = this.symbols.site("unprotected", site.icon, false);
    const marker = new SymbolMarker([lat, lon], { picture });
    const shape = site.shape.type === "Point" ? null : L.geoJSON(site.shape);
    marker.bindPopup(() => tell(site));
    shape?.bindPopup(() => tell(site));
    return { marker, shape, now: "" };
  }

  #draw(site, { marker, shape }, status, change) {
    if (!status) {
      this.signs.removeLayer(marker);
      if (shape) this.shapes.removeLayer(shape);
      return;
    }
    marker.options.picture = this.symbols.site(status, site.icon, false, change);
    const { fill, rim } = this.table.status[status];
    const isLine = site.shape.type.endsWith("LineString");
    const area = { color: rim, weight: 2.5, fillColor: fill, fillOpacity: 0.45 };
    shape?.setStyle(isLine ? { color: fill, weight: 5 } : area);
    if (shape && !this.shapes.hasLayer(shape)) this.shapes.addLayer(shape);
    if (this.signs.hasLayer(marker)) marker.redraw();
    else this.signs.addLayer(marker);
    marker.bringToFront();
  }
}

// A status' symbol as SVG, as the template tag `status_icon` draws it.
export function icon(table, status, shape, size = 26) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const { fill, rim, mark, ink } = table.status[status];
  const attributes = { class: "symbol", width: size, height: size, viewBox: "-1 -1 26 26", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  const path = (d, colours) => {
    const part = document.createElementNS(svg.namespaceURI, "path");
    for (const [name, value] of Object.entries({ d, ...colours })) part.setAttribute(name, value);
    svg.append(part);
  };
  path(table.shapes[shape], { fill, stroke: rim, "stroke-width": 1.5 });
  path(mark, { fill: ink });
  return svg;
}
