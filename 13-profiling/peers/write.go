package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The markers between which a topic's README has its table.
const (
	beginMark = "<!-- peers:begin -->"
	endMark   = "<!-- peers:end -->"
)

// write puts table between the markers of the README in folder.
func write(folder, table string) error {
	name := filepath.Join(folder, "README.md")
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	text, err := between(string(old), table)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	// A new file in its place: a kill halfway must not cost the notes.
	temp := name + ".peers"
	if err := os.WriteFile(temp, []byte(text), info.Mode().Perm()); err != nil {
		return err
	}
	return os.Rename(temp, name)
}

// between replaces what stands between the markers in text.
func between(text, table string) (string, error) {
	if strings.Count(text, beginMark) != 1 || strings.Count(text, endMark) != 1 {
		return "", fmt.Errorf("it needs one line %s and below it one line %s: the table goes between", beginMark, endMark)
	}
	before, rest, _ := strings.Cut(text, beginMark)
	_, after, found := strings.Cut(rest, endMark)
	if !found {
		return "", fmt.Errorf("%s stands above %s", endMark, beginMark)
	}
	return before + beginMark + "\n" + table + endMark + after, nil
}
