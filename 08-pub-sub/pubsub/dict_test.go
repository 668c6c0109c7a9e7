package pubsub

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// badHashes makes hashes of tokens equal, in part or whole, while a test runs.
func badHashes(t *testing.T, hash func(string) uint64) {
	good := hashOf
	hashOf = hash
	t.Cleanup(func() { hashOf = good })
}

func TestADictIsAMap(t *testing.T) {
	for name, mask := range map[string]uint64{
		"good hashes":     ^uint64(0),
		"equal in part":   0xf000_0000_0000_0003,
		"all equal":       0,
		"differ at last":  0x8000_0000_0000_0000,
		"differ at first": 1,
	} {
		t.Run(name, func(t *testing.T) {
			good := hashOf
			badHashes(t, func(token string) uint64 { return good(token) & mask })
			rapid.Check(t, dictIsAMap)
		})
	}
}

func dictIsAMap(t *rapid.T) {
	var d *dict[int]
	model := map[string]*node[int]{}
	type version struct {
		d    *dict[int]
		size int
	}
	var versions []version
	token := rapid.Map(rapid.IntRange(0, 60), func(i int) string { return fmt.Sprint("t", i) })
	t.Repeat(map[string]func(*rapid.T){
		"with": func(t *rapid.T) {
			name := token.Draw(t, "token")
			n := &node[int]{token: name, hash: hashOf(name)}
			d = d.with(n, 0)
			model[name] = n
		},
		"without": func(t *rapid.T) {
			name := token.Draw(t, "token")
			if model[name] == nil {
				t.Skip("not there")
			}
			d = d.without(model[name], 0)
			delete(model, name)
		},
		"": func(t *rapid.T) {
			for i := range 61 {
				name := fmt.Sprint("t", i)
				require.Same(t, model[name], d.get(hashOf(name), name), "%s", name)
			}
			require.Equal(t, len(model), size(d))
			var fresh *dict[int]
			for _, n := range model {
				fresh = fresh.with(n, 0)
			}
			require.Equal(t, dicts(fresh), dicts(d), "what has gone has left something behind")
			versions = append(versions, version{d, len(model)})
		},
	})
	for _, v := range versions {
		require.Equal(t, v.size, size(v.d), "an old version has changed")
	}
}

// dicts returns how many dicts d consists of.
func dicts(d *dict[int]) int {
	if d == nil {
		return 0
	}
	n := 1
	for _, s := range d.slots {
		n += dicts(s.dict)
	}
	return n
}

func size(d *dict[int]) int {
	n := 0
	d.all(func(*node[int]) { n++ })
	return n
}

// TestEverybodyLeaves checks that nothing stays in the registry.
func TestEverybodyLeaves(t *testing.T) {
	good := hashOf
	badHashes(t, func(token string) uint64 { return good(token) & 0xff })
	var b Broker[int]
	var subs []Subscription[int]
	for i := range 1000 {
		for _, form := range []string{"a.%d", "a.*.%d", "%d.>", "b.%d.c"} {
			s, err := b.Subscribe(context.Background(), fmt.Sprintf(form, i), Options{})
			require.NoError(t, err)
			subs = append(subs, s)
		}
	}
	for i, s := range subs {
		if i%2 == 0 {
			s.Unsubscribe()
		} else {
			s.Drain()
		}
	}
	require.Nil(t, b.registry.Load().root)
}

// TestADisconnectedOneLeaves checks that a subscription that was disconnected
// costs nothing, though its subscriber never looks at it again.
func TestADisconnectedOneLeaves(t *testing.T) {
	var b Broker[int]
	_, err := b.Subscribe(context.Background(), "a", Options{Buffer: 1, Policy: Disconnect})
	require.NoError(t, err)
	require.NoError(t, b.Publish(context.Background(), "a", 1))
	require.NotNil(t, b.registry.Load().root)
	require.NoError(t, b.Publish(context.Background(), "a", 2))
	require.Nil(t, b.registry.Load().root)
}

func TestAClosedBrokerRemembersNothing(t *testing.T) {
	b := Broker[int]{History: 3}
	require.NoError(t, b.Publish(context.Background(), "a", 1))
	require.Len(t, b.history.messages, 1)
	_, err := b.Subscribe(context.Background(), "a", Options{Replay: 1})
	require.NoError(t, err)
	require.NoError(t, b.Close())
	require.ErrorIs(t, b.Publish(context.Background(), "a", 1), ErrClosed)
	require.Empty(t, b.history.messages)
}
