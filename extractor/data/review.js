// The review page. HTML of documents comes escaped from the server; here it is only put in place. What is a command is
// a small letter, so that digits and capitals, with which values begin, replace the text at once.
"use strict";

const $ = (id) => document.getElementById(id);
const words = $("words").dataset;
const AHEAD = 6; // things that are fetched before somebody looks at them
const PAGES_KEPT = 16;
const state = { keys: [], at: 0, only: "", card: null, view: "cell", skipped: new Set() };
const cards = new Map(); // key -> promise of a card
const pages = new Map(); // address -> promise of {url, dpi, width, height}

// --- the server

async function ask(address, posted) {
  const options = posted === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(posted),
  };
  let answer;
  try {
    answer = await fetch(address, options);
  } catch {
    throw Object.assign(new Error(words.lost), { lost: true });
  }
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(value.error || words.lost), { status: answer.status });
  return value;
}

function fetchCard(key) {
  if (!cards.has(key)) {
    const made = ask("/card?key=" + encodeURIComponent(key));
    made.then((card) => card.picture && fetchPage(card.picture.url)).catch(() => cards.delete(key));
    cards.set(key, made);
  }
  return cards.get(key);
}

function fetchPage(url) {
  if (!pages.has(url)) {
    pages.set(url, loadPage(url).catch((error) => { pages.delete(url); throw error; }));
    if (pages.size > PAGES_KEPT) {
      const [oldest, made] = pages.entries().next().value;
      pages.delete(oldest);
      made.then((page) => URL.revokeObjectURL(page.url)).catch(() => {});
    }
  }
  return pages.get(url);
}

async function loadPage(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || words.lost);
  const page = { url: URL.createObjectURL(await answer.blob()), dpi: Number(answer.headers.get("X-Dpi")) };
  const image = new Image();
  image.src = page.url;
  await image.decode();
  return { ...page, width: image.naturalWidth, height: image.naturalHeight };
}

// --- the queue

async function loadQueue(keepKey) {
  const queue = await ask("/queue" + (state.only ? "?document=" + state.only : ""));
  const later = queue.keys.filter((key) => state.skipped.has(key));
  state.keys = [...queue.keys.filter((key) => !state.skipped.has(key)), ...later];
  state.at = Math.max(0, keepKey ? state.keys.indexOf(keepKey) : 0);
  showProgress(queue.progress);
  if (queue.progress.indexing) setTimeout(() => watchIndex(), 700);
}

async function watchIndex() {
  const before = state.keys.length;
  await loadQueue(state.card && state.card.key).catch(() => {});
  if (!before && state.keys.length) show(state.keys[state.at]);
}

function showProgress(now) {
  $("bar").value = now.share;
  $("left").textContent = now.text;
  $("documents-done").textContent = now.indexing ? now.indexed : now.documents;
  $("wrong").textContent = now.wrong;
  state.reached = now.reached;
}

function step(by) {
  if (!state.keys.length) return finish();
  const at = state.keys.indexOf(state.wanted);
  state.at = Math.min(Math.max(0, (at < 0 ? state.at : at) + by), state.keys.length - 1);
  return show(state.keys[state.at]);
}

function leave(key) { // it needs nobody any more: the next one, at once
  const at = state.keys.indexOf(key);
  if (at >= 0) state.keys.splice(at, 1);
  state.at = Math.max(0, Math.min(at < 0 ? state.at : at, state.keys.length - 1));
  cards.delete(key);
  if (state.keys.length) return show(state.keys[state.at]);
  return pending.then(() => loadQueue()).then(() => (state.keys.length ? show(state.keys[0]) : finish()));
}

function finish() {
  state.last = state.card || state.last;
  state.card = null;
  $("viewer").hidden = true;
  $("source").hidden = true;
  $("views").hidden = true;
  $("panel").replaceChildren($("finished").content.cloneNode(true));
  $("panel").querySelector(".aim").hidden = !state.reached;
}

// --- one thing

async function show(key) {
  state.wanted = key;
  let card;
  try {
    card = await fetchCard(key);
  } catch (error) {
    if (error.status === 404) return dropGone(key);
    return trouble(error);
  }
  if (state.wanted !== key) return; // somebody was faster
  state.card = card;
  $("panel").innerHTML = card.html;
  $("panel").scrollTop = 0;
  document.title = $("panel").querySelector("h2").textContent + " - Cermat";
  fitText();
  $("views").hidden = !card.picture;
  $("viewer").hidden = !card.picture;
  $("source").hidden = Boolean(card.picture);
  if (card.picture) await showPicture(card);
  else showSource(card);
  document.documentElement.dataset.shown = key;
  for (const next of state.keys.slice(state.at + 1, state.at + 1 + AHEAD)) fetchCard(next).catch(() => {});
}

