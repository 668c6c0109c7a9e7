package fan

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// Whoever asks in whatever order: each number comes once, and nobody is told
// that none is left while one is.
func TestLawOfShares(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(0, 40).Draw(t, "size")
		n := rapid.IntRange(1, 8).Draw(t, "n")
		s := newShares(size, n)
		seen := make([]bool, size)
		asking := rapid.SliceOfN(rapid.IntRange(0, n-1), size, size).Draw(t, "asking")
		for _, w := range asking {
			i, ok := s.next(w)
			require.True(t, ok, "a number is left")
			require.False(t, seen[i], "%d comes twice", i)
			seen[i] = true
		}
		for w := range n {
			_, ok := s.next(w)
			require.False(t, ok, "none is left")
		}
	})
}

func TestSharesAreAboutEqual(t *testing.T) {
	s := newShares(11, 4)
	for w := range s.of {
		lo, hi := unpack(s.of[w].bits.Load())
		require.Contains(t, []int{2, 3}, hi-lo)
	}
}

// The back half goes to the thief: the owner goes on at the front.
func TestAThiefTakesTheBackHalf(t *testing.T) {
	s := newShares(10, 1)
	s.of = append(s.of, share{}) // its share is empty
	i, ok := s.next(1)
	require.True(t, ok)
	require.Equal(t, 5, i)
	i, _ = s.next(0)
	require.Zero(t, i)
	i, _ = s.next(1)
	require.Equal(t, 6, i)
}

// Else n workers would each look at n shares before they end: with 20,000 of
// both that took three seconds in place of a tenth of one.
func TestOnceAllSharesAreEmptyNobodyLooksAgain(t *testing.T) {
	s := newShares(0, 2)
	_, ok := s.next(0)
	require.False(t, ok)
	s.of[0].bits.Store(pack(0, 5)) // would be found
	_, ok = s.next(1)
	require.False(t, ok)
}

func TestTheHighestNumbers(t *testing.T) {
	const most = 1<<31 - 1
	s := newShares(most, 1)
	s.of[0].bits.Store(pack(most-1, most))
	i, ok := s.next(0)
	require.True(t, ok)
	require.Equal(t, most-1, i)
	_, ok = s.next(0)
	require.False(t, ok)
}

func TestStormOnShares(t *testing.T) {
	for round := range 200 {
		size, n := 50+round*7, 2+round%6
		s := newShares(size, n)
		took := make([][]int, n)
		var wg sync.WaitGroup
		for w := range n {
			wg.Go(func() {
				for i, ok := s.next(w); ok; i, ok = s.next(w) {
					took[w] = append(took[w], i)
				}
			})
		}
		wg.Wait()
		seen := make([]int, size)
		for _, is := range took {
			for _, i := range is {
				seen[i]++
			}
		}
		for i, times := range seen {
			require.Equal(t, 1, times, "number %d of %d, %d workers", i, size, n)
		}
	}
}
