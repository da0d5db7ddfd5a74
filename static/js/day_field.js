// <day-field>: a text field for dd/mm/yyyy. Adds the slashes while digits are typed, and a
// button that opens the browser's own calendar.

function isoOf(text) {
  const [, day, month, year] = text.match(/^(\d{1,2})\D(\d{1,2})\D(\d{4})$/) ?? [];
  return year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : "";
}

function withSlashes(text) {
  const digits = text.replace(/\D/g, "").slice(0, 8);
  return [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4)].filter(Boolean).join("/");
}

class DayField extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector("input");
    this.text.addEventListener("input", (event) => this.addSlashes(event));
    if (!("showPicker" in HTMLInputElement.prototype) || this.querySelector("button")) return;
    this.append(this.makeCalendar(), this.makeButton());
  }

  // Only while digits are added at the end: correcting in the middle is left alone.
  addSlashes(event) {
    const atEnd = this.text.selectionEnd === this.text.value.length;
    if (event.inputType === "insertText" && atEnd && /^[\d/]*$/.test(this.text.value)) {
      this.text.value = withSlashes(this.text.value);
    }
  }

  makeCalendar() {
    this.calendar = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    this.calendar.setAttribute("aria-hidden", "true");
    this.calendar.addEventListener("change", () => {
      this.text.value = this.calendar.value.split("-").reverse().join("/");
      this.text.dispatchEvent(new Event("change", { bubbles: true }));
      this.text.focus();
    });
    return this.calendar;
  }

  makeButton() {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "▾" });
    button.setAttribute("aria-label", this.dataset.open);
    button.addEventListener("click", () => {
      this.calendar.value = isoOf(this.text.value);
      this.calendar.showPicker();
    });
    return button;
  }
}

customElements.define("day-field", DayField);
