// The hazard sites of the file: symbols in clusters, their outlines when near, and the ticks of the
// legend that show or hide a status, or a change between two days.

import { given, say } from "./given.js";
import { siteIcon } from "./icons.js";
import { InView } from "./in_view.js";
import { shape, spot } from "./shapes.js";
import { told } from "./told.js";

const L = window.L;
// Clear of the caption and the buttons; what is longer is scrolled.
const POPUP = {
  minWidth: 220,
  maxWidth: Math.min(300, window.innerWidth - 140),
  maxHeight: window.innerHeight / 3.4,
  autoPanPaddingTopLeft: [8, 44],
  autoPanPaddingBottomRight: [60, 8],
};
const OUTLINES_FROM = 14;
const ALONE_FROM = 17; // from this zoom on nothing is in a cluster: maps/leaving/remediation.py

// The rows of maps/leaving/sites.py, with words in the place of numbers.
function read(row, { kinds, statuses, villages, risks, units, measures }) {
  const [name, kind, status, village, risk, late, deadline, unit, standing, x, y, parts, number, where] = row;
  const [kindName, icon] = kinds[kind];
  return {
    name: number ? `${number}. ${name}` : name,
    kind: kindName === name ? "" : kindName,
    icon,
    status: statuses[status][0],
    statusWords: statuses[status][1],
    village: villages[village],
    risk: risks[risk],
    late,
    deadline: deadline || "",
    unit: units[unit],
    measures: (standing || []).map((place) => measures[place]).join(", "),
    at: spot(x, y),
    parts,
    number,
    where,
  };
}

// How a site stood on the earlier of two days, as maps/leaving/two_days.py tells it: a status, or -1
// while nobody knew of it; and what became of it. `day` 0 is the earlier one.
function onDay(site, [earlier, change], day, { statuses, changes }) {
  const before = earlier < 0 ? say("unknown") : statuses[earlier][1];
  const both = { ...site, late: 0, change: changes[change][0], changeWords: changes[change][1], before, after: site.statusWords };
  return day ? both : { ...both, status: statuses[earlier]?.[0], statusWords: before };
}

function content(site) {
  const days = site.changeWords ? [[say("change"), site.changeWords], [say("before"), site.before], [say("after"), site.after]] : [];
  return told(site.name, [
    [say("where"), site.where],
    [say("kind"), site.kind],
    ...(days.length ? days : [[say("status"), site.statusWords]]),
    [say("measures"), site.measures],
    [say("village"), site.village],
    [say("risk"), site.risk],
    [say("deadline"), site.deadline],
    [say("late"), site.late ? String(site.late) : ""],
    [say("unit"), site.unit],
  ]);
}

function marker(site) {
  const sign = ["improved", "worsened"].includes(site.change) ? site.change : "";
  const label = `${site.name}: ${site.statusWords}`;
  const pin = L.marker(site.at, { icon: siteIcon({ ...site, change: sign }), alt: label, title: site.name });
  if (site.number) pin.bindTooltip(String(site.number), { permanent: true, direction: "right", className: "number", offset: [8, 0] });
  pin.bindPopup(() => content(site), POPUP);
  return Object.assign(pin, { status: site.status, site });
}

function outline({ status, parts, at }) {
  const { fill, rim } = given.symbology.status[status];
  const style = { color: rim, weight: 2, fillColor: fill, fillOpacity: 0.35, interactive: false };
  return { at, make: () => shape(parts, style) };
}

// Outlines come and go with the symbols.
function outlinesOf(cluster) {
  const group = L.featureGroup();
  cluster.on("add", () => group.addTo(cluster._map));
  cluster.on("remove", () => group.remove());
  return new InView(group, OUTLINES_FROM);
}

const boxes = (name) => [...document.querySelectorAll(`[data-${name}]`)];

function isShown({ site }) {
  const off = (name, value) => boxes(name).some((box) => box.dataset[name] === value && !box.checked);
  return !off("status", site.status) && !off("change", site.change);
}

export function fillSites(cluster, data, { day }) {
  const sites = data.rows.map((row) => read(row, data));
  const shown = day === undefined ? sites : sites.map((site, place) => onDay(site, data.days[place], day, data));
  const pins = shown.filter(({ status }) => status).map(marker);
  const outlines = outlinesOf(cluster);

  function show() {
    const wanted = pins.filter(isShown);
    cluster.clearLayers();
    cluster.addLayers(wanted);
    outlines.show(wanted.filter(({ site }) => site.parts).map(({ site }) => outline(site)));
  }
  for (const box of [...boxes("status"), ...boxes("change")]) box.addEventListener("change", show);
  show();
  return pins.map((pin) => ({ name: pin.site.name, more: pin.site.village, reach: (map) => reach(map, cluster, pin) }));
}

// Whoever looks for a site sees it, whatever was ticked off.
function reach(map, cluster, pin) {
  for (const box of boxes("status").concat(boxes("change"))) if (!box.checked && !isShown(pin)) box.click();
  if (!map.hasLayer(cluster)) map.addLayer(cluster);
  // Without a way there: two maps in step would each wait for the other's.
  map.setView(pin.getLatLng(), ALONE_FROM, { animate: false });
  pin.openPopup();
}
