package pubsub

import (
	"math/bits"
	"slices"
)

// A dict is an immutable map from tokens to nodes, nil if it is empty: a hash
// array mapped trie (Bagwell, "Ideal Hash Trees", 2001). Five bits of a token's
// hash choose among up to 32 slots, the next five among those of the dict in
// that slot, and so on. To add one of 100,000 tokens copies about four dicts.
//
// A Go map would have to be copied whole, and a balanced tree compares 17
// strings where this compares one.
type dict[T any] struct {
	used  uint32    // which of the 32 slots are in slots
	slots []slot[T] // in order; beyond the last bit of the hash: any number
}

// A slot holds one node or one dict.
type slot[T any] struct {
	leaf *node[T]
	dict *dict[T]
}

const (
	width    = 5  // bits of the hash that a dict looks at
	hashBits = 64 // in dicts below that depth are tokens with the same hash
)

// place returns where in d.slots the slot for hash is or would be, at the depth
// that has looked at shift bits, and whether it is there.
func (d *dict[T]) place(hash uint64, shift uint) (bit uint32, i int, found bool) {
	bit = 1 << (hash >> shift & (1<<width - 1))
	return bit, bits.OnesCount32(d.used & (bit - 1)), d.used&bit != 0
}

// get returns the node of a token, or nil.
func (d *dict[T]) get(hash uint64, token string) *node[T] {
	for shift := uint(0); d != nil && shift < hashBits; shift += width {
		_, i, found := d.place(hash, shift)
		if !found {
			return nil
		}
		if leaf := d.slots[i].leaf; leaf != nil {
			if leaf.hash == hash && leaf.token == token {
				return leaf
			}
			return nil
		}
		d = d.slots[i].dict
	}
	if d == nil {
		return nil
	}
	if i := d.index(token); i >= 0 {
		return d.slots[i].leaf
	}
	return nil
}

// index returns where a token is in a dict of tokens with the same hash, or -1.
func (d *dict[T]) index(token string) int {
	return slices.IndexFunc(d.slots, func(s slot[T]) bool { return s.leaf.token == token })
}

// with returns d with n in the place of the node of the same token, if there
// was one.
func (d *dict[T]) with(n *node[T], shift uint) *dict[T] {
	leaf := slot[T]{leaf: n}
	switch {
	case d == nil && shift < hashBits:
		bit, _, _ := (&dict[T]{}).place(n.hash, shift)
		return &dict[T]{bit, []slot[T]{leaf}}
	case d == nil:
		return &dict[T]{0, []slot[T]{leaf}}
	case shift >= hashBits:
		if i := d.index(n.token); i >= 0 {
			return d.replace(i, leaf)
		}
		return d.insert(0, len(d.slots), leaf)
	}
	bit, i, found := d.place(n.hash, shift)
	if !found {
		return d.insert(bit, i, leaf)
	}
	old := d.slots[i]
	if old.leaf != nil {
		if old.leaf.token == n.token {
			return d.replace(i, leaf)
		}
		old.dict = old.dict.with(old.leaf, shift+width)
	}
	return d.replace(i, slot[T]{dict: old.dict.with(n, shift+width)})
}

// without returns d without n, which must be in it, or nil if nothing is left.
func (d *dict[T]) without(n *node[T], shift uint) *dict[T] {
	if shift >= hashBits {
		return d.remove(0, d.index(n.token))
	}
	bit, i, _ := d.place(n.hash, shift)
	if d.slots[i].leaf != nil {
		return d.remove(bit, i)
	}
	below := d.slots[i].dict.without(n, shift+width)
	switch {
	case below == nil:
		return d.remove(bit, i)
	case len(below.slots) == 1 && below.slots[0].leaf != nil:
		return d.replace(i, below.slots[0]) // one alone needs no dict
	}
	return d.replace(i, slot[T]{dict: below})
}

func (d *dict[T]) replace(i int, s slot[T]) *dict[T] {
	c := &dict[T]{d.used, slices.Clone(d.slots)}
	c.slots[i] = s
	return c
}

func (d *dict[T]) insert(bit uint32, i int, s slot[T]) *dict[T] {
	slots := make([]slot[T], len(d.slots)+1)
	copy(slots, d.slots[:i])
	slots[i] = s
	copy(slots[i+1:], d.slots[i:])
	return &dict[T]{d.used | bit, slots}
}

func (d *dict[T]) remove(bit uint32, i int) *dict[T] {
	if len(d.slots) == 1 {
		return nil
	}
	return &dict[T]{d.used &^ bit, slices.Concat(d.slots[:i], d.slots[i+1:])}
}

// all calls visit with all nodes.
func (d *dict[T]) all(visit func(*node[T])) {
	if d == nil {
		return
	}
	for _, s := range d.slots {
		if s.leaf != nil {
			visit(s.leaf)
		} else {
			s.dict.all(visit)
		}
	}
}
