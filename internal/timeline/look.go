package timeline

// A look is how a class of states is drawn. Each class has a shape or a dash of
// its own, so that a picture can be read without its colours.
type look string

const (
	lookRun   look = "run"   // a solid bar
	lookReady look = "ready" // a hatched box
	lookCall  look = "call"  // a bar of half the height
	lookChan  look = "chan"  // a solid line
	lookLock  look = "lock"  // a dashed line
	lookTime  look = "time"  // a dotted line
	lookOther look = "other" // a dash-dotted line
	lookNone  look = ""
)

// waitLooks are the looks of waits, in the order of the legend.
var waitLooks = []look{lookChan, lookLock, lookTime, lookOther}

func lookOf(s State) look {
	switch s {
	case Running:
		return lookRun
	case Ready, Preempted, Yielded:
		return lookReady
	case Syscall:
		return lookCall
	case Receive, Send, Select, Forever:
		return lookChan
	case Mutex, ReadLock, WriteLock, WaitGroup, Cond, Once, Semaphore:
		return lookLock
	case Sleep:
		return lookTime
	case Network, Bubble, Collector, Waiting:
		return lookOther
	}
	return lookNone
}

// what says in a legend what a class of waits is about.
func (l look) what() string {
	switch l {
	case lookRun:
		return "runs"
	case lookReady:
		return "ready, no processor yet"
	case lookCall:
		return "in a system call"
	case lookChan:
		return "waits on a channel"
	case lookLock:
		return "waits in package sync"
	case lookTime:
		return "waits for the clock"
	}
	return "waits"
}

// style is the picture's style sheet. A picture in a page follows the reader's
// colour scheme, not the page's, so it brings its own background.
const style = `
svg{--bg:#fff;--edge:#d1d9e0;--ink:#1f2328;--soft:#59636e;--band:#f0f2f5;--run:#1f883d;--ready:#9a6700;--chan:#0969da;--lock:#8250df;--time:#59636e;--other:#bc4c00;--msg:#bf3989;--bad:#cf222e}
@media(prefers-color-scheme:dark){svg{--bg:#0d1117;--edge:#3d444d;--ink:#f0f6fc;--soft:#9198a1;--band:#1a2029;--run:#3fb950;--ready:#d29922;--chan:#4493f8;--lock:#ab7df8;--time:#9198a1;--other:#f0883e;--msg:#f778ba;--bad:#f85149}}
text{font:11px ui-sans-serif,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif;fill:var(--ink)}
.h{font-size:15px;font-weight:600}.n{font:600 12px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.s{fill:var(--soft);font-size:10.5px}.w{font-size:10.5px}.v{font:600 10.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--msg)}
.o{paint-order:stroke;stroke:var(--bg);stroke-width:4px;stroke-linejoin:round}.m{text-anchor:middle}.e{text-anchor:end}.t-chan{fill:var(--chan)}.t-lock{fill:var(--lock)}.t-time{fill:var(--soft)}.t-other{fill:var(--other)}.t-bad{fill:var(--bad);font-weight:600}
.bg{fill:var(--bg);stroke:var(--edge)}.band{fill:var(--band)}.rule{stroke:var(--edge);fill:none}.halo{stroke:var(--bg);stroke-width:3.5;fill:none}
.run{fill:var(--run)}.ready{fill:url(#hatch);stroke:var(--ready)}.hatch{stroke:var(--ready);stroke-width:1.4}.call{fill:none;stroke:var(--run);stroke-width:1.5}
.chan,.lock,.time,.other,.bad{fill:none;stroke-width:3}.chan{stroke:var(--chan)}.lock{stroke:var(--lock);stroke-dasharray:7 3}.time{stroke:var(--time);stroke-dasharray:2 3}.other{stroke:var(--other);stroke-dasharray:8 3 2 3}.bad{stroke:var(--bad)}
.proc{fill:var(--bg);stroke:var(--run)}.p{font:9.5px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.g-wait{fill:var(--chan);fill-opacity:.18}
.end{stroke:var(--ink);stroke-width:2;fill:none}.go{stroke:var(--ink);stroke-width:1.4;fill:none}.tip{fill:var(--ink)}.wake{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:3 2.5;fill:none}.wtip{fill:var(--bg);stroke:var(--soft)}
.msg{stroke:var(--msg);stroke-width:1.6;fill:none}.mtip{fill:var(--msg)}.pill{fill:var(--bg);stroke:var(--msg)}.note{fill:var(--ink)}.zig{stroke:var(--soft);fill:none;stroke-width:1.2}
`
