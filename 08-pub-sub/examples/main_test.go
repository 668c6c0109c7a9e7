package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lessontest"
)

// Every example must leave no goroutine behind: goleak looks when all have run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// prints checks that the example called name prints these lines.
func prints(t *testing.T, name, want string) {
	t.Helper()
	require.Equal(t, strings.TrimSpace(want), strings.Join(play(t, name), "\n"))
}

// play returns the lines that the example called name prints.
func play(t *testing.T, name string) []string {
	t.Helper()
	return lessontest.Play(t, examples, name)
}

func TestEventsReachWhoAskedForThem(t *testing.T) {
	prints(t, "events", `
mail  [orders.eu.new:1 orders.us.new:2]
stock [orders.eu.new:1 orders.us.new:2]
audit [orders.eu.new:1 orders.us.new:2 orders.eu.paid:1]
`)
}

func TestBroadcastShowsTheNewestToAll(t *testing.T) {
	prints(t, "broadcast", `
lamp 1 saw [10 40]
lamp 2 saw [10 40]
lamp 3 saw [10 40]
`)
}

func TestBrokerGoesOnWhenOneLeaves(t *testing.T) {
	prints(t, "broker", `
ann got one
ann got two
ann got three
bob got one and left; 0 listeners are left
`)
}

func TestSubjectsAreMatchedTokenByToken(t *testing.T) {
	prints(t, "subjects", `
orders.eu.new  orders.eu.new
orders.*.new   orders.eu.new
*.*.new        orders.eu.new orderbook.eu.new
orders.*       orders.new
orders.>       orders.new orders.eu.new orders.eu.paid
>              orders orders.new orders.eu.new orders.eu.paid orderbook.eu.new
pubsub: bad subject: "orders.>.new" goes on after >
pubsub: bad subject: "orders..new" has an empty token
published 3, the bus passed 2 on, the subscriber kept 1
`)
}

func TestPoliciesDifferInWhatIsLost(t *testing.T) {
	prints(t, "policies", `
Block      got [1 2 3 4 5], dropped 0
DropOldest got [4 5], dropped 3, then "pubsub: closed"
DropNewest got [1 2], dropped 3, then "pubsub: closed"
Disconnect got [1 2], dropped 1, then "pubsub: disconnected, too slow"
`)
}

func TestReplayLeavesNoGapAndNoDuplicate(t *testing.T) {
	prints(t, "replay", `
slow got [1 2], then it was too slow: true
slow came back, knew 1 of them, got [3 4 5 6 7]
late got [4 5 6 7]
`)
}

func TestOrderingNeedsOneOrder(t *testing.T) {
	prints(t, "ordering", `
two publishers: first saw [ann's bob's] second saw [bob's ann's]
one lock: both saw 40, ascending true, the same true
`)
}

func TestRegistryKeepsOldVersionsAsTheyWere(t *testing.T) {
	prints(t, "registry", `
event 1 was told to [ann bob cat]
event 2 is for      [ann cat dan]
`)
}

func TestShareHandlesEachOrderOnceInEachDepartment(t *testing.T) {
	prints(t, "share", `
mail  handled each order so often: map[1:1 2:1 3:1 4:1 5:1 6:1]
stock handled each order so often: map[1:1 2:1 3:1 4:1 5:1 6:1]
`)
}

func TestCrowdMeasuresBothWays(t *testing.T) {
	lines := play(t, "crowd")
	require.Len(t, lines, 2)
	for i, others := range []string{"50", "50000"} {
		require.Regexp(t, regexp.MustCompile(`^ *`+others+` others of \d+ bytes: publish and receive [\d.]+[nµm]?s, only trying each pattern [\d.]+[nµm]?s$`), lines[i])
	}
}

func TestLeavingDropsOrKeepsAndSays(t *testing.T) {
	prints(t, "leaving", `
hurried got [], dropped 3
careful got [1 2 3], dropped 0
bound   got [], dropped 3
and after the last one: pubsub: closed; publish: <nil>
`)
}

func TestNatsIsTheSameShop(t *testing.T) {
	prints(t, "nats", `
in process: mail [{1 0} {2 10}], audit [{1 0} {2 10} {3 20}]
by NATS   : mail [{1 0} {2 10}], audit [{1 0} {2 10} {3 20}]
but: natsbus: policy Block: unsupported operation
`)
}
