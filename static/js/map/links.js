// Links of the list, the search and the cards: they have real addresses, and work in place too.

import * as address from "./address.js";
import { CLOSE, goTo, isCoarse, ring, showHome } from "./board.js";
import { choose, showChosen } from "./chosen.js";
import { load } from "./content.js";
import * as filters from "./filters.js";
import * as search from "./search.js";

const OURS = "[data-word], [data-spot], [data-show-all], [data-drop-filters], [data-today], [data-filter-village]";

function isPlainClick(event) {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
}

function openPlace(link) {
  const fromSearch = Boolean(link.closest("#search-results"));
  search.clear();
  choose(link.dataset, fromSearch || isCoarse ? CLOSE : 0);
}

function openSpot({ dataset }) {
  search.clear();
  goTo(dataset, CLOSE + 1);
  ring.put(dataset);
}

function dropFilters() {
  filters.drop();
  load({ anew: true });
}

function backToToday() {
  filters.today();
  load({ anew: true });
}

function onlyVillage({ dataset }) {
  filters.onlyVillage(dataset.filterVillage);
  address.choose(null);
  showChosen();
  load({ anew: true });
}

export function watchLinks() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest(OURS);
    if (!link || !isPlainClick(event)) return;
    event.preventDefault();
    if (link.dataset.word) openPlace(link);
    else if ("spot" in link.dataset) openSpot(link);
    else if ("showAll" in link.dataset) showHome();
    else if ("dropFilters" in link.dataset) dropFilters();
    else if ("today" in link.dataset) backToToday();
    else onlyVillage(link);
  });
}
