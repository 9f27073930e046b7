// J and K walk the lines of the page (links marked data-line); from a search field the arrow down goes to the first.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("dialog")) return;
  const lines = [...document.querySelectorAll("[data-line]")].filter((line) => line.offsetParent);
  if (event.target.closest("input, textarea, select")) {
    if (event.key === "ArrowDown" && event.target.type === "search" && lines[0]) { event.preventDefault(); lines[0].focus(); }
    return;
  }
  const here = lines.indexOf(document.activeElement);
  const step = { j: 1, k: -1, ...(here < 0 ? {} : { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
  if (!step) return;
  const next = lines[here < 0 ? (step > 0 ? 0 : lines.length - 1) : here + step];
  if (next) { event.preventDefault(); next.focus(); }
});
