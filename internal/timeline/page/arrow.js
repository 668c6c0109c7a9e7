// What joins goroutines: who started and woke whom, values; and notes.

function midOf(g) { return rowOf[g] < 0 ? NaN : y(rowOf[g]) + view.rowHigh / 2; }

// drawArrow draws from goroutine a at time ta to b at tb. A goroutine that has
// no row gets no arrow.
function drawArrow(a, ta, b, tb, colour, dash, wide) {
  const x0 = x(ta), y0 = midOf(a), x1 = x(tb);
  let y1 = midOf(b);
  if (Number.isNaN(y0) || Number.isNaN(y1) || y0 === y1) return;
  y1 += (y1 > y0 ? -1 : 1) * view.rowHigh * .35;
  const long = Math.hypot(x1 - x0, y1 - y0);
  if (long < 4) return;
  const ux = (x1 - x0) / long, uy = (y1 - y0) / long;
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = wide;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x0, y0);
  ctx.lineTo(x1, y1);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x1 - 7 * ux - 3.5 * uy, y1 - 7 * uy + 3.5 * ux);
  ctx.lineTo(x1 - 7 * ux + 3.5 * uy, y1 - 7 * uy - 3.5 * ux);
  ctx.fill();
}

function drawArrows() {
  if (arrows.length > MANY_ARROWS || view.rowHigh < 12) return;
  for (const { g, k } of arrows) {
    const started = k === D.first[g];
    drawArrow(D.by[k], D.start[k], g, D.start[k], started ? ink.ink : ink.soft, started ? [] : [3, 2.5], started ? 1.4 : 1.1);
  }
}

function drawSelected() {
  if (!selected) return;
  const { g, i } = selected;
  if (rowOf[g] >= 0) {
    const x0 = x(Math.max(D.start[i], view.t0)), x1 = x(Math.min(spanEnd(g, i), view.t1));
    if (x1 >= view.names && x0 <= view.wide) {
      ctx.strokeStyle = ink.ink;
      ctx.lineWidth = 2;
      ctx.setLineDash([]);
      ctx.strokeRect(x0 - 1, y(rowOf[g]) + 1, Math.max(3, x1 - x0 + 2), view.rowHigh - 2);
    }
  }
  if (focus) drawArrow(focus.g, focus.t, g, focus.t, ink.ink, [], 2.2);
}

function drawMessages() {
  if (!D.messages.length || view.rowHigh < 12) return;
  const seen = [];
  for (const m of D.messages) {
    if (m.s > view.t1) break;
    if (m.r >= view.t0 && m.f >= 0 && m.t >= 0 && rowOf[m.f] >= 0 && rowOf[m.t] >= 0) seen.push(m);
    if (seen.length > MANY_ARROWS) return;
  }
  ctx.font = "600 10px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
  for (const m of seen) {
    drawArrow(m.f, m.s, m.t, m.r, ink.msg, [], 1.4);
    const cx = (x(m.s) + x(m.r)) / 2, cy = (midOf(m.f) + midOf(m.t)) / 2;
    const text = m.v.length > 16 ? m.v.slice(0, 15) + "…" : m.v, wide = text.length * 6.1 + 6;
    ctx.fillStyle = ink.bg;
    ctx.strokeStyle = ink.msg;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(cx - wide / 2, cy - 7, wide, 14, 4);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = ink.msg;
    ctx.fillText(text, cx - wide / 2 + 3, cy + 3.5);
  }
}

function drawNotes() {
  if (view.rowHigh < 12) return;
  ctx.font = "10px ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";
  ctx.fillStyle = ink.ink;
  let room = -Infinity, row = -1;
  for (const n of D.notes) {
    if (n.at < view.t0 || n.at > view.t1 || rowOf[n.g] < 0) continue;
    const px = x(n.at), top = y(rowOf[n.g]);
    ctx.beginPath();
    ctx.moveTo(px, top + 7); ctx.lineTo(px - 3.5, top + 1); ctx.lineTo(px + 3.5, top + 1);
    ctx.fill();
    if (row !== rowOf[n.g] || px > room) {
      ctx.fillText(n.text, px + 6, top + 8);
      room = px + 12 + n.text.length * 5.2;
      row = rowOf[n.g];
    }
  }
}
