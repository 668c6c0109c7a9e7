package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"example.com/mastery/06-pipelines/pipeline"
)

func parse(_ context.Context, field string) (int, error) { return strconv.Atoi(field) }

func Example() {
	fields := pipeline.FromSeq("split", strings.FieldsSeq("3 1 4 1 5 9 2 6"))
	numbers := pipeline.MapOrdered(fields, "parse", 4, parse)
	large := pipeline.Filter(numbers, "large", func(_ context.Context, n int) (bool, error) { return n > 2, nil })
	err := large.ForEach(context.Background(), "print", func(_ context.Context, n int) error {
		_, err := fmt.Print(n, " ")
		return err
	})
	fmt.Println(err)
	// Output: 3 4 5 9 6 <nil>
}

// The error says which stage it comes from, and is still the one that the
// function returned.
func ExampleStageError() {
	fields := pipeline.FromSlice([]string{"1", "2", "three"})
	_, err := pipeline.Map(fields, "parse", parse).Collect(context.Background())
	fmt.Println(err)
	fmt.Println(errors.Is(err, strconv.ErrSyntax))
	var failed *pipeline.StageError
	if errors.As(err, &failed) {
		fmt.Println("look at stage", failed.Stage)
	}
	// Output:
	// stage parse: strconv.Atoi: parsing "three": invalid syntax
	// true
	// look at stage parse
}

func ExamplePanicError() {
	var index map[string]int
	words := pipeline.FromSlice([]string{"goroutine"})
	err := words.ForEach(context.Background(), "count", func(_ context.Context, word string) error {
		index[word]++
		return nil
	})
	var panicked *pipeline.PanicError
	if errors.As(err, &panicked) {
		fmt.Println(panicked.Value)
	}
	// Output: assignment to entry in nil map
}

// A loop may be left at any time: the source is stopped, too.
func ExampleStream_All() {
	naturals := pipeline.Generate("naturals", func(_ context.Context, emit func(int) error) error {
		for n := 0; ; n++ {
			if err := emit(n); err != nil {
				return err
			}
		}
	})
	squares := pipeline.MapOrdered(naturals, "square", 3, func(_ context.Context, n int) (int, error) { return n * n, nil })
	for square, err := range squares.All(context.Background()) {
		if err != nil || square > 50 {
			break
		}
		fmt.Print(square, " ")
	}
	// Output: 0 1 4 9 16 25 36 49
}

func ExampleFlatMap() {
	lines := pipeline.FromSlice([]string{"to be", "or not", "to be"})
	words := pipeline.FlatMap(lines, "split", func(_ context.Context, line string, emit func(string) error) error {
		for word := range strings.FieldsSeq(line) {
			if err := emit(word); err != nil {
				return err
			}
		}
		return nil
	})
	all, _ := words.Collect(context.Background())
	fmt.Printf("%q\n", all)
	// Output: ["to" "be" "or" "not" "to" "be"]
}

// Full batches as long as items come fast, and at most a second of waiting when
// they do not.
func ExampleBatch() {
	rows := pipeline.FromSlice([]string{"a", "b", "c", "d", "e"})
	_ = pipeline.Batch(rows, 2, time.Second).ForEach(context.Background(), "insert", func(_ context.Context, batch []string) error {
		fmt.Println(batch)
		return nil
	})
	// Output:
	// [a b]
	// [c d]
	// [e]
}

// A source in which several goroutines emit joins streams into one. The context
// that it gets ends them all.
func ExampleGenerate_join() {
	odd, even := pipeline.FromSlice([]int{1, 3, 5}), pipeline.FromSlice([]int{2, 4, 6})
	joined := pipeline.Generate("join", func(ctx context.Context, emit func(int) error) error {
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for i, s := range []pipeline.Stream[int]{odd, even} {
			wg.Go(func() {
				errs[i] = s.ForEach(ctx, "emit", func(_ context.Context, n int) error { return emit(n) })
			})
		}
		wg.Wait()
		return errors.Join(errs...)
	})
	all, err := joined.Collect(context.Background())
	slices.Sort(all)
	fmt.Println(all, err)
	// Output: [1 2 3 4 5 6] <nil>
}

// At most 8 pages wait to be stored, each of which may be large.
func ExampleStream_Room() {
	fetch := func(_ context.Context, url string) (string, error) { return "page of " + url, nil }
	pages := pipeline.MapUnordered(pipeline.FromSlice([]string{"example.com"}), "fetch", 4, fetch).Room(8)
	_ = pages.ForEach(context.Background(), "store", func(_ context.Context, page string) error {
		fmt.Println(page)
		return nil
	})
	// Output: page of example.com
}
