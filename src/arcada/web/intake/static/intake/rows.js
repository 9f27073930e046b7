// A list of rows always ends with an empty one: typing in the last row adds another like it. Enter goes to the next
// field of the list instead of sending the form half filled.
document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  const rows = row?.closest("[data-rows]");
  if (!rows || row !== rows.lastElementChild || !event.target.value) return;
  const next = row.cloneNode(true);
  next.querySelectorAll("input").forEach((input) => { input.value = ""; input.removeAttribute("aria-invalid"); });
  rows.append(next);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || !event.target.matches("[data-row] input")) return;
  event.preventDefault();
  const fields = [...event.target.closest("[data-rows]").querySelectorAll("input")];
  fields[fields.indexOf(event.target) + 1]?.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.target.closest("form")?.requestSubmit();
});
