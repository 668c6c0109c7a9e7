package pool_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	p := &pool.Pool{Workers: 2, Queue: 8}
	defer drain(t, p)
	var ended sync.WaitGroup
	task := func(context.Context) { ended.Done() }
	ctx := t.Context()
	for name, submit := range map[string]func(){
		"Submit":      func() { _ = p.Submit(ctx, task) },
		"SubmitOrRun": func() { _ = p.SubmitOrRun(task) },
		"At":          func() { _ = p.At(pool.High).Submit(ctx, task) },
	} {
		n := testing.AllocsPerRun(100, func() {
			ended.Add(100) // more than there is room for: Submit waits, too
			for range 100 {
				submit()
			}
			ended.Wait()
		})
		require.Less(t, n, 1.0, "%s: nothing for 100 tasks, but for the first that wait", name)
	}
	background := context.Background()
	require.LessOrEqual(t, testing.AllocsPerRun(1000, func() { _, _ = pool.Call(background, p, answer) }), 2.0, "Call")
}
