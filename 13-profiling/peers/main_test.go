package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	runProgram(os.Getenv(programKey))
	goleak.VerifyTestMain(m)
}

// bench runs the contests of this name as Go benchmarks: name/entry/size.
func bench(b *testing.B, name string) {
	for _, c := range contests {
		if c.Name != name {
			continue
		}
		for _, e := range c.entries() {
			for _, size := range c.Sizes {
				b.Run(e.Name+"/"+strconv.Itoa(size), func(b *testing.B) {
					op, stop := e.Start(size)
					if stop != nil {
						defer stop()
					}
					b.ReportAllocs()
					for b.Loop() {
						op()
					}
				})
			}
		}
	}
}

// Each contest can be run, in each size, by each entry, and says what the peers
// do less.
func TestContests(t *testing.T) {
	names := map[string]bool{}
	for _, c := range contests {
		require.False(t, names[c.Name], "two contests named %s", c.Name)
		names[c.Name] = true
		require.DirExists(t, filepath.Join("..", "..", c.Topic))
		require.NotEmpty(t, c.Peers)
		for _, e := range c.entries() {
			for _, size := range c.Sizes {
				op, stop := e.Start(size)
				op()
				if stop != nil {
					stop()
				}
			}
		}
		for _, p := range c.Peers {
			require.NotEmpty(t, p.Less, "%s: what does %s do less?", c.Name, p.Name)
		}
	}
}

// clock is a time that passes only when an operation of a fake contest says so.
type clock struct{ now time.Time }

// fake is a contest of ours against a peer that takes ten times as long. Its
// operations advance clk, or no clock if it is nil. stopped counts how many
// entries were stopped.
func fake(topic string, clk *clock, stopped *int) *Contest {
	entry := func(name string, d time.Duration) Entry {
		return Entry{Name: name, Less: "nothing", Start: func(int) (func(), func()) {
			op := func() {
				if clk != nil {
					clk.now = clk.now.Add(d)
				}
			}
			return op, func() { *stopped++ }
		}}
	}
	return &Contest{
		Topic: topic, Name: "Fake", About: "wait", Sizes: []int{1, 2000},
		Ours:  entry("ours", 50*time.Microsecond),
		Peers: []Entry{entry("slow", 500*time.Microsecond)},
	}
}

// short is a plan on a fake clock, on a machine where other processes use
// others percent of the CPU.
func short(clk *clock, others float64) plan {
	var sum usage
	return plan{
		rounds: 3, round: 10 * time.Millisecond, turn: 400 * time.Microsecond, others: 6,
		now:       func() time.Time { return clk.now },
		preempted: func() int64 { return 0 },
		usage: func() (usage, error) {
			sum.all += 100
			sum.busy += 30 + others
			sum.own += 30
			return sum, nil
		},
	}
}

func TestARatioIsOursDividedByThePeers(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 0)
	r := p.measure(t.Context(), fake("x", clk, &stopped), 1, func(row) {})
	require.Equal(t, []float64{0.1, 0.1, 0.1}, r.ratios[0])
	require.Zero(t, r.dropped)
	require.Equal(t, 2, stopped, "what was started is stopped")
}

func TestRoundsOnABusyMachineAreDropped(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 6.5)
	calls := 0
	r := p.measure(t.Context(), fake("x", clk, &stopped), 1, func(row) { calls++ })
	require.Empty(t, r.ratios[0])
	require.Equal(t, 3*tries, r.dropped)
	require.Equal(t, 3*tries, calls, "progress after every round")
	require.InDelta(t, 6.5, r.others, 1e-9)
	require.True(t, r.never())
}

// The kernel takes the CPU away in every second turn.
func TestATurnWithoutTheCPUDoesNotCount(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 0)
	calls := int64(0)
	p.preempted = func() int64 {
		calls++
		if calls%4 == 0 {
			clk.now = clk.now.Add(time.Second) // would be seen in the ratio
		}
		return calls / 4
	}
	p.round = time.Hour // many turns: each entry has some that count
	r := p.measure(t.Context(), fake("x", clk, &stopped), 1, func(row) {})
	require.Len(t, r.ratios[0], 3)
	for _, ratio := range r.ratios[0] {
		require.InDelta(t, 0.1, ratio, 1e-9)
	}
}

