package watch

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// notes reads the place that link leads to, a path from root with an #anchor:
// the section under that heading, or the whole file if there is no such
// heading.
func notes(root, link string) (text string, whole bool, err error) {
	file, anchor, _ := strings.Cut(link, "#")
	data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(file)))
	if err != nil {
		return "", true, err
	}
	text = strings.ReplaceAll(string(data), "\r\n", "\n")
	if part := section(text, anchor); part != "" {
		return part, false, nil
	}
	return text, true, nil
}

// section cuts out of Markdown the heading with this anchor and all below it, to
// the next heading of its level or a higher one. It is empty if there is none.
func section(text, anchor string) string {
	if anchor == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	start, level := -1, 0
	seen := map[string]int{}
	fenced := false
	for i, line := range lines {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		}
		n, title := heading(line)
		if fenced || n == 0 {
			continue
		}
		if start >= 0 && n <= level {
			return strings.Join(lines[start:i], "\n")
		}
		if start < 0 && slug(title, seen) == anchor {
			start, level = i, n
		}
	}
	if start < 0 {
		return ""
	}
	return strings.Join(lines[start:], "\n")
}

// heading returns the level and the text of a heading; 0 if the line is none.
func heading(line string) (int, string) {
	rest := strings.TrimLeft(line, "#")
	n := len(line) - len(rest)
	if n == 0 || n > 6 || !strings.HasPrefix(rest, " ") {
		return 0, ""
	}
	return n, strings.TrimSpace(rest)
}

// slug makes the anchor that GitHub gives to a heading. seen counts those given
// before: the second of a name ends in -1.
func slug(title string, seen map[string]int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(unlink(title)) {
		switch {
		case r == ' ':
			b.WriteByte('-')
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(r)
		}
	}
	s := b.String()
	n := seen[s]
	seen[s]++
	if n > 0 {
		return s + "-" + strconv.Itoa(n)
	}
	return s
}
