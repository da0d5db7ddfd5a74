// Leaflet icons from the symbols of the web map: each look is drawn once and becomes a picture in the file.

import { Symbols } from "../map/symbols.js";
import { given } from "./given.js";

const L = window.L;
const SIZE = 26; // CSS pixels of a symbol without a sign at its corner
const SMALL = 20; // of what only stands around
const PLAIN = 84; // pixels of such a picture

const symbols = new Symbols(given.symbology);
const icons = new Map();

function icon(name, picture, plain = SIZE) {
  if (!icons.has(name)) {
    const size = (plain * picture.width) / PLAIN;
    icons.set(name, L.icon({ iconUrl: picture.toDataURL(), iconSize: [size, size], popupAnchor: [0, -plain / 2] }));
  }
  return icons.get(name);
}

export function siteIcon({ status, icon: shape, late, change = "" }) {
  const isLate = late > 0;
  return icon(`${status} ${shape} ${isLate} ${change}`, symbols.site(status, shape, isLate, change));
}

export function playSpaceIcon(isOpen) {
  return icon(`play ${isOpen}`, symbols.playspace(isOpen, false), SMALL);
}

export function schoolIcon() {
  return icon("school", symbols.school(), SMALL);
}
