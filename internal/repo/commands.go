package repo

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

var (
	makeCommand    = regexp.MustCompile(`(?:^|&& |\s)make ([a-z][a-z-]*)`)
	playCommand    = regexp.MustCompile(`\bgo run \./(\d\d-[a-z0-9-]+)/(?:examples|\.\.\.)(?: -trace \S+)?((?: [a-z][a-z0-9-]*)*)`)
	packageCommand = regexp.MustCompile(`\bgo (?:run|test|build|vet)\b[^|>;&]* (\./[\w./-]+)`)
	ownCommand     = regexp.MustCompile(`\bgo run \. ([a-z]+)`)
	target         = regexp.MustCompile(`(?m)^([a-z][a-z-]*):`)
)

// Commands checks the commands in the documents, in sh blocks and in inline
// code, by what they name: a target of the Makefile, a package, an example, a
// command of the companion. A placeholder in capitals is nothing's name. What a
// line calls planned need not exist.
func Commands(t *Tree) []Problem {
	var problems []Problem
	for _, file := range t.documents() {
		doc := t.doc(file)
		var commands []passage
		for _, f := range doc.fences {
			if f.lang == "sh" {
				commands = append(commands, passage{strings.Join(f.body, "\n"), f.line + 1})
			}
		}
		for _, s := range doc.spans {
			if !strings.Contains(doc.lines[s.line-1], "planned") {
				commands = append(commands, s)
			}
		}
		for _, c := range commands {
			for i, line := range strings.Split(c.text, "\n") {
				if complaint := t.judgeCommand(line); complaint != "" {
					problems = append(problems, Problem{file, c.line + i, complaint})
				}
			}
		}
	}
	return sorted(problems)
}

// judgeCommand says what a line of shell names that does not exist, or "".
func (t *Tree) judgeCommand(line string) string {
	line, _, _ = strings.Cut(line, " #")
	if match := makeCommand.FindStringSubmatch(line); match != nil && !slices.Contains(t.targets(), match[1]) {
		return fmt.Sprintf("the Makefile has no target %s%s", match[1], suggest(match[1], t.targets()))
	}
	if match := ownCommand.FindStringSubmatch(line); match != nil && !slices.Contains(t.subcommands(), match[1]) {
		return fmt.Sprintf("`go run .` has no command %s%s", match[1], suggest(match[1], t.subcommands()))
	}
	if match := packageCommand.FindStringSubmatch(line); match != nil {
		name := strings.Trim(strings.TrimSuffix(strings.TrimPrefix(match[1], "./"), "..."), "/")
		if name != "" && strings.ToLower(name) == name && !t.has(name) {
			return fmt.Sprintf("there is no package %s", match[1])
		}
	}
	if match := playCommand.FindStringSubmatch(line); match != nil {
		known, err := t.examples(match[1] + "/examples/main.go")
		for name := range strings.FieldsSeq(match[2]) {
			if err == nil && name != "list" && !slices.Contains(known, name) {
				return fmt.Sprintf("%s has no example %s%s", match[1], name, suggest(name, known))
			}
		}
	}
	return ""
}

// targets returns the targets of the Makefile.
func (t *Tree) targets() []string {
	var names []string
	for _, match := range target.FindAllStringSubmatch(t.text("Makefile"), -1) {
		names = append(names, match[1])
	}
	return names
}

// subcommands returns the names of the companion's commands: the first words of
// the Use fields in its source.
func (t *Tree) subcommands() []string {
	var names []string
	for _, f := range t.files {
		if path.Dir(f) != "internal/companion" || path.Ext(f) != ".go" || isTest(f) {
			continue
		}
		parsed, err := t.parse(f)
		if err != nil {
			continue // the compiler says so
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if pair, ok := n.(*ast.KeyValueExpr); ok && identName(pair.Key) == "Use" {
				if lit, ok := pair.Value.(*ast.BasicLit); ok {
					use, _ := strconv.Unquote(lit.Value) // "check [exercise...]"
					name, _, _ := strings.Cut(use, " ")
					names = append(names, name)
				}
			}
			return true
		})
	}
	return names
}
