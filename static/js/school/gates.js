// The gates of a school: rows of the form, each a numbered pin on the map. A row is filled by a tap
// on the map, by dragging its pin, or by writing coordinates.

const L = window.L;
const PAIR = /^\s*(-?\d+[.,]\d+)\s*[;, ]\s*(-?\d+[.,]\d+)\s*$/;

function readPlace(text) {
  const [, lat, lon] = text.match(PAIR) ?? [];
  return lat ? [Number(lat.replace(",", ".")), Number(lon.replace(",", "."))] : null;
}

export class Gates {
  #map;
  #waiting = null; // the row that the next tap on the map fills
  #pins = new Map();

  // `onWait(isWaiting)` when a tap on the map is for a gate, and when it no longer is.
  constructor(element, map, { words, onWait }) {
    this.#map = map;
    this.words = words;
    this.onWait = onWait;
    this.rows = element.querySelector("#gate-rows");
    this.total = element.querySelector("[name=gates-TOTAL_FORMS]");
    this.blank = element.querySelector("#gate-row");
    this.hint = element.querySelector("#gate-hint");
    this.button = element.querySelector("#gate-add");
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.#wait(this.#emptyRow() ?? this.#addRow()));
    for (const row of this.#all()) this.#adopt(row);
    element.addEventListener("change", () => this.#draw());
    map.on("click", ({ latlng }) => this.#tapped(latlng));
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#wait(null));
    this.#draw();
  }

  #all() {
    return [...this.rows.querySelectorAll("[data-gate]")];
  }

  #place(row) {
    return row.querySelector("[name$=-place]");
  }

  #adopt(row) {
    row.querySelector("[data-delete]").hidden = true;
    const set = row.querySelector("[data-set]");
    const remove = row.querySelector("[data-remove]");
    set.hidden = remove.hidden = false;
    set.addEventListener("click", () => this.#wait(row));
    remove.addEventListener("click", () => this.#remove(row));
    const isUnused = !this.#place(row).value && !row.querySelector("[name$=-name]").value && !row.querySelector(".field-error");
    row.hidden = isUnused || row.querySelector("[name$=-DELETE]").checked;
  }

  #emptyRow() {
    return this.#all().find((row) => row.hidden && !row.querySelector("[name$=-DELETE]").checked);
  }

  #addRow() {
    const number = Number(this.total.value);
    const fresh = document.createElement("div");
    fresh.innerHTML = this.blank.innerHTML.replaceAll("__prefix__", number);
    const row = fresh.querySelector("[data-gate]");
    this.rows.append(row);
    this.total.value = number + 1;
    this.#adopt(row);
    return row;
  }

  #wait(row) {
    this.#waiting = row;
    this.hint.textContent = row ? this.words.setGate : "";
    if (row) {
      row.hidden = false;
      this.#map.getContainer().scrollIntoView({ block: "nearest" });
    }
    this.onWait(Boolean(row));
  }

  #tapped({ lat, lng }) {
    if (!this.#waiting) return;
    this.#fill(this.#waiting, lat, lng);
    const row = this.#waiting;
    // The tap is over for whoever else listens to the map, before it is theirs again.
    setTimeout(() => this.#waiting === row && this.#wait(null));
  }

  #fill(row, lat, lng) {
    this.#place(row).value = `${lat.toFixed(7)}, ${lng.toFixed(7)}`;
    this.#draw();
  }

  #remove(row) {
    row.querySelector("[name$=-DELETE]").checked = true;
    row.hidden = true;
    if (this.#waiting === row) this.#wait(null);
    this.#draw();
    this.button.focus();
  }

  #draw() {
    for (const pin of this.#pins.values()) pin.remove();
    this.#pins.clear();
    const shown = this.#all().filter((row) => !row.hidden);
    const main = shown.find((row) => row.querySelector("[name=main_gate]").checked) ?? shown[0];
    if (main) main.querySelector("[name=main_gate]").checked = true;
    shown.forEach((row, place) => {
      const spot = readPlace(this.#place(row).value);
      if (spot) this.#pins.set(row, this.#pin(row, spot, place + 1, row === main));
    });
  }

  #pin(row, spot, number, isMain) {
    const className = `gate-pin${isMain ? " is-main" : ""}`;
    const icon = L.divIcon({ className, iconSize: [28, 28], html: String(number) });
    const title = `${this.words.gate} ${number}`;
    const pin = L.marker(spot, { icon, title, draggable: true, keyboard: false, pmIgnore: true }).addTo(this.#map);
    pin.on("dragend", () => this.#fill(row, pin.getLatLng().lat, pin.getLatLng().lng));
    return pin;
  }
}
