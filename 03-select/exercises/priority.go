package exercises

// Serve calls handle with every value from two channels, one at a time, urgent
// values before normal ones. When values wait in both channels, an urgent one is
// next; but after patience urgent values since the last normal one, the normal
// one is next.
//
//   - A value that waits alone is next, whatever came before it. When none waits,
//     Serve waits for either channel, and uses no processor meanwhile.
//   - Calls of handle never overlap. While handle runs, more values may come:
//     which is next is decided when handle has returned.
//   - When one channel is closed and empty, the other goes on. When both are,
//     Serve returns.
//
// Neither channel is nil, and patience is 1 or more. handle doesn't panic.
func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	panic("not implemented")
}
