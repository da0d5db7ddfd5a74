// The panel beside the map: the start (search, filters, list) or the card of one thing.

const panel = document.getElementById("panel");
const start = document.getElementById("panel-start");
const holder = document.getElementById("panel-card");
const card = document.getElementById("card");
const failed = document.getElementById("card-failed");
const body = document.getElementById("panel-body");
let asked = "";
let scrolled = 0;

export function showStart() {
  if (start.hidden === false) return;
  asked = "";
  start.hidden = false;
  panel.dataset.showing = "start";
  holder.hidden = true;
  card.replaceChildren();
  body.scrollTop = scrolled;
}

export function showCard(address) {
  if (!start.hidden) scrolled = body.scrollTop;
  start.hidden = true;
  panel.dataset.showing = "card";
  holder.hidden = false;
  body.scrollTop = 0;
  fetchCard(address);
}

function fetchCard(address) {
  asked = address;
  failed.hidden = true;
  card.replaceChildren(document.getElementById("card-skeleton").content.cloneNode(true));
  window.htmx.ajax("GET", address, { source: card, target: card, swap: "innerHTML" });
}

function isOurs(event) {
  return event.detail.elt === card && event.detail.requestConfig?.verb === "get";
}

function fail(event) {
  if (!isOurs(event)) return;
  card.replaceChildren();
  failed.hidden = false;
}

// `onBack` when the person leaves the card.
export function watchPanel(onBack) {
  document.getElementById("card-back").addEventListener("click", onBack);
  document.getElementById("card-retry").addEventListener("click", () => fetchCard(asked));
  card.addEventListener("htmx:responseError", fail);
  card.addEventListener("htmx:sendError", fail);
  card.addEventListener("htmx:beforeSwap", (event) => {
    if (!isOurs(event)) return;
    const { responseURL } = event.detail.xhr;
    const wanted = new URL(asked || "/", window.location.href).pathname;
    if (new URL(responseURL).pathname === wanted) return;
    event.detail.shouldSwap = false; // left meanwhile, or logged out
    if (asked && event.detail.xhr.status === 200 && !responseURL.includes("/card/")) window.location.reload();
  });
  card.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.elt === card) card.querySelector("h2[tabindex]")?.focus({ preventScroll: true });
  });
}
