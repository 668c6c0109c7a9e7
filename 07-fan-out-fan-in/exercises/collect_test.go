package exercises

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestCollectReturnsAllResults(t *testing.T) {
	for _, c := range []struct{ limit, tasks int }{{2, 9}, {1, 4}, {3, 3}, {5, 2}, {4, 5}, {4, 0}, {3, 1}} {
		for _, pick := range collectPicks {
			synctest.Test(t, func(t *testing.T) {
				k := startCollect(t, c.limit, c.tasks)
				for len(k.running) > 0 {
					k.end(pick(k.running), nil)
					k.look()
				}
				k.mustHaveReturnedAll()
			})
		}
	}
}

// Which task is the next to end.
var collectPicks = []func(running []int) int{
	func(running []int) int { return running[0] },
	func(running []int) int { return running[len(running)-1] },
}

func TestCollectReturnsResultsAndErrors(t *testing.T) {
	for _, c := range []struct {
		limit, tasks int
		fail         []int
	}{
		{2, 7, []int{0}}, {2, 7, []int{6}}, {3, 7, []int{3}}, // the first, the last, one in the middle
		{3, 8, []int{1, 2, 5}}, {1, 4, []int{1, 3}}, {2, 5, []int{0, 1, 2, 3, 4}},
	} {
		for _, pick := range collectPicks {
			synctest.Test(t, func(t *testing.T) {
				k := startCollect(t, c.limit, c.tasks)
				for len(k.running) > 0 {
					task := pick(k.running)
					var err error
					if slices.Contains(c.fail, task) {
						err = fmt.Errorf("failure of task %d", task)
					}
					k.end(task, err)
					k.look()
				}
				k.mustHaveReturnedAll()
			})
		}
	}
}

// More than a limit of one's own choice would let run.
func TestCollectRunsManyAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := startCollect(t, 70, 80)
		for len(k.running) > 0 {
			for _, task := range k.running {
				k.end(task, nil)
			}
			k.look()
		}
		k.mustHaveReturnedAll()
	})
}

// More results than a buffer of one's own choice would hold.
func TestCollectBearsManyResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const limit, many = 4, 1200
		const want = many - many/10
		tasks := make([]func() (int, error), many)
		for i := range tasks {
			tasks[i] = func() (int, error) {
				if i%10 == 0 {
					return 0, errCollect
				}
				return i, nil
			}
		}
		done := make(chan collectReturn, 1)
		go func() {
			results, err := Collect(limit, tasks)
			done <- collectReturn{results, err}
		}()
		select {
		case r := <-done:
			if len(r.results) != want || !errors.Is(r.err, errCollect) {
				settle.GiveUp(t, fmt.Sprintf("%d tasks, limit %d; every tenth one fails. Collect returned %d results, want %d,\n"+
					"and failures: %t, want true.\n"+
					"A correct Collect returns the results of all tasks that succeeded, and wraps every task's error.",
					many, limit, len(r.results), want, r.err != nil))
			}
		case <-time.After(time.Hour): // when everybody waits
			settle.GiveUp(t, fmt.Sprintf("deadlock: %d tasks, limit %d; every task returns at once, and Collect does not return.\n"+
				"Some wait until somebody receives what they send. A correct Collect receives while tasks run, or has\n"+
				"room for what all of them return: a buffer of a fixed size suffices until there are more tasks.", many, limit))
		}
	})
}

var errCollect = errors.New("failure")

func TestCollectBearsRepliesAtTheSameTime(t *testing.T) {
	for _, fail := range [][]int{nil, {1, 2}, {0, 1, 2, 3, 4, 5, 6, 7}} {
		for _, limit := range []int{8, 3} {
			synctest.Test(t, func(t *testing.T) {
				k := newCollect(t, limit, 8)
				for task := range k.gates {
					var err error
					if slices.Contains(fail, task) {
						err = errors.New("failure") // each its own error, with the same text
					}
					k.end(task, err)
				}
				k.start()
				k.look()
				k.mustHaveReturnedAll()
			})
		}
	}
}

// A collectCall is a call of Collect. The result of task i is 10i, whether or not
// it fails.
type collectCall struct {
	t     *testing.T
	limit int
	begun []chan struct{} // of each task: one for each time it was called
	gates []chan error    // of each task: it returns what it receives here
	ended []bool          // of each task: the test has let it return
	errs  []error         // with this error
	done  chan collectReturn

	running  []int // those that have begun and were not let return, as of the last look
	returned bool
	collectReturn
}

// A collectReturn is what Collect returned.
type collectReturn struct {
	results []int
	err     error
}

func newCollect(t *testing.T, limit, tasks int) *collectCall {
	k := &collectCall{
		t: t, limit: limit, done: make(chan collectReturn, 1),
		ended: make([]bool, tasks), errs: make([]error, tasks),
	}
	for range tasks {
		k.begun = append(k.begun, make(chan struct{}, 10))
		k.gates = append(k.gates, make(chan error, 10))
	}
	return k
}

// startCollect calls Collect and returns when nothing can go on before a task ends.
func startCollect(t *testing.T, limit, tasks int) *collectCall {
	t.Helper()
	k := newCollect(t, limit, tasks)
	k.start()
	k.look()
	return k
}

