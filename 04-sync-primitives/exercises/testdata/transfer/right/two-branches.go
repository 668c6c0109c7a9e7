// Another way: the order is written out: two ways to lock, and then one way to move the money. No helper and no closure; each further lock would double the branches.
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
	switch {
	case from.id < to.id:
		from.mu.Lock()
		to.mu.Lock()
	case from.id > to.id:
		to.mu.Lock()
		from.mu.Lock()
	default:
		from.mu.Lock()
	}
	err := from.move(to, amount)
	if to != from {
		to.mu.Unlock()
	}
	from.mu.Unlock()
	return err
}

// move moves amount. The caller holds both locks.
func (a *Account) move(to *Account, amount int) error {
	if a.balance < amount {
		return ErrInsufficient
	}
	a.balance -= amount
	to.balance += amount
	return nil
}
