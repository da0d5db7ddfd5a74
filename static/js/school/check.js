// One part of a self-check: what is to be done is asked where a question is not met; a draft is kept.

import { Draft } from "../site/draft.js";

const form = document.getElementById("check-form");
const draft = new Draft(form);

function showPlans() {
  for (const question of form.querySelectorAll(".question")) {
    const plan = question.querySelector("[data-plan]");
    plan.hidden = question.querySelector("[type=radio]:checked")?.value !== "no" && !plan.querySelector(".field-error");
  }
}

function offerDraft() {
  if (form.querySelector(".error-summary")) return; // what was sent stands in the form
  if (!draft.restore()) return;
  document.getElementById("draft-note").hidden = false;
  document.getElementById("draft-discard").addEventListener("click", () => {
    draft.drop();
    window.location.reload();
  });
}

form.addEventListener("input", () => draft.keep());
form.addEventListener("change", () => {
  draft.keep();
  showPlans();
});
window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
offerDraft();
showPlans();
form.querySelector(".error-summary")?.focus();
