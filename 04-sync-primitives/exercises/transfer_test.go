package exercises

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"example.com/mastery/internal/settle"
)

func TestTransferMovesMoney(t *testing.T) {
	for _, c := range []struct {
		from, to, amount int // account 0 has 100, account 1 has 50
		err              error
		after            [2]int
	}{
		{0, 1, 30, nil, [2]int{70, 80}},
		{1, 0, 30, nil, [2]int{130, 20}},
		{0, 1, 100, nil, [2]int{0, 150}},
		{0, 1, 101, ErrInsufficient, [2]int{100, 50}},
		{1, 0, 51, ErrInsufficient, [2]int{100, 50}},
	} {
		b := newTransferBank(t)
		returned := b.start(c.from, c.to, c.amount)
		b.mustReturn("Nobody else does anything", returned)
		if !errors.Is(returned.err, c.err) {
			t.Errorf("The accounts held 100 and 50. Transfer(%d, %d, %d) returned %v: want %v.",
				c.from, c.to, c.amount, returned.err, c.err)
		}
		b.mustHold("Transfer has returned", c.after[0], c.after[1], 100, 100)
	}
}

func TestTransferToItself(t *testing.T) {
	for _, c := range []struct {
		amount int
		err    error
	}{{30, nil}, {100, nil}, {101, ErrInsufficient}} {
		b := newTransferBank(t)
		returned := b.start(0, 0, c.amount)
		b.mustReturn("From and to are the same account", returned)
		if !errors.Is(returned.err, c.err) {
			t.Errorf("The account holds 100. Transfer of %d to itself returned %v: want %v.", c.amount, returned.err, c.err)
		}
		b.mustHold("A transfer from account 0 to itself has returned", 100, 50, 100, 100)
	}
}

// Whenever the first transfer has locked or unlocked something, it is held up, and
// another goes the other way. Each takes all that its account has.
func TestTransferThereAndBack(t *testing.T) {
	for _, way := range [][2]int{{0, 1}, {1, 0}, {2, 0}, {0, 3}, {1, 2}, {3, 1}, {2, 3}} {
		for step := range 8 {
			b := newTransferBank(t)
			there := b.startHeld(step, way[0], way[1], 10)
			back := b.start(way[1], way[0], 10)
			b.goOn()
			b.mustReturn(fmt.Sprintf("Two transfers between accounts %d and %d meet, one there and one back", way[0], way[1]), there, back)
			b.mustHold("Of two accounts, each has given the other 10", 100, 50, 100, 100)
		}
	}
}

// The first is held up; the second wants the same money.
func TestTransferSpendsOnce(t *testing.T) {
	for step := range 8 {
		b := newTransferBank(t)
		one := b.startHeld(step, 0, 1, 100)
		other := b.start(0, 2, 100)
		b.goOn()
		b.mustReturn("Two transfers from account 0, to 1 and to 2, meet", one, other)
		if (one.err == nil) == (other.err == nil) {
			t.Errorf("Account 0 holds 100. Two transfers of 100 met, and returned %v and %v: want one to succeed.\n"+
				"A correct Transfer looks at the balance and takes the money under one lock: if it unlocks\n"+
				"between the two, another has taken the money by then.", one.err, other.err)
			return
		}
		if one.err == nil {
			b.mustHold("Two transfers of 100 met, and one succeeded", 0, 150, 100, 100)
		} else {
			b.mustHold("Two transfers of 100 met, and one succeeded", 0, 50, 200, 100)
		}
	}
}

// Where a transfer is held up and both accounts are free, all the money is there.
func TestTransferIsNeverHalfDone(t *testing.T) {
	for step := range 8 {
		b := newTransferBank(t)
		call := b.startHeld(step, 0, 1, 30)
		balances, seen := b.look(0, 1)
		if seen && balances[0]+balances[1] != 150 {
			t.Errorf("Two accounts held 150 together. In the midst of a transfer both are unlocked, and they hold\n"+
				"%d and %d. A correct Transfer keeps the first lock until the second account has its money:\n"+
				"whoever looks between the two finds it in neither.", balances[0], balances[1])
			b.goOn()
			return
		}
		b.goOn()
		b.mustReturn("Somebody reads both balances in the midst of it", call)
	}
	for step := range 8 {
		b := newTransferBank(t)
		call := b.startHeld(step, 0, 0, 30)
		balances, seen := b.look(0)
		if seen && balances[0] != 100 {
			t.Errorf("An account held 100. In the midst of a transfer to itself it is unlocked, and holds %d.\n"+
				"A correct Transfer keeps the lock from the look to the end, here too: whoever looks between\n"+
				"finds too little, or too much.", balances[0])
			b.goOn()
			return
		}
		b.goOn()
		b.mustReturn("Somebody reads the balance in the midst of a transfer to the same account", call)
	}
}

