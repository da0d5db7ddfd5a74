// Parts of the page that come later, and tables that sort.
import { makeSortable } from "./sorting.js";

function sayThatItFailed({ detail }) {
  const sentence = document.getElementById("part-failed")?.content.cloneNode(true);
  if (sentence && detail.target.matches(".part")) detail.target.replaceChildren(sentence);
}

makeSortable(document);
document.body.addEventListener("htmx:afterSwap", ({ detail }) => makeSortable(detail.target));
for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.body.addEventListener(failure, sayThatItFailed);
}
