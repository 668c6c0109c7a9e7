package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// trying has a sensor that may not wait for anybody. The log gets what it has
// time for; the display gets the newest.
func trying(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	records, newest := make(chan int, 1), make(chan int, 1)

	var all sync.WaitGroup
	all.Go(func() {
		lesson.Name("sensor")
		defer close(records)
		defer close(newest)
		dropped := 0
		for reading := range 12 {
			time.Sleep(time.Millisecond)
			select {
			case records <- reading:
			default: // no room: this reading is lost, and counted
				dropped++
				lesson.Note("dropped")
			}

			select {
			case <-newest: // the old one, if it is still there, makes room
			default:
			}
			lesson.Sent("display", reading)
			newest <- reading // never waits: nobody else sends
		}
		say("sensor: 12 readings, %d not logged", dropped)
	})
	all.Go(func() { show(say, "log", records) })
	all.Go(func() { show(say, "display", newest) })
	all.Wait()
}

// show is slower than the sensor.
func show(say func(string, ...any), name string, readings <-chan int) {
	lesson.Name(name)
	taken, last := 0, 0
	for last = range readings {
		lesson.Received(name, last)
		taken++
		time.Sleep(4 * time.Millisecond) // stands for a disk, or a screen
	}
	say("%s: took %d, the last was %d", name, taken, last)
}
