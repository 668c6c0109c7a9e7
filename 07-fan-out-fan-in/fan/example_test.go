package fan_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// Three files at a time; the first that can't be read stops the rest.
func ExampleMap() {
	names := []string{"doc.go", "slice.go", "no such file", "stream.go"}
	_, err := fan.Map(context.Background(), 3, names, func(_ context.Context, name string) (int, error) {
		text, err := os.ReadFile(name)
		return len(text), err
	})
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	// Output: true
}

// Every result with its own error: what could be had is had.
func ExampleCollect() {
	names := []string{"doc.go", "no such file", "slice.go"}
	results := fan.Collect(context.Background(), 2, names, func(_ context.Context, name string) (string, error) {
		text, err := os.ReadFile(name)
		return strings.SplitN(string(text), "\n", 2)[0], err
	})
	for i, r := range results {
		fmt.Printf("%s: %q, read: %t\n", names[i], r.Value, r.Err == nil)
	}
	// Output:
	// doc.go: "// Package fan spreads work over goroutines and brings the results together", read: true
	// no such file: "", read: false
	// slice.go: "package fan", read: true
}

func ExampleForEach() {
	var mu sync.Mutex // guards sum
	sum := 0
	err := fan.ForEach(context.Background(), 4, []int{1, 2, 3, 4}, func(_ context.Context, i int) error {
		mu.Lock()
		defer mu.Unlock()
		sum += i
		return nil
	})
	fmt.Println(sum, err)
	// Output: 10 <nil>
}

// The source has no end; the loop takes what it needs and leaves.
func ExampleOrdered() {
	numbers := func(yield func(int) bool) {
		for i := 1; yield(i); i++ {
		}
	}
	square := func(_ context.Context, i int) (int, error) { return i * i, nil }
	for s, err := range fan.Ordered(context.Background(), 3, numbers, square) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if s > 20 {
			break
		}
		fmt.Println(s)
	}
	// Output:
	// 1
	// 4
	// 9
	// 16
}

// The first one is slow, and holds nothing back: it waits here until the loop
// has seen the others.
func ExampleUnordered() {
	seen := make(chan struct{})
	call := func(_ context.Context, name string) (string, error) {
		if name == "slow" {
			<-seen
		}
		return name, nil
	}
	n := 0
	for name, err := range fan.Unordered(context.Background(), 2, slices.Values([]string{"slow", "quick", "quick"}), call) {
		fmt.Println(name, err)
		if n++; n == 2 {
			close(seen)
		}
	}
	// Output:
	// quick <nil>
	// quick <nil>
	// slow <nil>
}

// Each account's bookings in their order, different accounts at the same time.
// A map that only one worker writes for a key would still be a race: workers
// have their own keys, but the map is one.
func ExampleByKey() {
	type booking struct {
		account string
		amount  int
	}
	bookings := []booking{{"ann", 5}, {"bob", 9}, {"ann", -3}, {"bob", -4}, {"ann", 1}}
	ann, bob := []int{}, []int{}
	accounts := map[string]*[]int{"ann": &ann, "bob": &bob} // only read from here on
	err := fan.ByKey(context.Background(), 2, slices.Values(bookings),
		func(b booking) string { return b.account },
		func(_ context.Context, b booking) error {
			amounts := accounts[b.account]
			*amounts = append(*amounts, b.amount) // no lock: always the same worker
			return nil
		})
	fmt.Println(ann, bob, err)
	// Output: [5 -3 1] [9 -4] <nil>
}

func ExampleMerge() {
	odd, even := make(chan int, 2), make(chan int, 2)
	odd <- 1
	odd <- 3
	even <- 2
	close(odd)
	close(even)
	fmt.Println(slices.Sorted(fan.Merge(context.Background(), odd, even)))
	// Output: [1 2 3]
}

// The first server hangs. After ten milliseconds the second one is asked.
func ExampleHedge() {
	hangs := func(ctx context.Context) (string, error) {
		<-ctx.Done()
		return "", ctx.Err()
	}
	answers := func(context.Context) (string, error) { return "from the second", nil }
	got, err := fan.Hedge(context.Background(), 10*time.Millisecond, hangs, answers)
	fmt.Println(got, err)
	// Output: from the second <nil>
}

// Two of three replicas suffice.
func ExampleQuorum() {
	replica := func(after time.Duration, version int) func(context.Context) (int, error) {
		return func(ctx context.Context) (int, error) {
			select {
			case <-time.After(after):
				return version, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
	}
	versions, err := fan.Quorum(context.Background(), 2,
		replica(time.Millisecond, 7), replica(time.Hour, 7), replica(20*time.Millisecond, 6))
	fmt.Println(versions, err)
	// Output: [7 6] <nil>
}
