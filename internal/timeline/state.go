package timeline

import "strings"

// A State says what a goroutine does, and if it waits, what for.
type State uint8

// The states of a goroutine.
const (
	Unknown   State = iota
	Running         // on a processor
	Ready           // could run: it was created or woken, and no processor has taken it yet
	Preempted       // could run: the runtime took its processor away
	Yielded         // could run: it called runtime.Gosched
	Syscall         // in a system call

	Receive   // waits to receive from a channel
	Send      // waits to send to a channel
	Select    // waits in a select
	Forever   // waits on a nil channel or an empty select: nothing can wake it
	Mutex     // waits for a sync.Mutex
	ReadLock  // waits for a sync.RWMutex, to read
	WriteLock // waits for a sync.RWMutex, to write
	WaitGroup // waits in WaitGroup.Wait
	Cond      // waits in Cond.Wait
	Once      // waits for another goroutine's Once.Do
	Semaphore // waits in a primitive of package sync that is none of the above
	Sleep     // waits in time.Sleep
	Network   // waits for the network or a file
	Bubble    // waits for a testing/synctest bubble
	Collector // waits for the garbage collector
	Waiting   // waits for something that this package does not know

	numStates
)

// stateText has for each state a word for a lane, and the words of a legend.
var stateText = [numStates]struct{ short, long string }{
	Unknown:   {"unknown", "not known"},
	Running:   {"running", "runs on a processor"},
	Ready:     {"ready", "ready: could run, waits for a processor"},
	Preempted: {"preempted", "ready: its processor was taken away"},
	Yielded:   {"yielded", "ready: it stepped aside with runtime.Gosched"},
	Syscall:   {"system call", "in a system call"},
	Receive:   {"receive", "waits to receive from a channel"},
	Send:      {"send", "waits to send to a channel"},
	Select:    {"select", "waits in a select"},
	Forever:   {"for ever", "waits for what can't happen: a nil channel or an empty select"},
	Mutex:     {"Mutex", "waits for a Mutex"},
	ReadLock:  {"RLock", "waits to read-lock a RWMutex"},
	WriteLock: {"RWMutex", "waits to lock a RWMutex"},
	WaitGroup: {"WaitGroup", "waits for a WaitGroup"},
	Cond:      {"Cond", "waits for a Cond"},
	Once:      {"Once", "waits for another goroutine's Once"},
	Semaphore: {"sync", "waits in package sync"},
	Sleep:     {"sleep", "sleeps"},
	Network:   {"network", "waits for the network or a file"},
	Bubble:    {"synctest", "waits for a synctest bubble"},
	Collector: {"collector", "waits for the garbage collector"},
	Waiting:   {"waits", "waits"},
}

// String returns the state as one or two words: "running", "receive".
func (s State) String() string {
	if s < numStates {
		return stateText[s].short
	}
	return "unknown"
}

// Long returns the state as the words of a legend.
func (s State) Long() string {
	if s < numStates {
		return stateText[s].long
	}
	return "not known"
}

// Waiting reports whether a goroutine in this state waits for something to
// happen: for more than a processor.
func (s State) Waiting() bool { return s >= Receive && s < numStates }

// Runnable reports whether a goroutine in this state lacks only a processor.
func (s State) Runnable() bool { return s == Ready || s == Preempted || s == Yielded }

// waitState returns the state of a goroutine that the tracer says waits for
// reason, with the functions of its stack, innermost first. The tracer calls
// every wait in package sync "sync"; the stack tells them apart.
func waitState(reason string, funcs []string) State {
	if state := runtimeWait(funcs); state != Unknown {
		return state
	}
	switch reason {
	case "chan receive":
		return Receive
	case "chan send":
		return Send
	case "select":
		return Select
	case "forever":
		return Forever
	case "sleep":
		return Sleep
	case "network":
		return Network
	case "sync.(*Cond).Wait":
		return Cond
	case "synctest":
		return Bubble
	case "sync":
		return syncState(funcs)
	case "":
		return stackState(funcs)
	}
	if strings.HasPrefix(reason, "GC ") || reason == "wait until GC ends" {
		return Collector
	}
	return Waiting
}

// runtimeWait recognises a wait on a channel that belongs to the runtime, which
// has some of its own: a goroutine that must start a collection waits on one.
func runtimeWait(funcs []string) State {
	for i, f := range funcs {
		switch f {
		case "runtime.chanrecv", "runtime.chanrecv1", "runtime.chanrecv2", "runtime.chansend", "runtime.chansend1",
			"runtime.selectgo", "runtime.block":
			continue
		}
		if i == 0 || !strings.HasPrefix(f, "runtime.") || f == "runtime.main" {
			return Unknown
		}
		if strings.HasPrefix(f, "runtime.gc") {
			return Collector
		}
		return Waiting
	}
	return Unknown
}

// syncState finds the primitive by the outermost frame of package sync, since
// they are built on each other: Once and RWMutex lock a Mutex.
func syncState(funcs []string) State {
	state := Waiting // the runtime has semaphores of its own
	for _, f := range funcs {
		if !strings.HasPrefix(f, "sync.") && !strings.HasPrefix(f, "internal/sync.") && !strings.HasPrefix(f, "runtime.") {
			break
		}
		if state == Waiting && !strings.HasPrefix(f, "runtime.") {
			state = Semaphore
		}
		switch f {
		case "sync.(*Mutex).Lock", "internal/sync.(*Mutex).Lock":
			state = Mutex
		case "sync.(*RWMutex).RLock":
			state = ReadLock
		case "sync.(*RWMutex).Lock":
			state = WriteLock
		case "sync.(*WaitGroup).Wait":
			state = WaitGroup
		case "sync.(*Cond).Wait":
			state = Cond
		case "sync.(*Once).Do":
			state = Once
		}
	}
	return state
}

// stackState guesses from the stack alone. It serves goroutines that waited
// before the trace began: the tracer gives their stack and no reason.
func stackState(funcs []string) State {
	for _, f := range funcs {
		switch f {
		case "runtime.chanrecv", "runtime.chanrecv1", "runtime.chanrecv2":
			return Receive
		case "runtime.chansend", "runtime.chansend1":
			return Send
		case "runtime.selectgo":
			return Select
		case "runtime.block":
			return Forever
		case "time.Sleep":
			return Sleep
		case "internal/poll.runtime_pollWait":
			return Network
		}
		if strings.HasPrefix(f, "sync.") {
			return syncState(funcs)
		}
	}
	return Waiting
}
