// The places of a commune with the stretches of their status. Days are "2026-06-30": they compare as text.

// Fetches them once; `{tooMany}` where they are more than a browser plays.
export async function fetchHistory(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

// The status of a site on a day; undefined before it was found.
export function statusOn({ spans }, day) {
  let status;
  for (const [from, next] of spans) {
    if (from > day) break;
    status = next;
  }
  return status;
}

// Every day on which some place changed, in order.
export function turningDays(sites) {
  return [...new Set(sites.flatMap(({ spans }) => spans.map(([from]) => from)))].sort();
}

const DAY = 86_400_000;

export function numberOf(day, first) {
  return Math.round((Date.parse(day) - Date.parse(first)) / DAY);
}

export function dayAt(number, first) {
  return new Date(Date.parse(first) + number * DAY).toISOString().slice(0, 10);
}

// As people here write it: 30/06/2026.
export function written(day) {
  return day.split("-").reverse().join("/");
}
