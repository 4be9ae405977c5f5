// Desk <!-- Desk -->
// Looks for words in the files beside it, one for each month, newest first. Nothing is sent anywhere.
"use strict";

const ENOUGH = 20;
const AT_ONCE = 6; // months
const form = document.getElementById("search");
const field = document.getElementById("q");
const said = document.getElementById("said");
const found = document.getElementById("found");
const older = document.getElementById("older");
const months = form.dataset.months.split(" ").filter(Boolean);
const files = new Map();
let run = 0;

function terms(words) {
  const plain = words.normalize("NFKD").toLowerCase();
  const bare = plain.replace(/\p{Mn}/gu, "").replace(/[\u00ad\u0640\u0559-\u055f]/g, "");
  const alike = bare.replace(/ı/g, "i").replace(/ß/g, "ss").replace(/ς/g, "σ");
  return alike.match(/[\p{L}\p{N}]+/gu) ?? [];
}

async function stories(month) {
  if (!files.has(month)) {
    const answer = await fetch(`${month}.json`);
    if (!answer.ok) throw new Error(`${month}: ${answer.status}`);
    files.set(month, (await answer.json()).stories);
  }
  return files.get(month);
}

function element(name, words, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = words;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function shown([path, headline, teaser, section, date, day, language, direction]) {
  const line = document.createElement("li");
  const card = element("div", "", { class: "words", lang: language, dir: direction });
  const label = element("p", "", { class: "label", lang: document.documentElement.lang });
  if (section) label.append(element("span", section), " ");
  label.append(element("time", date, { datetime: day }));
  const head = document.createElement("h2");
  head.append(element("a", headline, { href: `../${path.replace(/index\.html$/, "")}` }));
  card.append(label, head);
  if (teaser) card.append(element("p", teaser, { class: "teaser" }));
  line.append(card);
  return line;
}

async function look(wanted, from, mine) {
  let next = from;
  let hits = 0;
  while (next < months.length && hits < ENOUGH) {
    const some = await Promise.all(months.slice(next, next + AT_ONCE).map(stories));
    if (mine !== run) return;
    const here = some.flat().filter((row) => wanted.every((term) => row[8].startsWith(term) || row[8].includes(` ${term}`)));
    const inHead = (row) => wanted.every((term) => terms(row[1]).some((word) => word.startsWith(term)));
    found.append(...[...here.filter(inHead), ...here.filter((row) => !inHead(row))].map(shown));
    hits += here.length;
    next += AT_ONCE;
  }
  const all = found.children.length;
  said.textContent = all ? form.dataset.found.replace("{number}", all) : form.dataset.none;
  older.hidden = next >= months.length;
  older.onclick = () => start(wanted, next);
}

async function start(wanted, from) {
  run += 1;
  try {
    await look(wanted, from, run);
  } catch (error) {
    said.textContent = form.dataset.failed;
    older.hidden = true;
  }
}

function search() {
  const wanted = terms(field.value);
  found.replaceChildren();
  older.hidden = true;
  said.textContent = "";
  run += 1;
  const words = field.value.trim();
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (wanted.length) start(wanted, 0);
}

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();
