package companion

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/prove"
)

// proving returns a place where sum has one wrong answer, so that its proof is
// soon done, and with the sources of a grader, so that there is a memory.
func proving(t *testing.T) *place {
	p := newPlace(t)
	for _, dir := range []string{"child", "course", "grade", "prove", "settle"} {
		p.write("internal/"+dir+"/x.go", "package "+dir+"\n")
	}
	text := p.read(serial)
	require.NoError(t, os.RemoveAll(filepath.Dir(p.path(serial))))
	require.NoError(t, os.Remove(p.path("01-fixture/exercises/testdata/sum/right/atomic.go")))
	p.write(serial, text)
	return p
}

var took = regexp.MustCompile(`, \d+ s\n`)

func TestProveShowsATable(t *testing.T) {
	t.Parallel()
	p := proving(t)
	const table = "" +
		"exercise                             stub    right    wrong   as announced\n" +
		"01-fixture/sum                          1        2        1   yes\n\n"
	s := p.run("prove", "sum", "--rounds", "1") // on a slow machine it says how far it is
	require.Zero(t, s.status, s.err)
	require.Equal(t, table+"4 answers, 0 of them remembered, 0 not as announced, 0 s\n", took.ReplaceAllString(s.out, ", 0 s\n"))
	require.Equal(t, table+"4 answers, 4 of them remembered, 0 not as announced, 0 s\n", p.ok("prove", "sum", "--rounds", "1"))
}

func TestProveShowsWhatIsNotAsAnnounced(t *testing.T) {
	t.Parallel()
	p := proving(t)
	require.NoError(t, os.Rename(p.path(serial), p.path("01-fixture/exercises/testdata/sum/wrong/leak-first.go")))
	s := p.run("prove", "01-fixture/sum", "--rounds", "1", "-k")
	require.Equal(t, statusNo, s.status)
	require.Equal(t, ""+
		"exercise                             stub    right    wrong   as announced\n"+
		"01-fixture/sum                          1        2        1   NO\n"+`
01-fixture/sum wrong/leak-first
  got "wrong", want "leak": A test failed.
    Sum(1, 2, 3) = 1; a correct Sum returns 6:
    every number counts once

4 answers, 0 of them remembered, 1 not as announced, 0 s
`, took.ReplaceAllString(s.out, ", 0 s\n"))

	p.write("01-fixture/exercises/testdata/sum/wrong/other.go", "package exercises\n")
	s = p.run("prove", "sum")
	require.Equal(t, statusUsage, s.status)
	require.Contains(t, s.err, "other.go: its name must begin with wrong-, race-, leak-, deadlock- or panic-\n")
}

func TestProofOfWhatWasNotDecided(t *testing.T) {
	p := newPlace(t)
	c, err := course.Load(p.root)
	require.NoError(t, err)
	sum, err := c.Exercise("sum")
	require.NoError(t, err)
	fault := prove.Outcome{Case: prove.Case{Exercise: sum, Answer: sum.Pristine, Want: grade.NotStarted}, Fault: "got it wrong"}
	var out bytes.Buffer
	printProof(&out, c.Exercises(), []prove.Outcome{fault}, 2*time.Second)
	require.Equal(t, ""+
		"exercise                             stub    right    wrong   as announced\n"+
		"01-fixture/sum                          1        0        0   NO\n"+
		"01-fixture/other                        0        0        0   not decided\n\n"+
		"01-fixture/sum stub\n  got it wrong\n\n"+
		"1 answers, 0 of them remembered, 1 not as announced, 2 s\n", out.String())
}

func TestTheOverlayOfAllAnswers(t *testing.T) {
	p := newPlace(t)
	s := p.runIn("01-fixture", "prove", "--overlay", "made/all.json")
	require.Equal(t, said{}, s)
	var o grade.Overlay
	require.NoError(t, json.Unmarshal([]byte(p.read("01-fixture/made/all.json")), &o))
	require.Equal(t, map[string]string{
		p.path(stub):                            p.path(solution),
		p.path("01-fixture/exercises/other.go"): p.path("01-fixture/exercises/solutions/other.go"),
	}, o.Replace)
	absolute := filepath.Join(t.TempDir(), "o.json")
	p.ok("prove", "--overlay", absolute)
	require.FileExists(t, absolute)
	require.Equal(t, statusUsage, p.run("prove", "--overlay", "go.mod/x").status)
}

func TestProgressOfAProofWithoutATerminal(t *testing.T) {
	var out bytes.Buffer
	pr := newProgress(&out)
	pr.done(prove.Outcome{}, 1, 9)
	require.Empty(t, out.String(), "not a line an answer")
	pr.last = time.Now().Add(-time.Minute)
	pr.done(prove.Outcome{}, 2, 9)
	pr.done(prove.Outcome{}, 3, 9)
	pr.clear()
	require.Equal(t, "2 of 9 answers\n", out.String())
}
