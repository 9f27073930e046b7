// Fees: change a fee where it stands. Enter opens and saves, Esc leaves it as it was, the arrows go from fee to fee;
// a file may be dropped on its field, and choosing one sends it.
const fees = () => [...document.querySelectorAll("[data-fee], [data-fee-field]")];

document.addEventListener("htmx:afterSwap", (event) => {
  const field = event.target.closest?.("tr")?.querySelector("[data-fee-field]") ?? document.querySelector("[data-fee-field]:not(:focus)");
  if (field && !field.dataset.met) { field.dataset.met = "yes"; field.focus(); field.select(); }
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.requestConfig?.verb !== "post" || !event.detail.successful) return;
  const row = document.getElementById(decodeURIComponent(event.detail.pathInfo.requestPath.split("/").at(-3) ?? ""));
  row?.querySelector("[data-fee]")?.focus();
});
// A refused amount comes back with its sentence: it is shown in the place of the field.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422 && event.detail.requestConfig.elt.closest("[data-swaps], td")) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("[data-fee-field]");
  if (field && event.key === "Escape") {
    event.preventDefault();
    const row = field.closest("tr");
    window.htmx.ajax("GET", field.dataset.back, { target: field.closest("td"), swap: "outerHTML" })
      .then(() => row.querySelector("[data-fee]")?.focus());
    return;
  }
  const fee = event.target.closest("[data-fee]");
  if (fee && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const all = fees();
    const next = all[all.indexOf(fee) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  }
});

const drop = document.querySelector(".drop");
const file = drop?.querySelector("input[type=file]");
if (drop && file) {
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.toggle("over", name === "dragover"); });
  }
  drop.addEventListener("drop", (event) => { if (event.dataTransfer.files.length) { file.files = event.dataTransfer.files; file.form.requestSubmit(); } });
  file.addEventListener("change", () => { if (file.files.length) file.form.requestSubmit(); });
}

document.querySelector('main [aria-invalid="true"]')?.focus();
