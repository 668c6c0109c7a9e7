package companion

import (
	"fmt"
	"strings"
)

// A criterion is one line of the roadmap's assessment and the topics whose
// exercises, all passed, are its evidence.
type criterion struct {
	level  string
	text   string
	topics []int
	also   string // what else it takes that no exercise shows; never ticked while set
}

const (
	beginner     = "Beginner (levels 1-2)"
	intermediate = "Intermediate (levels 3-4)"
	advanced     = "Advanced (levels 5-6)"
	god          = "God level"
)

// criteria are those of ROADMAP.md, in its order.
var criteria = []criterion{
	{beginner, "can create and manage goroutines", []int{1}, ""},
	{beginner, "understands channel communication", []int{2, 3}, ""},
	{beginner, "can implement basic synchronization", []int{4}, ""},
	{beginner, "knows the common concurrency patterns", []int{5, 6, 7, 8}, ""},
	{intermediate, "masters the context package", []int{9}, ""},
	{intermediate, "understands the memory model", []int{10}, ""},
	{intermediate, "can optimize concurrent code", []int{13, 14, 15, 16}, ""},
	{intermediate, "implements advanced patterns", []int{11, 12}, ""},
	{advanced, "builds production systems", []int{17, 18}, ""},
	{advanced, "handles complex error scenarios", []int{12, 20}, ""},
	{advanced, "optimizes for performance", []int{13, 19}, ""},
	{advanced, "designs concurrent architectures", []int{17, 18, 19, 20}, ""},
	{god, "creates custom concurrency primitives", []int{21, 22}, ""},
	{god, "solves complex distributed problems", []int{23}, ""},
	{god, "mentors others in concurrency", []int{24}, "and a person who learned from you"},
	{god, "contributes to the Go runtime", nil, "a change of yours in the Go repository"},
}

// assess ticks the criteria for which the evidence is there.
func assess(standings []standing) []tick {
	var ticks []tick
	for _, cr := range criteria {
		ticks = append(ticks, cr.tick(standings))
	}
	return ticks
}

func (cr criterion) tick(standings []standing) tick {
	t := tick{Level: cr.level, Criterion: cr.text, Met: cr.also == "" && len(cr.topics) > 0}
	var evidence, missing []string
	for _, number := range cr.topics {
		s := find(standings, number)
		if s == nil {
			missing = append(missing, fmt.Sprintf("%02d", number))
			t.Met = false
			continue
		}
		evidence = append(evidence, fmt.Sprintf("%s: %d of %d", s.Topic, s.Passed, s.Of))
		t.Met = t.Met && s.Of > 0 && s.Passed == s.Of
	}
	if len(missing) > 0 {
		evidence = append(evidence, "not written yet: "+strings.Join(missing, ", "))
	}
	if cr.also != "" {
		evidence = append(evidence, cr.also+": can't be seen from here")
	}
	t.Evidence = strings.Join(evidence, "; ")
	return t
}

func find(standings []standing, number int) *standing {
	for i := range standings {
		if strings.HasPrefix(standings[i].Topic, fmt.Sprintf("%02d-", number)) {
			return &standings[i]
		}
	}
	return nil
}
