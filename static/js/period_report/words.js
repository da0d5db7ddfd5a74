// Words for figures: pressing one puts it where the person last wrote.

const form = document.getElementById("wording-form");
const news = document.getElementById("word-news");
let place = null;

form.addEventListener("focusin", ({ target }) => {
  if (target.matches("textarea[name^='text_'], textarea[name='subject']")) place = target;
});

function put(word) {
  const field = place ?? form.querySelector("textarea[name^='text_']");
  field.focus();
  field.setRangeText(word, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  news.textContent = word;
}

for (const code of document.querySelectorAll("code[data-word]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "word-button";
  button.textContent = code.dataset.word;
  // The field keeps its place in the text.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => put(code.dataset.word));
  code.replaceWith(button);
}
document.querySelector("[data-with-script]").hidden = false;
document.querySelector("[data-without-script]").hidden = true;
