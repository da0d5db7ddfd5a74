// What the file brings along: `{layers, words, symbology, bounds}`, as maps/leaving/ wrote it.

export const given = JSON.parse(document.getElementById("given").textContent);

export function say(name, values = {}) {
  return Object.entries(values).reduce(
    (text, [key, value]) => text.replace(`%(${key})s`, value),
    given.words[name] ?? name,
  );
}
