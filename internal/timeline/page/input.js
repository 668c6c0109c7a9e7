// Pointer and keys.

const tip = document.getElementById("tip");
let drag = null; // {x, y, moved}
let hover = null; // {g, i}

// hit returns the span under a point, or null.
function hit(px, py) {
  const row = rowAt(py);
  if (row < 0 || row >= rows.length || px < view.names) return null;
  const g = rows[row];
  if (g < 0) {
    const turns = D.turns[~g], k = upper(turns.start, time(px), 0, turns.start.length) - 1;
    if (k < 0 || turns.end[k] < time(px)) return null;
    const i = spanAt(turns.g[k], turns.start[k]);
    return i < 0 ? null : { g: turns.g[k], i };
  }
  // A span may be narrower than a pixel: take what is near.
  const slack = (view.t1 - view.t0) / (view.wide - view.names) * 2;
  for (const dt of [0, -slack, slack]) {
    const i = spanAt(g, time(px) + dt);
    if (i >= 0) return { g, i };
  }
  return null;
}

function showTip(px, py) {
  hover = drag && drag.moved ? null : hit(px, py);
  canvas.style.cursor = drag && drag.moved ? "grabbing" : hover ? "pointer" : "default";
  tip.hidden = !hover;
  if (!hover) return;
  tip.textContent = tipText(hover.g, hover.i);
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(px + 14, view.wide - box.width - 4)) + "px";
  tip.style.top = (py + 18 + box.height > view.high ? Math.max(4, py - box.height - 10) : py + 18) + "px";
}

canvas.addEventListener("wheel", (e) => {
  e.preventDefault();
  const unit = e.deltaMode === 1 ? 16 : e.deltaMode === 2 ? 400 : 1;
  const dx = e.deltaX * unit, dy = e.deltaY * unit;
  if (e.offsetX < view.names) scrollTo(view.scroll + dy);
  else if (e.shiftKey || Math.abs(dx) > Math.abs(dy)) pan(Math.abs(dx) > Math.abs(dy) ? dx : dy);
  else zoom(Math.exp(Math.max(-200, Math.min(200, dy)) * .002), e.offsetX);
  showTip(e.offsetX, e.offsetY);
}, { passive: false });

canvas.addEventListener("pointerdown", (e) => {
  if (e.button !== 0) return;
  canvas.focus({ preventScroll: true });
  canvas.setPointerCapture(e.pointerId);
  drag = { x: e.offsetX, y: e.offsetY, moved: false, overview: e.offsetY < 46 && e.offsetX >= view.names };
  if (drag.overview) moveOverview(e.offsetX);
});

canvas.addEventListener("pointermove", (e) => {
  if (drag && drag.overview) { moveOverview(e.offsetX); return; }
  if (drag) {
    const dx = e.offsetX - drag.x, dy = e.offsetY - drag.y;
    if (drag.moved || Math.abs(dx) + Math.abs(dy) > 4) {
      drag.moved = true;
      if (drag.x >= view.names) pan(-dx);
      scrollTo(view.scroll - dy);
      drag.x = e.offsetX;
      drag.y = e.offsetY;
    }
  }
  showTip(e.offsetX, e.offsetY);
});

canvas.addEventListener("pointerup", (e) => {
  const was = drag;
  drag = null;
  if (!was || was.moved || was.overview) return;
  const row = rowAt(e.offsetY);
  const found = hit(e.offsetX, e.offsetY);
  if (found) select(found.g, found.i);
  else if (e.offsetX < view.names && row >= 0 && row < rows.length && rows[row] >= 0) selectRow(row);
  else { selected = focus = null; showDetail(); dirty(); }
  tip.hidden = true;
});

canvas.addEventListener("pointerleave", () => { tip.hidden = true; hover = null; });
canvas.addEventListener("pointercancel", () => { drag = null; });

function moveOverview(px) {
  const t = (px - view.names) / (view.wide - view.names) * D.length, long = view.t1 - view.t0;
  showTime(t - long / 2, t + long / 2);
}