func TestTransferLeavesOthersAlone(t *testing.T) {
	for step := range 8 {
		b := newTransferBank(t)
		held := b.startHeld(step, 0, 1, 10)
		free := b.start(2, 3, 10)
		if !free.over() {
			t.Errorf("A transfer between accounts 0 and 1 is under way, and one between 2 and 3 waits for it.\n" +
				"A correct Transfer locks the two accounts that it needs. One lock for all makes a bank in\n" +
				"which one customer is served at a time.")
		}
		b.goOn()
		b.mustReturn("Two transfers, between 0 and 1 and between 2 and 3, meet", held, free)
		if t.Failed() {
			return
		}
	}
}

// Many go round in a ring; and nothing orders them but what Transfer does.
func TestTransferInARing(t *testing.T) {
	const n, rounds = 5, 40
	var accounts []*Account
	for i := range n {
		accounts = append(accounts, NewAccount(i, new(sync.Mutex), 100))
	}
	var transfers []*transferCall
	begin := make(chan struct{})
	for i := range 2 * n {
		from, to := accounts[i%n], accounts[(i+1)%n]
		if i >= n {
			from, to = to, from
		}
		transfers = append(transfers, startTransfer(func() error {
			<-begin
			for range rounds {
				if err := Transfer(from, to, 1); err != nil {
					return err
				}
				from.Balance()
			}
			return nil
		}))
	}
	close(begin)
	settle.Wait()
	for i, call := range transfers {
		if !call.over() {
			settle.GiveUp(t, fmt.Sprintf("deadlock: %d goroutines transfer between neighbours in a ring of %d accounts, and number %d\n"+
				"waits for ever: each holds a lock that the next one waits for.\n"+
				"A correct Transfer takes the two locks in an order that is the same for all.", 2*n, n, i))
		}
		if call.err != nil {
			t.Errorf("Transfer returned %v, and no account was ever empty.", call.err)
		}
	}
	for i, a := range accounts {
		if got := a.Balance(); got != 100 {
			t.Errorf("In a ring everybody gave as much as they got, and account %d holds %d: want 100.", i, got)
		}
	}
}

// The first thing that each goroutine does is to read or to write a balance, and
// nothing orders them: what is not guarded is a race, however they fall.
func TestTransferReadsUnderTheLock(t *testing.T) {
	for _, first := range []func(*Account, *Account) error{
		func(a, b *Account) error { return Transfer(a, b, 10) },
		func(a, b *Account) error { return Transfer(b, a, 10) },
		func(a, b *Account) error { return Transfer(a, b, 101) },
		func(a, _ *Account) error { return Transfer(a, a, 10) },
		func(_, b *Account) error { return Transfer(b, b, 101) },
	} {
		for _, second := range []func(*Account, *Account){
			func(a, _ *Account) { a.Balance() },
			func(_, b *Account) { b.Balance() },
			func(a, b *Account) { Transfer(a, b, 10) },
		} {
			one, other := NewAccount(0, new(sync.Mutex), 100), NewAccount(1, new(sync.Mutex), 100)
			end := make(chan struct{})
			for _, call := range []func(){
				func() { first(one, other) },
				func() { second(one, other) },
			} {
				go func() { // ends when end is closed, if call returns
					call()
					<-end
				}()
			}
			settle.Wait()
			close(end)
		}
	}
}

// A transferBank has four accounts with 100, 50, 100 and 100.
type transferBank struct {
	t        *testing.T
	accounts []*Account
	holder   *transferHolder
}

func newTransferBank(t *testing.T) *transferBank {
	b := &transferBank{t: t, holder: &transferHolder{at: -1, gate: make(chan struct{})}}
	for i, balance := range []int{100, 50, 100, 100} {
		b.accounts = append(b.accounts, NewAccount(i, &transferLock{holder: b.holder}, balance))
	}
	return b
}

// startHeld is start for a transfer that is held up when it has done so many
// steps: a step is to lock or to unlock. For 0, or for more than it does, it is not
// held up.
func (b *transferBank) startHeld(step, from, to, amount int) *transferCall {
	b.holder.set(step)
	call := b.start(from, to, amount)
	b.holder.set(-1) // nobody else
	return call
}

