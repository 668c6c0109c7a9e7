package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// A booking changes the balance of an account. It is refused if there is not
// enough, so the order matters: of one account's, not of all.
type booking struct {
	account string
	amount  int
}

type account struct {
	balance, refused int
}

// byKey books in three workers. All bookings of an account go to the same one.
func byKey(out io.Writer) {
	lesson.Name("main")
	bookings := []booking{
		{"ann", 50},
		{"bob", 20},
		{"ann", -40},
		{"cat", 10},
		{"bob", -30},
		{"ann", -20},
		{"bob", 15},
		{"cat", -10},
		{"bob", -30},
	}
	accounts := map[string]*account{} // only read while the workers run
	for _, b := range bookings {
		accounts[b.account] = &account{}
	}

	err := fan.ByKey(context.Background(), 3, slices.Values(bookings),
		func(b booking) string { return b.account },
		func(_ context.Context, b booking) error {
			lesson.Name("worker")
			lesson.Note(fmt.Sprint(b.account, " ", b.amount))
			time.Sleep(2 * time.Millisecond) // stands for work
			a := accounts[b.account]
			if a.balance+b.amount < 0 {
				a.refused++
				return nil
			}
			a.balance += b.amount // no lock: always the same worker
			return nil
		})
	for _, name := range []string{"ann", "bob", "cat"} {
		fmt.Fprintf(out, "%s has %d, refused %d\n", name, accounts[name].balance, accounts[name].refused)
	}
	fmt.Fprintln(out, "error:", err)
}
