package timeline

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func frames(funcs ...string) []Frame {
	var list []Frame
	for i, f := range funcs {
		list = append(list, Frame{Func: f, Line: 10 * (i + 1)})
	}
	return list
}

func TestUserFunc(t *testing.T) {
	tests := []struct {
		name    string
		created []Frame // of the go statement
		stack   []Frame // of the goroutine itself
		want    string  // the function it runs
		by      string  // its name when the stack is not known
	}{
		{
			"a plain go statement", frames("main.gather", "main.main"),
			frames("runtime.chanrecv1", "main.gather.func1"), "main.gather.func1", "gather:10",
		},
		{
			"wg.Go", frames("sync.(*WaitGroup).Go", "main.gather", "main.main"),
			frames("runtime.chanrecv1", "main.gather.func1", "sync.(*WaitGroup).Go.func1"), "main.gather.func1", "gather:20",
		},
		{
			"errgroup", frames("golang.org/x/sync/errgroup.(*Group).Go", "main.main"),
			frames("main.fetch", "main.main.func1", "golang.org/x/sync/errgroup.(*Group).Go.func1"), "main.main.func1", "main:20",
		},
		{
			"a library's own group", frames("example.com/m/group.(*Group).Go", "main.main"),
			frames("main.main.func1", "example.com/m/group.(*Group).call", "example.com/m/group.(*Group).run"), "main.main.func1", "main:20",
		},
		{
			"a library's worker", frames("example.com/m/pool.New", "main.main"),
			frames("runtime.chanrecv1", "example.com/m/pool.(*Pool).worker"), "example.com/m/pool.(*Pool).worker", "pool.New:10",
		},
		{
			"go f(x)", frames("main.start"),
			frames("main.f", "main.start.gowrap1"), "main.f", "start:10",
		},
		{
			"a test", frames("testing.(*T).Run", "testing.runTests"),
			frames("testing.(*common).Run", "m.TestX", "testing.tRunner"), "m.TestX", "",
		},
		{
			"a bubble", frames("testing/synctest.Test", "m.TestX", "testing.tRunner"),
			frames("m.TestX.func1", "testing.tRunner", "testing/synctest.testingSynctestTest.func1"), "m.TestX.func1", "m.TestX:20",
		},
		{
			"interrupted in a wrapper", frames("sync.(*WaitGroup).Go", "main.gather"),
			frames("sync/atomic.(*Uint64).Add", "sync.(*WaitGroup).Add", "sync.(*WaitGroup).Done", "sync.(*WaitGroup).Go.func1"), "", "gather:20",
		},
		{"nothing", nil, nil, "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, userFunc(test.stack, starter(test.created)))
			require.Equal(t, test.by, startedBy(test.created))
		})
	}
}

func TestShortName(t *testing.T) {
	for fn, want := range map[string]string{
		"main.main":                             "main",
		"main.gather.func1":                     "gather.func1",
		"example.com/m/pool.(*Pool).worker":     "pool.(*Pool).worker",
		"main.Map[...].func1":                   "Map.func1",
		"net/http.(*conn).serve":                "http.(*conn).serve",
		"gopkg.in/yaml.v3.Unmarshal":            "yaml.v3.Unmarshal",
		"command-line-arguments.TestX.func1":    "command-line-arguments.TestX.func1",
		"example.com/m/01-goroutines/group.Run": "group.Run",
	} {
		require.Equal(t, want, shortName(fn))
	}
}

func TestSystem(t *testing.T) {
	for fn, want := range map[string]bool{
		"runtime.bgsweep":            true,
		"runtime.main":               false,
		"runtime/trace.Start.func1":  true,
		"os/signal.loop":             true,
		"main.main":                  false,
		"testing.tRunner":            false,
		"runtime/pprof.profileWrite": false,
	} {
		require.Equal(t, want, system(fn), fn)
	}
}
