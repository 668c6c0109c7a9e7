// Begin.

async function main() {
  const data = document.getElementById("data");
  if (!window.DecompressionStream) throw new Error("this browser is too old: it has no DecompressionStream");
  D = await decode(data.textContent.trim());
  data.remove(); // tens of megabytes of text
  lookOfState = Uint8Array.from(D.looks, (look) => Math.max(0, LOOKS.indexOf(look)));
  showHeader();
  readColours();
  arrange();
  resize();
  if (rows.length * 36 < view.high - view.top) setRowHigh(36);
  fit();
  showLists();
  showDetail();
  showLegend();
  listen();
}

// What tests, and curious readers, may ask the page.
window.timeline = {
  ready: main().then(() => true).catch((error) => {
    const about = document.getElementById("about");
    about.textContent = "This page can't be shown: " + error.message;
    about.className = "bad";
    return error.message;
  }),
  state: () => ({
    t0: view.t0, t1: view.t1, scroll: view.scroll, rowHigh: view.rowHigh, rows: rows.length, frames,
    selected: selected && { g: D.name[selected.g], state: D.states[D.state[selected.i]], span: selected.i - D.first[selected.g] },
    focus: focus && { g: D.name[focus.g], t: focus.t },
    tip: tip.hidden ? "" : tip.textContent,
  }),
  // slowest returns how many milliseconds the slowest frame took since the last call.
  slowest: () => { const was = slowest; slowest = 0; return was; },
  // point returns where span n of the goroutine with this name is on the screen.
  point: (name, n) => {
    const g = D.name.indexOf(name), i = D.first[g] + n, box = canvas.getBoundingClientRect();
    const t = (Math.max(D.start[i], view.t0) + Math.min(spanEnd(g, i), view.t1)) / 2;
    return { x: box.left + x(t), y: box.top + y(rowOf[g]) + view.rowHigh / 2 };
  },
  // mostly returns the class of states in which a goroutine is most of the time
  // from t0 to t1, as lanes that are zoomed out show it.
  mostly: (name, t0, t1) => {
    const g = D.name.indexOf(name);
    return LOOKS[mainLook(g, spanAt(g, t0), t0, spanAt(g, t1), t1)];
  },
  overview: (n) => { const o = overview(n); return [o.run, o.ready, o.alive].map((a) => Array.from(a.subarray(0, n))); },
  spans: (name) => {
    const g = D.name.indexOf(name);
    return Array.from(D.state.subarray(D.first[g], D.first[g + 1]), (s) => D.states[s]);
  },
};
