// Mistake: it never holds two locks, so it can't deadlock; but between the two the money is in neither account.
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
	from.mu.Lock()
	if from.balance < amount {
		from.mu.Unlock()
		return ErrInsufficient
	}
	from.balance -= amount
	from.mu.Unlock()

	to.mu.Lock()
	defer to.mu.Unlock()
	to.balance += amount
	return nil
}
