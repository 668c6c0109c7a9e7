//go:build go1.26 && !go1.27

package main

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestInsidesAreWhatTheXRayShows(t *testing.T) {
	var rays []string
	// With the race detector a value that is handed over counts as one that went
	// through the ring (send in src/runtime/chan.go), so the indices move.
	indices := regexp.MustCompile(` sendx \d  recvx \d `)
	for _, line := range play(t, "insides") {
		if line[0] == ' ' {
			rays = append(rays, indices.ReplaceAllString(line, ""))
		}
	}
	require.Equal(t, []string{
		"  qcount 0  buf [0 0]  recvq 0  sendq 0  closed 0",
		"  qcount 0  buf [0 0]  recvq 2  sendq 0  closed 0",
		"  qcount 0  buf [0 0]  recvq 1  sendq 0  closed 0",
		"  qcount 0  buf [0 0]  recvq 0  sendq 0  closed 0",
		"  qcount 2  buf [1 2]  recvq 0  sendq 1  closed 0",
		"  qcount 2  buf [3 2]  recvq 0  sendq 0  closed 0",
		"  qcount 2  buf [3 2]  recvq 0  sendq 0  closed 1",
		"  qcount 0  buf [0 0]  recvq 0  sendq 0  closed 1",
	}, rays)
}
