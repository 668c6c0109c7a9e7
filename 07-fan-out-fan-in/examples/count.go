package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

var book = []string{
	"the cat sat", "the cat ran", "a dog sat", "the dog ran", "the cat and the dog", "the end",
}

// count counts the words of a book: a dealer hands out the chapters, three
// readers count, main adds up.
func count(out io.Writer) {
	lesson.Name("main")
	chapters := make(chan int)          // closed by the dealer
	counts := make(chan map[string]int) // closed when all readers have ended

	go func() { // dealer: ends when the last chapter is taken
		defer close(chapters)
		lesson.Name("dealer")
		for chapter := range book {
			lesson.Sent("chapters", chapter)
			chapters <- chapter // to whoever is free
		}
	}()

	var readers sync.WaitGroup
	for id := range 3 {
		readers.Go(func() { // ends when chapters is closed
			lesson.Name(fmt.Sprint("reader ", id))
			words := map[string]int{} // this reader's alone: no lock
			for chapter := range chapters {
				lesson.Received("chapters", chapter)
				time.Sleep(4 * time.Millisecond) // stands for reading
				for word := range strings.FieldsSeq(book[chapter]) {
					words[word]++
				}
			}
			lesson.Sent("counts", len(words))
			counts <- words // once a reader, not once a word
		})
	}
	go func() { // closer: ends when the readers have
		lesson.Name("closer")
		readers.Wait()
		close(counts)
	}()

	total := map[string]int{} // main's alone
	for words := range counts {
		lesson.Received("counts", len(words))
		for word, n := range words {
			total[word] += n
		}
	}
	fmt.Fprintf(out, "the: %d, cat: %d, dog: %d, sat: %d\n", total["the"], total["cat"], total["dog"], total["sat"])
}
