// Bug: the caller stops at the first bad line, and the stage goes on sending.
package pitfalls

import (
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
)

func read(texts ...string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, text := range texts {
			out <- text
		}
	}()
	return out
}

func sum(texts <-chan string) (total int, err error) {
	for text := range texts {
		n, err := strconv.Atoi(text)
		if err != nil {
			return 0, err // and who receives the rest?
		}
		total += n
	}
	return total, nil
}

func TestSumReportsABadLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if _, err := sum(read("1", "two", "3", "4")); !errors.Is(err, strconv.ErrSyntax) {
			t.Error(err)
		}
	})
}
