package pool_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

func answer(context.Context) (int, error) { return 42, nil }

type key struct{}

func TestCallReturnsWhatTheFunctionReturned(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		n, err := pool.Call(t.Context(), p, answer)
		require.NoError(t, err)
		require.Equal(t, 42, n)
		failure := errors.New("failure")
		s, err := pool.Call(context.Background(), p, func(context.Context) (string, error) { return "partly", failure })
		require.Equal(t, failure, err)
		require.Equal(t, "partly", s)
	})
}

func TestAFutureMayBeWaitedForByManyAndOften(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		future, err := pool.Go(t.Context(), p, func(context.Context) (int, error) {
			time.Sleep(time.Hour)
			return 42, nil
		})
		require.NoError(t, err)
		select {
		case <-future.Done():
			t.Fatal("done too early")
		default:
		}
		start := time.Now()
		got := make(chan int)
		for range 3 {
			go func() {
				n, _ := future.Wait(t.Context())
				got <- n
			}()
		}
		for range 3 {
			require.Equal(t, 42, <-got)
		}
		require.Equal(t, time.Hour, time.Since(start))
		<-future.Done()
		over, cancel := context.WithCancel(t.Context())
		cancel()
		n, err := future.Wait(over)
		require.NoError(t, err, "a result that is there is returned whatever the context")
		require.Equal(t, 42, n)
	})
}

func TestTheEndOfAWaitIsNotTheEndOfTheTask(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		future, err := pool.Go(t.Context(), p, func(ctx context.Context) (int, error) {
			time.Sleep(time.Hour)
			return 42, ctx.Err()
		})
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err = future.Wait(ctx)
		require.Equal(t, context.DeadlineExceeded, err)
		n, err := future.Wait(t.Context())
		require.NoError(t, err)
		require.Equal(t, 42, n)
	})
}

func TestTheFunctionGetsTheContextOfItsCall(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "value"), time.Minute)
		defer cancel()
		s, err := pool.Call(ctx, p, func(ctx context.Context) (any, error) {
			<-ctx.Done()
			return ctx.Value(key{}), ctx.Err()
		})
		require.Equal(t, context.DeadlineExceeded, err)
		require.Equal(t, "value", s)
	})
}

func TestAbortCancelsTheContextOfACall(t *testing.T) {
	for _, ctx := range []context.Context{context.Background(), context.WithValue(context.Background(), key{}, 1)} {
		bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
			time.AfterFunc(time.Minute, func() { p.Abort() })
			cause, err := pool.Call(ctx, p, func(ctx context.Context) (error, error) {
				<-ctx.Done()
				return context.Cause(ctx), nil
			})
			require.NoError(t, err)
			require.Equal(t, pool.ErrAborted, cause)
		})
	}
}

// A Call that returns because of its context leaves nothing behind: its function
// does not begin later.
func TestACallWhoseContextEndsInTheQueueReturnsAtOnce(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		_, err := pool.Call(ctx, p, func(context.Context) (int, error) { t.Error("it ran"); return 0, nil })
		require.Equal(t, context.DeadlineExceeded, err)
		require.Equal(t, time.Minute, time.Since(start))
		release()
	})
}

func TestACallReturnsNoEarlierThanItsFunction(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		n, err := pool.Call(ctx, p, func(context.Context) (int, error) {
			time.Sleep(time.Hour)
			return 42, nil
		})
		require.NoError(t, err)
		require.Equal(t, 42, n)
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestAFutureWhoseContextEndsInTheQueueIsNotRun(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		ctx, cancel := context.WithCancel(t.Context())
		future, err := pool.Go(ctx, p, func(context.Context) (int, error) { t.Error("it ran"); return 0, nil })
		require.NoError(t, err)
		cancel()
		release()
		_, err = future.Wait(t.Context())
		require.Equal(t, context.Canceled, err)
	})
}

func TestGoFailsAsSubmitDoes(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		future, err := pool.Go(ctx, p, answer)
		require.Equal(t, context.DeadlineExceeded, err)
		require.Nil(t, future)
		_, err = pool.Call(ctx, p.At(pool.High), func(context.Context) (int, error) { t.Error("it ran"); return 0, nil })
		require.Equal(t, context.DeadlineExceeded, err)
		release()
	})
}

// The context of a function that panicked is given back, or it would stay with
// that of the pool: every later Abort would look at it.
func TestTheContextOfACallEndsWithItHoweverItEnds(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		outer, cancel := context.WithCancel(t.Context())
		defer cancel()
		for _, end := range []func(context.Context){nothing, whereItPanics, exits} {
			var inner context.Context
			_, _ = pool.Call(outer, p, func(ctx context.Context) (int, error) { inner = ctx; end(ctx); return 0, nil })
			require.ErrorIs(t, inner.Err(), context.Canceled)
			synctest.Wait()
		}
	})
}
