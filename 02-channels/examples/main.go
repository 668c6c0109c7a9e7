// Command examples plays topic 02, channels, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("02-channels", examples) }

var examples = []lesson.Example{
	{Name: "handover", About: "both must be there, and what the writer wrote the printer sees", Play: handover},
	{Name: "buffered", About: "the same work, without and with room for two", Play: buffered},
	{Name: "rules", About: "every operation on every state of a channel", Play: rules},
	{Name: "insides", About: "an X-ray: the ring, the two lines, and a value that skips both", Play: insides},
	{Name: "closing", About: "a close comes after what was sent, and can be told from a value", Play: closing},
	{Name: "generator", About: "a stream of values that ends when nobody wants more", Play: generator},
	{Name: "future", About: "one result, computed once, three who wait for it", Play: futures},
	{Name: "signal", About: "one close starts three, three closes report back", Play: signal},
	{Name: "semaphore", About: "a channel with one slot is a lock that one can give up on", Play: semaphore},
	{Name: "buffer", About: "room without a bound between a quick sender and a slow receiver", Play: buffer},
	{Name: "manysenders", About: "three send, a fourth closes, nothing is lost", Play: manysenders},
	{Name: "queue", About: "no bound and no panic, with this topic's library", Play: queued},
	{Name: "ticks", About: "a ticker drops what a slow reader has no time for", Play: ticks},
}
