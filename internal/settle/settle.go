// Package settle lets a grader wait until nothing can go on.
package settle

import (
	"runtime"
	"strings"
)

// Wait returns once every other goroutine of the process is blocked.
// synctest.Wait does the same in a bubble, but for two things that matter to a
// grader:
//
//   - Here a goroutine that waits for a mutex is blocked. An answer that holds a
//     lock while a task runs fails a test; it would hang in synctest.Wait.
//   - This one orders nothing. What an answer does before and after it is still
//     a race if the answer itself does not order it; synctest.Wait would hide
//     that.
//
// Use it in a bubble: there a goroutine that sleeps is blocked too, since the
// clock stands still. One that spins never is: then Wait does not return, and
// the test runs until its time is up.
func Wait() {
	for yields := 1; ; yields = min(2*yields, 1024) {
		for range yields {
			runtime.Gosched()
		}
		if len(awakeGoroutines()) == 0 {
			return
		}
	}
}

// awakeGoroutines returns the goroutines that can go on, by the heads of their
// stacks, but for the caller, which comes first in a dump. It reads the stacks
// of all goroutines, for which the runtime stops the world: nobody is between
// two states. Those outside the bubble count: a goroutine leaves it for a moment
// when it helps the garbage collector.
func awakeGoroutines() map[string]bool {
	awake := map[string]bool{}
	for i, stack := range allStacks() {
		id, state, _ := strings.Cut(stack, "[") // goroutine 7 [chan send (durable), synctest bubble 1]:
		if i > 0 && !isBlocked(state) {
			awake[id] = true
		}
	}
	return awake
}

// allStacks returns the stacks of all goroutines, the caller's first.
func allStacks() []string {
	stacks := make([]byte, 1<<14)
	n := runtime.Stack(stacks, true)
	for n == len(stacks) { // cut short
		stacks = make([]byte, 2*len(stacks))
		n = runtime.Stack(stacks, true)
	}
	return strings.Split(string(stacks[:n]), "\n\n")
}

// isBlocked reports whether a goroutine in this state can't go on by itself.
func isBlocked(state string) bool {
	for _, prefix := range []string{"chan ", "select", "sync.", "synctest.", "sleep", "coroutine", "trace reader"} {
		if strings.HasPrefix(state, prefix) {
			return true
		}
	}
	return false
}