func TestWhenNoTurnHasTheCPUAllCount(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 0)
	calls := int64(0)
	p.preempted = func() int64 { calls++; return calls }
	r := p.measure(t.Context(), fake("x", clk, &stopped), 1, func(row) {})
	require.Equal(t, []float64{0.1, 0.1, 0.1}, r.ratios[0])
}

func TestRoundsCountWhereNothingIsKnownOfOthers(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 0)
	p.usage = func() (usage, error) { return usage{}, errors.New("no") }
	require.Len(t, p.measure(t.Context(), fake("x", clk, &stopped), 1, func(row) {}).ratios[0], 3)
}

func TestACancelledMeasurementReturnsWhatItHas(t *testing.T) {
	clk, stopped := new(clock), 0
	p := short(clk, 0)
	p.rounds = 1 << 30
	ctx, cancel := context.WithCancel(t.Context())
	r := p.measure(ctx, fake("x", clk, &stopped), 1, func(r row) {
		if len(r.ratios[0]) == 2 {
			cancel()
		}
	})
	require.Len(t, r.ratios[0], 2)
	require.Equal(t, 2, stopped)
}

func TestOthersUsage(t *testing.T) {
	before := usage{all: 10, busy: 5, own: 1}
	require.InDelta(t, 20, usage{all: 20, busy: 10, own: 4}.others(before), 1e-9)
	require.Zero(t, usage{all: 20, busy: 6, own: 3}.others(before), "never less than nothing")
	require.Zero(t, before.others(before))
}

// withContests replaces the registered contests while a test runs.
func withContests(t *testing.T, cs ...*Contest) {
	old := contests
	contests = nil
	register(cs...)
	t.Cleanup(func() { contests = old })
}

var quick = []string{"-rounds", "2", "-round", "2ms", "-others", "100"}

func runWith(ctx context.Context, args ...string) (status int, out, errOut string) {
	var o, e bytes.Buffer
	status = run(ctx, append(quick, args...), &o, &e)
	return status, o.String(), e.String()
}

func TestRunPrintsATableForEachTopic(t *testing.T) {
	stopped := 0
	withContests(t, fake("02-b", nil, &stopped), fake("01-a", nil, &stopped))
	status, out, errOut := runWith(t.Context())
	require.Zero(t, status, errOut)
	require.Less(t, strings.Index(out, "## 01-a"), strings.Index(out, "## 02-b"))
	require.Regexp(t, `(?m)^\| Fake \| 2,000 \| ours ÷ slow \| \*\*\d+\.\d\d\*\* \| \d+\.\d\d to \d+\.\d\d \| 2 \| 0 ÷ 0 \| nothing \|$`, out)
	require.Contains(t, errOut, "01-a Fake n=1: 2 of 2 rounds\n")
	require.NotContains(t, errOut, "\r", "not a terminal")
}

func TestRunOfOneTopic(t *testing.T) {
	stopped := 0
	withContests(t, fake("02-b", nil, &stopped), fake("01-a", nil, &stopped))
	status, out, _ := runWith(t.Context(), "-topic", "02-b")
	require.Zero(t, status)
	require.NotContains(t, out, "01-a")

	status, _, errOut := runWith(t.Context(), "-topic", "03-c")
	require.Equal(t, 2, status)
	require.Contains(t, errOut, `no contest in topic "03-c"; there are some in [01-a 02-b]`)
}

func TestRunRefusesWhatMakesNoSense(t *testing.T) {
	for _, args := range [][]string{{"-rounds", "0"}, {"-round", "-1s"}, {"extra"}, {"-unknown"}} {
		status, out, errOut := runWith(t.Context(), args...)
		require.Equal(t, 2, status)
		require.Empty(t, out)
		require.NotEmpty(t, errOut)
	}
	status, _, _ := runWith(t.Context(), "-h")
	require.Zero(t, status)
}

