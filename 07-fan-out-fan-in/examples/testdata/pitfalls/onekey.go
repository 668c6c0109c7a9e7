// Bug: the key is the same for nearly all items, so one worker has them all.
package main

import (
	"fmt"
	"hash/fnv"
	"sync"
)

type order struct {
	number  int
	country string
}

func lane(key string, n uint32) uint32 {
	h := fnv.New32a()
	h.Write([]byte(key))
	return h.Sum32() % n
}

func main() {
	lanes := make([]chan order, 4)
	done := make([]int, len(lanes)) // one writer for each element
	var workers sync.WaitGroup
	for i := range lanes {
		lanes[i] = make(chan order)
		workers.Go(func() {
			for range lanes[i] {
				done[i]++
			}
		})
	}
	for n := range 1000 {
		o := order{number: n, country: "NL"} // all customers live there
		lanes[lane(o.country, 4)] <- o
	}
	for _, lane := range lanes {
		close(lane)
	}
	workers.Wait()
	fmt.Println("orders done by each worker:", done)
}
