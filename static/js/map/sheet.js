// On a phone the panel is a sheet from below with three heights, changed by a tap, a key or a drag.

const HEIGHTS = ["peek", "half", "full"];
const SHARE = { half: 0.55, full: 1 }; // of the page, as in map.css
const MOST = 0.6; // more than this and the map is not looked at
const SLOP = 8; // pixels of movement that are still a tap

const panel = document.getElementById("panel");
const handle = document.getElementById("sheet-handle");
const phone = window.matchMedia("(max-width: 40rem)");

export function setHeight(name) {
  panel.dataset.height = name;
  panel.style.height = "";
  handle.setAttribute("aria-expanded", String(name !== "peek"));
}

export function raise() {
  if (panel.dataset.height === "peek") setHeight("half");
}

// Pixels of the map that the sheet hides, or will hide once it has come to rest.
export function covered() {
  if (!phone.matches) return 0;
  const whole = panel.parentElement.offsetHeight;
  const share = SHARE[panel.dataset.height];
  return Math.min(share ? whole * share : panel.offsetHeight, whole * MOST);
}

function nearest(pixels) {
  const whole = panel.parentElement.offsetHeight;
  if (pixels > whole * 0.7) return "full";
  return pixels > whole * 0.3 ? "half" : "peek";
}

export function watchSheet() {
  let from = null;
  let moved = false;
  setHeight(panel.dataset.height);
  handle.addEventListener("pointerdown", (event) => {
    from = { y: event.clientY, height: panel.offsetHeight };
    moved = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!from) return;
    const up = from.y - event.clientY;
    moved ||= Math.abs(up) > SLOP;
    if (moved) panel.style.height = `${from.height + up}px`;
  });
  handle.addEventListener("pointerup", () => {
    if (moved) setHeight(nearest(panel.offsetHeight));
    from = null;
  });
  handle.addEventListener("pointercancel", () => {
    setHeight(panel.dataset.height);
    from = null;
  });
  handle.addEventListener("click", () => {
    if (!moved) setHeight(HEIGHTS[(HEIGHTS.indexOf(panel.dataset.height) + 1) % HEIGHTS.length]);
    moved = false;
  });
}
