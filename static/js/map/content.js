// Loading what is in view, on the map and in the list, and saying so when that fails.

import { layers, map, page } from "./board.js";
import * as filters from "./filters.js";
import * as list from "./list.js";
import * as notices from "./notices.js";

function failed(error) {
  if (error.name === "AbortError") return;
  if (error.status === 400) notices.show("bad-filter");
  else notices.show(navigator.onLine ? "failed" : "offline");
}

export async function load({ anew = false, withList = true, only = Object.keys(layers) } = {}) {
  notices.hide("failed", "bad-filter");
  const work = only.map((name) => layers[name].load({ anew }).catch(failed));
  if (withList) work.push(list.refresh(page.list, map).catch(failed));
  await notices.during(Promise.all(work));
  document.documentElement.dataset.map = "drawn"; // for whoever waits for it
}

export function applySwitches() {
  const hidden = filters.hidden();
  for (const [name, layer] of Object.entries(layers)) layer.switch(!hidden.includes(name));
}
