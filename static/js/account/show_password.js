// Lets people read what they type into the password fields of a form, before it is sent.

for (const button of document.querySelectorAll("[data-show-password]")) {
  const fields = [...button.form.querySelectorAll("input[type=password]")];
  const says = [button.textContent, button.dataset.hide];
  let shown = false;
  const turn = (on) => {
    shown = on;
    for (const field of fields) field.type = on ? "text" : "password";
    button.textContent = says[Number(on)];
  };
  button.addEventListener("click", () => turn(!shown));
  // Browsers keep what is typed into text fields, so they are password fields again when sent.
  button.form.addEventListener("submit", () => turn(false));
  fields.at(-1).after(button);
  button.hidden = false;
}
