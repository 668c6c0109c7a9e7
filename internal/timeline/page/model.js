// Questions about the data. D is what decode returned.

let D = null;

const SYSTEM = 1, ENDED = 2, BLOCKED = 4;

// The classes of looks, in the order in which levels of detail add them up.
const LOOKS = ["run", "ready", "call", "chan", "lock", "time", "other", ""];
let lookOfState = new Uint8Array(0); // index into LOOKS for each state

function isWait(i) { return lookOfState[D.state[i]] >= 3 && lookOfState[D.state[i]] < 7; }

function spanEnd(g, i) { return i + 1 < D.first[g + 1] ? D.start[i + 1] : D.end[g]; }

// spanAt returns the span of g at time t, or -1 when g does not exist then.
function spanAt(g, t) {
  const a = D.first[g], b = D.first[g + 1];
  if (a === b || t < D.start[a] || t > D.end[g]) return -1;
  return upper(D.start, t, a, b) - 1;
}

// upper returns the first index in [a, b) whose value is greater than t, or b.
function upper(values, t, a, b) {
  while (a < b) {
    const m = (a + b) >>> 1;
    if (values[m] > t) b = m; else a = m + 1;
  }
  return a;
}

// ender returns the goroutine that ended the wait i of g, or -1: a timer or the
// network did, or nobody.
function ender(g, i) { return isWait(i) && i + 1 < D.first[g + 1] ? D.by[i + 1] : -1; }

// cause returns who brought span i of g about, and when: for a wait who ended
// it, for a ready or running goroutine who woke or started it.
function cause(g, i) {
  if (isWait(i)) {
    const e = ender(g, i);
    return e < 0 ? null : { g: e, t: D.start[i + 1], verb: "ended", stack: D.where[i + 1] };
  }
  for (let k = i; k >= D.first[g]; k--) {
    if (isWait(k)) return null; // a timer woke it
    if (D.by[k] >= 0) return { g: D.by[k], t: D.start[k], verb: k === D.first[g] ? "started" : "woken", stack: D.where[k] };
  }
  return null;
}

// stillBlocked reports whether span i is the wait in which g is at the end.
function stillBlocked(g, i) { return (D.flags[g] & BLOCKED) !== 0 && i === D.first[g + 1] - 1; }

// site returns the line of the program that a stack is about, or "".
function site(stack) { return stack < 0 || D.site[stack] < 0 ? "" : frameText(D.site[stack]); }

// stackOf returns the stack that explains span i, or -1.
function stackOf(i) { return LOOKS[lookOfState[D.state[i]]] === "run" ? -1 : D.where[i]; }

// waited returns how long g waited in all, without sleeping.
function waited(g) {
  let sum = 0;
  for (let i = D.first[g]; i < D.first[g + 1]; i++) {
    if (isWait(i) && LOOKS[lookOfState[D.state[i]]] !== "time") sum += spanEnd(g, i) - D.start[i];
  }
  return sum;
}
