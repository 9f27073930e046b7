// The day book opens where one works: at the open appointment, else at now; arrows enter the wall from anywhere.
const wall = document.querySelector("[data-daybook]");
if (wall) {
  const open = wall.querySelector("a.ev.sel"), now = wall.querySelector("[data-now]");
  const middle = (element) => element.getBoundingClientRect().top - wall.getBoundingClientRect().top + wall.scrollTop - wall.clientHeight / 3;
  if (open || now) wall.scrollTop = middle(open ?? now);
  const focus = () => open.offsetParent && open.focus({ preventScroll: true }); // after the address has gone to its place
  if (open && !document.querySelector(".apt [aria-invalid], .note.danger")) addEventListener("load", () => setTimeout(focus));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !/^Arrow/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement !== document.body && document.activeElement !== wall && document.activeElement.id !== "main") return;
    const first = open ?? wall.querySelector("a.ev.confirmed, a.ev.booked") ?? wall.querySelector("a.ev");
    if (first && first.offsetParent) { event.preventDefault(); first.focus(); }
  });
}
// choosing Move opens the form at its first choice
for (const move of document.querySelectorAll(".apt-move")) {
  move.addEventListener("toggle", () => { if (move.open) move.querySelector("button, input:not([type=hidden])")?.focus(); });
}
