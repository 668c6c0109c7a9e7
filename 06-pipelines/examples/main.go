// Command examples plays topic 06, pipelines, one example after the other.
package main

import "example.com/mastery/internal/lesson"

func main() { lesson.Main("06-pipelines", examples) }

var examples = []lesson.Example{
	{Name: "line", About: "three stages work at the same time, each on another order", Play: line},
	{Name: "bottleneck", About: "the slowest stage sets the pace, and room does not change that", Play: bottleneck},
	{Name: "backpressure", About: "the last stage stands still, and the first one notices", Play: backpressure},
	{Name: "stages", About: "stages by hand: the caller takes three and leaves", Play: stages},
	{Name: "drain", About: "two ways to stop: the source ends, or everybody drops what they hold", Play: drain},
	{Name: "batches", About: "full, or late, or the last one", Play: batches},
	{Name: "parallel", About: "two workers in a stage, the results as they come and in order", Play: parallel},
	{Name: "firsterror", About: "one stage fails, all end, and the caller learns why", Play: firstError},
	{Name: "rejects", About: "a bad line goes aside, a lost disk stops all", Play: rejects},
	{Name: "branches", About: "every reading goes down two branches, which are joined again", Play: branches},
	{Name: "retry", About: "what failed goes back to the beginning, and the loop still ends", Play: retry},
	{Name: "windows", About: "an endless stream, summed up every ten seconds of its own time", Play: windows},
	{Name: "iterators", About: "the same steps without a goroutine, and two streams joined with Pull", Play: iterators},
	{Name: "ways", About: "one sum in five ways: what each hands over, and to how many goroutines", Play: ways},
}
