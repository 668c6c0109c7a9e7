// Bug: the caller returns at the first error, the checks still want to report.
package pitfalls

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func checkAll(checks ...func() error) error {
	errs := make(chan error)
	for _, check := range checks {
		go func() { errs <- check() }()
	}
	for range checks {
		if err := <-errs; err != nil {
			return err // and the checks that are still at work?
		}
	}
	return nil
}

func TestCheckAllReportsTheFirstError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		disk := func() error { return errors.New("disk full") }
		net := func() error { time.Sleep(time.Second); return nil }
		if err := checkAll(disk, net); err == nil {
			t.Error("no error")
		}
		time.Sleep(2 * time.Second) // on the bubble's clock: every check is over
	})
}
