// The map of one play space on its own page: its shape, and the dangers near it.

import { inWords, shapeLayer, showWholeMap } from "../site/whole_map.js";

const L = window.L;

showWholeMap("whole-space-data", ({ map, config, data }) => {
  const all = L.featureGroup([shapeLayer(data.shape, config.symbology.playspace)]);
  for (const { shape, name, status } of data.dangers) {
    all.addLayer(shapeLayer(shape, config.symbology.status[status]).bindTooltip(inWords(name)));
  }
  return all.addTo(map);
});
