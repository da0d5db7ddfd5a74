// <photo-field>: pictures are sent one after another while the rest of the form is filled in.
// Saving waits for them; one that is refused or not sent never blocks the form.
//
// Place and day of the first picture that has them are offered. Taking one over fills the
// form's field of that kind and tells the page: "photo-place" ({ lat, lon }), "photo-day" ({ day }).

import { PhotoItem } from "./photo_item.js";
import { forget, makeKey, send } from "./photo_upload.js";

const PLACE_FIELDS = ["coordinates", "place"];
const DAY_FIELDS = ["found_on", "on"];
const NO_KEY = "00000000-0000-0000-0000-000000000000";

class PhotoField extends HTMLElement {
  connectedCallback() {
    this.items ??= [];
    this.form = this.closest("form");
    this.input = this.querySelector("input[type=file]");
    this.keys = this.querySelector("input[type=hidden]");
    this.list = this.querySelector(".photo-items");
    this.row = this.querySelector("template").content;
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    // Before htmx and the page: on the way down.
    document.addEventListener("submit", (event) => this.holdBack(event), { capture: true, signal });
    window.addEventListener("beforeunload", (event) => this.isBusy && event.preventDefault(), { signal });
    window.addEventListener("online", () => this.retryAll(), { signal });
    this.form.addEventListener("draft-restored", () => this.showKeys(), { signal });
    for (const element of this.list.children) this.adopt(element);
    this.take([...this.input.files]); // chosen before this script was there
    this.offer();
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.sending?.request.abort();
  }

  get isBusy() {
    return this.items.some(({ state }) => state === "waiting" || state === "sending");
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken.value;
  }

  // --- the list ------------------------------------------------------------------------

  adopt(element) {
    const item = new PhotoItem(element, this.dataset, (...deed) => this.handle(...deed));
    item.name = item.part(".photo-name").textContent;
    item.key = element.dataset.photo;
    item.state = "there";
    this.items.push(item);
  }

  add() {
    const element = this.row.firstElementChild.cloneNode(true);
    this.list.append(element);
    const item = new PhotoItem(element, this.dataset, (...deed) => this.handle(...deed));
    this.items.push(item);
    return item;
  }

  take(files) {
    if (!files.length) return;
    this.input.value = ""; // sent from here, not with the form
    const room = Number(this.dataset.most) - this.items.filter(({ state }) => state !== "refused").length;
    for (const file of files.slice(0, Math.max(0, room))) {
      const item = this.add();
      item.waitToBeSent(file);
      item.sendKey = makeKey();
      if (file.size > Number(this.dataset.mostBytes)) item.refused(this.dataset.tooLarge);
    }
    this.warned = false;
    this.say(files.length > room ? this.dataset.tooMany : "");
    this.work();
  }

  handle(item, deed) {
    if (deed === "retry") {
      item.retry();
      this.work();
      return;
    }
    const after = item.element.nextElementSibling ?? item.element.previousElementSibling;
    if (item === this.sending?.item) this.sending.request.abort();
    if (item.key) forget(this.dataset.drop.replace(NO_KEY, item.key), this.token);
    this.items = this.items.filter((other) => other !== item);
    item.element.remove();
    (after?.querySelector("[data-deed=remove]") ?? this.input).focus();
    this.writeKeys();
    this.offer();
    this.say("");
  }

  writeKeys() {
    this.keys.value = this.items.map(({ key }) => key).filter(Boolean).join(" ");
    this.keys.dispatchEvent(new Event("change", { bubbles: true })); // the draft keeps them
  }

  // A draft brought keys back: show their pictures, and let go of those that are no longer there.
  showKeys() {
    const shown = this.items.map(({ key }) => key);
    for (const key of this.keys.value.split(" ").filter((one) => one && !shown.includes(one))) {
      const item = this.add();
      item.name = `${this.dataset.photo} ${this.items.length}`;
      item.part("img").addEventListener("error", () => {
        item.key = null;
        item.refused(this.dataset.gone);
        this.writeKeys();
      });
      item.arrived({ id: key, ...this.addresses(key) });
    }
  }

  addresses(key) {
    const { thumbnail, large } = this.dataset;
    return { thumbnail: thumbnail.replace(NO_KEY, key), large: large.replace(NO_KEY, key) };
  }

  // --- sending -------------------------------------------------------------------------

  async work() {
    if (this.sending) return;
    for (;;) {
      const item = this.items.find(({ state }) => state === "waiting");
      if (!item) break;
      await this.sendOne(item);
    }
    this.settled();
  }

  async sendOne(item) {
    item.progress(0);
    const onProgress = (share) => item.progress(share);
    this.sending = { item, ...send({ address: this.dataset.stage, token: this.token, key: item.sendKey, file: item.file, onProgress }) };
    const { stored, refused, missed } = await this.sending.done;
    this.sending = null;
    if (stored) item.arrived(stored);
    else if (refused) item.refused(refused);
    else item.missed(missed);
    if (stored && this.items.includes(item)) this.writeKeys();
    this.offer();
  }

  retryAll() {
    for (const item of this.items) if (item.state === "missed") item.retry();
    this.work();
  }

  // --- saving --------------------------------------------------------------------------

  holdBack(event) {
    if (event.target !== this.form) return;
    const isMissing = this.items.some(({ state }) => state === "missed");
    if (!this.isBusy && (!isMissing || this.warned)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.held = this.isBusy && { by: event.submitter };
    this.warned = !this.isBusy;
    this.say(this.isBusy ? this.dataset.wait : this.dataset.unsent);
  }

  settled() {
    if (!this.held || !this.isConnected) return;
    const { by } = this.held;
    this.held = null;
    // What is wrong with a picture is read before the form goes.
    const isWrong = this.items.some(({ state }) => state === "missed" || state === "refused");
    this.warned = isWrong;
    this.say(isWrong ? this.dataset.unsent : "");
    if (!isWrong) this.form.requestSubmit(by?.isConnected ? by : undefined);
  }

  say(words) {
    this.querySelector(".photo-words").textContent = words;
  }

  // --- what a picture knows ------------------------------------------------------------

  offer() {
    const place = this.items.find((item) => item.place && this.fieldOf(PLACE_FIELDS))?.place;
    const day = this.items.find((item) => item.day && this.fieldOf(DAY_FIELDS))?.day;
    const box = this.querySelector(".photo-offers");
    box.replaceChildren();
    if (place) box.append(this.button(this.dataset.usePlace, place, () => this.usePlace(place)));
    if (day) box.append(this.button(this.dataset.useDay, day, () => this.useDay(day)));
    box.hidden = !box.children.length;
  }

  button(words, value, use) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button-small" });
    button.textContent = `${words}: ${value}`;
    button.addEventListener("click", () => {
      use();
      this.say(`${this.dataset.used} ${value}`);
    });
    return button;
  }

  usePlace(place) {
    const [lat, lon] = place.split(",").map(Number);
    this.fill(PLACE_FIELDS, place);
    this.dispatchEvent(new CustomEvent("photo-place", { bubbles: true, detail: { lat, lon } }));
  }

  useDay(day) {
    this.fill(DAY_FIELDS, day);
    this.dispatchEvent(new CustomEvent("photo-day", { bubbles: true, detail: { day } }));
  }

  fieldOf(names) {
    return names.map((name) => this.form.elements[name]).find(Boolean);
  }

  fill(names, value) {
    const field = this.fieldOf(names);
    if (!field) return;
    field.value = value;
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("photo-field", PhotoField);
