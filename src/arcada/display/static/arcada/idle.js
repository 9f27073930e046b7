// Before silence signs a person out, ask; while they work without loading pages, tell the server that they are there.
// A sign of life in one window counts in all of them. The server decides: it signs out by its own clock.

const box = document.getElementById("idle");
const KEY = "arcada-alive", LAST = 60000, TELL_EVERY = 60000;
const limit = Number(box.dataset.minutes) * 60000;
let told = Date.now();

const alive = () => Math.max(told, Number(localStorage.getItem(KEY)) || 0);
const note = (moment) => { told = moment; localStorage.setItem(KEY, String(moment)); };

async function tell() {
  note(Date.now());
  const answer = await fetch(box.dataset.url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (answer?.redirected) location.reload();
}

function sign() {
  if (!box.open && Date.now() - alive() > TELL_EVERY) tell();
}

function look() {
  const left = limit - (Date.now() - alive());
  if (left <= 0) { location.reload(); return; }
  if (left > LAST) { if (box.open) box.close(); return; }
  box.querySelector("[data-left]").textContent = Math.ceil(left / 1000);
  if (!box.open) box.showModal();
}

note(Date.now());
for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, sign, { passive: true, capture: true });
addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.requestConfig.headers["X-Poll"]) note(Date.now());
});
box.querySelector("[data-stay]").addEventListener("click", () => { box.close(); tell(); });
box.addEventListener("cancel", () => tell());
setInterval(look, 1000);
