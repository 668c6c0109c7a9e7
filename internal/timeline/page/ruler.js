// The overview and the ruler, above the lanes.

// drawOverview draws, over the whole time, how many goroutines there are and
// what they do, and which part of it is seen below.
function drawOverview() {
  const left = view.names, wide = view.wide - left, high = 40;
  ctx.fillStyle = ink.bg;
  ctx.fillRect(0, 0, view.wide, 46);
  const n = Math.max(1, Math.floor(wide));
  if (!seenOverview || seenOverview.run.length !== n + 1) seenOverview = overview(n);
  const { run, ready, alive } = seenOverview;
  let most = 1;
  for (let i = 0; i < n; i++) most = Math.max(most, alive[i]);
  for (let i = 0; i < n; i++) {
    const a = alive[i] / most * high, r = (run[i] + ready[i]) / most * high, u = run[i] / most * high;
    ctx.fillStyle = ink.band;
    ctx.fillRect(left + i, 44 - a, 1, a);
    ctx.fillStyle = ink.ready;
    ctx.fillRect(left + i, 44 - r, 1, r);
    ctx.fillStyle = ink.run;
    ctx.fillRect(left + i, 44 - u, 1, u);
  }
  const a = left + view.t0 / D.length * wide, b = left + view.t1 / D.length * wide;
  ctx.strokeStyle = ink.chan;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([]);
  ctx.strokeRect(Math.max(left + 1, a), 2, Math.max(2, Math.min(view.wide - 1, b) - Math.max(left + 1, a)), 43);
  ctx.font = "10.5px ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
  ctx.fillStyle = ink.soft;
  ctx.fillText("everything:", 8, 16);
  ctx.fillText("at most " + Math.round(most) + " goroutines", 8, 30);
}

// drawRuler draws the time, and when the runtime paused everybody.
function drawRuler() {
  const top = 48, bottom = view.top;
  ctx.fillStyle = ink.bg;
  ctx.fillRect(0, 46, view.wide, bottom - 46);
  ctx.fillStyle = ink.edge;
  ctx.fillRect(0, bottom - 1, view.wide, 1);
  ctx.save();
  ctx.beginPath();
  ctx.rect(view.names, 46, view.wide - view.names, bottom - 46);
  ctx.clip();
  for (const p of D.pauses) {
    if (p.e < view.t0 || p.s > view.t1) continue;
    ctx.fillStyle = p.name.startsWith("GC") ? ink.other : ink.bad;
    ctx.fillRect(x(p.s), bottom - 5, Math.max(1, x(p.e) - x(p.s)), 4);
  }
  const raw = (view.t1 - view.t0) / Math.max(1, (view.wide - view.names) / 110);
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = Math.max(1, ten * (raw / ten > 5 ? 10 : raw / ten > 2 ? 5 : raw / ten > 1 ? 2 : 1));
  ctx.font = "10.5px ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
  for (let t = Math.ceil(view.t0 / step) * step; t <= view.t1; t += step) {
    ctx.fillStyle = ink.edge;
    ctx.fillRect(x(t), top + 14, 1, bottom - top - 14);
    ctx.fillStyle = ink.soft;
    ctx.fillText(t === 0 ? "0" : moment(t, step), x(t) + 3, top + 13);
  }
  ctx.restore();
}
