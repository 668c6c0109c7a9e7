package pool_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/05-worker-pools/pool"
)

func TestAfterCloseEverySubmitReturnsErrClosed(t *testing.T) {
	ends := map[string]func(*pool.Pool){
		"Close": (*pool.Pool).Close,
		"Drain": func(p *pool.Pool) { _ = p.Drain(context.Background()) },
		"Abort": func(p *pool.Pool) { p.Abort() },
	}
	for name, end := range ends {
		for _, used := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
					if used {
						require.NoError(t, p.Submit(t.Context(), nothing))
						synctest.Wait()
					}
					end(p)
					never := func(context.Context) { t.Error("ran after the end") }
					require.Equal(t, pool.ErrClosed, p.Submit(t.Context(), never))
					require.Equal(t, pool.ErrClosed, p.TrySubmit(never))
					require.Equal(t, pool.ErrClosed, p.SubmitOrRun(never))
					_, err := pool.Go(t.Context(), p, func(ctx context.Context) (int, error) { never(ctx); return 0, nil })
					require.Equal(t, pool.ErrClosed, err)
					_, err = pool.Call(t.Context(), p, func(ctx context.Context) (int, error) { never(ctx); return 0, nil })
					require.Equal(t, pool.ErrClosed, err)
					require.EqualValues(t, 5, p.Stats().Rejected)
					end(p)
				})
			})
		}
	}
}

func TestCloseRefusesThoseWhoWaitAndKeepsWhatIsQueued(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		ran := false
		require.NoError(t, p.TrySubmit(func(context.Context) { ran = true }))
		errs := make(chan error, 3)
		for level := pool.Low; level <= pool.High; level++ {
			go func() {
				lane := p.At(level)
				_ = lane.TrySubmit(nothing)
				errs <- lane.Submit(context.Background(), func(context.Context) { t.Error("ran though refused") })
			}()
		}
		synctest.Wait()
		require.Equal(t, 3, p.Stats().Waiting)
		p.Close()
		for range 3 {
			require.Equal(t, pool.ErrClosed, <-errs)
		}
		require.Zero(t, p.Stats().Waiting)
		require.EqualValues(t, 1+3, p.Stats().Rejected, "the TrySubmit of level Normal, and those who waited")
		release()
		synctest.Wait()
		require.True(t, ran)
		require.Zero(t, p.Stats().Workers, "nobody drains, and yet all go")
	})
}

func TestDrainWaitsForAllThatWasTakenIn(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2}, func(t *testing.T, p *pool.Pool) {
		var ran atomic.Int64
		for range 10 {
			require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) {
				time.Sleep(time.Second)
				require.NoError(t, ctx.Err(), "Drain cancels nothing")
				ran.Add(1)
			}))
		}
		start := time.Now()
		require.NoError(t, p.Drain(t.Context()))
		require.Equal(t, 5*time.Second, time.Since(start))
		require.EqualValues(t, 10, ran.Load())
	})
}

func TestDrainOfAPoolWithoutWorkReturnsAtOnce(t *testing.T) {
	bubble(t, new(pool.Pool), func(t *testing.T, p *pool.Pool) {
		over, cancel := context.WithCancel(t.Context())
		cancel()
		require.NoError(t, p.Drain(over))
		require.NoError(t, p.Drain(over))
	})
	bubble(t, &pool.Pool{Workers: 3}, func(t *testing.T, p *pool.Pool) {
		occupy(t, p, 3)()
		start := time.Now()
		require.NoError(t, p.Drain(t.Context()))
		require.Equal(t, start, time.Now(), "idle workers need no time to go")
	})
}

func TestDrainGivesUpAtTheDeadlineAndSaysWhatWasLeft(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 2)
		var ran atomic.Int64
		for range 3 {
			require.NoError(t, p.TrySubmit(func(context.Context) { ran.Add(1) }))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		err := p.Drain(ctx)
		require.Equal(t, time.Minute, time.Since(start))
		var left *pool.DrainError
		require.ErrorAs(t, err, &left)
		require.Equal(t, pool.DrainError{Queued: 3, Busy: 2, Err: context.DeadlineExceeded}, *left)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "pool: drain given up with 3 tasks queued and 2 running: context deadline exceeded")

		release()
		require.NoError(t, p.Drain(t.Context()), "it goes on, and may be waited for again")
		require.EqualValues(t, 3, ran.Load(), "nothing was lost")
	})
}

