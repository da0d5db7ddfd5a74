// <standing-place>: a button that writes the phone's position into the field beside it.

import { canLocate, position } from "./position.js";

class StandingPlace extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = !canLocate;
    button.addEventListener("click", () => this.#fill());
  }

  async #fill() {
    const told = this.querySelector("[role=status]");
    const field = this.querySelector("input");
    told.textContent = this.dataset.locating;
    try {
      const [lon, lat] = await position();
      told.textContent = "";
      field.value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    } catch {
      told.textContent = this.dataset.notLocated;
    }
  }
}

customElements.define("standing-place", StandingPlace);