function dropGone(key) {
  const at = state.keys.indexOf(key);
  if (at < 0) return step(0);
  return leave(key);
}

function showSource(card) {
  $("source").innerHTML = card.source || "";
  const marked = $("source").querySelector(".marked");
  if (marked) marked.scrollIntoView({ block: "center" });
}

async function showPicture(card) {
  try {
    const page = await fetchPage(card.picture.url);
    if (state.card !== card) return;
    state.page = page;
    if ($("picture").src !== page.url) $("picture").src = page.url;
    $("picture").alt = card.picture.label;
    place();
  } catch (error) {
    if (state.card === card) { $("viewer").hidden = true; trouble(error); }
  }
}

function place() { // moves and scales the page so that the cell, its row, or all of it fills the view
  const { page, card } = state;
  if (!page || !card || !card.picture) return;
  const dot = page.dpi / 72;
  const whole = [0, 0, page.width / dot, page.height / dot];
  const box = card.picture.box;
  const wanted = { cell: box && around(box, whole), row: rowBox(card.picture, whole), page: whole }[state.view] || whole;
  const room = $("viewer").getBoundingClientRect();
  const scale = Math.min(room.width / (wanted[2] - wanted[0]), room.height / (wanted[3] - wanted[1])) * 0.97;
  const middle = [(wanted[0] + wanted[2]) / 2, (wanted[1] + wanted[3]) / 2];
  const left = room.width / 2 - middle[0] * scale, top = room.height / 2 - middle[1] * scale;
  $("sheet").style.transform = `translate(${left}px, ${top}px) scale(${scale / dot})`;
  $("box").hidden = !box;
  if (box) {
    const edge = 3; // points between the box and the text
    Object.assign($("box").style, {
      left: (box[0] - edge) * dot + "px", top: (box[1] - edge) * dot + "px",
      width: (box[2] - box[0] + 2 * edge) * dot + "px", height: (box[3] - box[1] + 2 * edge) * dot + "px",
      borderWidth: Math.max(2, (2.5 * dot) / scale) + "px",
    });
  }
  for (const button of $("views").children) button.setAttribute("aria-pressed", button.dataset.view === state.view);
}

function around(box, whole) { // the cell with enough around it to know where one is, in points
  const wide = Math.max(box[2] - box[0] + 110, 320), high = Math.max(box[3] - box[1] + 80, 190);
  const x = (box[0] + box[2]) / 2, y = (box[1] + box[3]) / 2;
  return inside([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2], whole);
}

function rowBox(picture, whole) {
  const row = picture.row || picture.box;
  return row && inside([whole[0], row[1] - 40, whole[2], row[3] + 40], whole);
}

function inside(box, whole) { // moved, not cut, so that it lies on the page where it can
  const by = (low, high, from, to) => (low < from ? from - low : high > to ? Math.max(to - high, from - low) : 0);
  const x = by(box[0], box[2], whole[0], whole[2]), y = by(box[1], box[3], whole[1], whole[3]);
  return [box[0] + x, box[1] + y, box[2] + x, box[3] + y];
}

// --- the text

const field = () => $("text");
const isTyping = () => document.activeElement === field() && field() !== null;

function fitText() {
  const text = field();
  if (!text) return;
  text.style.height = "auto";
  text.style.height = Math.min(text.scrollHeight + 4, 176) + "px";
}

function edit(replacement) {
  const text = field();
  if (!text) return;
  text.focus();
  if (replacement !== undefined) text.value = replacement;
  text.setSelectionRange(text.value.length, text.value.length);
  typed();
}

let previewTimer = 0;
function typed() {
  fitText();
  const changed = field().value.trim() !== state.card.text;
  $("accept").querySelector("span").textContent = changed ? words.save : words.accept;
  clearTimeout(previewTimer);
  previewTimer = setTimeout(preview, 120);
}

async function preview() {
  const { card } = state, text = field();
  if (!card || !text) return;
  const value = text.value;
  const seen = await ask("/preview", { key: card.key, text: value }).catch(() => null);
  if (seen && state.card === card && field() && field().value === value) $("values").innerHTML = seen.html;
}

