package exercises

import (
	"testing"
	"testing/synctest"
)

func TestDoubleLeavesNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := Double(2); got != 4 {
			t.Errorf("Double(2) = %d; a correct Double returns 4", got)
		}
	})
}
