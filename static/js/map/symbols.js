// Symbols on Leaflet's canvas: each is drawn once into a picture and then only copied, so that
// 5,000 of them keep the map fluent. Paths come from the table in `maps/symbology.py`.

const L = window.L;
const BOX = 24; // the paths' own units
const FRAME = 2; // room for the rim, in the same units
const SHARP = 3; // pixels of the picture for each unit
const SIZE = { 10: 12, 11: 12, 12: 15, 13: 19, 14: 25 }; // CSS pixels by zoom
const LARGEST = 30;
const SMALLEST = 10;

function sizeAt(zoom) {
  if (zoom >= 15) return LARGEST;
  return SIZE[Math.floor(zoom)] ?? SMALLEST;
}

function picture({ shape, fill, rim, mark, ink }) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = (BOX + 2 * FRAME) * SHARP;
  const pen = canvas.getContext("2d");
  pen.scale(SHARP, SHARP);
  pen.translate(FRAME, FRAME);
  const outline = new Path2D(shape);
  pen.lineJoin = "round";
  pen.lineWidth = 4;
  pen.strokeStyle = "#fff";
  pen.stroke(outline);
  pen.fillStyle = fill;
  pen.fill(outline);
  pen.lineWidth = 1.6;
  pen.strokeStyle = rim;
  pen.stroke(outline);
  if (mark) {
    pen.fillStyle = ink;
    pen.fill(new Path2D(mark));
  }
  return canvas;
}

export class Symbols {
  #pictures = new Map();

  constructor(table) {
    this.table = table;
  }

  site(status, shape) {
    return this.#once(`${status}-${shape}`, { shape: this.table.shapes[shape], ...this.table.status[status] });
  }

  playspace(open) {
    const { path, fill, rim, shut } = this.table.playspace;
    const bar = open ? undefined : this.table.status.eliminated.mark;
    return this.#once(`playspace-${open}`, { shape: path, fill: open ? fill : shut, rim, mark: bar, ink: "#fff" });
  }

  school() {
    const { path, fill, rim } = this.table.school;
    return this.#once("school", { shape: path, fill, rim });
  }

  #once(name, look) {
    if (!this.#pictures.has(name)) this.#pictures.set(name, picture(look));
    return this.#pictures.get(name);
  }
}

// A circle marker for hits and bounds, drawn as a picture. Option `picture`: a canvas.
export const SymbolMarker = L.CircleMarker.extend({
  options: { radius: 14, stroke: false },
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    const size = sizeAt(this._map.getZoom());
    const { x, y } = this._point;
    this._renderer._ctx.drawImage(this.options.picture, x - size / 2, y - size / 2, size, size);
  },
});

// A disc with a number in it. Option `label`: the number in words.
export const CountMarker = L.CircleMarker.extend({
  options: { radius: 20, color: "#fff", weight: 2, fillColor: "#0b4f5c", fillOpacity: 1 },
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    this._renderer._updateCircle(this);
    const pen = this._renderer._ctx;
    pen.globalAlpha = 1;
    pen.fillStyle = "#fff";
    pen.font = "600 13px 'Be Vietnam Pro', system-ui, sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(this.options.label, this._point.x, this._point.y + 1);
  },
});
