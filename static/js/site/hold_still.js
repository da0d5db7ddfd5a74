// What a person is at stays where it is while the page above it grows or shrinks: a step of a
// scale that moves away under a finger is another step chosen.

let pressed = null;
document.addEventListener("pointerdown", ({ target }) => { pressed = target; }, true);
for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = null; }, true);

function inView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

// What is pressed right now, else what has the focus, else what comes next.
function usedBeside(changing) {
  const used = [pressed, document.activeElement, changing.nextElementSibling];
  return used.find((one) => one && !one.contains(changing) && !changing.contains(one) && inView(one));
}

function scrollerOf(element) {
  for (let box = element.parentElement; box; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  return document.scrollingElement;
}

// Call before `changing` gets other content, and what comes back after it.
export function holdStill(changing) {
  const held = usedBeside(changing);
  const top = held?.getBoundingClientRect().top;
  return () => {
    if (!held?.isConnected) return;
    scrollerOf(held).scrollBy({ top: held.getBoundingClientRect().top - top, behavior: "instant" });
  };
}

// The same for whatever htmx draws anew within `box`.
export function holdStillIn(box) {
  let release = null;
  box.addEventListener("htmx:beforeSwap", ({ target }) => { release = holdStill(target); });
  box.addEventListener("htmx:afterOnLoad", () => { release?.(); release = null; });
}
