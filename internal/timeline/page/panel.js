// The panel beside the timeline: what is selected, and two lists to begin with.

function element(tag, text, className) {
  const e = document.createElement(tag);
  if (text) e.textContent = text;
  if (className) e.className = className;
  return e;
}

function button(text, className, action) {
  const b = element("button", text, className);
  b.type = "button";
  b.addEventListener("click", action);
  return b;
}

function stackElement(stack) {
  const pre = element("div", "", "stack");
  for (const f of D.stacks[stack]) {
    const [fn, file, line] = D.frames[f];
    const row = element("div");
    row.append(element("b", shortFunc(D.funcs[fn])), " ", element("span", D.files[file].split(/[\\/]/).pop() + ":" + line, "soft"));
    row.title = D.funcs[fn] + "\n" + D.files[file] + ":" + line;
    pre.append(row);
  }
  return pre;
}

function showDetail() {
  const box = document.getElementById("detail");
  box.replaceChildren();
  if (!selected) {
    box.append(element("p", "Click on a state to see what it is and who ended it. Press ? for help.", "soft"));
    return;
  }
  const { g, i } = selected;
  box.append(element("h2", D.name[g]));
  box.append(element("div", spanText(g, i), stillBlocked(g, i) ? "bad" : ""));
  box.append(element("div", "from " + moment(D.start[i], 1e3) + " to " + moment(spanEnd(g, i), 1e3) + ", goroutine " + D.id[g], "soft"));
  const look = LOOKS[lookOfState[D.state[i]]];
  if (look === "run" && D.where[i] >= 0) box.append(element("div", "on processor " + D.procs[D.where[i]], "soft"));
  const stack = look === "ready" ? -1 : stackOf(i);
  if (stack >= 0) box.append(stackElement(stack));
  showCause(box, g, i);
  showOrigin(box, g);
  const inside = D.regions.filter((r) => r.g === g && r.s <= D.start[i] && r.e >= D.start[i]).map((r) => r.name);
  if (inside.length) box.append(element("div", "in region " + inside.join(", "), "soft"));
  if (trail.length) box.append(button("back (Backspace)", "link", back));
}

function showCause(box, g, i) {
  const c = cause(g, i);
  if (!c) {
    if (isWait(i)) {
      box.append(element("div", stillBlocked(g, i) ? "Nobody ended this wait." : "No goroutine ended it: the clock, the network or the runtime did.", "soft"));
    }
    return;
  }
  box.append(button(c.verb + " by " + D.name[c.g] + " at " + moment(c.t, 1e3) + " (Enter)", "link", follow));
  if (c.stack >= 0) box.append(stackElement(c.stack));
}

function showOrigin(box, g) {
  if (D.parent[g] < 0) return;
  const t = D.start[D.first[g]];
  const where = site(D.created[g]);
  box.append(button("started by " + D.name[D.parent[g]] + (where ? ", " + where : ""), "link", () => {
    reveal(D.parent[g], t);
    const i = spanAt(D.parent[g], t);
    if (i >= 0) select(D.parent[g], i, { stay: true });
  }));
}

const MANY_STUCK = 200;

function showLists() {
  const waits = document.querySelector("#waits ol");
  for (const w of D.waits) {
    const text = D.states[w.state] + (w.place ? " at " + w.place : "");
    const item = element("li");
    const b = button("", "", () => goTo(w.g, D.first[w.g] + w.span));
    b.append(element("b", duration(w.total)), " " + text + " ",
      element("span", w.count === 1 ? "once" : w.count + " times, longest " + duration(w.longest), "soft"));
    item.append(b);
    waits.append(item);
  }
  if (!D.waits.length) waits.append(element("li", "Nobody waited.", "soft"));

  const stuck = [];
  for (let g = 0; g < D.name.length; g++) if (D.flags[g] & BLOCKED && !(D.flags[g] & SYSTEM)) stuck.push(g);
  if (!stuck.length) return;
  document.getElementById("stuck").hidden = false;
  const list = document.querySelector("#stuck ol");
  for (const g of stuck.slice(0, MANY_STUCK)) {
    const i = D.first[g + 1] - 1, where = site(D.where[i]);
    const item = element("li");
    const b = button("", "", () => goTo(g, i));
    b.append(element("b", D.name[g], "bad"), " " + D.states[D.state[i]] + (where ? " at " + where : ""));
    item.append(b);
    list.append(item);
  }
  if (stuck.length > MANY_STUCK) list.append(element("li", "and " + (stuck.length - MANY_STUCK) + " more: tick “only those still blocked”", "soft"));
}

