package main

import (
	"bufio"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// serve has the shape of net/http: one goroutine per connection, each with its
// own recover. The handler of the second of three breaks; nobody else notices.
func serve(out io.Writer) {
	lesson.Name("accept")
	words := []string{"hello", "bad", "bye"}
	replies := make([]string, len(words))
	conns := make(chan conn) // stands for the listener

	var clients, open sync.WaitGroup
	for i, word := range words {
		clients.Go(func() {
			lesson.Name("client " + word)
			time.Sleep(time.Duration(i) * 3 * time.Millisecond) // they come one by one
			client, server := dial()
			conns <- server
			fmt.Fprintln(client, word)
			reply, _ := io.ReadAll(client) // until the server closes
			replies[i] = string(reply)
		})
	}
	for range words {
		accepted := <-conns
		open.Go(func() { handle(accepted) }) // no waiting: the next may come
	}
	open.Wait() // as http.Server.Shutdown waits for connections
	clients.Wait()

	for i, word := range words {
		fmt.Fprintf(out, "%-5s gets %q\n", word, replies[i])
	}
}

// handle owns c: whatever happens on the way, it is closed at the end.
func handle(c conn) {
	defer c.Close()
	defer func() {
		if v := recover(); v != nil {
			lesson.Note(fmt.Sprint("recovered: ", v))
		}
	}()
	line, _ := bufio.NewReader(c).ReadString('\n')
	lesson.Name("handler of " + line)
	time.Sleep(5 * time.Millisecond) // stands for work
	if line == "bad\n" {
		panic("handler broke")
	}
	fmt.Fprintf(c, "echo %s", line)
}

// A conn is one end of a connection, here in memory.
type conn struct {
	io.Reader
	io.WriteCloser
}

func dial() (client, server conn) {
	fromServer, toClient := io.Pipe()
	fromClient, toServer := io.Pipe()
	return conn{fromServer, toServer}, conn{fromClient, toClient}
}
