/* Line numbers beside a text, the way from a fault to its line, and choices that show at once. */
for (const box of document.querySelectorAll(".lined")) {
  const text = box.querySelector("textarea"), gutter = box.querySelector(".gutter");
  const faults = new Set((text.dataset.faults || "").split(" ").filter(Boolean).map(Number));
  const draw = () => {
    const lines = text.value.split("\n").length;
    if (gutter.childElementCount === lines) return;
    gutter.replaceChildren(...Array.from({ length: lines }, (_, at) => {
      const line = document.createElement("span");
      line.textContent = faults.has(at + 1) ? `! ${at + 1}` : `${at + 1}`;
      if (faults.has(at + 1)) line.className = "bad";
      return line;
    }));
  };
  const follow = () => { gutter.scrollTop = text.scrollTop; };
  text.addEventListener("input", () => { draw(); follow(); });
  text.addEventListener("scroll", follow);
  draw();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const text = document.querySelector(".lined textarea");
  if (!link || !text) return;
  event.preventDefault();
  const lines = text.value.split("\n"), at = Math.min(Number(link.dataset.line), lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, line) => sum + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + lines[at].length);
  text.scrollTop = Math.max(0, (at - 6) * (text.scrollHeight / lines.length));
});

for (const choice of document.querySelectorAll("select[data-submit]")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
}
