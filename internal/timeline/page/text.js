// Words.

function duration(ns) {
  const round = (x) => x < 9.95 ? String(Math.round(x * 10) / 10) : String(Math.round(x));
  if (ns < 1e3) return Math.round(ns) + " ns";
  if (ns < 1e6) return round(ns / 1e3) + " µs";
  if (ns < 1e9) return round(ns / 1e6) + " ms";
  return round(ns / 1e9) + " s";
}

// moment writes a time so that it can be told from one that is step away.
function moment(ns, step) {
  const [unit, name] = ns < 1e3 && step < 1e3 ? [1, "ns"] : ns < 1e6 ? [1e3, "µs"] : ns < 1e9 ? [1e6, "ms"] : [1e9, "s"];
  const digits = Math.max(0, Math.min(9, Math.ceil(Math.log10(unit / Math.max(step, 1)) - 1e-9)));
  return (ns / unit).toFixed(digits) + " " + name;
}

function shortFunc(fn) {
  fn = fn.slice(fn.lastIndexOf("/") + 1).replaceAll("[...]", "");
  return fn.startsWith("main.") ? fn.slice(5) : fn;
}

// shortName makes a name fit. Its end tells more than its beginning: the package
// goes first, then the type.
function shortName(name, most) {
  if (name.length <= most) return name;
  for (let i = 0; i < name.length; i++) {
    const left = name.length - i - 1;
    if (name[i] === "." && left <= most && left >= most / 2) return name.slice(i + 1);
  }
  return "…" + name.slice(name.length - most + 1);
}

function frameText(f) {
  const [fn, file, line] = D.frames[f];
  return D.files[file].split(/[\\/]/).pop() + ":" + line + " in " + shortFunc(D.funcs[fn]);
}

// spanText says in one line what span i of g is.
function spanText(g, i) {
  const long = duration(spanEnd(g, i) - D.start[i]);
  return D.long[D.state[i]] + ", " + long + (stillBlocked(g, i) ? ", still at the end" : "");
}

// tipText says in a few lines what the pointer is over.
function tipText(g, i) {
  const lines = [D.name[g], spanText(g, i)];
  const look = LOOKS[lookOfState[D.state[i]]];
  if (look === "run" && D.where[i] >= 0) lines.push("processor " + D.procs[D.where[i]]);
  const c = cause(g, i);
  if (isWait(i)) {
    if (stillBlocked(g, i)) lines.push("nobody ended it");
    else lines.push(c ? "ended by " + D.name[c.g] : "ended by the clock, the network or the runtime");
  } else if (look === "ready" && c) {
    lines.push(c.verb === "started" ? "started by " + D.name[c.g] : "woken by " + D.name[c.g]);
  }
  const stack = look === "ready" ? -1 : stackOf(i);
  if (stack >= 0) {
    lines.push("");
    for (const f of D.stacks[stack].slice(0, 8)) lines.push(frameText(f));
    if (D.stacks[stack].length > 8) lines.push("…");
  }
  return lines.join("\n");
}
