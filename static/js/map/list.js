// The list beside the map, made by the server anew when the view or the filters change.

import * as address from "./address.js";
import { boxWords } from "./layers.js";
import { raise } from "./sheet.js";

const holder = document.getElementById("site-list");
let request = null;

// A phone's sheet may hide the sentence and the way out.
export function showThatNothingMatches() {
  const wayOut = holder.querySelector("[data-drop-filters]");
  if (!wayOut) return;
  raise();
  wayOut.scrollIntoView({ block: "nearest" });
}

// Rejects when the fetch fails; the old list stays then.
export async function refresh(listAddress, map) {
  request?.abort();
  const mine = (request = new AbortController());
  const query = address.filters();
  query.set("bbox", boxWords(map.getBounds()));
  holder.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`${listAddress}?${query}`, { signal: mine.signal });
    if (response.redirected) window.location.reload();
    if (!response.ok) throw Object.assign(new Error(listAddress), { status: response.status });
    const html = await response.text();
    if (mine.signal.aborted) return;
    const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    holder.innerHTML = html;
    showThatNothingMatches();
    if (focused) holder.querySelector(`[data-key="${focused}"]`)?.focus();
  } finally {
    if (!mine.signal.aborted) holder.setAttribute("aria-busy", "false");
  }
}
