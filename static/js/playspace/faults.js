// One line more for something broken, as often as wanted. Without it the form has two lines.

const lines = document.getElementById("fault-lines");
const blank = document.getElementById("fault-line");
const more = document.getElementById("more-faults");
const total = document.querySelector("[name=faults-TOTAL_FORMS]");
const most = Number(document.querySelector("[name=faults-MAX_NUM_FORMS]").value);

function addLine() {
  const number = Number(total.value);
  const line = blank.content.firstElementChild.cloneNode(true);
  for (const element of [line, ...line.querySelectorAll("*")]) {
    for (const { name, value } of [...element.attributes]) {
      if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", number));
    }
  }
  lines.append(line);
  total.value = number + 1;
  more.hidden = number + 1 >= most;
  line.querySelector("input").focus();
}

more.hidden = Number(total.value) >= most;
more.addEventListener("click", addLine);
document.querySelector(".error-summary")?.focus();
