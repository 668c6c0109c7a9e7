// Mistake: it looks at the balance under one lock and takes the money under the next; between the two, another has taken it.
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
	if from.Balance() < amount {
		return ErrInsufficient
	}
	if from == to {
		return nil
	}
	first, second := from, to
	if to.id < from.id {
		first, second = to, from
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	from.balance -= amount
	to.balance += amount
	return nil
}
