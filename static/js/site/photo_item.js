// One picture in the field's list: waiting, being sent, there, refused or not sent.

export class PhotoItem {
  state = "waiting";

  // `element` is the `<li>`; `onDeed(item, "remove" | "retry")` when its buttons are pressed.
  constructor(element, words, onDeed) {
    this.element = element;
    this.words = words;
    this.part = (selector) => element.querySelector(selector);
    for (const extra of element.querySelectorAll(".photo-without-script")) extra.remove();
    for (const button of element.querySelectorAll("[data-deed]")) {
      button.addEventListener("click", () => onDeed(this, button.dataset.deed));
    }
    this.#offer("remove", true);
  }

  waitToBeSent(file) {
    this.file = file;
    this.name = file.name;
    this.retry();
  }

  retry() {
    this.state = "waiting";
    this.#say(this.words.waiting);
    this.#offer("retry", false);
  }

  progress(share) {
    this.state = "sending";
    this.#say(`${this.words.sending} ${Math.round(share * 100)} %`);
    this.part("progress").hidden = false;
    this.part("progress").value = share;
  }

  // `found` is the server's answer, or just `{ id, thumbnail, large }` for one of a draft.
  arrived({ id, thumbnail, large, place, day, hints }) {
    this.state = "there";
    this.key = id;
    this.file = null;
    this.element.dataset.place = place ?? "";
    this.element.dataset.day = day ?? "";
    this.element.dataset.photo = id;
    this.part("progress").hidden = true;
    this.#say("");
    this.part("a").href = large;
    const image = this.part("img");
    image.alt = this.part(".photo-name").textContent;
    image.hidden = false;
    image.src = thumbnail;
    this.part(".photo-hints").replaceChildren(...(hints ?? []).map(asHint));
  }

  refused(sentence) {
    this.state = "refused";
    this.file = null;
    this.#fail(sentence);
  }

  missed(why) {
    this.state = "missed";
    this.#fail(this.words[why] ?? this.words.failed);
    this.#offer("retry", true);
  }

  set name(text) {
    this.part(".photo-name").textContent = text;
    for (const button of this.element.querySelectorAll("[data-deed]")) {
      button.setAttribute("aria-label", `${button.textContent.trim()}: ${text}`);
    }
  }

  get place() {
    return this.element.dataset.place ?? "";
  }

  get day() {
    return this.element.dataset.day ?? "";
  }

  #fail(sentence) {
    this.part("progress").hidden = true;
    this.#say(sentence, true);
  }

  #say(words, isBad = false) {
    this.part(".photo-state").textContent = words;
    this.part(".photo-state").classList.toggle("field-error", isBad);
  }

  #offer(deed, is) {
    this.part(`[data-deed=${deed}]`).hidden = !is;
  }
}

function asHint({ words, address }) {
  const line = document.createElement("li");
  if (!address) line.textContent = words;
  else line.append(Object.assign(document.createElement("a"), { href: address, target: "_blank", rel: "noopener", textContent: words }));
  return line;
}
