package timeline

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// browser starts a headless Chromium with a window of this size. Where none is
// installed the test is skipped, except in CI, where it must be.
func browser(t *testing.T, wide, high int) context.Context {
	t.Helper()
	binary := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			binary = path
			break
		}
	}
	if binary == "" {
		if os.Getenv("CI") != "" {
			t.Fatal("no Chromium found: CI must have one")
		}
		t.Skip("no Chromium found: the page was not tried in a browser")
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(binary), chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("hide-scrollbars", false), chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(wide, high))
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // waits until the browser has ended
		cancel()
		stop()
	})
	return ctx
}

// openPage writes the model's page to a file and opens that.
func openPage(t *testing.T, ctx context.Context, m *Model) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "page.html")
	f, err := os.Create(name)
	require.NoError(t, err)
	require.NoError(t, HTML(f, m, PageOptions{Title: "a <test>", About: "one run"}))
	require.NoError(t, f.Close())
	openFile(t, ctx, name)
}

func openFile(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate("file://"+filepath.ToSlash(name)))
	require.Equal(t, true, eval[any](t, ctx, `window.timeline.ready`))
}

// eval evaluates a script; of a promise it takes what that comes to.
func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	result, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	require.NoError(t, err, script)
	return result
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	require.NoError(t, chromedp.Do(ctx, steps...))
}
