// J and K walk the lines of the page; Enter opens the one that has the focus, as on any link.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const lines = [...document.querySelectorAll("[data-line]")];
  const here = lines.indexOf(document.activeElement);
  const next = lines[here < 0 ? (step > 0 ? 0 : lines.length - 1) : here + step];
  if (next) { event.preventDefault(); next.focus(); }
});
