//go:build !unix

package watch

import (
	"context"
	"os"
)

// stopProcess does nothing: here no shell stops processes.
func stopProcess(context.Context, *os.File) {}