// --- decisions

let pending = Promise.resolve(); // one after the other, in the order of the keys pressed

function accept() {
  const { card } = state;
  if (!card || state.wanted !== card.key) return; // the one that the eyes are on is not there yet
  if (card.kind !== "sel") return commit("/settle", { key: card.key }, card);
  const text = field().value.trim();
  field().blur();
  return commit("/decide", { key: card.key, text, seen: card.text }, card, text !== card.text);
}

function commit(address, posted, card, changes) {
  const written = pending.then(() => ask(address, posted));
  pending = written.catch(() => {});
  // A text that is right is the next one's turn at once; of another one it is first known whether it can be so.
  const moved = changes ? written.then(() => forgetCards(card, true)).then(() => leave(card.key)) : leave(card.key);
  return Promise.all([written.then((done) => { showProgress(done.progress); forgetCards(card, changes); }), moved])
    .catch((error) => refused(error, card));
}

async function refused(error, card) {
  trouble(error);
  cards.delete(card.key);
  await loadQueue(card.key).catch(() => {});
  return show(card.key);
}

function forgetCards(card, all) { // of the same row; of the same document where a text, its copies and findings changed
  const of = card.key.split("|").slice(1, all ? 2 : 3).join("|") + "|";
  for (const key of cards.keys()) if (key.slice(key.indexOf("|") + 1).startsWith(of) && key !== state.wanted) cards.delete(key);
}

async function undo() {
  await pending;
  const done = await ask("/undo", {});
  cards.clear();
  note(done.text);
  await loadQueue(done.key || (state.card && state.card.key));
  const key = done.key || state.keys[state.at];
  return key ? show(key) : finish();
}

function skip() {
  const { card } = state;
  if (!card) return;
  state.skipped.add(card.key);
  const at = state.keys.indexOf(card.key);
  if (at >= 0) { state.keys.splice(at, 1); state.keys.push(card.key); }
  state.at = Math.max(0, Math.min(at, state.keys.length - 1));
  return show(state.keys[state.at]);
}

// --- what lies over the page

function overlay(html) {
  $("overlay").innerHTML = html;
  if (!$("overlay").open) $("overlay").showModal();
}

async function changed(progress) { // rows or readings changed: addresses may have, too
  $("overlay").close();
  cards.clear();
  showProgress(progress);
  await loadQueue(state.card && state.card.key);
  return state.keys.length ? show(state.card && state.keys.includes(state.card.key) ? state.card.key : state.keys[state.at]) : finish();
}

function partsOf(form) {
  const parts = [];
  for (const input of form.querySelectorAll("[data-part]")) {
    const place = Number(input.dataset.part);
    parts[place] = parts[place] || {};
    parts[place][input.name] = input.value.trim();
  }
  return parts;
}

async function changeRow(action, after) {
  const about = $("overlay").querySelector(".row-dialog").dataset;
  const posted = { document: Number(about.document), address: about.address, seen: about.seen, action, after };
  const done = await ask("/row", posted);
  return changed(done.progress);
}

async function tellTable(form, kind) {
  const number = Number($("overlay").querySelector(".columns-dialog").dataset.document);
  const before = JSON.parse(form.dataset.before), roles = {};
  for (const select of form.querySelectorAll("[data-column]")) {
    const column = Number(select.dataset.column);
    const period = form.querySelector(`[data-period="${column}"]`).value.trim();
    const dated = select.selectedOptions[0].dataset.dated && period;
    const role = select.value + (dated ? `[${period}]` : "");
    const same = role === before[column] || (select.value === "sasaran" && before[column] === "sasaran_induk");
    if (!same && !kind) roles[column] = role;
  }
  if (!kind && !Object.keys(roles).length) return $("overlay").close();
  const posted = { document: number, table: JSON.parse(form.dataset.table), roles, before };
  const done = await ask("/table", kind ? { ...posted, kind } : posted);
  note(words.reading, true);
  await changed(done.progress);
  return watchReading(number);
}

async function watchReading(number) {
  const now = await ask("/reading?document=" + number);
  if (now.state === "reading") return setTimeout(() => watchReading(number).catch(trouble), 600);
  if (now.state === "failed") return trouble(new Error(words.failed + now.error));
  note(words.readAgain);
  cards.clear();
  await loadQueue();
  return state.keys.length ? show(state.keys[0]) : finish();
}

