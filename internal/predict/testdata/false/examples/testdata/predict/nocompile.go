// nocompile: The compiler refuses it.
package main

func main() {
	unknown()
}

// Verdict: panics
// Why: It does not get so far.
