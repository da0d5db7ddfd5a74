// The phone's position, as a promise of [lon, lat] with seven digits; rejected when there is none.

export const canLocate = "geolocation" in navigator;

export function position() {
  const options = { enableHighAccuracy: true, timeout: 15_000 };
  return new Promise((resolve, reject) => {
    const found = ({ coords }) => resolve([Number(coords.longitude.toFixed(7)), Number(coords.latitude.toFixed(7))]);
    navigator.geolocation.getCurrentPosition(found, reject, options);
  });
}
