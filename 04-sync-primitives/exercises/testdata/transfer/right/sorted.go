// Another way: all accounts of a transfer are sorted by id, doubles are removed, and they are locked in a loop. More than two need takes, and the same for five accounts as for two.
package exercises

import (
	"cmp"
	"errors"
	"slices"
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
	accounts := []*Account{from, to}
	slices.SortFunc(accounts, func(a, b *Account) int { return cmp.Compare(a.id, b.id) })
	for _, a := range slices.Compact(accounts) {
		a.mu.Lock()
		defer a.mu.Unlock()
	}
	if from.balance < amount {
		return ErrInsufficient
	}
	from.balance -= amount
	to.balance += amount
	return nil
}
