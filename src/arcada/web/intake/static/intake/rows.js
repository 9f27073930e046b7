// A list of rows always ends with an empty one: typing in the last row adds another like it.
document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  const rows = row?.closest("[data-rows]");
  if (!rows || row !== rows.lastElementChild || !event.target.value) return;
  const next = row.cloneNode(true);
  next.querySelectorAll("input").forEach((input) => { input.value = ""; input.removeAttribute("aria-invalid"); });
  rows.append(next);
});