// selectRow selects what a row's goroutine does in the middle of the view, or
// where it is nearest to it.
function selectRow(row) {
  const g = rows[row];
  if (g === undefined || g < 0) return;
  const mid = Math.min(Math.max((view.t0 + view.t1) / 2, D.start[D.first[g]]), D.end[g]);
  const i = spanAt(g, mid);
  if (i < 0) return;
  reveal(g, mid);
  select(g, i, { stay: true });
}

function move(step) {
  const row = selected ? rowOf[selected.g] : -1;
  selectRow(Math.min(Math.max(row < 0 ? 0 : row + step, 0), rows.length - 1));
}

// next goes to the span step further on of the selected goroutine.
function next(step) {
  if (!selected) { move(0); return; }
  const { g } = selected, i = selected.i + step;
  if (i < D.first[g] || i >= D.first[g + 1]) return;
  reveal(g, D.start[i]);
  select(g, i, { stay: true });
}

const keys = {
  "+": () => zoom(1 / 1.4, middle()), "=": () => zoom(1 / 1.4, middle()), "-": () => zoom(1.4, middle()),
  ArrowLeft: () => pan(-80), ArrowRight: () => pan(80),
  ArrowUp: () => move(-1), ArrowDown: () => move(1),
  PageUp: () => scrollTo(view.scroll - (view.high - view.top) * .9), PageDown: () => scrollTo(view.scroll + (view.high - view.top) * .9),
  Home: () => scrollTo(0), End: () => scrollTo(Infinity),
  n: () => next(1), p: () => next(-1), Enter: follow, Backspace: back,
  f: () => { if (selected) goTo(selected.g, selected.i), showTime(D.start[selected.i] - around(), spanEnd(selected.g, selected.i) + around()); },
  0: fit,
  "[": () => setRowHigh(ROW_HIGHS[Math.max(0, ROW_HIGHS.indexOf(view.rowHigh) - 1)]),
  "]": () => setRowHigh(ROW_HIGHS[Math.min(ROW_HIGHS.length - 1, ROW_HIGHS.indexOf(view.rowHigh) + 1)]),
  "/": () => document.getElementById("search").focus(),
  "?": () => document.getElementById("help").showModal(),
  Escape: () => { selected = focus = null; clearFilter(); showDetail(); dirty(); },
};

// around is a third of the selected span: the room left on its sides.
function around() { return (spanEnd(selected.g, selected.i) - D.start[selected.i]) * .3; }

// middle is where keys zoom: at what is selected if it is seen.
function middle() {
  if (selected) {
    const px = x(D.start[selected.i]);
    if (px >= view.names && px <= view.wide) return px;
  }
  return (view.names + view.wide) / 2;
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || document.getElementById("help").open) return;
  const in_ = e.target.tagName;
  if (in_ === "INPUT" && e.target.type === "search") {
    if (e.key === "Escape" || e.key === "Enter") {
      if (e.key === "Escape") clearFilter();
      canvas.focus({ preventScroll: true });
      e.preventDefault();
    }
    return;
  }
  if (in_ === "SELECT" || (in_ === "BUTTON" || in_ === "INPUT") && (e.key === "Enter" || e.key === " ")) return;
  const action = keys[e.key.length === 1 ? e.key.toLowerCase() : e.key];
  if (!action) return;
  e.preventDefault();
  tip.hidden = true;
  action();
});

function listen() {
  const on = (id, event, action) => document.getElementById(id).addEventListener(event, action);
  on("search", "input", arrange);
  for (const id of ["blocked", "system", "procs", "order"]) on(id, "change", arrange);
  on("in", "click", () => zoom(1 / 1.4, middle()));
  on("out", "click", () => zoom(1.4, middle()));
  on("fit", "click", fit);
  on("help-button", "click", () => document.getElementById("help").showModal());
  on("scroll", "scroll", (e) => {
    const top = e.target.scrollTop;
    if (Math.abs(top - view.scroll) >= 1) scrollTo(top);
  });
  new ResizeObserver(resize).observe(document.getElementById("stage"));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); showLegend(); });
}
