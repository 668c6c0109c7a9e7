package main

import (
	"fmt"
	"io"
	"reflect"
	"sync"
	"unsafe"

	"example.com/mastery/internal/lesson"
)

// trie looks into a sync.Map: a tree of nodes with 16 children each, four bits
// of the key's hash a level (src/internal/sync/hashtriemap.go). What it looks
// at is private to the standard library and may change with any release.
func trie(out io.Writer) {
	lesson.Name("main")
	var m sync.Map
	stored := 0
	for _, n := range []int{1, 16, 1_000, 30_000} {
		for ; stored < n; stored++ {
			m.Store(stored, true)
		}
		report(out, &m)
	}
	for i := range stored - 1 {
		m.Delete(i)
	}
	lesson.Note("all but one deleted")
	report(out, &m)
}

func report(out io.Writer, m *sync.Map) {
	// HashTrieMap.root is an atomic.Pointer to the topmost indirect node.
	root := reflect.ValueOf(m).Elem().FieldByName("m").FieldByName("root")
	inner := root.Type().Field(0).Type.Elem().Elem() // atomic.Pointer[T] has a field [0]*T
	var perLevel [10]int                             // entries; far more levels than these need
	nodes := 0
	var walk func(at unsafe.Pointer, level int)
	walk = func(at unsafe.Pointer, level int) {
		nodes++
		children := reflect.NewAt(inner, at).Elem().FieldByName("children")
		for i := range children.Len() {
			child := children.Index(i).FieldByName("v").UnsafePointer()
			if child == nil {
				continue
			}
			if *(*bool)(child) { // node.isEntry, the first field of both kinds
				perLevel[min(level, len(perLevel)-1)]++
				continue
			}
			walk(child, level+1)
		}
	}
	walk(root.FieldByName("v").UnsafePointer(), 0)
	fmt.Fprintf(out, "nodes %5d, entries per level %v\n", nodes, perLevel)
}