func TestDrainWaitsForWhatCallersRun(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		require.NoError(t, p.TrySubmit(nothing))
		go func() { _ = p.SubmitOrRun(func(context.Context) { time.Sleep(time.Hour) }) }()
		synctest.Wait()
		over, cancel := context.WithCancel(t.Context())
		cancel()
		require.Equal(t, &pool.DrainError{Queued: 1, Busy: 2, Err: context.Canceled}, p.Drain(over))
		release()
		start := time.Now()
		require.NoError(t, p.Drain(t.Context()))
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestSeveralMayDrain(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		errs := make(chan error)
		for range 3 {
			go func() { errs <- p.Drain(context.Background()) }()
		}
		synctest.Wait()
		release()
		for range 3 {
			require.NoError(t, <-errs)
		}
	})
}

func TestATaskThatDrainsItsOwnPoolWaitsForItself(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		errs := make(chan error, 1)
		require.NoError(t, p.Submit(t.Context(), func(context.Context) { errs <- p.Drain(ctx) }))
		require.ErrorIs(t, <-errs, context.DeadlineExceeded)
	})
}

func TestAbortDropsWhatIsQueuedAndCancelsWhatRuns(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 2}, func(t *testing.T, p *pool.Pool) {
		var causes [2]error
		for i := range causes {
			require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) {
				<-ctx.Done()
				causes[i] = context.Cause(ctx)
			}))
		}
		synctest.Wait()
		never := func(context.Context) { t.Error("a dropped task ran") }
		for level := pool.Low; level <= pool.High; level++ {
			require.NoError(t, p.At(level).Submit(t.Context(), never))
		}
		owned, err := pool.Go(t.Context(), p, func(ctx context.Context) (int, error) { never(ctx); return 0, nil })
		require.NoError(t, err)
		synctest.Wait()
		require.Equal(t, 4, p.Abort())
		_, err = owned.Wait(t.Context())
		require.Equal(t, pool.ErrAborted, err)
		require.Zero(t, p.Abort(), "nothing is left to drop")
		require.NoError(t, p.Drain(t.Context()))
		require.Equal(t, [2]error{pool.ErrAborted, pool.ErrAborted}, causes)
		require.Equal(t, pool.Stats{Submitted: 6, Done: 2, Dropped: 4}, p.Stats())
	})
}

func TestAbortRefusesThoseWhoWait(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1, Queue: 1}, func(t *testing.T, p *pool.Pool) {
		require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) { <-ctx.Done() }))
		require.NoError(t, p.Submit(t.Context(), nothing))
		errs := make(chan error, 1)
		go func() { errs <- p.Submit(context.Background(), nothing) }()
		synctest.Wait()
		require.Equal(t, 1, p.Abort(), "one who waits is not queued")
		require.Equal(t, pool.ErrClosed, <-errs)
	})
}

func TestAbortDoesNotWaitForATaskThatIgnoresItsContext(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		start := time.Now()
		require.Zero(t, p.Abort())
		require.Equal(t, start, time.Now())
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := p.Drain(ctx)
		require.Equal(t, &pool.DrainError{Busy: 1, Err: context.DeadlineExceeded}, err)
		release()
	})
}

// The end that the package comment recommends.
func TestDrainThenAbort(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		for range 3 {
			require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) { <-ctx.Done() }))
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.Error(t, p.Drain(ctx))
		require.Equal(t, 2, p.Abort())
		require.NoError(t, p.Drain(t.Context()))
	})
}

func TestTheContextOfTasksEndsWithThePool(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		var kept context.Context
		require.NoError(t, p.Submit(t.Context(), func(ctx context.Context) { kept = ctx }))
		synctest.Wait()
		require.NoError(t, kept.Err())
		require.NoError(t, p.Drain(t.Context()))
		require.Equal(t, pool.ErrClosed, context.Cause(kept))
	})
}

func TestATaskIsNotUnderTheContextOfItsSubmit(t *testing.T) {
	bubble(t, &pool.Pool{Workers: 1}, func(t *testing.T, p *pool.Pool) {
		release := occupy(t, p, 1)
		ctx, cancel := context.WithCancel(t.Context())
		err := errors.New("did not run")
		require.NoError(t, p.Submit(ctx, func(ctx context.Context) { err = ctx.Err() }))
		cancel()
		release()
		synctest.Wait()
		require.NoError(t, err)
	})
}
