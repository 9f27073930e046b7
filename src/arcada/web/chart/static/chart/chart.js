// The chart's own keys: the entry with its offers, Ctrl Z, keeping focus and place where the page is drawn anew.
//
//   entry   arrows walk the offers · Enter adds · Tab adds and keeps the tooth · Esc clears
//   page    Ctrl Z takes back the last change · quadrants bring a side of the mouth into view on a phone
const $ = (selector, root = document) => root.querySelector(selector);

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
  $("#offered .said")?.remove();
  point(entry, -1);
}
function send(entry, { keep = "", choice = "" } = {}) {
  const form = entry.form;
  form.elements.keep.value = keep;
  form.elements.choice.value = choice;
  form.requestSubmit();
}
const walked = { by: false }; // an offer counts as chosen once somebody has walked to it; else the best of the line as it stands

document.addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("#entry");
  if (!entry) return;
  const all = offers(), now = chosenOffer();
  if (["ArrowDown", "ArrowUp"].includes(event.key) && all.length) {
    event.preventDefault();
    walked.by = true;
    point(entry, (now + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
  } else if (event.key === "Escape") {
    if (entry.value) { event.preventDefault(); entry.value = ""; forget(entry); } else entry.blur();
  } else if (event.key === "Tab" && !event.shiftKey && entry.value.trim() && all.length) {
    event.preventDefault();
    send(entry, { keep: "yes", choice: walked.by ? all[now]?.dataset.choice ?? "" : "" });
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (entry.value.trim()) send(entry, { choice: walked.by ? all[now]?.dataset.choice ?? "" : "" });
  }
});
document.addEventListener("input", (event) => { if (event.target.id === "entry") { walked.by = false; if (!event.target.value.trim()) forget(event.target); } });
document.addEventListener("click", (event) => {
  const offer = event.target.closest?.("#suggestions [role=option]");
  if (offer) send($("#entry"), { choice: offer.dataset.choice });
  const side = event.target.closest?.("[data-side]");
  const stage = side && $("#mouth");
  if (stage) stage.scrollTo({ left: { start: 0, middle: (stage.scrollWidth - stage.clientWidth) / 2, end: stage.scrollWidth }[side.dataset.side], behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id === "offered") point($("#entry"), 0);
});

/* Ctrl Z outside of fields */
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (field && !(field.id === "entry" && !field.value)) return;
  const button = $("#undo");
  if (button) { event.preventDefault(); button.click(); }
});

/* what stands for browsers without scripts comes alive when it is swapped in: its old choice of teeth must not be sent */
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll?.("noscript").forEach((one) => one.remove()));

/* a refused form is drawn again with what was typed; the server answers 422 */
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

/* the stop that is shown stays in view where there are many */
function centre() {
  const stop = $(".stops [aria-current]"), row = stop?.parentElement;
  if (row) row.scrollLeft = stop.offsetLeft - row.offsetLeft - (row.clientWidth - stop.clientWidth) / 2;
}
centre();
document.addEventListener("htmx:afterSettle", centre);

/* the tooth that had the focus, the lists' places and the stage's side survive a drawing */
let before = null;
document.addEventListener("htmx:beforeSwap", () => {
  const tooth = document.activeElement?.closest?.(".og-t")?.dataset.tooth;
  const tops = [...document.querySelectorAll("[data-keep-scroll]")].map((one) => [one.id, one.scrollTop]);
  before = { tooth, tops, left: $("#mouth")?.scrollLeft ?? 0, entry: document.activeElement?.id === "entry" };
});
document.addEventListener("htmx:afterSettle", () => {
  if (!before) return;
  const { tooth, tops, left, entry } = before;
  before = null;
  if (tooth && document.activeElement === document.body) $(`#mouth .og-t[data-tooth="${CSS.escape(tooth)}"]`)?.focus({ preventScroll: true });
  tops.forEach(([id, top]) => { const list = document.getElementById(id); if (list) list.scrollTop = top; });
  const stage = $("#mouth");
  if (stage) stage.scrollLeft = left;
  const field = $("#entry");
  if (entry && field && document.activeElement !== field) { field.focus({ preventScroll: true }); field.setSelectionRange(field.value.length, field.value.length); }
  const problem = $(".charting .err, .charting .note.danger");
  if (problem && !field?.matches(":focus")) problem.scrollIntoView({ block: "nearest" });
});
