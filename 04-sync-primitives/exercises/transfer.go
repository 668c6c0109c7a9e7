package exercises

import (
	"errors"
	"sync"
)

// ErrInsufficient says that an account holds less than was to be taken from it.
var ErrInsufficient = errors.New("insufficient funds")

// An Account holds money. Its balance is never below 0.
type Account struct {
	id      int         // no two accounts have the same
	mu      sync.Locker // guards balance
	balance int
}

// NewAccount returns an account. Its lock is the caller's choice: a *sync.Mutex
// in the bank, and in the tests one that tells when it is locked. Whoever holds it
// may rely on it that the account is not in the midst of a transfer.
func NewAccount(id int, mu sync.Locker, balance int) *Account {
	return &Account{id: id, mu: mu, balance: balance}
}

// Balance returns what the account holds.
func (a *Account) Balance() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.balance
}

// Transfer moves amount, which is above 0, from one account to another, or
// returns ErrInsufficient and moves nothing.
//
//   - Whoever holds the locks of both accounts finds the money in one of them:
//     before, in from; after, in to. It is never on its way.
//   - From an account to itself nothing is moved. If it holds less than amount,
//     the answer is ErrInsufficient all the same.
//   - Any number of goroutines may call Transfer, for any accounts. None waits
//     for a transfer between two other accounts, and none waits for ever.
//   - Transfer waits for locks and for nothing else: it does not sleep.
func Transfer(from, to *Account, amount int) error {
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
