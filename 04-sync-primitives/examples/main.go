// Command examples plays topic 04, synchronization primitives, one example
// after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("04-sync-primitives", examples) }

var examples = []lesson.Example{
	{Name: "guard", About: "three tellers, one till, and a lock that belongs to the till", Play: guard},
	{Name: "starving", About: "a mutex in normal mode, then in starvation mode, with its own bits", Play: starving},
	{Name: "prefer", About: "a writer that waits keeps new readers out", Play: prefer},
	{Name: "once", About: "one loads, three wait for it, and a panic is kept too", Play: once},
	{Name: "again", About: "once, but an error is tried again", Play: again},
	{Name: "buffet", About: "four eaters wait on a Cond until there is enough for them", Play: buffet},
	{Name: "trie", About: "the inside of a sync.Map: how deep, how wide, and what deleting leaves", Play: trie},
	{Name: "pool", About: "what a sync.Pool keeps over two collections", Play: pool},
	{Name: "contention", About: "the same work under the lock and beside it, with the time spent waiting", Play: contention},
	{Name: "forks", About: "three philosophers who take the forks in one order", Play: forks},
	{Name: "prices", About: "readers share a table, a writer has it for itself", Play: prices},
	{Name: "keyed", About: "a lock for each file, with this topic's library", Play: keyed},
	{Name: "phases", About: "a latch to start, a barrier after each phase, with this topic's library", Play: phases},
}
