// The mouth on a page: choosing teeth and surfaces by mouse and keys, and the slider from was to became.
//
//   <div data-odontogram data-name="teeth" data-form="finding">  the drawing (any may be swapped in later)  </div>
//
// What is chosen stands in hidden fields of the form `data-form` (or of the form around it): `teeth` once for each
// tooth, `surfaces` as 26:MO once for each tooth with surfaces. Each change sends `arcada:teeth` from the element. What
// is picked outlives a drawing of the same element on the same page.
//
// The element hears `arcada:choose` {teeth} (without sending), `arcada:step` {key: ArrowRight} from the chosen tooth to
// the next, and `arcada:surfaces-used`.
//
//   click one tooth · Shift or Ctrl click, or drag, several · arrows walk, with Shift they extend · Space chooses
//   Home End first, last · Esc nothing · a surface: click · N numbering · [ ] a visit back, on
const typing = (event) => event.target.closest("input, textarea, select, [contenteditable]");
const state = new WeakMap(), picked = new Map();
const named = (box) => `${location.pathname}#${box.id}`;

function chosen(box) {
  if (!state.has(box)) {
    const teeth = [...new Set([...box.querySelectorAll(".og-t.is-sel")].map((t) => t.dataset.tooth))];
    const kept = [...(picked.get(named(box)) ?? [])].filter(([tooth]) => teeth.includes(tooth));
    state.set(box, { teeth: new Set(teeth), surfaces: new Map(kept), anchor: teeth.at(-1) ?? null });
  }
  return state.get(box);
}
const every = (box) => [...box.querySelectorAll(".og-t")];
const all = (box) => every(box).filter((tooth) => !tooth.closest("[hidden]")); // of the frame that is shown
const find = (box, tooth) => all(box).find((other) => other.dataset.tooth === tooth);
const upper = (tooth) => tooth.querySelector(".og-hit").y.baseVal.value < 10;
const middle = (tooth) => { const r = tooth.querySelector(".og-hit"); return r.x.baseVal.value + r.width.baseVal.value / 2; };

function letter(tooth, surface) { return surface === "O" ? tooth.dataset.biting || "O" : surface; }

function show(box) {
  const { teeth, surfaces } = chosen(box);
  for (const tooth of every(box)) {
    const on = teeth.has(tooth.dataset.tooth);
    tooth.classList.toggle("is-sel", on);
    tooth.setAttribute("aria-pressed", String(on));
    const picked = surfaces.get(tooth.dataset.tooth) ?? "";
    for (const area of tooth.querySelectorAll(".og-s")) {
      area.classList.toggle("is-sel", picked.includes(letter(tooth, area.dataset.surface)));
    }
  }
}

function write(box) {
  const { teeth, surfaces } = chosen(box);
  let shelf = box.querySelector("[data-chosen]");
  if (!shelf) { shelf = document.createElement("span"); shelf.dataset.chosen = ""; shelf.hidden = true; box.append(shelf); }
  const field = (name, value) => {
    const input = document.createElement("input");
    input.type = "hidden"; input.name = name; input.value = value;
    if (box.dataset.form) input.setAttribute("form", box.dataset.form);
    return input;
  };
  const fields = [...teeth].map((tooth) => field(box.dataset.name || "teeth", tooth));
  for (const [tooth, letters] of surfaces) if (letters && teeth.has(tooth)) fields.push(field("surfaces", `${tooth}:${letters}`));
  shelf.replaceChildren(...fields);
}

function settle(box) {
  const { teeth, surfaces } = chosen(box);
  for (const tooth of [...surfaces.keys()]) if (!teeth.has(tooth)) surfaces.delete(tooth);
  picked.set(named(box), new Map(surfaces));
  show(box);
  write(box);
}
function changed(box) {
  const { teeth, surfaces } = chosen(box);
  settle(box);
  const detail = { teeth: [...teeth], surfaces: Object.fromEntries(surfaces) };
  box.dispatchEvent(new CustomEvent("arcada:teeth", { bubbles: true, detail }));
}

