package queue

// A ring holds items in a circle. The zero value is empty. Its size is zero or
// a power of two, doubled when it is full and, unless fixed is set, halved when
// it is a quarter full, so that each item is copied less than three times on
// average and a burst does not keep its memory for ever.
type ring[T any] struct {
	fixed bool
	slots []T
	head  int // index of the oldest
	len   int
}

// smallest is the size below which a ring does not shrink.
const smallest = 64

func (r *ring[T]) push(item T) {
	if r.len == len(r.slots) {
		r.resize(max(8, 2*r.len))
	}
	r.slots[(r.head+r.len)&(len(r.slots)-1)] = item
	r.len++
}

// pop removes the oldest item. There must be one.
func (r *ring[T]) pop() T {
	var none T
	item := r.slots[r.head]
	r.slots[r.head] = none // or the item would stay reachable
	r.head = (r.head + 1) & (len(r.slots) - 1)
	r.len--
	if !r.fixed && len(r.slots) > smallest && r.len <= len(r.slots)/4 {
		r.resize(len(r.slots) / 2)
	}
	return item
}

func (r *ring[T]) resize(size int) {
	slots := make([]T, size)
	n := copy(slots, r.slots[r.head:min(r.head+r.len, len(r.slots))])
	copy(slots[n:], r.slots[:r.len-n])
	r.slots, r.head = slots, 0
}
