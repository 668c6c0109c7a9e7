package main

// A usage is how much CPU time the machine and this process have used, since
// some moment in the past.
type usage struct {
	all  float64 // seconds of all CPUs together, idle or not
	busy float64 // of these, not idle
	own  float64 // of these, used by this process
}

// others returns the percentage of all CPUs that other processes used since
// before. It includes what a virtual machine's host took away.
func (u usage) others(before usage) float64 {
	all := u.all - before.all
	if all <= 0 {
		return 0
	}
	return max(0, 100*((u.busy-before.busy)-(u.own-before.own))/all)
}
