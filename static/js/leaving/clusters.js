// A cluster is a ring in the colours of what is in it, with the number in the middle.

import { given, say } from "./given.js";

const L = window.L;
const SVG = "http://www.w3.org/2000/svg";
const SIZE = 44;
const RADIUS = 17;
const AROUND = 2 * Math.PI * RADIUS;
const PLAIN = "#0b4f5c";

function part(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function shares(markers) {
  const counts = new Map();
  for (const { status } of markers) counts.set(status, (counts.get(status) ?? 0) + 1);
  // The worst first, as the legend has them.
  return Object.entries(given.symbology.status)
    .filter(([status]) => counts.has(status))
    .map(([status, { fill }]) => ({ fill, share: counts.get(status) / markers.length }));
}

function ring(markers) {
  const picture = part("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, width: SIZE, height: SIZE, role: "img", "aria-label": say("cluster", { number: markers.length }) });
  const middle = { cx: SIZE / 2, cy: SIZE / 2 };
  picture.append(part("circle", { ...middle, r: SIZE / 2 - 0.5, fill: "#fff", stroke: "#33414e" }));
  let done = 0;
  for (const { fill, share } of shares(markers)) {
    const long = share * AROUND;
    picture.append(
      part("circle", {
        ...middle,
        r: RADIUS,
        fill: "none",
        stroke: fill,
        "stroke-width": 7,
        "stroke-dasharray": `${long} ${AROUND - long}`,
        "stroke-dashoffset": AROUND / 4 - done,
      }),
    );
    done += long;
  }
  picture.append(part("circle", { ...middle, r: 13, fill: PLAIN }));
  return picture;
}

export function clusterIcon(cluster) {
  const markers = cluster.getAllChildMarkers();
  const picture = ring(markers);
  const text = { x: SIZE / 2, y: SIZE / 2 + 4.5, "text-anchor": "middle", "font-size": markers.length > 999 ? 9.5 : 12 };
  picture.append(part("text", { ...text, "font-weight": 600, fill: "#fff" }, String(markers.length)));
  return L.divIcon({ html: picture, className: "cluster", iconSize: [SIZE, SIZE] });
}
