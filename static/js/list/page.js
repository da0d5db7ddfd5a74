// The list of sites: ticking a whole page, and saying how many are ticked. The rest are links and forms.

const all = document.getElementById("tick-all");
const told = document.getElementById("ticked");
const boxes = [...document.querySelectorAll("input[name=site]")];

function tell() {
  const number = boxes.filter((box) => box.checked).length;
  told.textContent = number ? ` (${number.toLocaleString(document.documentElement.lang)})` : "";
  all.checked = number === boxes.length;
  all.indeterminate = number > 0 && number < boxes.length;
}

function watchTicks() {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  for (const box of boxes) box.addEventListener("change", tell);
  tell(); // the browser may have kept ticks when the person came back
}

// One of the two menus at a time, and Escape closes it.
function watchMenus() {
  const menus = [...document.querySelectorAll("details.chooser")];
  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      if (menu.open) menus.filter((other) => other !== menu).forEach((other) => (other.open = false));
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
}

// Chips act at once; fields further down wait for their button.
function watchChips() {
  const form = document.getElementById("list-filters");
  form.addEventListener("change", ({ target }) => {
    if (target.type === "checkbox" && !target.closest("details")) form.requestSubmit();
  });
}

if (all && told) watchTicks();
watchMenus();
watchChips();
