// Ctrl Enter keeps the form; the subscriber's fields show for those who depend on somebody.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("[data-send-keys]");
  if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
});
const relation = document.getElementById("id_relationship");
function settle() {
  document.querySelectorAll(".dependant").forEach((part) => { part.hidden = relation.value === "self"; });
}
if (relation && document.querySelector(".dependant")) { relation.addEventListener("change", settle); settle(); }
