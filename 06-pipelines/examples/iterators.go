package main

import (
	"fmt"
	"io"
	"iter"
	"strconv"

	"example.com/mastery/internal/lesson"
)

// iterators has steps that can be read and tested one by one, as stages can, and
// no goroutine. Each value goes all the way before the next one is begun.
func iterators(out io.Writer) {
	lesson.Name("main")
	texts := func(yield func(string) bool) {
		defer fmt.Fprintln(out, "file closed") // on a break, too
		for _, text := range []string{"7", "8", "9", "10"} {
			fmt.Fprintln(out, "read", text)
			if !yield(text) {
				return
			}
		}
	}
	numbers := mapped(texts, func(text string) int { n, _ := strconv.Atoi(text); return n })
	for n := range filtered(numbers, func(n int) bool { return n%2 == 0 }) {
		fmt.Fprintln(out, "stored", n)
		if n == 8 {
			break // nothing runs ahead: 9 and 10 are never read
		}
	}

	letters := func(yield func(string) bool) {
		_ = yield("a") && yield("b")
	}
	for letter, n := range zip(letters, numbers) {
		fmt.Fprintln(out, "joined", letter, n)
	}
}

// mapped yields f of every value.
func mapped[A, B any](in iter.Seq[A], f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		for v := range in {
			if !yield(f(v)) {
				return // and so the loop of the step before ends
			}
		}
	}
}

// filtered yields the values that are kept.
func filtered[T any](in iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range in {
			if keep(v) && !yield(v) {
				return
			}
		}
	}
}

// zip yields pairs until one of the two is over. A loop can range over one
// iterator only; the other one has to be pulled.
func zip[A, B any](as iter.Seq[A], bs iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(bs)
		defer stop() // or bs waits for ever, its file open
		for a := range as {
			b, ok := next()
			if !ok || !yield(a, b) {
				return
			}
		}
	}
}
