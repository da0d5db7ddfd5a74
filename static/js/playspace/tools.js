// The buttons beside a drawing board: point or area, undo, start again, finish, where I stand.

import { modeOf } from "../site/board.js";

const button = (name) => document.getElementById(`draw-${name}`);

export class DrawTools {
  constructor(board, shapes, words) {
    Object.assign(this, { board, shapes, words });
  }

  watch({ onLocated }) {
    document.getElementById("draw-tools").hidden = false;
    for (const radio of this.shapes) radio.addEventListener("change", () => this.board.start(radio.value));
    button("undo").addEventListener("click", () => this.board.undo());
    button("again").addEventListener("click", () => this.board.start(this.shapes.value));
    button("done").addEventListener("click", () => this.board.finish());
    button("here").hidden = !("geolocation" in navigator);
    button("here").addEventListener("click", () => this.#locate(onLocated));
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