const commands = {
  accept, skip, undo,
  documents: async () => overlay((await ask("/documents")).html),
  rows: async () => {
    const about = state.card || state.last;
    if (about) overlay((await ask("/rows?document=" + about.key.split("|")[1])).html);
  },
  row: async () => state.card && overlay((await ask("/row-dialog?key=" + encodeURIComponent(state.card.key))).html),
  columns: async () => {
    if (!state.card) return;
    note(words.loading, true);
    overlay((await ask("/columns?key=" + encodeURIComponent(state.card.key))).html);
    note("");
  },
  keys: () => overlay($("keys").innerHTML),
  write: async () => { await pending; note((await ask("/tables", {})).text); },
  next: () => step(1),
  previous: () => step(-1),
  edit: () => edit(),
  page: () => look("page"),
  row_view: () => look("row"),
};

function look(view) {
  state.view = state.view === view ? "cell" : view;
  place();
}

function run(name) {
  Promise.resolve().then(commands[name]).catch(trouble);
}

let noteTimer = 0;
function note(text, stays) {
  $("note").className = "note";
  $("note").textContent = text;
  $("note").hidden = !text;
  clearTimeout(noteTimer);
  if (!stays) noteTimer = setTimeout(() => { $("note").hidden = true; }, 3500);
}

function trouble(error) {
  note(error.message, true);
  $("note").classList.add("trouble");
  noteTimer = setTimeout(() => { $("note").hidden = true; }, 9000);
}

// --- keys and clicks

const KEYS = {
  ArrowRight: "next", ArrowDown: "next", ArrowLeft: "previous", ArrowUp: "previous", Enter: "accept", F2: "edit",
  e: "edit", s: "skip", u: "undo", p: "page", r: "row_view", b: "row", k: "columns", t: "rows", d: "documents",
  w: "write", "?": "keys",
};

document.addEventListener("keydown", (event) => {
  if ($("overlay").open || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.altKey && /^[1-9]$/.test(event.key)) return take(event, Number(event.key));
  if (event.altKey) return;
  if (isTyping()) return typing(event);
  const inControl = event.target.closest("button, a, input, select, summary");
  if (inControl && (event.key === "Enter" || event.key === " " || event.target.matches("input, select"))) return;
  if (KEYS[event.key]) { event.preventDefault(); return run(KEYS[event.key]); }
  if (event.key.length === 1 && field() && event.key !== " ") { event.preventDefault(); edit(event.key); }
  else if ((event.key === "Backspace" || event.key === "Delete") && field()) { event.preventDefault(); edit(""); }
});

function typing(event) {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); run("accept"); }
  if (event.key === "Escape") {
    field().value = state.card.text;
    typed();
    field().blur();
  }
}

function take(event, number) {
  const buttons = document.querySelectorAll("[data-alternative]");
  if (!buttons[number - 1]) return;
  event.preventDefault();
  edit(buttons[number - 1].dataset.alternative);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { dataset } = button;
  if (dataset.do) run(dataset.do);
  else if (dataset.view) look(dataset.view === state.view ? "cell" : dataset.view);
  else if (dataset.alternative !== undefined) edit(dataset.alternative);
  else if (dataset.key) { $("overlay").close(); show(dataset.key).catch(trouble); }
  else if (dataset.only !== undefined) filter(dataset.only).catch(trouble);
  else if (dataset.row) changeRow(dataset.row, dataset.to ? [{ setelah: dataset.behind, alamat: dataset.to }] : []).catch(trouble);
  else if (dataset.kind) tellTable(button.form, dataset.kind).catch(trouble);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  event.preventDefault();
  if (form.id === "cell" || form.id === "other") run("accept");
  else if (form.dataset.row) changeRow(form.dataset.row, partsOf(form)).catch(trouble);
  else if (form.dataset.table) tellTable(form).catch(trouble);
  else if (form.dataset.post === "folder") lookIn(form.elements.folder.value).catch(trouble);
});

document.addEventListener("input", (event) => { if (event.target === field()) typed(); });
new ResizeObserver(place).observe($("viewer"));

async function filter(only) {
  state.only = only;
  $("overlay").close();
  await loadQueue();
  return state.keys.length ? show(state.keys[0]) : finish();
}

async function lookIn(folder) {
  await ask("/folder", { folder });
  cards.clear();
  pages.clear();
  return show(state.card.key);
}

loadQueue().then(() => (state.keys.length ? show(state.keys[0]) : finish())).catch(trouble);