func TestRunWritesTheTable(t *testing.T) {
	stopped := 0
	withContests(t, fake("01-a", nil, &stopped))
	root := t.TempDir()
	readme := filepath.Join(root, "01-a", "README.md")
	require.NoError(t, os.Mkdir(filepath.Dir(readme), 0o755))
	require.NoError(t, os.WriteFile(readme, []byte("above\n"+beginMark+"\nold\n"+endMark+"\nbelow\n"), 0o644))
	status, _, errOut := runWith(t.Context(), "-write", "-root", root)
	require.Zero(t, status, errOut)
	text, err := os.ReadFile(readme)
	require.NoError(t, err)
	require.Regexp(t, `(?s)^above\n`+beginMark+`\n\| work .*\n`+endMark+`\nbelow\n$`, string(text))
	require.NotContains(t, string(text), "old")
	left, err := os.ReadDir(filepath.Dir(readme))
	require.NoError(t, err)
	require.Len(t, left, 1, "no temporary file stays")
}

func TestRunSaysWhereItCannotWrite(t *testing.T) {
	stopped := 0
	withContests(t, fake("01-a", nil, &stopped))
	status, out, errOut := runWith(t.Context(), "-write", "-root", t.TempDir())
	require.Equal(t, 1, status)
	require.Contains(t, out, "## 01-a", "the table is printed all the same")
	require.Contains(t, errOut, "README.md")
}

func TestRunStoppedEarly(t *testing.T) {
	stopped := 0
	withContests(t, fake("01-a", nil, &stopped))
	root := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	status, _, errOut := runWith(ctx, "-write", "-root", root)
	require.Equal(t, 130, status)
	require.Contains(t, errOut, "stopped early")
}

func TestBetween(t *testing.T) {
	text, err := between("a\n"+beginMark+endMark+"b", "T\n")
	require.NoError(t, err)
	require.Equal(t, "a\n"+beginMark+"\nT\n"+endMark+"b", text)
	again, err := between(text, "T\n")
	require.NoError(t, err)
	require.Equal(t, text, again, "the second time changes nothing")

	for _, bad := range []string{"", beginMark, endMark, endMark + beginMark, beginMark + beginMark + endMark} {
		_, err := between(bad, "T\n")
		require.Error(t, err, "%q", bad)
	}
}

func TestTheFootSaysWhatIsKnownOfOthers(t *testing.T) {
	p := plan{others: 6}
	require.Contains(t, p.foot(nil, nil), "used at most 6 % of the CPU; 0 rounds")
	require.Contains(t, p.foot(nil, errors.New("no")), "could not be measured")
	p.others = 100
	require.Contains(t, p.foot(nil, nil), "Rounds count whatever")
}

// TestFootNamesThePeersModules: a ratio is of one version. Under go test the
// list of modules is not built in, so each has to be one that go.mod requires.
func TestFootNamesThePeersModules(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	for _, c := range contests {
		for _, peer := range c.Peers {
			if peer.Module != "" {
				require.Contains(t, string(mod), "\t"+peer.Module+" v", "%s, %s", c.Name, peer.Name)
			}
		}
	}
	one := &Contest{Name: "A", Peers: []Entry{{Name: "x", Module: "m/x"}, {Name: "y", Module: "m/x"}, {Name: "chan"}}}
	p := &plan{others: 6}
	require.Regexp(t, `CPUs, m/x [^,]+\. Made by`, p.foot([]row{{contest: one}}, nil))
	require.Regexp(t, `CPUs\. Made by`, p.foot(nil, nil))
}

func TestQuantile(t *testing.T) {
	require.InDelta(t, 7, quantile([]float64{7}, 0.5), 1e-9)
	require.InDelta(t, 2.5, quantile([]float64{1, 2, 3, 4}, 0.5), 1e-9)
	require.InDelta(t, 1.75, quantile([]float64{1, 2, 3, 4}, 0.25), 1e-9)
	require.InDelta(t, 4, quantile([]float64{1, 2, 3, 4}, 1), 1e-9)
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 10_000: "10,000", 1_234_567: "1,234,567"} {
		require.Equal(t, want, thousands(n))
	}
}
