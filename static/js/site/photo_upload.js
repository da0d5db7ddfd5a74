// Sending one picture. The key is made here, once: sent again after the line dropped, it is
// the same picture to the server, and stored once.

// `crypto.randomUUID` is missing where a page comes over plain HTTP from another machine.
export function makeKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

// Resolves to what the server says: `{ stored }`, `{ refused }` for good with a sentence, or
// `{ missed }` ("dropped", "loggedOut", "failed") when trying again may help. `request.abort()` stops it.
export function send({ address, token, key, file, onProgress }) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(loaded / total));
    request.addEventListener("load", () => resolve(answerOf(request)));
    for (const name of ["error", "timeout"]) request.addEventListener(name, () => resolve({ missed: "dropped" }));
    request.addEventListener("abort", () => resolve({ missed: "removed" }));
    const form = new FormData();
    form.append("id", key);
    form.append("photo", file);
    request.open("POST", address);
    request.timeout = 10 * 60 * 1000;
    request.setRequestHeader("Accept", "application/json"); // a refusal comes as a sentence, not as a page
    request.setRequestHeader("X-CSRFToken", token);
    request.send(form);
  });
  return { request, done };
}

function answerOf(request) {
  const said = parsed(request.responseText);
  if (request.status === 201) return { stored: said };
  if (said?.error && request.status !== 503) return { refused: said.error };
  // Led to the log-in page, or the form's token is of a session that ended.
  if (request.status === 200 || request.status === 403) return { missed: "loggedOut" };
  return { missed: "failed" };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function forget(address, token) {
  fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, keepalive: true }).catch(() => {});
}
