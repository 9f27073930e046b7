// The chart's own keys: the entry with its offers, taking back, keeping focus and place where the page is drawn anew.
//
//   entry   arrows walk the offers · Enter adds · Tab adds and keeps the tooth · Ctrl Enter adds as suspected
//           . is what was added last · Up the line before · left and right walk the teeth while it is empty · Esc clears
//   page    Ctrl Z takes back · Ctrl Shift Z puts back · T O R on a missing record · quadrants on a phone
//
// Lines wait in `lines.js` for their turn, so that typing never waits for the page.
import { drop, pending, put } from "./lines.js";

const $ = (selector, root = document) => root.querySelector(selector);
const state = () => $("#chart-state")?.dataset;
const PLACE = /^(?:#?\d{1,2}s?|#[a-t]|[ul][rl](?:\d|[a-e])?|\d{1,2}-\d{1,2}|q[1-4]|s[1-6]|all|upper|lower|mouth|left|right|front|teeth|uppers|lowers|sextant),?$/i;

/* the offers under the entry */
const offers = () => [...document.querySelectorAll("#suggestions [role=option]")];
const chosenOffer = () => offers().findIndex((one) => one.getAttribute("aria-selected") === "true");
function point(entry, at) {
  const all = offers();
  all.forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  const list = $("#suggestions"), shown = all.length > 0 && !list.hidden;
  entry.setAttribute("aria-expanded", String(shown));
  if (shown && all[at]) { entry.setAttribute("aria-activedescendant", all[at].id); all[at].scrollIntoView({ block: "nearest" }); } else entry.removeAttribute("aria-activedescendant");
}
function forget(entry) {
  const list = $("#suggestions");
  if (list) { list.replaceChildren(); list.hidden = true; }
  document.querySelectorAll("#offered .said, #offered .reads").forEach((one) => one.remove());
  point(entry, -1);
}

/* adding: the line goes to those that wait, and the entry is free at once */
const said = { before: [], at: -1, what: "" };
let follows = false; // whether the next line speaks of the teeth of the line before
let walked = false; // an offer counts as chosen once somebody has walked to it; else the best of the line as it stands

const where = (text) => { const words = text.trim().split(/\s+/); const n = words.findIndex((word) => !PLACE.test(word)); return n < 0 ? words : words.slice(0, n); };
function what(text) {
  const last = text.split(";").at(-1).trim();
  return last.split(/\s+/).slice(where(last).length).join(" ");
}
function add(entry, { keep = false, suspected = false, choice = "" } = {}) {
  const text = entry.value.trim(), box = $("#add").elements.suspected;
  if (!text) return;
  const fields = [...document.querySelectorAll("#mouth [data-chosen] input")];
  const told = (name) => fields.filter((one) => one.name === name).map((one) => one.value);
  put({ text, choice, suspected: suspected || box.checked, follows, teeth: told("teeth"), surfaces: told("surfaces") });
  follows = true;
  said.before.unshift(text); said.at = -1; said.what = what(text) || said.what;
  const place = where(text.split(";").at(-1));
  entry.value = keep && place.length === 1 ? `${place[0]} ` : "";
  box.checked = false; walked = false;
  right(entry);
  forget(entry);
  $("#mouth").dispatchEvent(new CustomEvent("arcada:surfaces-used"));
}
function right(entry) {
  entry.removeAttribute("aria-invalid");
  entry.setAttribute("aria-describedby", "entry-keys");
  $("#entry-error")?.remove();
}
function wrong(entry, text) {
  right(entry);
  const note = $("#entry-refused").content.firstElementChild.cloneNode(true);
  $("span", note).textContent = text;
  $("#entry-refused").before(note);
  entry.setAttribute("aria-invalid", "true");
  entry.setAttribute("aria-describedby", "entry-error entry-keys");
}
function write(entry, text) {
  entry.value = text;
  entry.setSelectionRange(text.length, text.length);
  entry.dispatchEvent(new Event("input", { bubbles: true }));
}
document.addEventListener("chart:refused", (event) => {
  const entry = $("#entry"), { line, said: text, stale } = event.detail;
  if (!entry || (entry.value.trim() && !event.detail.taken)) return;
  drop(line.key);
  entry.value = line.text;
  $("#add").elements.suspected.checked = line.suspected;
  if (stale) { right(entry); entry.setAttribute("aria-invalid", "true"); } else wrong(entry, text);
  if (document.activeElement === document.body) entry.focus({ preventScroll: true });
});
document.addEventListener("arcada:teeth", () => { follows = false; });
document.addEventListener("chart:charted", (event) => { if (follows) $("#mouth").dispatchEvent(new CustomEvent("arcada:choose", { detail: event.detail })); });

document.addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("#entry");
  if (!entry || event.isComposing) return;
  const all = offers(), now = chosenOffer(), empty = !entry.value.trim();
  const choice = walked ? all[now]?.dataset.choice ?? "" : "";
  const stop = () => event.preventDefault();
  if (["ArrowDown", "ArrowUp"].includes(event.key) && all.length && !empty && said.at < 0) {
    stop(); walked = true;
    point(entry, (now + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
  } else if (["ArrowDown", "ArrowUp"].includes(event.key) && said.before.length && (empty || said.at >= 0)) {
    stop();
    said.at = Math.max(-1, Math.min(said.before.length - 1, said.at + (event.key === "ArrowUp" ? 1 : -1)));
    entry.value = said.at < 0 ? "" : said.before[said.at];
  } else if (["ArrowLeft", "ArrowRight"].includes(event.key) && empty) {
    stop();
    $("#mouth").dispatchEvent(new CustomEvent("arcada:step", { detail: { key: event.key } }));
  } else if (event.key === "/" && empty) {
    stop(); // the key that leads here
  } else if (event.key === "?" && empty) {
    stop(); $("[data-open=keyhelp]").click();
  } else if (event.key === "Escape") {
    if (entry.value) { stop(); entry.value = ""; said.at = -1; right(entry); forget(entry); } else entry.blur();
  } else if (event.key === "Tab" && !event.shiftKey && !empty) {
    stop(); add(entry, { keep: true, choice });
  } else if (event.key === "Enter") {
    stop(); add(entry, { choice, suspected: event.ctrlKey || event.metaKey });
  }
});
document.addEventListener("submit", (event) => { if (event.target.id === "add") { event.preventDefault(); add($("#entry"), { choice: walked ? offers()[chosenOffer()]?.dataset.choice ?? "" : "" }); $("#entry").focus(); } });
document.addEventListener("input", (event) => {
  const entry = event.target;
  if (entry.id !== "entry") return;
  walked = false; said.at = -1;
  if (event.inputType && said.what && /(^|\s)\.$/.test(entry.value)) write(entry, entry.value.slice(0, -1) + said.what);
  if (!entry.value.trim()) { right(entry); forget(entry); }
});
document.addEventListener("click", (event) => {
  const offer = event.target.closest?.("#suggestions [role=option]");
  if (offer) { add($("#entry"), { choice: offer.dataset.choice }); $("#entry").focus(); }
  const side = event.target.closest?.("[data-side]");
  const stage = side && $("#mouth");
  if (stage) stage.scrollTo({ left: { start: 0, middle: (stage.scrollWidth - stage.clientWidth) / 2, end: stage.scrollWidth }[side.dataset.side], behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
});
document.addEventListener("htmx:configRequest", (event) => { if (event.target.id === "entry") event.detail.path = state().suggest; });
document.addEventListener("htmx:beforeSwap", (event) => { // offers for a line that has gone meanwhile are of no use
  if (event.detail.target.id === "offered" && event.detail.requestConfig.parameters.q?.trim() !== $("#entry").value.trim()) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "offered") point($("#entry"), 0);
});

/* taking back and putting back, outside of fields with something in them */
document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || !["z", "y"].includes(key)) return;
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (field && !(field.id === "entry" && !field.value)) return;
  event.preventDefault();
  const forward = key === "y" || event.shiftKey;
  const waits = forward ? null : pending().findLast((line) => !line.sent);
  if (waits) { drop(waits.key); write($("#entry"), waits.text); return; }
  if (!pending().length) $(forward ? "#redo" : "#undo")?.click();
});

