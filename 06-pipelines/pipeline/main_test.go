package pipeline_test

import (
	"context"
	"testing"

	"go.uber.org/goleak"

	"example.com/mastery/06-pipelines/pipeline"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// upTo returns the ints below n.
func upTo(n int) []int {
	ints := make([]int, n)
	for i := range ints {
		ints[i] = i
	}
	return ints
}

// ints is a stream of the ints below n that come from a goroutine.
func ints(n int) pipeline.Stream[int] {
	return pipeline.Generate("ints", func(_ context.Context, emit func(int) error) error {
		for i := range n {
			if err := emit(i); err != nil {
				return err
			}
		}
		return nil
	})
}

func double(_ context.Context, n int) (int, error) { return 2 * n, nil }

func even(_ context.Context, n int) (bool, error) { return n%2 == 0, nil }

func same(_ context.Context, n int) (int, error) { return n, nil }

// twice emits each item two times.
func twice(_ context.Context, n int, emit func(int) error) error {
	if err := emit(n); err != nil {
		return err
	}
	return emit(n)
}

func ignore[T any](context.Context, T) error { return nil }
