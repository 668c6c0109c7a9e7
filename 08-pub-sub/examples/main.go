// Command examples plays topic 08, pub-sub, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("08-pub-sub", examples) }

var examples = []lesson.Example{
	{Name: "events", About: "a till says what happened; three departments act on it", Play: events},
	{Name: "broadcast", About: "wake all who wait, again and again, with a channel that is replaced", Play: broadcast},
	{Name: "broker", About: "by hand: one leaves while the publisher waits for it", Play: broker},
	{Name: "subjects", About: "which pattern matches which subject, and a filter by content", Play: subjects},
	{Name: "policies", About: "the same five events for four who are slow, each in its own way", Play: policies},
	{Name: "replay", About: "history, then live, without a gap and without a duplicate", Play: replay},
	{Name: "ordering", About: "two publishers, two orders; one lock, one order", Play: ordering},
	{Name: "registry", About: "by hand: who is told is a list that is replaced, never changed", Play: registry},
	{Name: "share", About: "two departments get every order, their workers share them", Play: share},
	{Name: "crowd", About: "a publish costs the same beside 50,000 others", Play: crowd},
	{Name: "leaving", About: "drop the rest, or finish it; leave with a context", Play: leaving},
	{Name: "nats", About: "the same code on a bus in the process and on a server", Play: nats},
}