// look reads balances, one after the other, if no account is locked.
func (b *transferBank) look(accounts ...int) (balances []int, seen bool) {
	var got []int
	read := startTransfer(func() error {
		for _, i := range accounts {
			got = append(got, b.accounts[i].Balance())
		}
		return nil
	})
	settle.Wait()
	if !read.over() {
		return nil, false
	}
	return got, true
}

// goOn lets it go on.
func (b *transferBank) goOn() {
	b.t.Helper()
	close(b.holder.gate)
	settle.Calm(b.t, "Two transfers have met")
}

// start begins a transfer, and returns when it has returned or has to wait.
func (b *transferBank) start(from, to, amount int) *transferCall {
	b.t.Helper()
	call := startTransfer(func() error { return Transfer(b.accounts[from], b.accounts[to], amount) })
	settle.Calm(b.t, "Transfer was called, and waits for a lock or has returned")
	return call
}

// stillAtIt counts the calls that have not returned.
func stillAtIt(calls []*transferCall) (n int) {
	for _, call := range calls {
		if !call.over() {
			n++
		}
	}
	return n
}

// mustReturn fails the test unless all calls have returned.
func (b *transferBank) mustReturn(when string, calls ...*transferCall) {
	b.t.Helper()
	waiting := stillAtIt(calls)
	if waiting == 0 {
		return
	}
	sleeps := settle.Sleeps()
	if !sleeps { // but perhaps it did, and has gone on since
		settle.Calm(b.t, when)
		sleeps = stillAtIt(calls) < waiting
	}
	switch {
	case sleeps:
		settle.GiveUp(b.t, when+", and Transfer sleeps.\n"+
			"A correct Transfer waits for locks and for nothing else: to sleep makes it unlikely that two meet,\n"+
			"and slow; an order of the locks makes sure that they may.")
	case len(calls) == 1:
		settle.GiveUp(b.t, "deadlock: "+when+", and Transfer waits for ever for a lock that it holds itself,\n"+
			"or that an earlier call has not released. A Go mutex can't be locked twice by the same goroutine:\n"+
			"where two accounts are one, there is one lock to take, and every way out releases it.")
	case waiting == len(calls):
		settle.GiveUp(b.t, "deadlock: "+when+".\nEach holds one lock and waits for the one that the other holds, for ever.\n"+
			"A correct Transfer takes two locks in an order that is the same for all, whichever way the money goes.")
	default:
		settle.GiveUp(b.t, "deadlock: "+when+".\nOne has returned, and the other waits for ever: for a lock that was not released.")
	}
}

// mustHold fails the test unless the accounts hold so much.
func (b *transferBank) mustHold(when string, want ...int) {
	b.t.Helper()
	got, seen := b.look(0, 1, 2, 3)
	if !seen {
		settle.GiveUp(b.t, "deadlock: "+when+", and a call of Balance waits for ever: an account is still locked.\n"+
			"A correct Transfer unlocks on every way out, also when it returns an error.")
	}
	for i, balance := range got {
		if balance != want[i] {
			b.t.Fatalf("%s. The accounts hold %v: want %v.\n"+
				"A correct Transfer takes from one account what it gives to the other, and looks first.", when, got, want)
		}
	}
}

// A transferCall is a goroutine that calls Transfer.
type transferCall struct {
	returned chan error
	ended    bool
	err      error
}

func startTransfer(f func() error) *transferCall {
	call := &transferCall{returned: make(chan error, 1)}
	go func() { call.returned <- f() }()
	return call
}

// over reports whether it has returned.
func (c *transferCall) over() bool {
	if !c.ended {
		select {
		case c.err = <-c.returned:
			c.ended = true
		default:
		}
	}
	return c.ended
}

// A transferHolder holds up the goroutine that does step number at.
type transferHolder struct {
	mu   sync.Mutex // guards at and done
	at   int
	done int
	gate chan struct{} // closed when it may go on
}

func (h *transferHolder) set(at int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = at
}

func (h *transferHolder) step() {
	h.mu.Lock()
	h.done++
	wait := h.done == h.at
	h.mu.Unlock()
	if wait {
		<-h.gate
	}
}

// A transferLock is a mutex that takes a step after Lock and after Unlock.
type transferLock struct {
	mu     sync.Mutex
	holder *transferHolder
}

func (l *transferLock) Lock() {
	l.mu.Lock()
	l.holder.step()
}

func (l *transferLock) Unlock() {
	l.mu.Unlock()
	l.holder.step()
}
