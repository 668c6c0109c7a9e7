// Drawing. Everything is drawn anew in each frame, but only what can be seen,
// and nothing when nothing changed.

const canvas = document.getElementById("canvas");
const ctx = canvas.getContext("2d", { alpha: false });
const ink = {};       // the style sheet's colours
let hatch = null;     // the pattern of what is ready
let isDirty = false;
let frames = 0;       // how many were drawn, for tests
let slowest = 0;      // and how many milliseconds the slowest took
let arrows = [];      // wake-ups in this frame
let seenOverview = null;

const MANY_ARROWS = 150; // more say nothing
const DASH = { lock: [7, 3], time: [2, 3], other: [8, 3, 2, 3] };

function dirty() {
  if (isDirty) return;
  isDirty = true;
  requestAnimationFrame(() => {
    isDirty = false;
    const began = performance.now();
    draw();
    slowest = Math.max(slowest, performance.now() - began);
  });
}

function readColours() {
  const css = getComputedStyle(document.documentElement);
  for (const name of ["bg", "edge", "ink", "soft", "band", "mark", "run", "ready", "call", "chan", "lock", "time", "other", "msg", "bad"]) {
    ink[name] = css.getPropertyValue("--" + name).trim();
  }
  const tile = document.createElement("canvas");
  tile.width = tile.height = 6;
  const t = tile.getContext("2d");
  t.strokeStyle = ink.ready;
  t.lineWidth = 1.5;
  t.beginPath();
  for (const o of [-6, 0, 6]) { t.moveTo(o, 6); t.lineTo(o + 6, 0); }
  t.stroke();
  hatch = ctx.createPattern(tile, "repeat");
  dirty();
}

function resize() {
  const box = canvas.getBoundingClientRect(), scale = window.devicePixelRatio || 1;
  view.wide = Math.max(200, box.width);
  view.high = Math.max(120, box.height);
  view.names = Math.round(Math.min(220, view.wide * .26));
  canvas.width = Math.round(view.wide * scale);
  canvas.height = Math.round(view.high * scale);
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  seenOverview = null;
  scrollTo(view.scroll);
  dirty();
}

function draw() {
  frames++;
  arrows = [];
  ctx.fillStyle = ink.bg;
  ctx.fillRect(0, 0, view.wide, view.high);
  const from = Math.max(0, rowAt(view.top)), to = Math.min(rows.length, rowAt(view.high) + 1);
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, view.top, view.wide, view.high - view.top);
  ctx.clip();
  for (let row = from; row < to; row++) drawRow(row);
  ctx.restore();
  ctx.save();
  ctx.beginPath();
  ctx.rect(view.names, view.top, view.wide - view.names, view.high - view.top);
  ctx.clip();
  drawArrows();
  drawMessages();
  drawNotes();
  drawSelected();
  ctx.restore();
  drawOverview();
  drawRuler();
}

function drawRow(row) {
  const g = rows[row], top = y(row), h = view.rowHigh;
  if (g >= 0 && (selected && selected.g === g || focus && focus.g === g)) {
    ctx.fillStyle = selected && selected.g === g ? ink.band : ink.mark;
    ctx.fillRect(0, top, view.wide, h);
  }
  if (h >= 12) {
    ctx.fillStyle = ink.edge;
    ctx.fillRect(0, top + h - .5, view.wide, .5);
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(view.names, Math.max(top, view.top), view.wide - view.names, h);
  ctx.clip();
  if (g < 0) drawTurns(D.turns[~g], top, h); else drawLane(g, top, h);
  ctx.restore();
  if (h >= 12) drawName(g, top, h);
}

function drawName(g, top, h) {
  ctx.font = (h >= 20 ? "12px" : "10px") + " ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
  ctx.fillStyle = g >= 0 && D.flags[g] & BLOCKED && !(D.flags[g] & SYSTEM) ? ink.bad : ink.ink;
  const most = Math.floor((view.names - 14) / (h >= 20 ? 7.3 : 6.1));
  let text = g < 0 ? "processor " + D.procs[~g] : D.name[g];
  if (g >= 0 && D.flags[g] & BLOCKED && !(D.flags[g] & SYSTEM)) text = "✕ " + text;
  ctx.fillText(shortName(text, most), 8, top + h / 2 + 4);
}
