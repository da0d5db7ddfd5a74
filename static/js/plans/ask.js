// Of the question, only the figures that the chosen answers need. Without this, all of them show.

const form = document.getElementById("plan-form");

function show() {
  for (const part of form.querySelectorAll("[data-with]")) {
    const [name, value] = part.dataset.with.split("=");
    part.hidden = form.elements[name].value !== value;
  }
}

form.addEventListener("change", show);
show();
form.querySelector(".error-summary")?.focus();
