package predict

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
)

// Every answer that the course announces is what happens.
func TestEveryAnnouncedAnswerHolds(t *testing.T) {
	t.Parallel()
	root, err := course.Root(".")
	require.NoError(t, err)
	topics, err := filepath.Glob(filepath.Join(root, "[0-9][0-9]-*"))
	require.NoError(t, err)
	for _, topic := range topics {
		programs, err := Load(topic)
		require.NoError(t, err)
		for _, p := range programs {
			t.Run(filepath.Base(topic)+"/"+p.Name, func(t *testing.T) {
				t.Parallel()
				two <- struct{}{}
				defer func() { <-two }()
				h, err := Run(t.Context(), p)
				require.NoError(t, err)
				require.NoError(t, Holds(p, h))
				if h.Unraced != "" {
					t.Log("not checked for races:", h.Unraced)
				}
				if p.Verdict == Orders && h.Verdict != Orders {
					t.Logf("every one of %d runs took the same order", h.Runs+h.Raced)
				}
			})
		}
	}
}
