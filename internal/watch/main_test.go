package watch

import (
	"context"
	"fmt"
	"os"
	"testing"

	"go.uber.org/goleak"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// The test binary is also the program under test: with this variable set to a
// course's root it watches that course, as `go run . watch` does.
const beTheLoop = "MASTERY_WATCH_ROOT"

func TestMain(m *testing.M) {
	if root := os.Getenv(beTheLoop); root != "" {
		os.Exit(loop(root))
	}
	goleak.VerifyTestMain(quietly{m})
}

// quietly stops after the tests what Run stops at its end.
type quietly struct{ *testing.M }

func (q quietly) Run() int {
	defer stopHighlighting()
	return q.M.Run()
}

func loop(root string) int {
	c, err := course.Load(root)
	if err == nil {
		opts := Options{Start: os.Getenv("MASTERY_WATCH_START"), Poll: os.Getenv("MASTERY_WATCH_POLL") != ""}
		err = Run(context.Background(), c, learner.Open(root), opts)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
