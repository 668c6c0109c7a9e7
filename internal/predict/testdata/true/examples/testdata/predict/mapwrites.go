// mapwrites: Two write one map.
package main

func main() {
	m := map[int]int{}
	for range 2 {
		go func() {
			for {
				m[1]++
			}
		}()
	}
	select {}
}

// Verdict: panics
// Panic: concurrent map
// Why: The runtime looks, without promise.
