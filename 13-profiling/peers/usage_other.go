//go:build !linux

package main

import "errors"

// readUsage knows of no way on this system.
func readUsage() (usage, error) {
	return usage{}, errors.New("only Linux has /proc/stat")
}

// readPreempted does not know either: every turn counts.
func readPreempted() int64 { return 0 }