// goTo selects a span and shows it whole, with some room.
function goTo(g, i) {
  if (rowOf[g] < 0) clearFilter();
  const long = spanEnd(g, i) - D.start[i];
  if (long > view.t1 - view.t0 || D.start[i] < view.t0 || spanEnd(g, i) > view.t1) {
    showTime(D.start[i] - long * .3, spanEnd(g, i) + long * .3);
  }
  reveal(g, Math.max(view.t0, D.start[i]));
  select(g, i, { stay: true });
  canvas.focus({ preventScroll: true });
}

function showHeader() {
  document.getElementById("title").textContent = D.title;
  document.getElementById("about").textContent = D.about;
  const cut = document.getElementById("cut");
  cut.textContent = D.cut && "Incomplete: " + D.cut + ".";
  cut.hidden = !D.cut;
}

// showLegend draws each class of states as it looks in a lane.
function showLegend() {
  const box = document.getElementById("legend");
  box.replaceChildren();
  const used = new Set(D.state);
  const add = (paint, text) => {
    const line = element("div"), c = document.createElement("canvas");
    const scale = window.devicePixelRatio || 1;
    c.width = 60 * scale; c.height = 18 * scale;
    const t = c.getContext("2d");
    t.scale(scale, scale);
    paint(t);
    line.append(c, element("span", text));
    box.append(line);
  };
  for (const look of LOOKS.slice(0, 7)) {
    const names = [...used].filter((s) => D.looks[s] === look).map((s) => D.long[s]);
    if (!names.length) continue;
    add((t) => {
      t.fillStyle = t.strokeStyle = ink[look];
      if (look === "run") t.fillRect(0, 3, 60, 12);
      else if (look === "ready") { t.fillStyle = hatch; t.fillRect(0, 3, 60, 12); t.strokeRect(.5, 3.5, 59, 11); }
      else if (look === "call") t.strokeRect(.5, 5.5, 59, 7);
      else { t.lineWidth = 3; t.setLineDash(DASH[look] || []); t.beginPath(); t.moveTo(0, 9); t.lineTo(60, 9); t.stroke(); }
    }, names.join("; "));
  }
  add((t) => { t.strokeStyle = ink.bad; t.lineWidth = 3; t.beginPath(); t.moveTo(0, 9); t.lineTo(46, 9); t.moveTo(48, 5); t.lineTo(56, 13); t.moveTo(56, 5); t.lineTo(48, 13); t.stroke(); }, "still blocked at the end");
  add((t) => { t.fillStyle = ink.ink; t.fillRect(0, 8, 52, 1.4); t.beginPath(); t.moveTo(60, 9); t.lineTo(52, 5.5); t.lineTo(52, 12.5); t.fill(); }, "starts a goroutine");
  add((t) => { t.strokeStyle = t.fillStyle = ink.soft; t.setLineDash([3, 2.5]); t.beginPath(); t.moveTo(0, 9); t.lineTo(52, 9); t.stroke(); t.beginPath(); t.moveTo(60, 9); t.lineTo(52, 5.5); t.lineTo(52, 12.5); t.fill(); }, "wakes one: ends its wait");
  if (D.messages.length) add((t) => { t.fillStyle = ink.msg; t.fillRect(0, 8, 52, 1.6); t.beginPath(); t.moveTo(60, 9); t.lineTo(52, 5.5); t.lineTo(52, 12.5); t.fill(); }, "sends it a value");
  add((t) => { t.fillStyle = ink.run; t.fillRect(0, 3, 50, 12); t.fillStyle = ink.ink; t.fillRect(50, 1, 2, 16); }, "returns");
}