/* a missing record: its buttons by key */
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-record]");
  if (!row || event.target.closest("input, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  const button = $(`[data-press="${CSS.escape(event.key.toLowerCase())}"]`, row);
  if (button) { event.preventDefault(); button.click(); }
  const rows = [...document.querySelectorAll("[data-record]")], at = rows.indexOf(row);
  const next = { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1] }[event.key];
  if (next) { event.preventDefault(); next.focus(); }
});
document.addEventListener("toggle", (event) => { if (event.target.open && event.target.matches?.("[data-record] details")) $("input[name=reason]", event.target)?.focus(); }, true);

/* what stands for browsers without scripts comes alive when it is swapped in: its old choice of teeth must not be sent */
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.("noscript").forEach((one) => one.remove()));

/* a refused form is drawn again with what was typed; the server answers 422 */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

/* a look that is asked for while the page is being drawn anew is fetched after it: the last one asked for is what stays */
let drawing = 0, asked = null;
const ofMain = (event) => event.detail.target?.id === "main";
document.addEventListener("htmx:confirm", (event) => {
  if (event.detail.verb !== "get" || !ofMain(event) || !drawing) return;
  event.preventDefault();
  asked = event.detail.path;
});
document.addEventListener("htmx:beforeRequest", (event) => { if (ofMain(event)) drawing += 1; });
document.addEventListener("htmx:afterRequest", (event) => {
  if (!ofMain(event)) return;
  drawing -= 1;
  if (drawing || !asked) return;
  const path = asked;
  asked = null;
  history.replaceState(history.state, "", path);
  setTimeout(() => window.htmx.ajax("GET", path, { target: "#main", select: "#main", swap: "outerHTML" }));
});

