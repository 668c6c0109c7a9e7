package repo

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"example.com/mastery/internal/course"
)

// lessonPath is the one package of the machinery that topics use.
const lessonPath = "internal/lesson"

// settlePath is the one package of ours that graders may import.
const settlePath = "internal/settle"

// Taught are the modules outside the standard library that a topic's examples
// may import, because the topic is about them. What a topic does not teach, its
// examples do not pull in.
var Taught = map[string][]string{
	"05-worker-pools": {"golang.org/x/sync"}, // errgroup.SetLimit, where a pool is the wrong answer
}

// Imports checks who imports whom, in every file of every platform, whatever
// its build tags:
//
//   - machinery (main.go, internal/…) imports no topic and no project;
//   - internal/lesson imports the standard library only;
//   - a library imports libraries of its own and of lower topics, nothing else
//     of ours;
//   - examples import the standard library, internal/lesson, and such libraries;
//   - exercises and predict programs import the standard library only, their
//     tests that and internal/settle;
//   - a project imports libraries, and nothing else of ours but itself.
//
// Tests outside exercises may import anything: so a cycle in what ships is
// impossible, and tests may compare with what they like.
func Imports(t *Tree) []Problem {
	var problems []Problem
	for _, f := range t.goFiles() {
		file, err := t.parse(f)
		if err != nil {
			problems = append(problems, Problem{File: f, Text: "does not parse: " + err.Error()})
			continue
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if complaint := judge(f, imported); complaint != "" {
				problems = append(problems, Problem{f, t.line(spec.Pos()), complaint})
			}
		}
	}
	return problems
}

// judge says why a file must not import a package, or "".
func judge(file, imported string) string {
	ours, isOurs := strings.CutPrefix(imported, course.Module+"/")
	kind := kindOf(file)
	switch {
	case kind == "exercise" && isTest(file) && ours == settlePath:
		return ""
	case kind == "exercise" || kind == "predict program" || strings.HasPrefix(file, lessonPath+"/"):
		if !standard(imported) && !(strings.HasPrefix(file, lessonPath+"/") && isTest(file)) {
			return fmt.Sprintf("imports %s: %s imports the standard library only, so that it compiles at once", imported, article(kind))
		}
		return ""
	case isTest(file):
		return ""
	case kind == "example" && !isOurs && !standard(imported) && !taught(topicOf(file), imported):
		return fmt.Sprintf("imports %s: examples import the standard library, %s and libraries of ours; if the topic is about that module, add it to repo.Taught", imported, lessonPath)
	case !isOurs:
		return ""
	}
	return direction(file, kind, ours)
}

// direction says why a file must not import a package of this module, or "".
func direction(file, kind, ours string) string {
	target := kindOf(ours + "/x.go")
	switch {
	case kind == "machinery" && target != "machinery":
		return fmt.Sprintf("imports %s: the machinery knows the tree, never a topic's insides; read the folder instead", ours)
	case kind == "machinery":
		return ""
	case kind == "example" && ours == lessonPath:
		return ""
	case kind == "project" && target == "project" && firstTwo(ours) == firstTwo(file):
		return ""
	case target != "library":
		return fmt.Sprintf("imports %s, which is %s: %s imports libraries only", ours, article(target), article(kind))
	case kind == "project" || topicOf(ours+"/") <= topicOf(file):
		return ""
	}
	return fmt.Sprintf("imports %s, of a later topic: imports go to the same or to lower topics; move what both need down", ours)
}

// kindOf says what part of the house a file belongs to.
func kindOf(file string) string {
	topic := topicOf(file)
	rest := strings.TrimPrefix(file, topic+"/")
	switch {
	case strings.HasPrefix(file, "projects/"):
		return "project"
	case topic == "":
		return "machinery"
	case strings.HasPrefix(rest, "exercises/"):
		return "exercise"
	case strings.HasPrefix(rest, "examples/testdata/predict/"):
		return "predict program"
	case strings.HasPrefix(rest, "examples/"):
		return "example"
	}
	return "library"
}

func article(kind string) string {
	if kind == "machinery" {
		return "machinery"
	}
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// standard reports whether a path is of the standard library: its first element
// has no dot, and it is not ours.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}

func taught(topic, imported string) bool {
	for _, module := range Taught[topic] {
		if imported == module || strings.HasPrefix(imported, module+"/") {
			return true
		}
	}
	return false
}

// firstTwo returns projects/web-server of projects/web-server/proxy/x.go.
func firstTwo(name string) string {
	parts := strings.SplitN(path.Clean(name), "/", 3)
	return strings.Join(parts[:min(2, len(parts))], "/")
}
