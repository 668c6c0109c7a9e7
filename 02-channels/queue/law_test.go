package queue_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"

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

// An item is the n-th of its producer.
type item struct{ producer, n int }

// A call is a Put or Get that may have to wait.
type call struct {
	cancel context.CancelFunc
	item   item // what is to be put, or what was got
	over   bool
	err    error
}

// TestThoseWhoWaitAreALine lets producers, consumers, cancellations and a Close
// come in any order, one at a time, and compares who waits, who was served, and
// with what, with three slices: the items and the two lines.
func TestThoseWhoWaitAreALine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rapid.Check(struct{ testing.TB }{t}, checkLines) // hides Deadline, which a bubble forbids
	})
}

func checkLines(t *rapid.T) {
	capacity := rapid.IntRange(0, 3).Draw(t, "capacity")
	q := new(queue.Queue[item])
	if capacity > 0 {
		q = queue.New[item](capacity)
	}
	defer synctest.Wait() // nobody is left, also when a check fails
	defer q.Close()

	var items []item
	var getters, putters []*call // who must be waiting
	closed := false
	var put [3]int // by each producer
	start := func(f func(ctx context.Context, c *call)) *call {
		ctx, cancel := context.WithCancel(context.Background())
		c := &call{cancel: cancel}
		go func() { // ends when it is served, refused or cancelled
			f(ctx, c)
			c.over = true
		}()
		synctest.Wait()
		return c
	}
	served := func(c *call, want item) {
		require.True(t, c.over, "served")
		require.NoError(t, c.err)
		require.Equal(t, want, c.item)
		c.cancel()
	}
	failed := func(c *call, want error) {
		require.True(t, c.over, "failed")
		require.ErrorIs(t, c.err, want)
		c.cancel()
	}
	arrived := func(new item) {
		if len(getters) > 0 {
			served(getters[0], new)
			getters = getters[1:]
			return
		}
		items = append(items, new)
	}
	left := func() {
		items = items[1:]
		if len(putters) > 0 {
			served(putters[0], putters[0].item)
			items = append(items, putters[0].item)
			putters = putters[1:]
		}
	}
	full := func() bool { return capacity > 0 && len(items) == capacity }
	next := func() item {
		p := rapid.IntRange(0, len(put)-1).Draw(t, "producer")
		put[p]++
		return item{p, put[p]}
	}
	t.Repeat(map[string]func(*rapid.T){
		"Put": func(t *rapid.T) {
			new := next()
			c := start(func(ctx context.Context, c *call) {
				c.item = new
				c.err = q.Put(ctx, new)
			})
			switch {
			case closed:
				failed(c, queue.ErrClosed)
			case full():
				putters = append(putters, c)
			default:
				served(c, new)
				arrived(new)
			}
		},
		"Get": func(t *rapid.T) {
			c := start(func(ctx context.Context, c *call) { c.item, c.err = q.Get(ctx) })
			switch {
			case len(items) > 0:
				served(c, items[0])
				left()
			case closed:
				failed(c, queue.ErrClosed)
			default:
				getters = append(getters, c)
			}
		},
		"TryPut": func(t *rapid.T) {
			new := next()
			ok := q.TryPut(new)
			synctest.Wait()
			require.Equal(t, !closed && !full(), ok)
			if ok {
				arrived(new)
			}
		},
		"TryGet": func(t *rapid.T) {
			got, ok := q.TryGet()
			synctest.Wait()
			require.Equal(t, len(items) > 0, ok)
			if ok {
				require.Equal(t, items[0], got)
				left()
			}
		},
		"give up": func(t *rapid.T) {
			line := &getters
			if len(putters) > 0 {
				line = &putters
			}
			if len(*line) == 0 {
				t.Skip("nobody waits")
			}
			i := rapid.IntRange(0, len(*line)-1).Draw(t, "who")
			c := (*line)[i]
			c.cancel()
			synctest.Wait()
			failed(c, context.Canceled)
			*line = slices.Delete(*line, i, i+1)
		},
		"Close": func(t *rapid.T) {
			if rapid.IntRange(0, 9).Draw(t, "seldom") > 0 {
				t.Skip("not yet")
			}
			q.Close()
			closed = true
			synctest.Wait()
			for _, c := range slices.Concat(getters, putters) {
				failed(c, queue.ErrClosed)
			}
			getters, putters = nil, nil
		},
		"": func(t *rapid.T) {
			require.Equal(t, len(items), q.Len())
			for _, c := range slices.Concat(getters, putters) {
				require.False(t, c.over, "waits")
			}
		},
	})
}
