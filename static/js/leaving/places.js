// Play spaces and schools.

import { say } from "./given.js";
import { playSpaceIcon, schoolIcon } from "./icons.js";
import { spot } from "./shapes.js";
import { told } from "./told.js";

const L = window.L;

function place(group, { name, at, icon, rows }) {
  const pin = L.marker(at, { icon, alt: name, title: name, zIndexOffset: -500 }).addTo(group);
  pin.bindPopup(() => told(name, rows), { minWidth: 200 });
  return { name, more: rows[0][1], reach: (map) => reach(map, group, pin) };
}

function reach(map, group, pin) {
  if (!map.hasLayer(group)) map.addLayer(group);
  map.setView(pin.getLatLng(), 17);
  pin.openPopup();
}

export function fillPlaySpaces(group, rows) {
  return rows.map(([name, kind, state, isOpen, forChildren, x, y]) =>
    place(group, {
      name,
      at: spot(x, y),
      icon: playSpaceIcon(isOpen === 1),
      rows: [[say("kind"), kind], [say("state"), state], [say("forChildren"), forChildren ? say("yes") : say("no")]],
    }),
  );
}

export function fillSchools(group, rows) {
  return rows.map(([name, level, x, y]) =>
    place(group, { name, at: spot(x, y), icon: schoolIcon(), rows: [[say("level"), level]] }),
  );
}
