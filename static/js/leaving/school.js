// A school: its grounds and gates, how far is how far, and the ways that pupils walk.

import { given } from "./given.js";
import { nameAt } from "./ground.js";
import { schoolIcon } from "./icons.js";
import { shape, spot } from "./shapes.js";

const L = window.L;
const WAY = { color: "#0b4f5c", weight: 4, opacity: 0.75, dashArray: "8 5", interactive: false };

export function fillSchool(group, { name, at: [x, y], grounds, gates, rings, ways }) {
  const { fill, rim } = given.symbology.school;
  const ring = { color: rim, weight: 1.5, dashArray: "6 5", fill: false, interactive: false };
  for (const [words, parts] of rings) {
    const circle = shape(parts, ring).addTo(group);
    const box = circle.getBounds();
    nameAt(words, [box.getSouth(), box.getCenter().lng]).addTo(group);
  }
  for (const parts of ways) shape(parts, WAY).addTo(group);
  if (grounds.length) shape(grounds, { color: rim, weight: 3, fillColor: fill, fillOpacity: 0.5, interactive: false }).addTo(group);
  for (const [lon, lat] of gates) {
    L.circleMarker(spot(lon, lat), { radius: 5, color: rim, weight: 2, fillColor: "#fff", fillOpacity: 1, interactive: false }).addTo(group);
  }
  const pin = L.marker(spot(x, y), { icon: schoolIcon(), alt: name, title: name, interactive: false, keyboard: false, zIndexOffset: 1000 }).addTo(group);
  return [{ name, more: "", reach: (map) => map.setView(pin.getLatLng(), 17) }];
}
