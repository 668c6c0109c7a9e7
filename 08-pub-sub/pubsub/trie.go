package pubsub

import (
	"hash/maphash"
	"slices"
)

// A node of the trie of patterns is reached by the tokens of a pattern from the
// root. Nodes are never changed once they are in a registry: with and without
// return a new node that shares all but the way to the changed place. So
// Publish walks the trie without a lock.
type node[T any] struct {
	token    string // that leads here; of the root and of wildcards empty
	hash     uint64 // of token
	children *dict[T]
	star     *node[T]           // the child for *
	here     []*subscription[T] // whose pattern ends here
	rest     []*subscription[T] // whose pattern goes on with > and ends
}

var seed = maphash.MakeSeed()

// hashOf is a variable for the test of tokens with the same hash.
var hashOf = func(token string) uint64 { return maphash.String(seed, token) }

// with returns n with s at the end of pattern, which leads on from n.
//
// The lists are appended to in place where their arrays have room. That is safe
// since only the newest registry is ever changed: older ones share the array,
// but don't look beyond their own length. A thousand subscriptions to the same
// pattern then don't copy the list a thousand times.
func (n *node[T]) with(pattern string, s *subscription[T]) *node[T] {
	c := *n
	token, left := cut(pattern)
	switch token {
	case "":
		c.here = append(c.here, s)
	case rest:
		c.rest = append(c.rest, s)
	case one:
		star := c.star
		if star == nil {
			star = new(node[T])
		}
		c.star = star.with(left, s)
	default:
		hash := hashOf(token)
		child := c.children.get(hash, token)
		if child == nil {
			child = &node[T]{token: token, hash: hash}
		}
		c.children = c.children.with(child.with(left, s), 0)
	}
	return &c
}

// without returns n without s, or nil if nothing is left. s must be there.
func (n *node[T]) without(pattern string, s *subscription[T]) *node[T] {
	c := *n
	token, left := cut(pattern)
	switch token {
	case "":
		c.here = except(c.here, s)
	case rest:
		c.rest = except(c.rest, s)
	case one:
		c.star = c.star.without(left, s)
	default:
		old := c.children.get(hashOf(token), token)
		if child := old.without(left, s); child != nil {
			c.children = c.children.with(child, 0)
		} else {
			c.children = c.children.without(old, 0)
		}
	}
	if c.children == nil && c.star == nil && c.here == nil && c.rest == nil {
		return nil
	}
	return &c
}

// except returns a copy of list without s, nil if it is empty.
func except[T any](list []*subscription[T], s *subscription[T]) []*subscription[T] {
	i := slices.Index(list, s)
	return slices.Concat(list[:i], list[i+1:])
}

// match calls visit with each list of subscriptions whose pattern, from n on,
// matches subject, which is not empty. No two ways through the trie lead to the
// same subscription.
func (n *node[T]) match(subject string, visit func([]*subscription[T])) {
	for {
		if n.rest != nil {
			visit(n.rest)
		}
		token, left := cut(subject)
		if n.star != nil {
			n.star.end(left, visit)
		}
		if n.children == nil {
			return
		}
		n = n.children.get(hashOf(token), token)
		if n == nil {
			return
		}
		if left == "" {
			break
		}
		subject = left
	}
	if n.here != nil {
		visit(n.here)
	}
}

// end is match for what may be the end of a subject.
func (n *node[T]) end(left string, visit func([]*subscription[T])) {
	switch {
	case left != "":
		n.match(left, visit)
	case n.here != nil:
		visit(n.here)
	}
}

// all calls visit with all lists of subscriptions.
func (n *node[T]) all(visit func([]*subscription[T])) {
	visit(n.here)
	visit(n.rest)
	if n.star != nil {
		n.star.all(visit)
	}
	n.children.all(func(child *node[T]) { child.all(visit) })
}