function only(box, tooth) { const s = chosen(box); s.teeth = new Set([tooth]); s.anchor = tooth; changed(box); }
function toggle(box, tooth) {
  const s = chosen(box);
  if (!s.teeth.delete(tooth)) s.teeth.add(tooth);
  s.anchor = tooth;
  changed(box);
}
function span(box, from, to) {
  const end = find(box, to), row = all(box).filter((t) => upper(t) === upper(end));
  const [a, b] = [from, to].map((tooth) => row.findIndex((t) => t.dataset.tooth === tooth));
  const between = a < 0 ? [end] : row.slice(Math.min(a, b), Math.max(a, b) + 1);
  for (const tooth of between) chosen(box).teeth.add(tooth.dataset.tooth);
  changed(box);
}

function focus(box, tooth) {
  for (const other of every(box)) other.tabIndex = other === tooth ? 0 : -1;
  tooth.focus();
}
function neighbour(box, tooth, key) {
  const rows = all(box).filter((t) => upper(t) === upper(tooth));
  const i = rows.indexOf(tooth);
  if (key === "ArrowLeft") return rows[i - 1];
  if (key === "ArrowRight") return rows[i + 1];
  if (key === "Home") return rows[0];
  if (key === "End") return rows.at(-1);
  const others = all(box).filter((t) => upper(t) === (key === "ArrowUp"));
  return others.includes(tooth) ? undefined : others.sort((a, b) => Math.abs(middle(a) - middle(tooth)) - Math.abs(middle(b) - middle(tooth)))[0];
}

/* what a page asks of the drawing */
const heard = (name, act) => document.addEventListener(name, (event) => { const box = event.target.closest?.("[data-odontogram]"); if (box) act(box, event.detail); }, true);
heard("arcada:choose", (box, { teeth }) => { const s = chosen(box); s.teeth = new Set(teeth); s.anchor = teeth.at(-1) ?? null; settle(box); });
heard("arcada:surfaces-used", (box) => { chosen(box).surfaces.clear(); settle(box); });
heard("arcada:step", (box, { key }) => {
  const from = chosen(box).anchor && find(box, chosen(box).anchor);
  const next = from ? neighbour(box, from, key) : all(box)[0];
  if (next) { for (const other of every(box)) other.tabIndex = other === next ? 0 : -1; only(box, next.dataset.tooth); }
});

/* mouse: one, several, a stretch */
let drag = null;
document.addEventListener("pointerdown", (event) => {
  const tooth = event.target.closest?.("[data-odontogram] .og-t");
  drag = tooth && event.button === 0 ? { box: tooth.closest("[data-odontogram]"), from: tooth.dataset.tooth, moved: false } : null;
});
document.addEventListener("pointerover", (event) => {
  const tooth = event.target.closest?.(".og-t");
  if (!drag || event.buttons !== 1 || !tooth || !drag.box.contains(tooth) || (!drag.moved && tooth.dataset.tooth === drag.from)) return;
  if (!drag.moved && !event.shiftKey && !event.ctrlKey && !event.metaKey) chosen(drag.box).teeth = new Set();
  drag.moved = true;
  span(drag.box, drag.from, drag.from);
  span(drag.box, drag.from, tooth.dataset.tooth);
});
document.addEventListener("click", (event) => {
  const tooth = event.target.closest?.("[data-odontogram] .og-t");
  const dragged = drag?.moved;
  drag = null;
  if (!tooth || dragged) return;
  const box = tooth.closest("[data-odontogram]"), number = tooth.dataset.tooth, s = chosen(box);
  const area = event.target.closest(".og-s");
  focus(box, tooth);
  if (event.shiftKey && s.anchor) { span(box, s.anchor, number); return; }
  if (event.ctrlKey || event.metaKey) { toggle(box, number); return; }
  if (!area) { if (s.teeth.size === 1 && s.teeth.has(number)) toggle(box, number); else only(box, number); return; }
  if (!s.teeth.has(number)) only(box, number);
  const picked = letter(tooth, area.dataset.surface), before = s.surfaces.get(number) ?? "";
  const order = "MOIDBL", letters = before.includes(picked) ? before.replace(picked, "") : before + picked;
  s.surfaces.set(number, [...letters].sort((a, b) => order.indexOf(a) - order.indexOf(b)).join(""));
  changed(box);
});

