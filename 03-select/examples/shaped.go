package main

import (
	"context"
	"io"
	"sync"
	"time"

	"example.com/mastery/03-select/timing"
	"example.com/mastery/internal/lesson"
)

// shaped types two words in bursts. The search wants a word when it is complete;
// the screen wants to move at once, and not too often.
func shaped(out io.Writer) {
	lesson.Name("typist")
	say := speaker(out)
	ctx := context.Background()
	toSearch, toScreen := make(chan string), make(chan string)
	searches := timing.Debounce(ctx, toSearch, 10*time.Millisecond)
	frames := timing.Throttle(ctx, toScreen, 10*time.Millisecond)

	var readers sync.WaitGroup
	readers.Go(func() { collect(say, "search", searches) })
	readers.Go(func() { collect(say, "screen", frames) })

	for _, word := range []string{"select", "case"} {
		for i := range word {
			typed := word[:i+1]
			lesson.Note(typed)
			toSearch <- typed // neither of them makes the typist wait
			toScreen <- typed
			time.Sleep(2 * time.Millisecond)
		}
		time.Sleep(20 * time.Millisecond) // the typist thinks
	}
	close(toSearch)
	close(toScreen)
	readers.Wait()
}

// collect prints what came through c, and ends when c is closed.
func collect(say func(string, ...any), name string, c <-chan string) {
	lesson.Name(name)
	var got []string
	for typed := range c {
		lesson.Note(typed)
		got = append(got, typed)
	}
	say("%s: %q", name, got)
}
