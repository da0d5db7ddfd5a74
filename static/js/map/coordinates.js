// Coordinates on demand: of the middle of the map, or of the point that was tapped.

const button = document.getElementById("coordinates");
const readout = document.getElementById("readout");
const cross = document.getElementById("cross");
const decimal = document.getElementById("readout-decimal");
const sexagesimal = document.getElementById("readout-dms");
const copied = document.getElementById("copied").firstElementChild;

export function asDms(degrees, [positive, negative]) {
  const tenths = Math.round(Math.abs(degrees) * 36_000);
  const seconds = (tenths % 600) / 10;
  const minutes = Math.floor(tenths / 600) % 60;
  const whole = Math.floor(tenths / 36_000);
  const two = (number) => String(number).padStart(2, "0");
  const letter = degrees < 0 ? negative : positive;
  return `${whole}°${two(minutes)}′${seconds.toFixed(1).padStart(4, "0")}″${letter}`;
}

function tell({ lat, lng }) {
  copied.hidden = true;
  decimal.value = `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
  sexagesimal.value = `${asDms(lat, "NS")} ${asDms(lng, "EW")}`;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(decimal.value);
    copied.hidden = false;
  } catch {
    window.getSelection().selectAllChildren(decimal); // ready for the person's own copy key
  }
}

export function watchCoordinates(map) {
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => {
    const on = !isOn();
    button.setAttribute("aria-pressed", String(on));
    readout.hidden = cross.hidden = !on;
    tell(map.getCenter());
  });
  map.on("move", () => isOn() && tell(map.getCenter()));
  map.on("click", (event) => isOn() && tell(event.latlng));
  document.getElementById("copy").addEventListener("click", copy);
}
