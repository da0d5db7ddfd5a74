// A piece of the page that the server draws anew while the form is filled in. Unlike htmx it says
// nothing when it is overtaken by a newer question, or when the page is left before the answer.

import { holdStill } from "./hold_still.js";

export class Fragment {
  #question = null;

  constructor(element) {
    this.element = element;
  }

  async ask(options = {}, query = "") {
    this.#question?.abort();
    this.#question = new AbortController();
    const { signal } = this.#question;
    try {
      const response = await fetch(this.element.dataset.url + query, { ...options, signal });
      if (response.ok && !response.redirected) this.#show(await response.text());
    } catch { /* overtaken, left, or no line: the form works without */ }
  }

  #show(page) {
    const release = holdStill(this.element);
    this.element.innerHTML = page;
    release();
  }
}
