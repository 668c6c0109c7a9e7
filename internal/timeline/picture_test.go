package timeline

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// courseCopy copies the course of testdata to a place where pictures may be
// written, inside the module.
func courseCopy(t *testing.T) string {
	t.Helper()
	root, err := os.MkdirTemp("testdata", "copy-")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, os.RemoveAll(root)) })
	require.NoError(t, os.CopyFS(root, os.DirFS("testdata/course")))
	return root
}

func TestPicture(t *testing.T) {
	root := courseCopy(t)
	written, err := Picture(t.Context(), root, "01-topic", "hand", "crowd")
	require.NoError(t, err)
	examples := filepath.Join(root, "01-topic", "examples")
	require.Equal(t, []string{filepath.Join(examples, "hand.svg"), filepath.Join(examples, "crowd.svg")}, written)

	hand, err := os.ReadFile(written[0])
	require.NoError(t, err)
	for _, text := range []string{">hand<", "one value from hand to hand · one real execution, ", ">main<", ">giver<", ">gold<"} {
		require.Contains(t, string(hand), text)
	}
	crowd, err := os.ReadFile(written[1])
	require.NoError(t, err)
	for _, text := range []string{">visitor 0<", ">297 more like<", ">visitor<"} {
		require.Contains(t, string(crowd), text)
	}
	left, err := filepath.Glob(filepath.Join(examples, "*"))
	require.NoError(t, err)
	require.Len(t, left, 3, "main.go and the two pictures")
}

func TestPictureSaysWhatIsWrong(t *testing.T) {
	root := courseCopy(t)
	_, err := Picture(t.Context(), root, "01-topic", "nobody")
	require.ErrorContains(t, err, `01-topic has no example "nobody"; it has hand, crowd, dies, hangs`)
	_, err = Picture(t.Context(), root, "02-topic", "hand")
	require.ErrorContains(t, err, "building the examples of 02-topic")

	written, err := Picture(t.Context(), root, "01-topic") // all, in order
	require.ErrorContains(t, err, "drawing dies: the example failed: exit status 3\nlast words")
	require.Len(t, written, 2, "what was drawn before stays")
}
