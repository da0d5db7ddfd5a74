// How each layer's features become Leaflet layers. A drawn thing that can be chosen carries
// `place`: {word, key, lat, lon}.

import { CountMarker, SymbolMarker, Symbols } from "./symbols.js";

const L = window.L;
const AREAS = "areas";

export function preparePanes(map) {
  map.createPane(AREAS).style.zIndex = 350;
  map.createPane("ring").style.zIndex = 450;
}

function latLng(point) {
  const [lon, lat] = point.coordinates;
  return L.latLng(lat, lon);
}

function placeOf(word, feature, { lat, lng }) {
  return { word, key: String(feature.id), lat, lon: lng, name: feature.properties.name };
}

function counts(features) {
  const language = document.documentElement.lang;
  return features.map((feature) => {
    const { count, name } = feature.properties;
    const radius = 11 + 4 * Math.log10(count);
    const disc = new CountMarker(latLng(feature.geometry), { radius, label: count.toLocaleString(language) });
    disc.count = { name };
    return disc;
  });
}

export class Drawing {
  constructor(table) {
    this.table = table;
    this.symbols = new Symbols(table);
    this.areaRenderer = L.canvas({ pane: AREAS, padding: 0.3 });
  }

  draw(name, data) {
    if (data.clustered) return counts(data.features);
    return this[name](data.features);
  }

  // Shapes first, so that no symbol lies under a shape.
  hazards(features) {
    const shapes = [];
    const markers = [];
    for (const feature of features) {
      const { status, icon, at, late } = feature.properties;
      const spot = latLng(at);
      const place = placeOf("site", feature, spot);
      if (feature.geometry.type !== "Point") shapes.push(...this.#shape(feature, status, place));
      markers.push(this.#marker(spot, this.symbols.site(status, icon, late), place));
    }
    return [...shapes, ...markers];
  }

  playspaces(features) {
    return features.map((feature) => {
      const spot = latLng(feature.geometry);
      const { open, near_danger: nearDanger } = feature.properties;
      return this.#marker(spot, this.symbols.playspace(open, nearDanger), placeOf("playspace", feature, spot));
    });
  }

  schools(features) {
    return features.map((feature) => {
      const spot = latLng(feature.geometry);
      return this.#marker(spot, this.symbols.school(), placeOf("school", feature, spot));
    });
  }

  villages(features) {
    const style = { color: this.table.village.line, weight: 1.25, opacity: 0.55, fill: false };
    return features.flatMap((feature) => {
      const isArea = feature.geometry.type !== "Point";
      return [...(isArea ? this.#outline(feature, style) : []), this.#name(feature)];
    });
  }

  commune(features) {
    const style = { color: this.table.village.line, weight: 3, opacity: 0.85, fill: false };
    return features.flatMap((feature) => this.#outline(feature, style));
  }

  #marker(spot, picture, place) {
    const marker = new SymbolMarker(spot, { picture });
    marker.place = place;
    return marker;
  }

  // An area in the colour of its status; a line in the colour, on a wider one of its rim.
  #shape(feature, status, place) {
    const { fill, rim } = this.table.status[status];
    const isLine = feature.geometry.type.endsWith("LineString");
    const styles = isLine
      ? [{ color: rim, weight: 7 }, { color: fill, weight: 4 }]
      : [{ color: rim, weight: 2.5, fillColor: fill, fillOpacity: 0.45 }];
    const layers = styles.flatMap((style) => L.geoJSON(feature, { style }).getLayers());
    layers.forEach((layer) => (layer.place = place));
    return layers;
  }

  #outline(feature, style) {
    return L.geoJSON(feature, { style: { ...style, renderer: this.areaRenderer, interactive: false } }).getLayers();
  }

  #name(feature) {
    const label = document.createElement("span");
    label.textContent = feature.properties.name;
    const icon = L.divIcon({ className: "village-name", html: label, iconSize: null });
    const spot = latLng(feature.properties.at);
    const marker = L.marker(spot, { icon, keyboard: false, zIndexOffset: -1000 });
    marker.place = placeOf("village_card", feature, spot);
    return marker;
  }
}
