// Another way: a transfer reserves both accounts at once or waits, as one holds either two forks or none; no order is needed. One more lock, held for a moment, that every transfer takes; and every end wakes all that wait.
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

var (
	reserving sync.Mutex // guards reserved
	change    = sync.NewCond(&reserving)
	reserved  = map[*Account]bool{} // accounts in a transfer
)

func Transfer(from, to *Account, amount int) error {
	reserving.Lock()
	for reserved[from] || reserved[to] {
		change.Wait()
	}
	reserved[from], reserved[to] = true, true
	reserving.Unlock()
	defer func() {
		reserving.Lock()
		defer reserving.Unlock()
		delete(reserved, from)
		delete(reserved, to)
		change.Broadcast()
	}()

	from.mu.Lock() // for those who read: among transfers, nobody else wants it
	defer from.mu.Unlock()
	if to != from {
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