document.addEventListener("keydown", (event) => {
  const tooth = event.target.closest?.("[data-odontogram] .og-t");
  if (!tooth) return;
  const box = tooth.closest("[data-odontogram]"), number = tooth.dataset.tooth;
  if (event.key === " " || event.key === "Enter") {
    event.preventDefault();
    const s = chosen(box);
    if (event.ctrlKey || event.metaKey || event.shiftKey || s.teeth.has(number)) toggle(box, number); else only(box, number);
  } else if (event.key === "Escape" && chosen(box).teeth.size) {
    event.preventDefault();
    chosen(box).teeth = new Set();
    changed(box);
  } else if (["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    const next = neighbour(box, tooth, event.key);
    if (!next) return;
    if (event.shiftKey) { chosen(box).teeth.add(number); chosen(box).teeth.add(next.dataset.tooth); changed(box); }
    focus(box, next);
  }
});

/* numbering and slider */
function step(list, by) {
  const stops = [...list.querySelectorAll("a, button")];
  const now = stops.findIndex((s) => s.hasAttribute("aria-current") || s.getAttribute("aria-pressed") === "true");
  const next = list.hasAttribute("data-numbering") ? stops[(now + by) % stops.length] : stops[now + by];
  if (next) { next.click(); }
}
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { "[": -1, "]": 1 }[event.key];
  const list = document.querySelector(by ? "[data-stops]" : event.key.toLowerCase() === "n" ? "[data-numbering]" : "#none");
  if (list && !document.querySelector("dialog[open]")) { event.preventDefault(); step(list, by ?? 1); }
});
/* frames that came with the page change at once; without them a stop is a link, or htmx fetches the drawing */
document.addEventListener("click", (event) => {
  const stop = event.target.closest?.("[data-stops] [data-frame]");
  const list = stop?.closest("[data-stops]"), stage = list && document.getElementById(list.dataset.stops);
  if (!stage?.querySelector(`[data-shows="${CSS.escape(stop.dataset.frame)}"]`)) return;
  event.preventDefault();
  for (const frame of stage.querySelectorAll("[data-shows]")) frame.hidden = frame.dataset.shows !== stop.dataset.frame;
  mark(list, stop);
});
function mark(list, stop) {
  let past = true;
  for (const other of list.querySelectorAll("a, button")) {
    if (other === stop) { past = false; other.setAttribute("aria-current", "step"); } else other.removeAttribute("aria-current");
    other.classList.toggle("past", past);
  }
  const now = document.querySelector(`[data-now="${CSS.escape(list.dataset.stops)}"]`);
  if (now && stop.dataset.says) now.textContent = stop.dataset.says;
}
document.addEventListener("htmx:beforeRequest", (event) => {
  const stop = event.target.closest?.("[data-stops] a, [data-stops] button");
  if (stop) mark(stop.closest("[data-stops]"), stop);
});

/* whatever is swapped in shows what was chosen before */
for (const box of document.querySelectorAll("[data-odontogram]")) { show(box); write(box); }
document.addEventListener("htmx:load", (event) => {
  const box = event.target.closest?.("[data-odontogram]");
  if (box) { show(box); write(box); }
  event.target.querySelectorAll?.("[data-odontogram]").forEach((b) => { show(b); write(b); });
});
