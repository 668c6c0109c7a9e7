package settle

import (
	"slices"
	"strings"
	"time"
)

// PassTime lets a minute pass in the bubble: who slept between two looks has
// looked again when it returns. It does nothing while a goroutine waits for a
// mutex, for then the bubble's clock stands still.
func PassTime() {
	if !anyIs("sync.Mutex.", "sync.RWMutex.") {
		time.Sleep(time.Minute)
	}
}

// Sleeps reports whether a goroutine is in time.Sleep. Outside a bubble Wait and
// Calm take it for blocked, though it goes on by itself: a grader that finds
// somebody waiting asks before it says for ever.
func Sleeps() bool { return anyIs("sleep") }

// anyIs reports whether a goroutine is in a state that begins like one of these.
func anyIs(states ...string) bool {
	return slices.ContainsFunc(allStacks(), func(stack string) bool {
		_, state, _ := strings.Cut(stack, "[") // goroutine 7 [sleep]:
		return slices.ContainsFunc(states, func(prefix string) bool { return strings.HasPrefix(state, prefix) })
	})
}
