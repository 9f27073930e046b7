// Signing on the screen: every stroke is kept with its points and times, as JSON in the form's hidden field:
// [{points: [{x, y, time, pressure}, ...]}, ...] in CSS pixels of a canvas whose width and height go with it.
function start(box) {
  if (box.dataset.ready || typeof SignaturePad === "undefined") return;
  box.dataset.ready = "1";
  const canvas = box.querySelector("canvas"), field = box.querySelector("[data-sign-strokes]");
  const pad = new SignaturePad(canvas, { penColor: getComputedStyle(box).color, minWidth: 0.8, maxWidth: 2.2 });
  const keep = () => {
    const strokes = pad.toData().map((stroke) => ({ points: stroke.points.map(({ x, y, time, pressure }) => ({ x, y, time, pressure })) }));
    field.value = strokes.length ? JSON.stringify({ width: canvas.clientWidth, height: canvas.clientHeight, strokes }) : "";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const fit = () => {
    const drawn = pad.toData(), ratio = Math.max(devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * ratio;
    canvas.height = canvas.offsetHeight * ratio;
    canvas.getContext("2d").scale(ratio, ratio);
    pad.clear();
    pad.fromData(drawn);
  };
  fit();
  if (field.value) try { pad.fromData(JSON.parse(field.value).strokes); } catch { field.value = ""; }
  addEventListener("resize", fit);
  pad.addEventListener("endStroke", keep);
  box.querySelector("[data-sign-clear]").addEventListener("click", () => { pad.clear(); keep(); });
}
const all = (root) => root.querySelectorAll?.("[data-sign]").forEach(start);
all(document);
document.addEventListener("htmx:load", (event) => all(event.target));
