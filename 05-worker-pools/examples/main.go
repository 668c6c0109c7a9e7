// Command examples plays topic 05, worker pools, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("05-worker-pools", examples) }

var examples = []lesson.Example{
	{Name: "kitchen", About: "two cooks, one rail of orders, one pass for the dishes", Play: kitchen},
	{Name: "share", About: "the same jobs dealt out beforehand, and taken by whoever is free", Play: share},
	{Name: "scaling", About: "more workers help until something else is the limit", Play: scaling},
	{Name: "resources", About: "each worker opens a connection, uses it for many jobs, and closes it", Play: resources},
	{Name: "pushback", About: "four ways to meet a full queue", Play: pushback},
	{Name: "shutdown", About: "a signal, a deadline, and work in flight", Play: shutdown},
	{Name: "dynamic", About: "a pool that starts workers when nobody is idle, and lets them go", Play: dynamic},
	{Name: "heap", About: "the most urgent first, and of equals the oldest", Play: urgentFirst},
	{Name: "priority", About: "urgent tasks overtake a report, but not for ever", Play: priority},
	{Name: "panics", About: "a task panics, and the worker goes on", Play: panics},
	{Name: "tree", About: "tasks that submit tasks to their own pool", Play: tree},
	{Name: "limit", About: "no pool: a group with a limit, and the first error stops the rest", Play: limit},
	{Name: "workqueue", About: "a key is never in two hands, and never forgotten", Play: workqueue},
}
