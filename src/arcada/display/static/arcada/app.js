// The frame's behaviour: finder (Ctrl K), keys of the page (?), theme, toasts, dialogs. Works with the strict
// content security policy: no inline handlers, no evaluated text; style only through the CSSOM.
const $ = (selector, root = document) => root.querySelector(selector);
const typing = (event) => event.target.closest("input, textarea, select, [contenteditable]");

function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const first = $("[autofocus], input:not([type=hidden])", dialog);
  if (first) { first.focus(); if (first.select) first.select(); }
}

/* theme: the server reads the cookie, so that a page never flashes in the wrong one */
function theme(name) {
  document.documentElement.dataset.theme = name;
  document.cookie = `theme=${name};path=/;max-age=31536000;samesite=lax`;
}
function switchTheme() {
  const now = document.documentElement.dataset.theme
    || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  theme(now === "dark" ? "light" : "dark");
}

/* toasts: undo stays for ten seconds, longer while it is pointed at or holds the focus */
const STAY = 10000;
function watch(toast) {
  let timer = setTimeout(() => toast.remove(), STAY);
  const hold = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => toast.remove(), STAY); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
}
export function say(text, undo) {
  const box = document.getElementById("toasts");
  const toast = $("[data-toast-template]", box).content.firstElementChild.cloneNode(true);
  $("span", toast).textContent = text;
  if (undo) { const form = $("form", toast); form.hidden = false; form.action = undo; }
  box.append(toast);
  watch(toast);
}

document.addEventListener("click", (event) => {
  const hit = (selector) => event.target.closest(selector);
  const opener = hit("[data-open]");
  if (opener) { event.preventDefault(); open(opener.dataset.open); }
  const closer = hit("[data-close]");
  if (closer) { event.preventDefault(); closer.closest("dialog")?.close(); }
  if (hit("[data-theme-switch]")) switchTheme();
  if (hit("[data-close-toast]")) hit("[data-toast]").remove();
  if (hit("[data-print]")) window.print();
  if (event.target.tagName === "DIALOG" && event.target.open) event.target.close();
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); open("finder"); return; }
  if (event.defaultPrevented || typing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "?") { event.preventDefault(); open("keyhelp"); return; }
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]:not([disabled])`);
  if (target && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    if (target.matches("input, textarea, select")) { target.focus(); target.select?.(); } else target.click();
  }
});

/* finder: arrows walk the answers */
document.addEventListener("keydown", (event) => {
  const finder = event.target.closest?.("#finder");
  if (!finder || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [$("input", finder), ...finder.querySelectorAll(".results a")];
  const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (next) { event.preventDefault(); next.focus(); }
});
/* day book: arrows walk from block to block, to the nearest one in the column beside */
document.addEventListener("keydown", (event) => {
  const here = event.target.closest?.("[data-daybook] a.ev");
  if (!here || !/^Arrow/.test(event.key)) return;
  const columns = [...here.closest("[data-daybook]").querySelectorAll(".db-col")].map((c) => [...c.querySelectorAll("a.ev")]);
  const at = columns.findIndex((c) => c.includes(here)), top = (e) => e.getBoundingClientRect().top;
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key], side = event.key === "ArrowRight" ? 1 : -1;
  let next = by && columns[at][columns[at].indexOf(here) + by];
  for (let i = at + side; !by && !next && columns[i]; i += side) {
    next = [...columns[i]].sort((a, b) => Math.abs(top(a) - top(here)) - Math.abs(top(b) - top(here)))[0];
  }
  if (next) { event.preventDefault(); next.focus(); }
});

document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-finder]")) {
    const first = $("#finder-results a");
    if (first) { event.preventDefault(); first.click(); } else if (!event.target.getAttribute("action")) event.preventDefault();
    return;
  }
  const form = event.target; // a form sent twice has one effect on the server; here it only looks calm
  if (form.method === "post" && !form.matches("[hx-post], [data-again]")) {
    const button = event.submitter;
    if (button) setTimeout(() => { button.setAttribute("aria-busy", "true"); button.disabled = true; });
  }
});
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("button[aria-busy=true]").forEach((b) => { b.disabled = false; b.removeAttribute("aria-busy"); });
});

/* a dotted figure opens its reason beside it; without script it opens in the middle */
document.addEventListener("toggle", (event) => {
  const pop = event.target;
  if (!pop.matches?.(".why-pop") || event.newState !== "open") return;
  const button = document.querySelector(`[popovertarget="${CSS.escape(pop.id)}"]`), at = button.getBoundingClientRect();
  const { offsetWidth: w, offsetHeight: h } = pop, edge = 12;
  pop.style.margin = "0";
  pop.style.left = `${Math.max(edge, Math.min(at.left + at.width / 2 - w / 2, innerWidth - w - edge))}px`;
  pop.style.top = `${at.bottom + h + edge < innerHeight ? at.bottom + 8 : Math.max(edge, at.top - h - 8)}px`;
}, true);

/* styles that hang on data: lengths as percentages, through the CSSOM */
function dress(root) {
  root.querySelectorAll?.("[data-width]").forEach((e) => { e.style.width = `${e.dataset.width}%`; });
  root.querySelectorAll?.("[data-toast]").forEach((e) => { if (!e.dataset.seen) { e.dataset.seen = "1"; watch(e); } });
}
dress(document);
document.addEventListener("htmx:load", (event) => dress(event.target));
document.addEventListener("arcada:toast", (event) => say(event.detail.text ?? event.detail.value, event.detail.undo));
document.addEventListener("htmx:responseError", () => say("The page could not be reached or refused. Nothing was lost: try again."));
document.addEventListener("htmx:sendError", () => say("No answer from the practice's server. Nothing was lost: try again."));
