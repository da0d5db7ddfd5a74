// The buttons beside a drawing board: what is drawn, undo, start again, finish, where I stand.

import { modeOf } from "./board.js";

const button = (name) => document.getElementById(`draw-${name}`);

export class DrawTools {
  constructor(board, shapes, words) {
    Object.assign(this, { board, shapes, words });
  }

  // A form without the button "where I stand" needs no `onLocated(spot)`.
  watch({ onLocated } = {}) {
    document.getElementById("draw-tools").hidden = false;
    for (const radio of this.shapes) radio.addEventListener("change", () => this.board.start(radio.value));
    button("undo").addEventListener("click", () => this.board.undo());
    button("again").addEventListener("click", () => this.board.start(this.shapes.value));
    button("done").addEventListener("click", () => this.board.finish());
    const here = button("here");
    if (here) here.hidden = !("geolocation" in navigator);
    here?.addEventListener("click", () => this.#locate(onLocated));
    this.show();
  }

  // What can be pressed now, and what to do next in words.
  show() {
    const { geometry } = this.board;
    const mode = geometry ? modeOf(geometry) : this.shapes.value;
    this.shapes.value = mode;
    button("hint").textContent = this.#hint(mode);
    button("undo").disabled = !this.board.canUndo;
    button("again").disabled = !(geometry || this.board.canUndo);
    button("done").hidden = !this.board.canFinish;
  }

  #hint(mode) {
    if (this.board.isDrawing || !this.board.geometry) return this.words[mode];
    return mode === "point" ? this.words.pointSet : this.words.shapeSet;
  }

  #locate(onLocated) {
    button("hint").textContent = this.words.locating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onLocated({ type: "Point", coordinates: [coords.longitude, coords.latitude] }),
      () => { button("hint").textContent = this.words.notLocated; },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  }
}
