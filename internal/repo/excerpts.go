package repo

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// Excerpts checks every go block in a topic's documents: the paragraph right
// above it links a Go file of the same topic, and the block's lines stand in
// that file one after the other, with at most their common indentation cut off.
// So every snippet a reader sees was compiled. Blocks that follow each other
// share the paragraph above the first.
//
// A hint that only sketches code is no Go: fence it without a language.
func Excerpts(t *Tree) []Problem {
	var problems []Problem
	for _, file := range t.documents() {
		if topicOf(file) == "" {
			continue
		}
		doc := t.doc(file)
		for _, f := range doc.fences {
			if f.lang != "go" {
				continue
			}
			if complaint := t.excerpt(file, f, doc.above(f)); complaint != "" {
				problems = append(problems, Problem{file, f.line, complaint})
			}
		}
	}
	return problems
}

var goLink = regexp.MustCompile(`\]\(([^)#\s]+\.go)(?:#[^)]*)?\)`)

// linkedFile returns the Go file that a paragraph of a document links, from the
// root, or "". Of several it is the last: the one nearest to the block.
func linkedFile(document, paragraph string) string {
	matches := goLink.FindAllStringSubmatch(paragraph, -1)
	if len(matches) == 0 {
		return ""
	}
	return path.Join(path.Dir(document), matches[len(matches)-1][1])
}

// excerpt says what is wrong with a go block, or "".
func (t *Tree) excerpt(document string, f fence, above string) string {
	linked := linkedFile(document, above)
	switch {
	case linked == "":
		return "this go block names no file: link the Go file that it is a part of in the paragraph above it, as in `[leak.go](examples/leak.go)`; for what is not compiled, fence it without a language"
	case topicOf(linked) != topicOf(document):
		return fmt.Sprintf("this go block is part of %s: show code of this topic, and link to the other topic's notes instead", linked)
	case isStub(linked):
		return fmt.Sprintf("this go block is part of %s, which the learner changes: link the copy below exercises/testdata instead", linked)
	case !t.has(linked):
		return fmt.Sprintf("this go block is part of %s, which does not exist", linked)
	}
	return diverges(f.body, t.lines(linked), linked)
}

// diverges says where an excerpt differs from the file, or "" if it is in it.
func diverges(excerpt, file []string, name string) string {
	for len(excerpt) > 0 && strings.TrimSpace(excerpt[0]) == "" {
		excerpt = excerpt[1:]
	}
	for len(excerpt) > 0 && strings.TrimSpace(excerpt[len(excerpt)-1]) == "" {
		excerpt = excerpt[:len(excerpt)-1]
	}
	if len(excerpt) == 0 {
		return "this go block is empty"
	}
	best, where := 0, 0
	for at := range file {
		n := matching(excerpt, file[at:])
		if n == len(excerpt) {
			return ""
		}
		if n > best {
			best, where = n, at
		}
	}
	if best == 0 {
		return fmt.Sprintf("this go block is not in %s, which has no line %q: copy it from there again", name, excerpt[0])
	}
	return fmt.Sprintf("line %d of this go block is %q; %s has %q there (line %d): copy it from there again",
		best+1, excerpt[best], name, lineAt(file, where+best), where+best+1)
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return strings.TrimSpace(lines[i])
	}
	return "its end"
}

// matching counts how many lines of the excerpt stand at the beginning of file,
// all with the same indentation cut off.
func matching(excerpt, file []string) int {
	indent, known := "", false
	for i, line := range excerpt {
		if i == len(file) {
			return i
		}
		if line == "" && strings.TrimSpace(file[i]) == "" {
			continue
		}
		cut, ok := strings.CutSuffix(file[i], line)
		if !ok || line == "" || strings.TrimSpace(cut) != "" || known && cut != indent {
			return i
		}
		indent, known = cut, true
	}
	return len(excerpt)
}
