// `<button data-copy="ID" hidden>` copies the text of #ID and shows what stands behind the button.
// Without JavaScript, or on a page that came without HTTPS, one selects the text by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy).textContent;
    await navigator.clipboard.writeText(text.replace(/\s/gu, ""));
    button.nextElementSibling.hidden = false;
  });
}
