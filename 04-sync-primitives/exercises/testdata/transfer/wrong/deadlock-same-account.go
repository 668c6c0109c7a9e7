// Mistake: the order is right, but from an account to itself it takes the same lock twice, and waits for itself.
package exercises

import (
	"errors"
	"sync"
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
	first, second := from, to
	if to.id < from.id {
		first, second = to, from
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < amount {
		return ErrInsufficient
	}
	from.balance -= amount
	to.balance += amount
	return nil
}
