// What a pop-up says. Text, never HTML: names come from people.

function line(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

// `rows` of [label, value]; those without a value are left out.
export function told(name, rows, lead = "") {
  const box = document.createElement("div");
  box.className = "told";
  box.append(line("strong", name, "told-name"));
  if (lead) box.append(line("p", lead, "told-lead"));
  const list = document.createElement("dl");
  for (const [label, value] of rows.filter((row) => row[1])) list.append(line("dt", label), line("dd", value));
  if (list.childElementCount) box.append(list);
  return box;
}
