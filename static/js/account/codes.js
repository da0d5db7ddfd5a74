// Recovery codes leave the page on paper or by the clipboard; without JavaScript one writes them down.
const codes = [...document.querySelectorAll(".recovery-code")].map((item) => item.textContent.trim());

const print = document.getElementById("codes-print");
print.hidden = false;
print.addEventListener("click", () => window.print());

const copy = document.getElementById("codes-copy");
copy.hidden = !navigator.clipboard; // missing where the page came without HTTPS
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(codes.join("\n"));
  document.getElementById("codes-copied").hidden = false;
});
