// Mastery is the course's companion: `go run . start` begins, `go run . --help`
// lists what else it does.
package main

import (
	"os"

	"example.com/mastery/internal/companion"
)

func main() {
	os.Exit(companion.Main(os.Args[1:]))
}
