package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
)

// readUsage reads the machine's usage from /proc/stat and this process's own
// from the kernel.
func readUsage() (usage, error) {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return usage{}, err
	}
	u, err := parseStat(stat)
	if err != nil {
		return usage{}, err
	}
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return usage{}, fmt.Errorf("getrusage: %w", err)
	}
	u.own = float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
	return u, nil
}

// readPreempted counts the involuntary context switches of this process.
func readPreempted() int64 {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return int64(r.Nivcsw)
}

// parseStat reads the first line of /proc/stat, in hundredths of a second:
//
//	cpu user nice system idle iowait irq softirq steal guest guest_nice
//
// guest and guest_nice are already part of user and nice.
func parseStat(stat []byte) (usage, error) {
	line, _, _ := bytes.Cut(stat, []byte("\n"))
	fields := bytes.Fields(line)
	if len(fields) < 9 || string(fields[0]) != "cpu" {
		return usage{}, fmt.Errorf("/proc/stat begins with %q, not with the sum of all CPUs", line)
	}
	var u usage
	for i, f := range fields[1:9] {
		ticks, err := strconv.ParseFloat(string(f), 64)
		if err != nil {
			return usage{}, fmt.Errorf("/proc/stat: %w", err)
		}
		u.all += ticks / 100
		if i != 3 && i != 4 { // idle, iowait
			u.busy += ticks / 100
		}
	}
	return u, nil
}
