// Command examples plays topic 01, goroutines, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("01-goroutines", examples) }

var examples = []lesson.Example{
	{Name: "start", About: "a go statement returns at once, Wait does not", Play: start},
	{Name: "lifecycle", About: "one goroutine from birth to death, seen from outside", Play: lifecycle},
	{Name: "stacks", About: "a stack grows by moving and shrinks at a collection", Play: stacks},
	{Name: "adaptive", About: "new goroutines start with the stack that others needed", Play: adaptive},
	{Name: "threads", About: "10,000 goroutines, a handful of threads", Play: threads},
	{Name: "schedule", About: "one processor: who runs first, and who is made to stop", Play: schedule},
	{Name: "overhead", About: "what starting one costs, and what keeping one costs", Play: overhead},
	{Name: "gather", About: "three at a time, results in the order of the tasks", Play: gather},
	{Name: "owner", About: "a goroutine without an end gets one, and an owner", Play: owner},
	{Name: "panics", About: "a panic becomes an error where recover can see it", Play: panics},
	{Name: "bounded", About: "six tasks, two at once", Play: bounded},
	{Name: "pool", About: "three goroutines share seven jobs", Play: pool},
	{Name: "group", About: "limit and panics, with this topic's library", Play: groupTasks},
	{Name: "firstwins", About: "the first answer counts, the losers go home", Play: firstwins},
	{Name: "serve", About: "one goroutine per connection, as net/http has it", Play: serve},
	{Name: "leak", About: "two goroutines are lost, found, and not lost again", Play: leak},
}
