// Two days side by side: what moves the one map moves the other. The later day wears the arrows.

import { readJson } from "../leaflet_map.js";
import { dayMap, Places } from "./drawing.js";
import { fetchHistory, statusOn, written } from "./history.js";

const page = readJson("days-page");
const { symbology, ...config } = readJson("map-config");
const order = Object.keys(page.statuses);

function changeOf(site) {
  const [before, after] = [statusOn(site, page.first), statusOn(site, page.last)];
  if (!before || before === after) return "";
  return order.indexOf(after) > order.indexOf(before) ? "improved" : "worsened";
}

function tell(site) {
  const box = document.createElement("div");
  box.appendChild(document.createElement("strong")).textContent = site.name;
  for (const day of [page.first, page.last]) {
    const status = statusOn(site, day);
    if (status) box.appendChild(document.createElement("div")).textContent = `${written(day)}: ${page.statuses[status]}`;
  }
  return box;
}

function inStep(one, other) {
  let follows = false;
  for (const [leader, follower] of [[one, other], [other, one]]) {
    leader.on("move", () => {
      if (follows) return;
      follows = true;
      follower.setView(leader.getCenter(), leader.getZoom(), { animate: false });
      follows = false;
    });
  }
}

async function start() {
  const [first, last] = ["map-first", "map-last"].map((id) =>
    dayMap(document.getElementById(id), config, page.outline, page.mapWords),
  );
  inStep(first, last);
  const history = await fetchHistory(page.data);
  if (history.tooMany) return document.getElementById("too-many").removeAttribute("hidden");
  const { sites } = history;
  new Places(first, symbology, sites, tell).show(sites, (site) => ({ status: statusOn(site, page.first) }));
  new Places(last, symbology, sites, tell).show(sites, (site) => ({
    status: statusOn(site, page.last),
    change: changeOf(site),
  }));
}

if (document.getElementById("maps")) {
  document.addEventListener("DOMContentLoaded", () =>
    start().catch(() => document.getElementById("failed").removeAttribute("hidden")),
  );
}
