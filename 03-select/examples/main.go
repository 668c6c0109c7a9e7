// Command examples plays topic 03, select, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("03-select", examples) }

var examples = []lesson.Example{
	{Name: "doors", About: "one waits at three channels, whoever comes first is served", Play: doors},
	{Name: "fair", About: "who is chosen when all are ready, 30,000 times", Play: fair},
	{Name: "line", About: "who waits in a select stands in a line, and is served in turn", Play: line},
	{Name: "timers", About: "timers since Go 1.23: nothing stale, nothing to drain, nothing kept", Play: timers},
	{Name: "trying", About: "two ways to lose a reading rather than wait", Play: trying},
	{Name: "timeouts", About: "a limit for each message, and a limit for all of them", Play: timeouts},
	{Name: "merge", About: "three inputs into one loop, which ends with the last of them", Play: merge},
	{Name: "valve", About: "a nil channel shuts the way in, and a channel opens it again", Play: valve},
	{Name: "urgent", About: "three ways to choose between two full queues", Play: urgent},
	{Name: "dial", About: "the first connection wins, the late ones are closed", Play: dial},
	{Name: "shaped", About: "keystrokes debounced and throttled, with this topic's library", Play: shaped},
	{Name: "watchdog", About: "a sign of life that comes from the work, and one that does not", Play: watchdog},
	{Name: "runloop", About: "one goroutine owns the state, as in etcd's raft", Play: runloop},
}
