// What is seen: a stretch of time, and rows.

const view = {
  t0: 0, t1: 1,       // the time at the left and right edge of the lanes
  scroll: 0,          // pixels of rows above the first one seen
  rowHigh: 24,
  wide: 0, high: 0,   // the canvas in CSS pixels
  names: 180,         // the width of the column of names
  top: 74,            // where rows begin: below overview and ruler
};

const ROW_HIGHS = [3, 6, 12, 24, 36];

let rows = [];        // a goroutine's index g, or ~p for processor p
let rowOf = null;     // the row of each goroutine, or -1
let selected = null;  // {g, i}: a span
let focus = null;     // {g, t}: who ended the selected wait, and when
const trail = [];     // what was selected before

function x(t) { return view.names + (t - view.t0) / (view.t1 - view.t0) * (view.wide - view.names); }
function time(px) { return view.t0 + (px - view.names) / (view.wide - view.names) * (view.t1 - view.t0); }
function y(row) { return view.top + row * view.rowHigh - view.scroll; }
function rowAt(py) { return py < view.top ? -1 : Math.floor((py - view.top + view.scroll) / view.rowHigh); }

const MIN_WINDOW = 100; // nanoseconds

// showTime shows the time from a to b, or as near to it as can be.
function showTime(a, b) {
  const margin = D.length * .02 + 1;
  const most = D.length + 2 * margin;
  const long = Math.min(Math.max(b - a, MIN_WINDOW), most);
  const mid = (a + b) / 2;
  view.t0 = Math.min(Math.max(mid - long / 2, -margin), D.length + margin - long);
  view.t1 = view.t0 + long;
  dirty();
}

function fit() { showTime(-D.length * .02, D.length * 1.02); }

// zoom changes the scale and leaves the time at px where it is.
function zoom(factor, px) {
  const t = time(px);
  showTime(t - (t - view.t0) * factor, t + (view.t1 - t) * factor);
}

function pan(pixels) {
  const dt = pixels / (view.wide - view.names) * (view.t1 - view.t0);
  showTime(view.t0 + dt, view.t1 + dt);
}

function scrollTo(top) {
  const most = Math.max(0, rows.length * view.rowHigh - (view.high - view.top));
  view.scroll = Math.min(Math.max(0, top), most);
  const bar = document.getElementById("scroll");
  if (Math.abs(bar.scrollTop - view.scroll) >= 1) bar.scrollTop = view.scroll;
  dirty();
}

// reveal scrolls and pans as little as needed to see g at time t.
function reveal(g, t) {
  if (rowOf[g] < 0) clearFilter();
  const row = rowOf[g], seen = view.high - view.top;
  if (row >= 0) {
    const at = row * view.rowHigh;
    if (at < view.scroll || at + view.rowHigh > view.scroll + seen) scrollTo(at - seen / 2);
  }
  const long = view.t1 - view.t0;
  if (t < view.t0 + long * .03 || t > view.t1 - long * .03) showTime(t - long / 2, t + long / 2);
}

// select makes span i of g the selected one. From a wait it goes to who ended
// it, unless stay is set.
function select(g, i, { stay = false, quiet = false } = {}) {
  if (selected && !quiet) trail.push(selected);
  selected = { g, i };
  focus = null;
  const c = cause(g, i);
  if (isWait(i) && c) {
    focus = { g: c.g, t: c.t };
    if (!stay) reveal(c.g, c.t);
  } else if (!stay) {
    reveal(g, Math.min(Math.max(view.t0, D.start[i]), spanEnd(g, i)));
  }
  showDetail();
  dirty();
}

// follow goes on to who brought the selected span about.
function follow() {
  if (!selected) return;
  const c = cause(selected.g, selected.i);
  if (!c) return;
  reveal(c.g, c.t);
  const i = spanAt(c.g, c.t);
  if (i >= 0) select(c.g, i, { stay: true });
}

function back() {
  const last = trail.pop();
  if (!last) return;
  select(last.g, last.i, { quiet: true, stay: true });
  reveal(last.g, D.start[last.i]);
}

// arrange makes the rows anew: filtered and ordered as the tools say.
function arrange() {
  const words = document.getElementById("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const blocked = document.getElementById("blocked").checked;
  const system = document.getElementById("system").checked;
  const order = document.getElementById("order").value;
  const list = [];
  for (let g = 0; g < D.name.length; g++) {
    if (D.first[g] === D.first[g + 1]) continue;
    if (!system && D.flags[g] & SYSTEM) continue;
    if (blocked && !(D.flags[g] & BLOCKED)) continue;
    if (words.length && !words.every((w) => haystack(g).includes(w))) continue;
    list.push(g);
  }
  if (order === "created") list.sort((a, b) => D.start[D.first[a]] - D.start[D.first[b]] || a - b);
  if (order === "name") list.sort((a, b) => D.name[a].localeCompare(D.name[b], "en", { numeric: true }) || a - b);
  if (order === "waited") {
    const long = new Map(list.map((g) => [g, waited(g)]));
    list.sort((a, b) => long.get(b) - long.get(a) || a - b);
  }
  const procs = document.getElementById("procs").checked ? D.procs.map((_, p) => ~p) : [];
  rows = procs.concat(list);
  rowOf = new Int32Array(D.name.length).fill(-1);
  rows.forEach((g, row) => { if (g >= 0) rowOf[g] = row; });
  document.getElementById("high").style.height = rows.length * view.rowHigh + "px";
  const all = D.name.length;
  document.getElementById("count").textContent = list.length === all ? all + " goroutines" : list.length + " of " + all + " goroutines";
  scrollTo(view.scroll);
}

function haystack(g) {
  return (D.name[g] + " " + (D.func[g] < 0 ? "" : D.funcs[D.func[g]]) + " g" + D.id[g]).toLowerCase();
}

function clearFilter() {
  document.getElementById("search").value = "";
  document.getElementById("blocked").checked = false;
  arrange();
}

// setRowHigh changes the height of the lanes and keeps the one in the middle.
function setRowHigh(high) {
  const mid = (view.scroll + (view.high - view.top) / 2) / view.rowHigh;
  view.rowHigh = high;
  document.getElementById("high").style.height = rows.length * high + "px";
  scrollTo(mid * high - (view.high - view.top) / 2);
}
