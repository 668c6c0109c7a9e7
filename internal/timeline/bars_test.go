package timeline

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The bars for big traces. Without TIMELINE_FULL the storm is small, so that the
// test takes seconds; with TIMELINE_FULL=1 its trace has 50 MB and more:
//
//	TIMELINE_FULL=1 go test ./internal/timeline -run BigTrace -v
const (
	maxTime   = 20 * time.Second // to read a trace of 50 MB and draw picture and page
	maxMemory = 1 << 30
	minFrames = 30.0 // a second, while zooming
	// tries is how often the frames are counted at most. Other processes, such as
	// the tests of the packages beside this one, may have the processors meanwhile;
	// that takes frames away and adds none.
	tries = 10
)

// TestBigTraceHelper is no test: it is the program that TestBigTrace measures.
func TestBigTraceHelper(t *testing.T) {
	traceFile := os.Getenv("TIMELINE_DRAW")
	if traceFile == "" {
		t.Skip("for TestBigTrace")
	}
	began := time.Now()
	f, err := os.Open(traceFile)
	require.NoError(t, err)
	defer f.Close()
	m, err := Read(f)
	require.NoError(t, err)
	fmt.Printf("read %v\n", time.Since(began))
	spans := 0
	for i := range m.Goroutines {
		spans += len(m.Goroutines[i].Spans)
	}
	fmt.Printf("goroutines %d\nspans %d\n", len(m.Goroutines), spans)
	for name, write := range map[string]func(*os.File) error{
		".svg":  func(f *os.File) error { return SVG(f, m, PictureOptions{Title: "storm"}) },
		".html": func(f *os.File) error { return HTML(f, m, PageOptions{Title: "storm", About: m.Setting()}) },
	} {
		out, err := os.Create(traceFile + name)
		require.NoError(t, err)
		require.NoError(t, write(out))
		require.NoError(t, out.Close())
	}
	fmt.Printf("drawn %v\nmemory %d\n", time.Since(began), peakMemory())
}

// peakMemory is the most memory that this process ever held, or 0 where the
// system does not tell.
func peakMemory() int {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if text, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(text)[0])
			return kb << 10
		}
	}
	return 0
}

func TestBigTrace(t *testing.T) {
	s, least := storm{goroutines: 1000, rounds: 50}, int64(500<<10)
	if os.Getenv("TIMELINE_FULL") != "" {
		s, least = storm{goroutines: 10_000, rounds: 340}, 50<<20
	}
	name := filepath.Join(t.TempDir(), "storm")
	f, err := os.Create(name)
	require.NoError(t, err)
	s.trace(t, f)
	info, err := f.Stat()
	require.NoError(t, err)
	require.NoError(t, f.Close())
	require.GreaterOrEqual(t, info.Size(), least)

	cmd := exec.Command(os.Args[0], "-test.run=^TestBigTraceHelper$", "-test.v")
	cmd.Env = append(os.Environ(), "TIMELINE_DRAW="+name)
	out, err := cmd.Output()
	require.NoError(t, err, string(out))
	said := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			said[key] = value
		}
	}
	t.Logf("a trace of %d MB: %s goroutines, %s spans; read in %s, drawn in %s, peak memory %s bytes",
		info.Size()>>20, said["goroutines"], said["spans"], said["read"], said["drawn"], said["memory"])
	took, err := time.ParseDuration(said["drawn"])
	require.NoError(t, err, string(out))
	memory, err := strconv.Atoi(said["memory"])
	require.NoError(t, err)
	if !raceDetector {
		require.Less(t, took, maxTime)
		require.Less(t, memory, maxMemory)
	}
	svg, err := os.Stat(name + ".svg")
	require.NoError(t, err)
	require.Less(t, svg.Size(), int64(MaxPicture))

	ctx := browser(t, 1280, 800)
	began := time.Now()
	openFile(t, ctx, name+".html")
	page, err := os.Stat(name + ".html")
	require.NoError(t, err)
	t.Logf("the page of %d MB is ready after %v", page.Size()>>20, time.Since(began).Round(time.Millisecond))
	for _, high := range []int{24, 3} {
		frames := 0.0
		for try := 0; frames < minFrames && try < tries; try++ {
			var longest float64
			frames, longest = framesWhileZooming(t, tester{t, ctx}, high)
			t.Logf("lanes %d pixels high: %.0f frames a second while zooming, drawing the slowest took %.0f ms", high, frames, longest)
		}
		require.GreaterOrEqual(t, frames, minFrames)
	}
}

// framesWhileZooming turns the wheel in every frame, in and out, for three
// seconds. It returns how many frames a second the page drew and how many
// milliseconds the slowest of them took to draw.
func framesWhileZooming(t *testing.T, p tester, high int) (perSecond, slowest float64) {
	t.Helper()
	p.press("0")
	for p.state().RowHigh > float64(high) {
		p.press("[")
	}
	result := eval[[]float64](t, p.ctx, `new Promise((done) => {
		timeline.slowest();
		const canvas = document.getElementById("canvas"), began = performance.now(), before = timeline.state().frames;
		const step = () => {
			const passed = performance.now() - began;
			if (passed > 3000) {
				done([(timeline.state().frames - before) / passed * 1000, timeline.slowest()]);
				return;
			}
			const deltaY = Math.floor(passed / 750) % 2 ? 60 : -60;
			canvas.dispatchEvent(new WheelEvent("wheel", { deltaY, clientX: 700, clientY: 400, cancelable: true }));
			requestAnimationFrame(step);
		};
		requestAnimationFrame(step);
	})`)
	return result[0], result[1]
}
