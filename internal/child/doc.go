// Package child starts commands whose whole offspring can be ended: a test
// binary that the go command started, and what that started in its turn.
package child
