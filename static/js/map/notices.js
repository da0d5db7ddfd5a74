// Sentences over the map. They stand in the page, in its language; here they come and go.

const holder = document.getElementById("notices");
const progress = document.getElementById("progress");
const WHILE = 12_000; // milliseconds
let running = 0;

export function show(name) {
  holder.querySelector(`[data-notice="${name}"]`).hidden = false;
}

// For what a person need only have read; a tap puts it away at once.
export function showForAWhile(name) {
  show(name);
  window.setTimeout(() => hide(name), WHILE);
}

// A tap on a sentence that asks for nothing.
export function watchTaps() {
  holder.addEventListener("click", ({ target }) => {
    const notice = target.closest("[data-passing]");
    if (notice) notice.hidden = true;
  });
}

export function hide(...names) {
  for (const name of names) holder.querySelector(`[data-notice="${name}"]`).hidden = true;
}

export async function during(work) {
  running += 1;
  progress.hidden = false;
  try {
    return await work;
  } finally {
    running -= 1;
    progress.hidden = running === 0;
  }
}

export function watchConnection(onBack) {
  window.addEventListener("offline", () => show("offline"));
  window.addEventListener("online", () => {
    hide("offline");
    onBack();
  });
  if (!navigator.onLine) show("offline");
}
