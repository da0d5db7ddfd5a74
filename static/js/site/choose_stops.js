// The list of places that are due: the button says how many are chosen, and waits for the first.

const form = document.querySelector(".look-list");
const button = form?.querySelector(".sticky-deed .button-main");

function show() {
  const chosen = form.querySelectorAll("[name=site]:checked").length;
  button.disabled = chosen === 0;
  button.dataset.number = chosen ? ` (${chosen})` : "";
}

if (button) {
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}
