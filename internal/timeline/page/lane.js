// Lanes: what one goroutine, or one processor, did.

// drawLane draws goroutine g. Spans of some width are drawn one by one; where
// they are narrower, columns stand for them.
function drawLane(g, top, h) {
  const a = D.first[g], b = D.first[g + 1];
  const t0 = Math.max(view.t0, D.start[a]), t1 = Math.min(view.t1, D.end[g]);
  if (t0 > t1) return;
  const i = Math.max(a, upper(D.start, t0, a, b) - 1), j = upper(D.start, t1, a, b) - 1;
  const scale = (view.wide - view.names) / (view.t1 - view.t0);
  const px = (t) => view.names + (t - view.t0) * scale;
  if (j - i > 2 * (px(t1) - px(t0)) + 16) {
    drawColumns(g, i, px(t0), px(t1), top, h);
  } else {
    for (let k = i; k <= j; k++) {
      const x0 = px(Math.max(D.start[k], view.t0)), x1 = px(Math.min(spanEnd(g, k), view.t1));
      if (x1 - x0 >= 1.5) {
        drawSpan(g, k, x0, x1, top, h);
        if (D.by[k] >= 0 && arrows.length <= MANY_ARROWS && rowOf[D.by[k]] >= 0 && D.start[k] >= view.t0) arrows.push({ g, k });
        continue;
      }
      let last = k, edge = x1;
      while (last < j) {
        const next = px(spanEnd(g, last + 1));
        if (next - edge >= 1.5) break;
        edge = next;
        last++;
      }
      drawColumns(g, k, x0, Math.max(edge, x0 + .7), top, h);
      k = last;
    }
  }
  if (D.flags[g] & ENDED && D.end[g] >= view.t0 && D.end[g] <= view.t1) {
    ctx.fillStyle = ink.ink;
    ctx.fillRect(px(D.end[g]) - .75, top + h * .1, 1.5, h * .8);
  }
  if (D.flags[g] & BLOCKED && h >= 12 && D.end[g] >= view.t0 && D.end[g] <= view.t1) {
    const cx = px(D.end[g]) - 5, cy = top + h / 2;
    ctx.strokeStyle = ink.bad;
    ctx.lineWidth = 2;
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(cx - 4, cy - 4); ctx.lineTo(cx + 4, cy + 4);
    ctx.moveTo(cx + 4, cy - 4); ctx.lineTo(cx - 4, cy + 4);
    ctx.stroke();
  }
}

// drawColumns draws g from xa to xb, from its span i on, one class of states a
// pixel; neighbouring pixels of one class at once.
function drawColumns(g, i, xa, xb, top, h) {
  const b = D.first[g + 1];
  let look = -1, left = xa;
  for (let px = Math.floor(xa); px < xb; px++) {
    const ta = Math.max(time(Math.max(px, xa)), D.start[i]), tb = Math.min(time(Math.min(px + 1, xb)), D.end[g]);
    const j = Math.max(i, upper(D.start, tb, i, b) - 1);
    const c = mainLook(g, i, ta, j, tb);
    if (c !== look) {
      if (look >= 0) drawBar(LOOKS[look], left, Math.max(px, xa), top, h);
      look = c;
      left = Math.max(px, xa);
    }
    i = j;
  }
  if (look >= 0) drawBar(LOOKS[look], left, xb, top, h);
}

// drawBar draws a class of states without its finer signs.
function drawBar(look, x0, x1, top, h) {
  const high = { run: .7, ready: .5, call: .4, "": 0 }[look] ?? .16;
  const bar = Math.max(h >= 6 ? 2 : 1, h * high);
  if (look === "") return;
  ctx.fillStyle = ink[look];
  ctx.fillRect(x0, top + (h - bar) / 2, Math.max(.7, x1 - x0), bar);
}

function drawSpan(g, i, x0, x1, top, h) {
  const look = LOOKS[lookOfState[D.state[i]]];
  if (h < 12 || x1 - x0 < 4 || look === "run" || look === "") {
    drawBar(look, x0, x1, top, h);
  } else if (look === "ready" || look === "call") {
    const bar = look === "ready" ? h * .7 : h * .4;
    if (look === "ready") {
      ctx.fillStyle = hatch;
      ctx.fillRect(x0, top + (h - bar) / 2, x1 - x0, bar);
    }
    ctx.strokeStyle = ink[look];
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.strokeRect(x0 + .5, top + (h - bar) / 2 + .5, x1 - x0 - 1, bar - 1);
  } else {
    drawWait(g, i, look, x0, x1, top, h);
  }
}

function drawWait(g, i, look, x0, x1, top, h) {
  const stuck = stillBlocked(g, i) && !(D.flags[g] & SYSTEM);
  ctx.strokeStyle = stuck ? ink.bad : ink[look];
  ctx.lineWidth = Math.max(2, h * .14);
  ctx.setLineDash(DASH[look] || []);
  ctx.beginPath();
  ctx.moveTo(x0, top + h / 2);
  ctx.lineTo(x1, top + h / 2);
  ctx.stroke();
  ctx.setLineDash([]);
  if (h < 20 || x1 - x0 < 34) return;
  ctx.font = "10px ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
  ctx.fillStyle = stuck ? ink.bad : look === "time" ? ink.soft : ink[look];
  const short = D.states[D.state[i]];
  for (const text of [stuck ? short + ", still blocked" : short + " " + duration(spanEnd(g, i) - D.start[i]), short]) {
    if (text.length * 5.6 + 6 <= x1 - x0) {
      ctx.fillText(text, (x0 + x1) / 2 - text.length * 2.5, top + h / 2 - h * .15);
      return;
    }
  }
}

// drawTurns draws what a processor ran.
function drawTurns(turns, top, h) {
  const n = turns.start.length;
  let k = Math.max(0, upper(turns.start, view.t0, 0, n) - 1);
  const last = upper(turns.start, view.t1, 0, n);
  if (last - k > 2 * (view.wide - view.names)) {
    for (let px = view.names; px < view.wide; px++) {
      const t = time(px + .5), i = upper(turns.start, t, 0, n) - 1;
      if (i >= 0 && turns.end[i] >= t) drawBar("run", px, px + 1, top, h);
    }
    return;
  }
  for (; k < last; k++) {
    const x0 = x(Math.max(turns.start[k], view.t0)), x1 = x(Math.min(turns.end[k], view.t1));
    if (x1 < view.names) continue;
    if (x1 - x0 < 4 || h < 12) { drawBar("run", x0, x1, top, h); continue; }
    ctx.strokeStyle = ink.run;
    ctx.lineWidth = 1;
    ctx.strokeRect(x0 + .5, top + h * .15 + .5, x1 - x0 - 1, h * .7 - 1);
    const name = D.name[turns.g[k]], most = Math.floor((x1 - x0 - 6) / 6.1);
    if (most < 3 || h < 20) continue;
    ctx.font = "10px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
    ctx.fillStyle = ink.ink;
    ctx.fillText(name.length > most ? name.slice(0, most - 1) + "…" : name, x0 + 4, top + h / 2 + 3.5);
  }
}
