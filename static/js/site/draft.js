// What was typed and not yet saved, kept in this browser for this person and form.

// Whose place it is stays on no shared computer.
const NOT_KEPT = ["csrfmiddlewaretoken", "shape", "owner_name", "owner_phone", "internal_note"];
const KEPT_DAYS = 14;

export class Draft {
  constructor(form) {
    this.form = form;
    this.key = `antoan draft ${form.dataset.draft}`;
  }

  // Names what was stored; the server sets a cookie of this value when it has stored it.
  get token() {
    return `${this.form.elements.id?.value ?? ""}.${this.form.elements.version?.value ?? ""}`;
  }

  keep() {
    const answers = [...new FormData(this.form)].filter(([name, value]) => !NOT_KEPT.includes(name) && typeof value === "string");
    this.#store(JSON.stringify({ token: this.token, at: Date.now(), answers }));
  }

  drop() {
    this.#store(null);
  }

  // Fills the form from the draft; the time it was kept, or null when there is none.
  restore() {
    const draft = JSON.parse(this.#read() ?? "null");
    if (!draft) return null;
    const isOld = Date.now() - draft.at > KEPT_DAYS * 24 * 3600 * 1000;
    if (isOld || document.cookie.includes(`saved-draft=${draft.token}`)) {
      this.drop();
      return null;
    }
    for (const box of this.form.querySelectorAll("input[type=checkbox]")) box.checked = false;
    for (const [name, value] of draft.answers) this.#fill(name, value);
    return new Date(draft.at);
  }

  #fill(name, value) {
    for (const field of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (["radio", "checkbox"].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }

  // Storage may be full or forbidden; then there is no draft, and nothing else is lost.
  #store(text) {
    try {
      if (text) localStorage.setItem(this.key, text);
      else localStorage.removeItem(this.key);
    } catch { /* as above */ }
  }

  #read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }
}
