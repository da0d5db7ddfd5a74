// Villages and the sites already known, faintly behind the drawing. Missing layers are missed
// by nobody: the form works without them.

const L = window.L;
const COMMUNE = { color: "#33414e", weight: 3, opacity: 0.8, fill: false, interactive: false };
const VILLAGE = { color: "#33414e", weight: 1.5, opacity: 0.6, dashArray: "5 5", fill: false, interactive: false };
const SITE = { color: "#5d3a1a", weight: 2, opacity: 0.7, fillOpacity: 0.15, radius: 6, interactive: false };

export function drawBackground(map, layers, bounds) {
  const [[south, west], [north, east]] = bounds;
  const query = new URLSearchParams({ bbox: [west, south, east, north].join(",") });
  for (const [name, style] of [["commune", COMMUNE], ["villages", VILLAGE], ["hazards", SITE]]) {
    if (layers[name]) draw(map, `${layers[name]}?${query}`, style).catch(() => {});
  }
}

async function draw(map, address, style) {
  const response = await fetch(address);
  if (!response.ok) return;
  const data = await response.json();
  if (data.clustered) return;
  const options = { style, pmIgnore: true, interactive: false };
  const pointToLayer = (_, latlng) => L.circleMarker(latlng, { ...style, pmIgnore: true });
  L.geoJSON(data, { ...options, pointToLayer }).addTo(map).eachLayer((layer) => layer.bringToBack?.());
}
