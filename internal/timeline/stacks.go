package timeline

import (
	"encoding/binary"

	"golang.org/x/exp/trace"
)

// A stackTable keeps each stack and each frame once.
type stackTable struct {
	known  map[trace.Stack]int32 // of this generation
	byPCs  map[string]int32      // of all
	byPC   map[uint64]int32
	stacks []Stack
	frames []Frame
	names  [][]string // of each stack, the functions
	key    []byte
}

func newStackTable() stackTable {
	return stackTable{
		known: make(map[trace.Stack]int32),
		byPCs: make(map[string]int32),
		byPC:  make(map[uint64]int32),
	}
}

// newGeneration forgets the handles of stacks: each generation has its own.
func (t *stackTable) newGeneration() { clear(t.known) }

// id returns the index of a stack, or None for no stack.
func (t *stackTable) id(s trace.Stack) int32 {
	if s == trace.NoStack {
		return None
	}
	if i, ok := t.known[s]; ok {
		return i
	}
	i := t.find(s)
	t.known[s] = i
	return i
}

func (t *stackTable) find(s trace.Stack) int32 {
	t.key = t.key[:0]
	var stack Stack
	var names []string
	for f := range s.Frames() {
		t.key = binary.LittleEndian.AppendUint64(t.key, f.PC)
		i, ok := t.byPC[f.PC]
		if !ok {
			i = int32(len(t.frames))
			t.byPC[f.PC] = i
			t.frames = append(t.frames, Frame{Func: f.Func, File: f.File, Line: int(f.Line)})
		}
		stack = append(stack, i)
		names = append(names, t.frames[i].Func)
	}
	if len(stack) == 0 {
		return None
	}
	if i, ok := t.byPCs[string(t.key)]; ok {
		return i
	}
	i := int32(len(t.stacks))
	t.byPCs[string(t.key)] = i
	t.stacks = append(t.stacks, stack)
	t.names = append(t.names, names)
	return i
}

// funcs returns the functions of a stack, innermost first.
func (t *stackTable) funcs(stack int32) []string {
	if stack == None {
		return nil
	}
	return t.names[stack]
}
