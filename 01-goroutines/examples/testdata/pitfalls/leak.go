// Bug: two of three senders find nobody who receives, and wait for ever.
package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	_ "net/http/pprof" // what a server has for nights like this
	"os"
	"strings"
	"time"
)

func main() {
	fmt.Println("answer:", ask("a", "b", "c"))
	time.Sleep(20 * time.Millisecond)
	for _, profile := range os.Args[1:] { // as curl would
		w := httptest.NewRecorder()
		http.DefaultServeMux.ServeHTTP(w, httptest.NewRequest("GET", "/debug/pprof/"+profile, nil))
		fmt.Print(strings.TrimSpace(w.Body.String()), "\n")
	}
}

func ask(servers ...string) string {
	answers := make(chan string)
	for _, server := range servers {
		go func() { answers <- "answer of " + server }()
	}
	return <-answers // the first one; and the others?
}
