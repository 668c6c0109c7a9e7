package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// tail makes up requests that ask many servers at the same time and need all
// answers. A server takes up to 10 ms; one time in a hundred it takes a second.
// No time passes: this is arithmetic.
func tail(out io.Writer) {
	lesson.Name("main")
	for _, servers := range []int{1, 10, 100} {
		plain, hedged := slow(servers)
		fmt.Fprintf(out, "%3d servers: slow %4.1f %%, with hedging %4.1f %%\n", servers, plain, hedged)
	}
}

// slow returns how many of 20,000 requests take a second, in percent.
func slow(servers int) (plain, hedged float64) {
	const parts, perPart, slowMS = 20, 1000, 1000
	seeds := make([]uint64, parts)
	for i := range seeds {
		seeds[i] = uint64(i)
	}
	counts, err := fan.Map(context.Background(), 2, seeds, func(_ context.Context, seed uint64) ([2]int, error) {
		lesson.Name("worker")
		random := rand.New(rand.NewPCG(seed, uint64(servers))) // a part's own: the same result in every run
		latency := func() int {
			if random.IntN(100) == 0 {
				return slowMS
			}
			return random.IntN(10)
		}
		var count [2]int
		for range perPart {
			all, allHedged := 0, 0
			for range servers { // the slowest decides
				first, second := latency(), latency()
				all = max(all, first)
				allHedged = max(allHedged, min(first, 10+second)) // the second call after 10 ms
			}
			count[0] += all / slowMS
			count[1] += allHedged / slowMS
		}
		return count, nil
	})
	if err != nil {
		panic(err) // no part fails
	}
	for _, c := range counts {
		plain += float64(c[0])
		hedged += float64(c[1])
	}
	return plain / (parts * perPart) * 100, hedged / (parts * perPart) * 100
}
