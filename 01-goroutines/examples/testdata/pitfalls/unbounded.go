// Bug: one goroutine per item, and each of them keeps a thread in a system call.
package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"sync"
	"syscall"
)

func main() {
	debug.SetMaxThreads(100) // 10,000 unless set: dies the same way, later
	r, w, err := os.Pipe()   // a disk that does not answer
	if err != nil {
		panic(err)
	}
	defer w.Close()

	disk := int(r.Fd()) // in blocking mode, so a read blocks its thread
	var wg sync.WaitGroup
	for range 1000 {
		wg.Go(func() { syscall.Read(disk, make([]byte, 1)) })
	}
	wg.Wait()
	fmt.Println("read everything")
}
