// Levels of detail. Zoomed out, one pixel may stand for thousands of spans. What
// is drawn then is the class of states that takes most of the pixel's time.
// Adding up thousands of spans for each pixel would be slow, so each goroutine
// with many has sums for blocks of them, made when it is first drawn.

const BLOCK = 32;
const sums = new Map(); // goroutine → Float64Array: for each block, the time in each class before it

function sumsOf(g) {
  let s = sums.get(g);
  if (s) return s;
  const a = D.first[g], n = D.first[g + 1] - a, classes = LOOKS.length;
  s = new Float64Array((Math.ceil(n / BLOCK) + 1) * classes);
  const now = new Float64Array(classes);
  for (let k = 0; k < n; k++) {
    if (k % BLOCK === 0) s.set(now, k / BLOCK * classes);
    now[lookOfState[D.state[a + k]]] += spanEnd(g, a + k) - D.start[a + k];
  }
  s.set(now, (s.length / classes - 1) * classes);
  sums.set(g, s);
  return s;
}

const part = new Float64Array(LOOKS.length);

// addBefore adds sign times the time that g spent in each class before time t,
// where i is the span at t, to part.
function addBefore(s, g, i, t, sign) {
  const a = D.first[g], classes = LOOKS.length, block = Math.floor((i - a) / BLOCK);
  for (let c = 0; c < classes; c++) part[c] += sign * s[block * classes + c];
  for (let k = a + block * BLOCK; k < i; k++) part[lookOfState[D.state[k]]] += sign * (D.start[k + 1] - D.start[k]);
  part[lookOfState[D.state[i]]] += sign * (t - D.start[i]);
}

// mainLook returns the class in which g is most of the time from t0 to t1; i and
// j are its spans at these times.
function mainLook(g, i, t0, j, t1) {
  if (i === j) return lookOfState[D.state[i]];
  part.fill(0);
  if (j - i <= BLOCK) {
    for (let k = i; k <= j; k++) {
      part[lookOfState[D.state[k]]] += Math.min(t1, spanEnd(g, k)) - Math.max(t0, D.start[k]);
    }
  } else {
    const s = sumsOf(g);
    addBefore(s, g, j, t1, 1);
    addBefore(s, g, i, t0, -1);
  }
  let best = 0;
  for (let c = 1; c < part.length; c++) if (part[c] > part[best]) best = c;
  return best;
}

// overview counts, for each of n columns over the whole time, how many of the
// program's goroutines run, are ready and exist. It looks at each span once.
function overview(n) {
  const run = new Float64Array(n + 1), ready = new Float64Array(n + 1), alive = new Float64Array(n + 1);
  const wide = D.length / n || 1;
  // A span adds 1 to each column that it covers and its share to the two at its
  // ends. The ones are added as steps, and the steps summed up at the end.
  const add = (out, steps, a, b) => {
    const i = Math.min(n - 1, Math.floor(a / wide)), j = Math.min(n - 1, Math.floor(b / wide));
    if (i === j) { out[i] += (b - a) / wide; return; }
    out[i] += ((i + 1) * wide - a) / wide;
    out[j] += (b - j * wide) / wide;
    steps[i + 1]++;
    steps[j]--;
  };
  const steps = [0, 1, 2].map(() => new Float64Array(n + 2));
  for (let g = 0; g < D.name.length; g++) {
    const a = D.first[g], b = D.first[g + 1];
    if (a === b || D.flags[g] & SYSTEM) continue;
    add(alive, steps[2], D.start[a], D.end[g]);
    for (let i = a; i < b; i++) {
      const look = lookOfState[D.state[i]];
      if (look === 0 || look === 2) add(run, steps[0], D.start[i], spanEnd(g, i));
      else if (look === 1) add(ready, steps[1], D.start[i], spanEnd(g, i));
    }
  }
  [run, ready, alive].forEach((out, k) => {
    for (let i = 0, sum = 0; i < n; i++) out[i] += sum += steps[k][i];
  });
  return { run, ready, alive };
}
