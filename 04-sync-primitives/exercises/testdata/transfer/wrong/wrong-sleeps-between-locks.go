// Mistake: each sleeps for a random while between its two locks, so that two seldom meet; seldom is not never, and everybody is slow.
package exercises

import (
	"errors"
	"math/rand/v2"
	"sync"
	"time"
)

var ErrInsufficient = errors.New("insufficient funds")

type Account struct {
	id      int         // no two accounts have the same
	mu      sync.Locker // guards balance
	balance int
}

func NewAccount(id int, mu sync.Locker, balance int) *Account {
	return &Account{id: id, mu: mu, balance: balance}
}

func (a *Account) Balance() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

func Transfer(from, to *Account, amount int) error {
	from.mu.Lock()
	defer from.mu.Unlock()
	if from != to {
		time.Sleep(rand.N(time.Millisecond))
		to.mu.Lock()
		defer to.mu.Unlock()
	}
	if from.balance < amount {
		return ErrInsufficient
	}
	from.balance -= amount
	to.balance += amount
	return nil
}
