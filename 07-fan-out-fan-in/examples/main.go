// Command examples plays topic 07, fan-out and fan-in, one example after the
// other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("07-fan-out-fan-in", examples) }

var examples = []lesson.Example{
	{Name: "count", About: "one deals, three read, one adds up", Play: count},
	{Name: "chunks", About: "a counter hands out pieces of a slice, each worker adds up its own", Play: chunks},
	{Name: "steal", About: "who has nothing left takes half of what another has left", Play: steal},
	{Name: "merge", About: "three channels become one, closed after the last, or called off", Play: merging},
	{Name: "inorder", About: "a line of promises keeps the order, and its length the memory", Play: inorder},
	{Name: "headofline", About: "the same calls in order and as they come, with this topic's library", Play: headOfLine},
	{Name: "bykey", About: "each account's bookings in their order, different accounts at the same time", Play: byKey},
	{Name: "firsterror", About: "the first error stops the rest, and is the one that is returned", Play: firstError},
	{Name: "partial", About: "a page with what there is when the time is over", Play: partial},
	{Name: "hedge", About: "a second call when the first is late, and the loser called off", Play: hedged},
	{Name: "quorum", About: "two of three replicas suffice, and two failures are enough to give up", Play: quorum},
	{Name: "tail", About: "what one slow server in a hundred does to a request that asks many", Play: tail},
}