/* the stop that is shown stays in view where there are many */
function centre() {
  const stop = $(".stops [aria-current]"), row = stop?.parentElement;
  if (row) row.scrollLeft = stop.offsetLeft - row.offsetLeft - (row.clientWidth - stop.clientWidth) / 2;
}
centre();
document.addEventListener("htmx:afterSettle", centre);

/* the tooth that had the focus, the lists' places and the stage's side survive a drawing; the entry keeps its caret */
let before = null;
document.addEventListener("htmx:beforeSwap", () => {
  const at = document.activeElement, field = at?.id === "entry" ? at : null;
  const tops = [...document.querySelectorAll("[data-keep-scroll]")].map((one) => [one.id, one.scrollTop]);
  const entry = field && { from: field.selectionStart, to: field.selectionEnd };
  before = { tooth: at?.closest?.(".og-t")?.dataset.tooth, tops, left: $("#mouth")?.scrollLeft ?? 0, entry };
});
function caret() {
  const field = $("#entry");
  if (before?.entry && field && document.activeElement !== field) { field.focus({ preventScroll: true }); field.setSelectionRange(before.entry.from, before.entry.to); }
}
document.addEventListener("htmx:afterSwap", caret);
document.addEventListener("htmx:afterSettle", () => {
  if (!before) return;
  caret();
  const { tooth, tops, left } = before;
  before = null;
  if (tooth && document.activeElement === document.body) $(`#mouth .og-t[data-tooth="${CSS.escape(tooth)}"]`)?.focus({ preventScroll: true });
  tops.forEach(([id, top]) => { const list = document.getElementById(id); if (list) list.scrollTop = top; });
  const stage = $("#mouth");
  if (stage) stage.scrollLeft = left;
  const problem = $(".charting .err, .charting .note.danger");
  if (problem && !$("#entry")?.matches(":focus")) problem.scrollIntoView({ block: "nearest" });
});
