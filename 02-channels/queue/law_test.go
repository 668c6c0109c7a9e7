package queue_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/02-channels/queue"
)

// TestAQueueIsASlice compares a queue, operation by operation, with the slice
// that it must behave like.
func TestAQueueIsASlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(0, 5).Draw(t, "capacity")
		q := new(queue.Queue[int])
		if capacity > 0 {
			q = queue.New[int](capacity)
		}
		var model []int
		closed := false
		full := func() bool { return capacity > 0 && len(model) == capacity }
		t.Repeat(map[string]func(*rapid.T){
			"TryPut": func(t *rapid.T) {
				item := rapid.Int().Draw(t, "item")
				want := !closed && !full()
				require.Equal(t, want, q.TryPut(item))
				if want {
					model = append(model, item)
				}
			},
			"Put": func(t *rapid.T) {
				if full() && !closed {
					t.Skip("it would block")
				}
				item := rapid.Int().Draw(t, "item")
				err := q.Put(context.Background(), item)
				if closed {
					require.ErrorIs(t, err, queue.ErrClosed)
					return
				}
				require.NoError(t, err)
				model = append(model, item)
			},
			"many": func(t *rapid.T) {
				for range rapid.IntRange(1, 300).Draw(t, "n") {
					if q.TryPut(1) {
						model = append(model, 1)
					}
				}
			},
			"TryGet": func(t *rapid.T) {
				item, ok := q.TryGet()
				require.Equal(t, len(model) > 0, ok)
				if ok {
					require.Equal(t, model[0], item)
					model = model[1:]
				}
			},
			"drain": func(t *rapid.T) {
				for range rapid.IntRange(1, 300).Draw(t, "n") {
					item, ok := q.TryGet()
					require.Equal(t, len(model) > 0, ok)
					if !ok {
						return
					}
					require.Equal(t, model[0], item)
					model = model[1:]
				}
			},
			"Close": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "seldom") == 0 {
					q.Close()
					closed = true
				}
			},
			"": func(t *rapid.T) { require.Equal(t, len(model), q.Len()) },
		})
	})
}
