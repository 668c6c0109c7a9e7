package repo

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"
)

// Links checks every link and picture of every document that does not leave the
// repository: the file is there, in the same letters, and an anchor names a
// heading (or, of another file, a line).
func Links(t *Tree) []Problem {
	var problems []Problem
	for _, file := range t.documents() {
		for _, l := range t.doc(file).links {
			if complaint := t.resolve(file, l.target); complaint != "" {
				problems = append(problems, Problem{file, l.line, complaint})
			}
		}
	}
	return problems
}

// resolve says why a link in file leads nowhere, or "".
func (t *Tree) resolve(file, target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return fmt.Sprintf("the link %s is no URL: %v", target, err)
	}
	if u.Scheme != "" || u.Host != "" {
		return "" // leaves the repository
	}
	linked := file
	switch {
	case strings.HasPrefix(u.Path, "/"):
		linked = path.Clean(strings.TrimPrefix(u.Path, "/"))
	case u.Path != "":
		linked = path.Join(path.Dir(file), u.Path)
	}
	switch {
	case linked == ".." || strings.HasPrefix(linked, "../"):
		return fmt.Sprintf("the link %s leaves the repository", target)
	case !t.has(linked):
		return fmt.Sprintf("the link %s leads nowhere: there is no %s", target, linked)
	case u.Fragment == "":
		return ""
	}
	if t.dirs[linked] {
		linked = path.Join(linked, "README.md")
	}
	return t.resolveAnchor(linked, u.Fragment)
}

func (t *Tree) resolveAnchor(file, name string) string {
	if path.Ext(file) == ".md" {
		doc := t.doc(file)
		if doc.anchors[name] {
			return ""
		}
		var known []string
		for a := range doc.anchors {
			known = append(known, a)
		}
		return fmt.Sprintf("the anchor #%s is no heading of %s%s", name, file, suggest(name, known))
	}
	from, to, ranged := strings.Cut(strings.TrimPrefix(name, "L"), "-L")
	last := from
	if ranged {
		last = to
	}
	n, err := strconv.Atoi(last)
	if !strings.HasPrefix(name, "L") || err != nil || n < 1 || n > len(t.lines(file)) {
		return fmt.Sprintf("the anchor #%s is no line of %s; write #L12 or #L12-L15", name, file)
	}
	return ""
}
