// What the form says about itself while it is filled in: a proposed name, which questions the
// kind asks, the risk level.

export class Answers {
  #proposed = "";
  #where = "";

  constructor(form, { kinds, risk, words }) {
    Object.assign(this, { form, kinds, risk, words });
    form.addEventListener("change", () => this.refresh());
    form.addEventListener("click", ({ target }) => target.id === "use-proposal" && this.#choose(target.dataset));
  }

  // Where the place lies, as the server found it.
  placed(where) {
    this.#where = where ?? "";
    this.refresh();
  }

  refresh() {
    const kind = this.kinds[this.form.elements.kind.value];
    this.#proposeName(kind);
    for (const name of ["depth_m", "bank"]) {
      this.form.querySelector(`[data-field="${name}"]`).hidden = Boolean(kind && !kind[name]);
    }
    this.#tellRisk();
  }

  // The person takes over what is proposed.
  #choose({ likelihood, severity }) {
    this.form.elements.likelihood.value = likelihood;
    this.form.elements.severity.value = severity;
    this.form.elements.severity[0].dispatchEvent(new Event("change", { bubbles: true }));
    this.form.querySelector("[name=likelihood]:checked").focus();
  }

  // A name that the person wrote is left alone.
  #proposeName(kind) {
    const field = this.form.elements.name;
    const village = this.form.elements.village;
    const where = village.value ? village.selectedOptions[0].text : this.#where;
    if (!kind || !where || (field.value && field.value !== this.#proposed)) return;
    this.#proposed = this.words.name.replace("{kind}", kind.name).replace("{where}", where);
    field.value = this.#proposed;
  }

  #tellRisk() {
    const { likelihood, severity } = this.form.elements;
    const level = this.risk[`${likelihood.value} ${severity.value}`];
    const line = document.getElementById("risk-level");
    line.dataset.risk = level?.level ?? "";
    line.textContent = level ? `${line.dataset.lead} ${level.word}` : this.words.noRisk;
  }
}
