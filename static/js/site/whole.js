// The map of one site on its own page: its shape, the places of its measures, what lies around.

import { inWords, shapeLayer, showWholeMap } from "./whole_map.js";

const L = window.L;
const OWN_PLACE = { radius: 6, color: "#083b45", weight: 2, fillColor: "#fff", fillOpacity: 1 };

showWholeMap("whole-site-data", ({ map, config, data }) => {
  const site = shapeLayer(data.shape, config.symbology.status[data.status], { interactive: false }).addTo(map);
  for (const { shape, name } of data.measures) {
    const pointToLayer = (_, spot) => L.circleMarker(spot, OWN_PLACE);
    L.geoJSON(shape, { style: OWN_PLACE, pointToLayer }).bindTooltip(inWords(name)).addTo(map);
  }
  return site;
});
