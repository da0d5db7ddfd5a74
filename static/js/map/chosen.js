// The one thing that is chosen: its card in the panel, a ring around it on the map.

import * as address from "./address.js";
import { find, goTo, page, ring } from "./board.js";
import * as panel from "./panel.js";
import * as sheet from "./sheet.js";

let known = page.chosen; // where the chosen thing lies

function cardAddress({ word, key }) {
  const day = address.words().get("as_of");
  const card = page.cards[word].replace("KEY", encodeURIComponent(key));
  return day ? `${card}?as_of=${encodeURIComponent(day)}` : card;
}

// Shows what the address names.
export function showChosen() {
  const place = address.chosen();
  if (!place) {
    ring.put(null);
    panel.showStart();
    return;
  }
  if (known?.key !== place.key) known = find(place);
  ring.put(known);
  panel.showCard(cardAddress(place));
  sheet.raise();
}

export function choose(place, zoom) {
  known = place;
  address.choose(place);
  showChosen();
  goTo(place, zoom);
}

export function leave() {
  if (address.cameFromHere()) {
    window.history.back();
    return;
  }
  address.choose(null);
  showChosen();
}
