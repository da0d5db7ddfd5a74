// Shapes as maps/leaving/compact.py packs them: whole hundred-thousandths of a degree, each corner
// told from the one before. Given back as Leaflet wants them, latitude first.

const L = window.L;
const UNITS = 100_000;

export function spot(longitude, latitude) {
  return [latitude / UNITS, longitude / UNITS];
}

function stroke(steps) {
  const corners = [];
  let [x, y] = [0, 0];
  for (let i = 0; i < steps.length; i += 2) {
    x += steps[i];
    y += steps[i + 1];
    corners.push(spot(x, y));
  }
  return corners;
}

const isArea = (parts) => Array.isArray(parts[0]?.[0]);

// Polygons are lists of rings, lines lists of numbers.
export function shape(parts, style) {
  return isArea(parts)
    ? L.polygon(parts.map((rings) => rings.map(stroke)), style)
    : L.polyline(parts.map(stroke), { ...style, fill: false });
}
