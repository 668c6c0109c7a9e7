// The page's data as typed arrays. encode.go writes what is read here.
//
// A span is an index i. Goroutine g has the spans first[g] to first[g+1]-1.
//   start[i]  when it begins, in nanoseconds
//   state[i]  index into states, looks and long
//   where[i]  its stack, or when running its processor; -1 if not known
//   by[i]     the goroutine that made this one ready, or -1

async function decode(text) {
  const stream = new Blob([fromBase64(text)]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = new DataView(bytes.buffer).getUint32(0, true);
  const d = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + size)));
  decodeSpans(d, bytes, 4 + size);
  return d;
}

function fromBase64(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return bytes;
}

function decodeSpans(d, bytes, pos) {
  // A varint of up to 53 bits; shifts would stop at 32.
  const number = () => {
    let b = bytes[pos++];
    if (b < 128) return b;
    let n = b & 127, unit = 128;
    do {
      b = bytes[pos++];
      n += (b & 127) * unit;
      unit *= 128;
    } while (b > 127);
    return n;
  };
  const goroutines = d.name.length;
  d.first = new Uint32Array(goroutines + 1);
  d.start = new Float64Array(d.spans);
  d.state = new Uint8Array(d.spans);
  d.where = new Int32Array(d.spans);
  d.by = new Int32Array(d.spans).fill(-1);
  const ready = d.states.indexOf("ready");
  let i = 0;
  for (let g = 0; g < goroutines; g++) {
    d.first[g] = i;
    let t = 0;
    for (let n = number(); n > 0; n--, i++) {
      t += number();
      d.start[i] = t;
      d.state[i] = number();
      d.where[i] = number() - 1;
      if (d.state[i] === ready) d.by[i] = number() - 1;
    }
  }
  d.first[goroutines] = i;
  d.turns = d.procs.map(() => {
    const n = number(), turns = { start: new Float64Array(n), end: new Float64Array(n), g: new Int32Array(n) };
    let t = 0;
    for (let k = 0; k < n; k++) {
      turns.start[k] = t += number();
      turns.end[k] = t += number();
      turns.g[k] = number();
    }
    return turns;
  });
  d.end = Float64Array.from(d.end);
}
