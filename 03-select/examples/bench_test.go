package main

import (
	"reflect"
	"sync"
	"testing"
	"time"
)

// The table in the notes' section What it costs is made by these.

// quiet returns n channels on which nothing happens.
func quiet(n int) []chan int {
	channels := make([]chan int, n)
	for i := range channels {
		channels[i] = make(chan int)
	}
	return channels
}

// take measures a value put into a buffer and taken out again by receive.
func take(b *testing.B, receive func(c <-chan int)) {
	c := make(chan int, 1)
	for b.Loop() {
		c <- 1
		receive(c)
	}
}

// BenchmarkTakePlain is the yardstick: no select at all.
func BenchmarkTakePlain(b *testing.B) {
	take(b, func(c <-chan int) { <-c })
}

// BenchmarkTakeOne has a select with one case, which is compiled as a receive.
func BenchmarkTakeOne(b *testing.B) {
	take(b, func(c <-chan int) {
		//lint:ignore S1000 what it costs is the question
		select {
		case <-c:
		}
	})
}

func BenchmarkTakeDefault(b *testing.B) {
	take(b, func(c <-chan int) {
		select {
		case <-c:
		default:
		}
	})
}

func BenchmarkTakeTwo(b *testing.B) {
	q := quiet(1)
	take(b, func(c <-chan int) {
		select {
		case <-c:
		case <-q[0]:
		}
	})
}

// BenchmarkTakeTwoNil has a case that is off.
func BenchmarkTakeTwoNil(b *testing.B) {
	var off chan int
	take(b, func(c <-chan int) {
		select {
		case <-c:
		case <-off:
		}
	})
}

func BenchmarkTakeEight(b *testing.B) {
	q := quiet(7)
	take(b, func(c <-chan int) {
		select {
		case <-c:
		case <-q[0]:
		case <-q[1]:
		case <-q[2]:
		case <-q[3]:
		case <-q[4]:
		case <-q[5]:
		case <-q[6]:
		}
	})
}

func BenchmarkTakeEightReflect(b *testing.B) {
	cases := make([]reflect.SelectCase, 8)
	for i, c := range quiet(8) {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(c)}
	}
	take(b, func(c <-chan int) {
		cases[0].Chan = reflect.ValueOf(c)
		reflect.Select(cases)
	})
}

// BenchmarkAskEmpty and BenchmarkAskFull find nothing to do.
func BenchmarkAskEmpty(b *testing.B) {
	c := make(chan int)
	for b.Loop() {
		select {
		case <-c:
		default:
		}
	}
}

func BenchmarkAskFull(b *testing.B) {
	c := make(chan int, 1)
	c <- 1
	for b.Loop() {
		select {
		case c <- 1:
		default:
		}
	}
}

func BenchmarkAskTwoEmpty(b *testing.B) {
	q := quiet(2)
	for b.Loop() {
		select {
		case <-q[0]:
		case <-q[1]:
		default:
		}
	}
}

// wake measures a value to a goroutine that waits for it as receive does, and
// one back. It waits for something each time, which TakeX never does.
func wake(b *testing.B, receive func(c <-chan int) int) {
	ping, pong := make(chan int), make(chan int)
	var echo sync.WaitGroup
	echo.Go(func() { // ends with a zero
		for receive(ping) != 0 {
			pong <- 1
		}
	})
	for b.Loop() {
		ping <- 1
		<-pong
	}
	ping <- 0
	echo.Wait()
}

func BenchmarkWakePlain(b *testing.B) {
	wake(b, func(c <-chan int) int { return <-c })
}

func BenchmarkWakeTwo(b *testing.B) {
	q := quiet(1)
	wake(b, func(c <-chan int) int {
		select {
		case v := <-c:
			return v
		case v := <-q[0]:
			return v
		}
	})
}

func BenchmarkWakeEight(b *testing.B) {
	q := quiet(7)
	wake(b, func(c <-chan int) int {
		select {
		case v := <-c:
			return v
		case v := <-q[0]:
			return v
		case v := <-q[1]:
			return v
		case v := <-q[2]:
			return v
		case v := <-q[3]:
			return v
		case v := <-q[4]:
			return v
		case v := <-q[5]:
			return v
		case v := <-q[6]:
			return v
		}
	})
}

// BenchmarkLimitAfter makes a timer for each message.
func BenchmarkLimitAfter(b *testing.B) {
	b.ReportAllocs()
	take(b, func(c <-chan int) {
		select {
		case <-c:
		case <-time.After(time.Second):
		}
	})
}

// BenchmarkLimitReset sets one timer back for each message.
func BenchmarkLimitReset(b *testing.B) {
	b.ReportAllocs()
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	take(b, func(c <-chan int) {
		timer.Reset(time.Second)
		select {
		case <-c:
		case <-timer.C:
		}
	})
}

// BenchmarkLimitTotal has one timer for all messages.
func BenchmarkLimitTotal(b *testing.B) {
	b.ReportAllocs()
	limit := time.After(time.Hour)
	take(b, func(c <-chan int) {
		select {
		case <-c:
		case <-limit:
		}
	})
}
