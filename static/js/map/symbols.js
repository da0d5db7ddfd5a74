// Symbols on Leaflet's canvas: each is drawn once into a picture and then only copied, so that
// 5,000 of them keep the map fluent. Paths come from the table in `maps/symbology.py`.

const L = window.L;
const BOX = 24; // the paths' own units
const FRAME = 2; // room for the rim, in the same units
const RING = 4; // more room, for a sign at the corner
const SHARP = 3; // pixels of the picture for each unit
const PLAIN = (BOX + 2 * FRAME) * SHARP; // width of a picture without a ring
const SIZE = { 10: 12, 11: 12, 12: 15, 13: 19, 14: 25 }; // CSS pixels by zoom
const LARGEST = 30;
const SMALLEST = 10;

function sizeAt(zoom) {
  if (zoom >= 15) return LARGEST;
  return SIZE[Math.floor(zoom)] ?? SMALLEST;
}

// A picture is as large as its frame asks: `SymbolMarker` scales all of them alike.
function picture({ shape, fill, rim, mark, ink, overdue, sign = overdue }) {
  const canvas = document.createElement("canvas");
  const frame = sign ? FRAME + RING : FRAME;
  canvas.width = canvas.height = (BOX + 2 * frame) * SHARP;
  const pen = canvas.getContext("2d");
  pen.scale(SHARP, SHARP);
  pen.translate(frame, frame);
  const outline = new Path2D(shape);
  const stroke = (path, colour, width) => {
    pen.lineWidth = width;
    pen.strokeStyle = colour;
    pen.stroke(path);
  };
  pen.lineJoin = "round";
  if (overdue) {
    stroke(outline, overdue.gap, 11);
    stroke(outline, overdue.ring, 9);
  }
  stroke(outline, "#fff", 4);
  pen.fillStyle = fill;
  pen.fill(outline);
  stroke(outline, rim, 1.6);
  if (mark) {
    pen.fillStyle = ink;
    pen.fill(new Path2D(mark));
  }
  if (sign) corner(pen, sign, stroke);
  return canvas;
}

// The disc at the symbol's corner, with an hourglass or an exclamation mark.
function corner(pen, { disc, mark, ring, gap, ink }, stroke) {
  const round = new Path2D(disc);
  pen.fillStyle = ring;
  pen.fill(round);
  stroke(round, gap, 1.5);
  pen.fillStyle = ink;
  pen.fill(new Path2D(mark));
}

export class Symbols {
  #pictures = new Map();

  constructor(table) {
    this.table = table;
  }

  // `change`: "improved" or "worsened" since an earlier day.
  site(status, shape, late, change = "") {
    const overdue = late ? this.table.overdue : undefined;
    const sign = change ? this.table.changes[change] : undefined;
    const look = { shape: this.table.shapes[shape], ...this.table.status[status], overdue, ...(sign && { sign }) };
    return this.#once(`${status}-${shape}-${late}-${change}`, look);
  }

  playspace(open, nearDanger) {
    const { path, fill, rim, shut } = this.table.playspace;
    const bar = open ? undefined : this.table.status.eliminated.mark;
    const sign = nearDanger ? this.table.nearDanger : undefined;
    const look = { shape: path, fill: open ? fill : shut, rim, mark: bar, ink: "#fff", sign };
    return this.#once(`playspace-${open}-${nearDanger}`, look);
  }

  school() {
    const { path, fill, rim } = this.table.school;
    return this.#once("school", { shape: path, fill, rim });
  }

  // A candidate that a plan is without; `why` of `Why` in playspaces/plan_map.py.
  candidate(why) {
    const { marks, ...look } = this.table.candidate;
    return this.#once(`candidate-${why}`, { ...look, mark: marks[why] });
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
    const { picture } = this.options;
    const size = (sizeAt(this._map.getZoom()) * picture.width) / PLAIN;
    const { x, y } = this._point;
    this._renderer._ctx.drawImage(picture, x - size / 2, y - size / 2, size, size);
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
