// Mistake: one lock for the whole bank: no order is needed, and every customer waits for every other.
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

var bank sync.Mutex

func Transfer(from, to *Account, amount int) error {
	bank.Lock()
	defer bank.Unlock()
	if from == to {
		if from.Balance() < amount {
			return ErrInsufficient
		}
		return nil
	}
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	if from.balance < amount {
		return ErrInsufficient
	}
	from.balance -= amount
	to.balance += amount
	return nil
}
