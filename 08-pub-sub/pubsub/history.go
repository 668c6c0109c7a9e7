package pubsub

import "sync"

// A history is the last messages of a broker, in the order in which they were
// published.
type history[T any] struct {
	mu       sync.Mutex // guards the rest
	messages []Message[T]
	oldest   int // its index, once there are as many as are to be remembered
}

// add appends m, in the place of the oldest if there are limit messages. The
// caller holds h.mu.
func (h *history[T]) add(m *Message[T], limit int) {
	if len(h.messages) < limit {
		h.messages = append(h.messages, *m)
		return
	}
	h.messages[h.oldest] = *m
	h.oldest++
	if h.oldest == limit {
		h.oldest = 0
	}
}

// at returns the message that is the i-th, counted from the oldest.
func (h *history[T]) at(i int) *Message[T] {
	i += h.oldest
	if i >= len(h.messages) {
		i -= len(h.messages)
	}
	return &h.messages[i]
}

// replay puts the last n messages that match pattern into an inbox that nobody
// else knows yet, and makes room for them. The caller holds h.mu.
func (h *history[T]) replay(to *Inbox[T], pattern string, n int) {
	first, found := len(h.messages), 0
	for i := len(h.messages) - 1; i >= 0 && found < n; i-- {
		if Match(pattern, h.at(i).Subject) {
			first = i
			found++
		}
	}
	to.capacity += found
	for i := first; i < len(h.messages); i++ {
		if m := h.at(i); Match(pattern, m.Subject) {
			to.push(*m)
		}
	}
}

// forget lets go of all messages.
func (h *history[T]) forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.messages, h.oldest = nil, 0
}
