// Lines on their way: what was typed waits here in its order until the chart has it, and is sent together when the
// answer before it has come. Nothing typed is lost: what is not charted yet outlives a reload of the page, a line that
// is refused comes back to the entry, and each line carries a key, so that what is sent twice is charted once.
//
//   waiting -> sent -> charted        sent -> refused (stays listed until it is taken back or dropped)
//   sent -> waiting again             when the net was away; tried anew after a while
//
// Sends `chart:refused` with the line and the sentence, and `chart:charted` with the teeth of the last line.
import { say } from "../arcada/app.js";

const $ = (selector, root = document) => root.querySelector(selector);
const state = () => $("#chart-state")?.dataset;
const shelf = () => `chart-lines:${state()?.patient}`;
const AT_ONCE = 40;
const PAUSES = [400, 1000, 3000, 8000];
let lines = [], teeth = [], busy = false, missed = 0, held = false, known = 0;
const drawn = new Map();

function key() { return `line-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`; }
function keep() {
  try {
    if (lines.length) sessionStorage.setItem(shelf(), JSON.stringify(lines));
    else sessionStorage.removeItem(shelf());
  } catch { /* a browser that keeps nothing still charts */ }
}
export function pending() { return lines.filter((line) => !line.wrong); }
export function put(line) {
  const one = { key: key(), ...line };
  if (held) lines.unshift(one); else lines.push(one); // what was held back came after the line that is sent again
  held = false;
  changed();
  send();
}
export function drop(gone) {
  lines = lines.filter((line) => line.key !== gone);
  changed();
}
function changed() { keep(); list(); }

/* the list under the entry */
function list() {
  const box = $("#waiting");
  if (!box) return;
  const shown = lines.filter((line) => line.wrong || line.late || lines.length > 1);
  box.hidden = !shown.length;
  box.replaceChildren(...shown.map(row));
}
function row(line) {
  const item = document.createElement("li"), text = document.createElement("b"), told = document.createElement("span");
  text.textContent = line.text;
  told.textContent = line.wrong ?? line.late ?? (line.sent ? "being charted" : "waits");
  item.append(text, " ", told);
  if (line.wrong) {
    item.className = "wrong";
    item.append(button("Change", line), button("Drop", line));
  }
  return item;
}
function button(label, line) {
  const made = document.createElement("button");
  made.type = "button"; made.className = "btn sm"; made.textContent = label;
  made.setAttribute("aria-label", `${label} ${line.text}`);
  made.addEventListener("click", () => {
    if (label === "Drop") drop(line.key);
    else document.dispatchEvent(new CustomEvent("chart:refused", { detail: { line, said: line.wrong, taken: true } }));
    $("#entry").focus();
  });
  return made;
}

/* sending: one at a time, all that waits together */
async function send() {
  if (busy || held || !state()) return;
  const batch = pending().slice(0, AT_ONCE);
  if (!batch.length) return;
  busy = true;
  batch.forEach((line) => { line.sent = true; });
  list();
  const url = state().lines;
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ revision: Math.max(known, Number(state().revision)), chosen: teeth, lines: batch.map(({ sent, late, wrong, ...line }) => line) }),
    });
    if (answer.redirected || [401, 403].includes(answer.status)) return stay(batch, "kept here: you are signed out or may not chart. Sign in, then open the chart again.", true);
    if ([400, 404, 413].includes(answer.status)) return stay(batch, "kept here: this page does not fit the chart any more. Load it again; the line is sent anew.", true);
    if (!answer.ok) throw new Error(String(answer.status));
    missed = 0;
    take(batch, await answer.json(), url);
  } catch {
    stay(batch, "kept here: the clinic's server did not answer; it is tried again", false);
  } finally {
    busy = false;
    if (!missed) send();
  }
}
function token() { return JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? ""; }
function stay(batch, why, stop) {
  batch.forEach((line) => { line.sent = false; line.late = why; });
  changed();
  held = stop;
  missed += 1;
  if (!stop) setTimeout(send, PAUSES[Math.min(missed, PAUSES.length) - 1]);
}
function take(batch, told, url) {
  const results = new Map(told.results.map((one) => [one.key, one]));
  const refused = [], charted = [];
  for (const line of batch) {
    const result = results.get(line.key);
    line.sent = false; delete line.late;
    if (result?.ok) { charted.push(result); lines = lines.filter((one) => one !== line); if (result.teeth.length) teeth = result.teeth; } else refused.push([line, result]);
  }
  draw(told, url, charted);
  const stale = refused.some(([, result]) => result.code === "stale_chart");
  held = stale;
  refused.forEach(([line, result]) => { if (result.code !== "stale_chart") line.wrong = result.said; });
  changed();
  if (charted.length) tell(charted, told.revision);
  const [line, result] = refused[0] ?? [];
  if (line) document.dispatchEvent(new CustomEvent("chart:refused", { detail: { line, said: result.said, stale } }));
}

/* one toast at a time, and a short one: who types on does not want the drawing covered */
const FEW = 2;
function tell(charted, revision) {
  document.querySelectorAll("#toasts [data-line]").forEach((one) => one.remove());
  const last = charted.at(-1).said;
  say(charted.length > FEW ? `${charted.length} lines charted, the last: ${last}` : charted.map((one) => one.said).join(" "), `${state().show}undo/?revision=${revision}`);
  document.getElementById("toasts").lastElementChild.dataset.line = "";
}

/* drawing: every part that looks different now; the entry itself is never touched */
function draw(told, url, charted) {
  known = Math.max(known, told.revision);
  if (state().lines !== url) { again(); return; }
  if (charted.length && !pending().length) document.dispatchEvent(new CustomEvent("chart:charted", { detail: { teeth } }));
  state().revision = told.revision;
  header(told.mini);
  for (const [part, html] of Object.entries(told.parts)) {
    const box = document.getElementById(part === "mouth" ? part : part === "chosen" ? part : `chart-${part}`);
    const plain = html.replace(/value="[^"]{30,}"/g, "");
    if (!box || (part !== "mouth" && part !== "chosen" && drawn.get(part) === plain)) continue;
    drawn.set(part, plain);
    const open = part === "past" && Boolean($("details[open]", box));
    window.htmx.swap(box, html, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
    if (open) $("details", box).open = true;
  }
}
function header(mini) {
  const place = $(".pt");
  if (!place || !mini) return;
  const box = $(".mini", place) ?? place.appendChild(Object.assign(document.createElement("div"), { className: "mini" }));
  window.htmx.swap(box, mini, { swapStyle: "innerHTML", swapDelay: 0, settleDelay: 0 });
}
function again() { window.htmx.ajax("GET", location.href, { target: "#main", select: "#main", swap: "outerHTML" }); }
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "main") return;
  drawn.clear();
  const shown = Number(state()?.revision ?? known);
  if (shown < known) again(); // a view that was drawn before the last change
  known = Math.max(known, shown);
});

/* what a reload or a crash has left behind */
try { lines = JSON.parse(sessionStorage.getItem(shelf()) ?? "[]").map(({ sent, ...line }) => line); } catch { lines = []; }
if (lines.length) { changed(); send(); }
