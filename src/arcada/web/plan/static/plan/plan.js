// The plan page's keys and side panel: 1 2 3 to a plan, D differences, W why, A act; on a phone the bar at the
// bottom follows the plan that is swiped to.
const typing = (event) => event.target.closest("input, textarea, select, [contenteditable]");
const plans = [...document.querySelectorAll("[data-plan]")];
const drawer = document.getElementById("why");
let opener = null;

/* the reason opens beside the page, which stays in use */
function openWhy() {
  if (!drawer) return;
  if (!drawer.open) drawer.show();
  drawer.querySelector("h2")?.focus();
}
function closeWhy() {
  if (!drawer?.open) return;
  drawer.close();
  opener?.focus();
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-why]");
  if (link && !link.closest("#why")) opener = link;
});
document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "why-body") openWhy(); });
drawer?.addEventListener("close", () => opener?.focus());

const focused = () => document.activeElement.closest?.("[data-plan]") ?? document.querySelector(".plan:is(.accepted, .signed)") ?? document.querySelector(".plan.rec") ?? plans[0];
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { closeWhy(); return; }
  if (event.defaultPrevented || typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog:modal")) return;
  const key = event.key.toLowerCase();
  if (/^[1-9]$/.test(key) && plans[key - 1]) {
    event.preventDefault();
    plans[key - 1].focus();
    plans[key - 1].scrollIntoView({ block: "nearest", inline: "center" });
  } else if (key === "d") {
    const table = document.getElementById("differences");
    if (table) { event.preventDefault(); table.scrollIntoView({ block: "start" }); table.querySelector(".why")?.focus(); }
  } else if (key === "w") {
    const here = document.activeElement.closest?.("[data-why]");
    const near = document.activeElement.closest?.("tr, .parts li");
    const why = here ?? near?.querySelector("[data-why]") ?? focused()?.querySelector("[data-why]") ?? document.querySelector("[data-why]");
    if (why) { event.preventDefault(); opener = why; why.click(); }
  } else if (key === "a") {
    const act = focused()?.querySelector("[data-act]");
    if (act) { event.preventDefault(); act.focus(); act.click(); }
  }
});

/* phone: the bar says which plan is in sight and does what its button does */
const bar = document.querySelector("[data-mbar]");
const jumps = [...document.querySelectorAll(".jump a")];
function inSight(plan) {
  jumps.forEach((jump) => jump.toggleAttribute("aria-current", jump.hash === `#${plan.id}`));
  jumps.forEach((jump) => { if (jump.hasAttribute("aria-current")) jump.setAttribute("aria-current", "true"); });
  if (!bar) return;
  const act = plan.querySelector("[data-act]"), button = bar.querySelector("[data-mbar-act]");
  bar.querySelector("[data-mbar-name]").textContent = plan.querySelector("h2").textContent;
  bar.querySelector("[data-mbar-price]").textContent = plan.dataset.price;
  button.textContent = act?.textContent.trim() ?? "";
  button.hidden = !act;
  button.onclick = () => act?.click();
}
if (matchMedia("(max-width: 760px)").matches) document.querySelector(".lastchange:not([data-stays])")?.removeAttribute("open");
if (plans.length) {
  const first = document.querySelector(".plan:is(.accepted, .signed)") ?? document.querySelector(".plan.rec") ?? plans[0];
  if (matchMedia("(max-width: 760px)").matches) {
    const row = first.parentElement;
    row.scrollLeft = first.offsetLeft - (row.clientWidth - first.clientWidth) / 2;
    const watch = new IntersectionObserver(
      (entries) => entries.forEach((entry) => { if (entry.isIntersecting) inSight(entry.target); }),
      { root: row, threshold: 0.7 },
    );
    plans.forEach((plan) => watch.observe(plan));
    jumps.forEach((jump) => jump.addEventListener("click", (event) => {
      event.preventDefault();
      document.querySelector(jump.hash).scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" });
    }));
  }
  inSight(first);
}
