package main

import (
	"fmt"
	"io"
	"strings"

	"example.com/mastery/internal/lesson"
)

// rules tries every operation on a channel in every state. What would block is
// found with a select that has a default: it takes that when nothing is ready.
func rules(out io.Writer) {
	lesson.Name("main")
	states := []struct {
		name string
		make func() chan int
	}{
		{"nil", func() chan int { return nil }},
		{"open, empty", func() chan int { return make(chan int, 1) }},
		{"open, full", func() chan int { return filled() }},
		{"closed, not empty", func() chan int { c := filled(); close(c); return c }},
		{"closed, empty", func() chan int { c := make(chan int, 1); close(c); return c }},
	}
	operations := []struct {
		name string
		do   func(c chan int) string
	}{
		{"c <- 1", func(c chan int) string {
			select {
			case c <- 1:
				return "done"
			default:
				return "blocks"
			}
		}},
		{"v, ok := <-c", func(c chan int) string {
			select {
			case v, ok := <-c:
				return fmt.Sprintf("%d, %t", v, ok)
			default:
				return "blocks"
			}
		}},
		{"close(c)", func(c chan int) string { close(c); return "done" }},
		{"len, cap", func(c chan int) string { return fmt.Sprintf("%d, %d", len(c), cap(c)) }},
	}
	for _, state := range states {
		fmt.Fprintf(out, "%s:\n", state.name)
		for _, operation := range operations {
			fmt.Fprintf(out, "  %-13s %s\n", operation.name, try(operation.do, state.make()))
		}
	}
}

func filled() chan int {
	c := make(chan int, 1)
	c <- 7
	return c
}

// try reports what an operation does to c, a panic included.
func try(do func(chan int) string, c chan int) (result string) {
	defer func() {
		if v := recover(); v != nil {
			lesson.Note(fmt.Sprint(v))
			result = strings.TrimSpace(fmt.Sprint("panics: ", v))
		}
	}()
	return do(c)
}