func (k *collectCall) start() {
	var tasks []func() (int, error)
	for i := range k.gates {
		tasks = append(tasks, func() (int, error) {
			k.begun[i] <- struct{}{}
			return 10 * i, <-k.gates[i]
		})
	}
	go func() {
		results, err := Collect(k.limit, tasks)
		k.done <- collectReturn{results, err}
	}()
}

// end lets a task return err.
func (k *collectCall) end(task int, err error) {
	k.ended[task], k.errs[task] = true, err
	k.gates[task] <- err
}

// look waits until nothing can go on, and fails the test unless as many tasks run
// as may, or Collect has returned.
func (k *collectCall) look() {
	k.t.Helper()
	when := k.state()
	k.settled(when)
	ended := 0
	k.running = nil
	for i, calls := range k.begun {
		switch {
		case len(calls) > 1:
			settle.GiveUp(k.t, fmt.Sprintf("%s.\nTask %d was called %d times: want once.", when, i, len(calls)))
		case k.ended[i]:
			ended++
		case len(calls) == 1:
			k.running = append(k.running, i)
		}
	}
	want := min(k.limit, len(k.gates)-ended)
	switch {
	case len(k.running) > k.limit:
		settle.GiveUp(k.t, fmt.Sprintf("%s.\nRunning are %v.\n"+
			"A correct Collect runs at most limit tasks at the same time: whoever sets it means to spare a disk, a\n"+
			"server or memory.", when, k.running))
	case k.returned && len(k.running) > 0:
		settle.GiveUp(k.t, fmt.Sprintf("leak: %s.\nThe tasks %v run, and Collect has returned %v, %v.\n"+
			"A correct Collect returns when all tasks have, also after a failure: what the others come to is\n"+
			"wanted, and who sends a result that nobody receives stays for ever.", when, k.running, k.results, k.err))
	case k.returned && ended < len(k.gates):
		settle.GiveUp(k.t, fmt.Sprintf("%s.\nCollect has returned %v, %v, and %d tasks were never called.\n"+
			"A correct Collect runs every task, whatever becomes of the others.", when, k.results, k.err, len(k.gates)-ended))
	case len(k.running) < want:
		when += fmt.Sprintf(".\nRunning are %v, want %d", k.running, want)
		k.mustNotHang(when)
		settle.GiveUp(k.t, when+".\nA correct Collect runs limit tasks while there are enough: when one has ended the next begins,\n"+
			"whatever became of that one, and no batch is waited for.")
	case want == 0:
		k.mustNotHang(when)
	}
}

// settled returns when nothing can go on, and notes whether Collect has returned.
func (k *collectCall) settled(when string) {
	k.t.Helper()
	settle.Calm(k.t, when)
	if len(k.done) > 0 {
		k.collectReturn = <-k.done
		k.returned = true
	}
}

// state says what the test has done.
func (k *collectCall) state() string {
	var ended, failed []int
	for i, e := range k.ended {
		if e {
			ended = append(ended, i)
		}
		if k.errs[i] != nil {
			failed = append(failed, i)
		}
	}
	state := fmt.Sprintf("%d tasks, limit %d; %v have returned", len(k.gates), k.limit, ended)
	if len(failed) > 0 {
		state += fmt.Sprintf(", with an error %v", failed)
	}
	return state
}

// mustNotHang fails the test if Collect does not return although all tasks do.
func (k *collectCall) mustNotHang(when string) {
	k.t.Helper()
	for i, gate := range k.gates {
		if !k.ended[i] {
			gate <- nil
		}
	}
	k.settled(when)
	if !k.returned {
		<-time.After(time.Second) // of the bubble's clock
		if k.settled(when); k.returned {
			settle.GiveUp(k.t, when+";\nCollect goes on only when some time has passed.\n"+
				"A correct Collect goes on when a task has returned: it waits for that, and does not sleep between\n"+
				"two looks.")
		}
		settle.GiveUp(k.t, "deadlock: "+when+";\nand when every task that runs has returned, Collect does not return.\n"+
			"It waits for tasks, and these wait until somebody receives their results. A correct Collect receives\n"+
			"while tasks run, or has room for what all of them return.")
	}
}

// mustHaveReturnedAll fails the test unless Collect returned every result and
// every error.
func (k *collectCall) mustHaveReturnedAll() {
	k.t.Helper()
	var want, failed []int
	for i, err := range k.errs {
		if err == nil {
			want = append(want, 10*i)
		} else {
			failed = append(failed, i)
		}
	}
	got := slices.Sorted(slices.Values(k.results))
	if !slices.Equal(got, want) {
		settle.GiveUp(k.t, fmt.Sprintf("Of %d tasks, those that failed are %v. Collect returned the results %v, want %v, in any order.\n"+
			"A correct Collect returns the results of all tasks that succeeded, and of no other: a failure takes\n"+
			"none of them away, and no result is dropped because nobody receives at that moment.",
			len(k.gates), failed, got, want))
	}
	if len(failed) == 0 && k.err != nil {
		settle.GiveUp(k.t, fmt.Sprintf("No task failed, and Collect returned the error %q, want nil.", k.err))
	}
	for _, i := range failed {
		if !errors.Is(k.err, k.errs[i]) {
			settle.GiveUp(k.t, fmt.Sprintf("The tasks %v failed, and Collect returned the error %q, which does not wrap that of task %d.\n"+
				"A correct Collect returns every task's error (see errors.Join): one variable for all keeps\n"+
				"one of them, or none if a success comes after it.", failed, fmt.Sprint(k.err), i))
		}
	}
}
