package exercises

import (
	"testing"
	"testing/synctest"
)

func TestSumAdds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := Sum([]int{1, 2, 3}); got != 6 {
			t.Errorf("Sum(1, 2, 3) = %d; a correct Sum returns 6:\nevery number counts once", got)
		}
	})
}
