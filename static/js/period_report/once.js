// A form that is sent once: its button waits, and says so.

for (const form of document.querySelectorAll("form[data-once]")) {
  const button = form.querySelector("button");
  const usual = button.textContent;
  form.addEventListener("submit", (event) => {
    if (button.disabled) {
      event.preventDefault();
      return;
    }
    button.disabled = true;
    button.textContent = form.dataset.once;
  });
  // Back from the next page, it can be sent again.
  addEventListener("pageshow", () => {
    button.disabled = false;
    button.textContent = usual;
  });
}
