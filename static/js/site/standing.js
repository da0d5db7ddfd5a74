// <standing-place>: a button that writes the phone's position into the field beside it, and a line
// that tells how far from the site that is.

import { canLocate, position } from "./position.js";

class StandingPlace extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input");
    this.told = this.querySelector("[role=status]");
    const button = this.querySelector("button");
    button.hidden = !canLocate;
    button.addEventListener("click", () => this.#fill());
    this.field.addEventListener("change", () => this.#tell());
  }

  async #fill() {
    this.told.textContent = this.dataset.locating;
    try {
      const [lon, lat] = await position();
      this.field.value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
      await this.#tell();
    } catch {
      this.told.textContent = this.dataset.notLocated;
    }
  }

  // Only a help: without an answer the server tells it when the form is sent.
  async #tell() {
    const query = new URLSearchParams({ place: this.field.value });
    try {
      const response = await fetch(`${this.dataset.address}?${query}`);
      this.told.textContent = response.ok && !response.redirected ? await response.text() : "";
    } catch {
      this.told.textContent = "";
    }
  }
}

customElements.define("standing-place", StandingPlace);
