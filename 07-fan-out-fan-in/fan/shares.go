package fan

import (
	"sync"
	"sync/atomic"
)

// shares hands out the numbers 0 to size-1 to n workers, each number once.
//
// Every worker has a share of its own, a range, and takes from its front with
// one atomic addition. When it is empty, the worker takes the back half of
// another's. So while the shares last the workers don't meet, and a share that
// takes longer than the others is divided until nothing is left of it.
//
// The two plain designs each have a case in which they are slow. One counter
// for all (conc/iter) makes every item an exchange of one cache line between
// all processors. Chunks that belong to who took them leave the last worker
// alone with a chunk of slow items.
type shares struct {
	of []share

	mu    sync.Mutex // held by who takes from others; guards what follows
	at    int        // where to look next
	empty bool       // all shares are, and nobody fills them again
}

// A share is a range of numbers: the next one in the low half, the end in the
// high half. The next one may be one past the end.
type share struct {
	bits atomic.Uint64
	_    [56]byte // so that shares are in cache lines of their own
}

func pack(next, end int) uint64    { return uint64(end)<<32 | uint64(next) }
func unpack(b uint64) (lo, hi int) { return int(uint32(b)), int(b >> 32) }

func newShares(size, n int) *shares {
	s := &shares{of: make([]share, n)}
	cut := func(w int) int { return int(uint64(size) * uint64(w) / uint64(n)) }
	for w := range s.of {
		s.of[w].bits.Store(pack(cut(w), cut(w+1)))
	}
	return s
}

// next returns a number for worker w. If it returns false, no number is left,
// for anybody. After that w must not call it again.
func (s *shares) next(w int) (int, bool) {
	if i, ok := s.of[w].take(); ok {
		return i, true
	}
	return s.steal(w)
}

// take takes the next number of a share. It is small enough to be inlined.
func (s *share) take() (int, bool) {
	b := s.bits.Add(1)
	i := uint32(b) - 1
	return int(i), i < uint32(b>>32)
}

// steal takes the back half of a share that has something left, for worker w,
// whose own share is empty.
func (s *shares) steal(w int) (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.empty {
		return 0, false
	}
	for range s.of {
		lo, hi := s.of[s.at].halve()
		s.at = (s.at + 1) % len(s.of)
		if lo < hi {
			s.of[w].bits.Store(pack(lo+1, hi))
			return lo, true
		}
	}
	// Shares are filled with the lock held, so each was empty when the last of
	// them was looked at: none is between the one it left and the one it goes
	// to, which a worker that looks without the lock could miss.
	s.empty = true
	return 0, false
}

// halve takes the back half of a share; at least one number if there is one.
func (s *share) halve() (lo, hi int) {
	for {
		b := s.bits.Load()
		lo, hi := unpack(b)
		if lo >= hi {
			return 0, 0
		}
		mid := lo + (hi-lo)/2
		if s.bits.CompareAndSwap(b, pack(lo, mid)) {
			return mid, hi
		}
	}
}
