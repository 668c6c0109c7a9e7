package pubsub

import (
	"context"
	"runtime"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// A thing is large enough to be collected alone.
type thing = [1 << 20]byte

// TestWhatHasGoneIsNotKept looks whether the collector gets a value that was
// received from the buffer, handed over to one who waited, or dropped, while the
// inbox lives on.
func TestWhatHasGoneIsNotKept(t *testing.T) {
	for name, pass := range map[string]func(*testing.T, *Inbox[*thing], *thing){
		"received": func(t *testing.T, b *Inbox[*thing], value *thing) {
			_ = b.Put(t.Context(), Message[*thing]{Value: value})
			_, _ = b.Receive(t.Context())
		},
		"handed over": func(t *testing.T, b *Inbox[*thing], value *thing) {
			received := make(chan struct{})
			go func() {
				_, _ = b.Receive(t.Context())
				close(received)
			}()
			untilOneWaits(b)
			_ = b.Put(t.Context(), Message[*thing]{Value: value})
			<-received
		},
		"given up": func(t *testing.T, b *Inbox[*thing], value *thing) {
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			for range 4 {
				_ = b.Put(t.Context(), Message[*thing]{})
			}
			_ = b.Put(ctx, Message[*thing]{Value: value})
		},
		"discarded": func(t *testing.T, b *Inbox[*thing], value *thing) {
			_ = b.Put(t.Context(), Message[*thing]{Value: value})
			b.Discard()
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := NewInbox[*thing](4, Block)
			collected := make(chan struct{})
			func() {
				value := new(thing)
				runtime.AddCleanup(value, func(c chan struct{}) { close(c) }, collected)
				pass(t, b, value)
			}()
			for range 1000 {
				runtime.GC()
				select {
				case <-collected:
					runtime.KeepAlive(b)
					return
				default:
				}
			}
			t.Fatal("the value is still reachable")
		})
	}
}

func TestToWaitAllocatesNothing(t *testing.T) {
	b := NewInbox[int](4, Block)
	received := make(chan struct{})
	var receiver sync.WaitGroup
	receiver.Go(func() {
		for range b.All(context.Background()) {
			received <- struct{}{}
		}
	})
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		untilOneWaits(b)
		_ = b.Put(context.Background(), Message[int]{})
		<-received
	}))
	b.Close()
	receiver.Wait()
}

// untilOneWaits returns when somebody waits to receive.
func untilOneWaits[T any](b *Inbox[T]) {
	for waits := false; !waits; runtime.Gosched() {
		b.mu.Lock()
		waits = len(b.readers) > 0
		b.mu.Unlock()
	}
}
