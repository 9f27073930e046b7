// Changing a plan: a line is dragged onto another to come before it; the form is the same that the arrows send.
const form = document.querySelector("[data-order]");
const pin = form?.querySelector("[data-pin]");
let dragged = null;

form?.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-line]");
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.line);
  dragged.classList.add("dragged");
});
form?.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-line]");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  form.querySelectorAll(".over").forEach((one) => one.classList.remove("over"));
  over.classList.add("over");
});
form?.addEventListener("drop", (event) => {
  const over = event.target.closest("[data-line]");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  pin.disabled = false;
  pin.value = `${dragged.dataset.line}|${over.dataset.line}`;
  form.setAttribute("aria-busy", "true");
  form.requestSubmit();
});
form?.addEventListener("dragend", () => {
  form.querySelectorAll(".over, .dragged").forEach((one) => one.classList.remove("over", "dragged"));
  dragged = null;
});
