package repo

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	notes     = "01-demo/README.md"
	tasks     = "01-demo/exercises/README.md"
	wrongs    = "01-demo/exercises/testdata/gather/wrong/"
	groupTest = "01-demo/group/group_test.go"
	predictA  = "01-demo/examples/testdata/predict/a.go"
)

func TestLayout(t *testing.T) {
	finds(t, Layout, []fault{
		{"no test of the examples", remove("01-demo/examples/main_test.go"), "01-demo/examples/main_test.go", "is missing"},
		{"file beside the notes", put("01-demo/todo.txt", ""), "01-demo/todo.txt", "is stray"},
		{"folder in examples", put("01-demo/examples/sub/x.go", "package sub\n"), "01-demo/examples/sub/x.go", "is stray"},
		{"text in examples", put("01-demo/examples/x.txt", ""), "01-demo/examples/x.txt", "is stray"},
		{"example without file", edit("01-demo/examples/main.go", `{"show", "shows", show},`, `{"show", "shows", show}, {"gone", "", nil},`), "01-demo/examples/gone.go", "is missing"},
		{"example without picture", remove("01-demo/examples/tell.svg"), "01-demo/examples", "no picture of tell: "},
		{"picture without example", put("01-demo/examples/old.svg", "<svg/>"), "01-demo/examples/old.svg", "picture of no example"},
		{"example not on the list", put("01-demo/examples/hidden.go", "package main\n\nimport \"io\"\n\nfunc hidden(w io.Writer) {}\n"), "01-demo/examples/hidden.go", "the list in main.go lacks"},
		{"no list", edit("01-demo/examples/main.go", "lesson.Example{", "string{"), "01-demo/examples/main.go", "lists no example"},
		{"helper among exercises", put("01-demo/exercises/util.go", "package exercises\n"), "01-demo/exercises/util.go", "no exercise"},
		{"grader of no exercise", put("01-demo/exercises/old_test.go", "package exercises\n\nfunc TestOld() {}\n"), "01-demo/exercises/old_test.go", "no exercise"},
		{"answer of no exercise", put("01-demo/exercises/solutions/old.go", "package exercises\n"), "01-demo/exercises/solutions/old.go", "no exercise"},
		{"answer in the wrong folder", put("01-demo/exercises/testdata/gather/rihgt/x.go", "package exercises\n"), "01-demo/exercises/testdata/gather/rihgt/x.go", "no exercise"},
		{"second main", put("01-demo/group/cmd/x.go", "package main\n\nfunc main() {}\n"), "01-demo/group/cmd/x.go", "second package main"},
		{"library without Example", edit(groupTest, "ExampleRun", "notAnExample"), "01-demo/group", "no Example function"},
		{"library without benchmark", edit(groupTest, "BenchmarkRun", "notABenchmark"), "01-demo/group", "no benchmark"},
		{"library without tests", edit(groupTest, "TestRun", "notATest"), "01-demo/group", "no tests"},
		{"library without package comment", edit("01-demo/group/group.go", "// Package group runs.\n", ""), "01-demo/group", "no package comment"},
	})
	require.Empty(t, Layout(plant(t, put("02-later/queue/x.go", "package queue\n")))) // begun, without notes
	require.Empty(t, Layout(plant(t,
		put("01-demo/examples/run.test", ""), // .gitignore names it
		put("01-demo/_mine/main.go", "package main\n"),
		put("01-demo/group/inner/x.go", "package inner\n"),
	)))
}

func TestImports(t *testing.T) {
	imports := func(file, imported string) change {
		return func(t *testing.T, root string) {
			t.Helper()
			put(file, "package x\n\nimport _ \""+imported+"\"\n")(t, root)
		}
	}
	const module = "example.com/mastery/"
	finds(t, Imports, []fault{
		{"machinery: topic", imports("internal/deep/x.go", module+"01-demo/group"), "internal/deep/x.go:3", "never a topic's insides"},
		{"main.go: topic", imports("start.go", module+"01-demo/group"), "start.go:3", "never a topic's insides"},
		{"machinery: project", imports("internal/deep/x.go", module+"projects/small"), "internal/deep/x.go:3", "never a topic's insides"},
		{"lesson: ours", imports("internal/lesson/x.go", module+"internal/deep"), "internal/lesson/x.go:3", "standard library only"},
		{"lesson: module", imports("internal/lesson/x.go", "github.com/x/y"), "internal/lesson/x.go:3", "standard library only"},
		{"library: later topic", imports("01-demo/group/x.go", module+"02-later/queue"), "01-demo/group/x.go:3", "of a later topic"},
		{"library: machinery", imports("01-demo/group/x.go", module+"internal/lesson"), "01-demo/group/x.go:3", "a library imports libraries only"},
		{"library: examples", imports("01-demo/group/x.go", module+"01-demo/examples"), "01-demo/group/x.go:3", "which is an example"},
		{"example: module", imports("01-demo/examples/x.go", "github.com/x/y"), "01-demo/examples/x.go:3", "repo.Taught"},
		{"example: machinery", imports("01-demo/examples/x.go", module+"internal/deep"), "01-demo/examples/x.go:3", "which is machinery"},
		{"example: later topic", imports("01-demo/examples/x.go", module+"02-later/queue"), "01-demo/examples/x.go:3", "of a later topic"},
		{"grader: testify", imports("01-demo/exercises/x_test.go", "github.com/stretchr/testify/require"), "01-demo/exercises/x_test.go:3", "standard library only"},
		{"wrong answer: ours", imports(wrongs+"wrong-x.go", module+"01-demo/group"), wrongs + "wrong-x.go:3", "standard library only"},
		{"predict: ours", imports("01-demo/examples/testdata/predict/x.go", module+"01-demo/group"), "01-demo/examples/testdata/predict/x.go:3", "standard library only"},
		{"project: machinery", imports("projects/small/x.go", module+"internal/deep"), "projects/small/x.go:3", "a project imports libraries only"},
		{"project: another", imports("projects/small/x.go", module+"projects/big/parts"), "projects/small/x.go:3", "which is a project"},
		{"other platform", put("01-demo/group/x_windows.go", "//go:build never\n\npackage x\n\nimport _ \""+module+"02-later/queue\"\n"), "01-demo/group/x_windows.go:5", "of a later topic"},
		{"not Go", put("01-demo/group/x.go", "packge x\n"), "01-demo/group/x.go", "does not parse"},
	})
	require.Len(t, Imports(plant(t, put("01-demo/a.go", "pakage a\n"), imports("internal/lesson/x.go", "github.com/x/y"))), 2)
	require.Empty(t, Imports(plant(t,
		imports("02-later/queue/x.go", module+"01-demo/group"),
		imports("02-later/queue/y.go", "github.com/x/y"),
		imports("02-later/queue/x_test.go", module+"03-last/select"),
		imports("02-later/examples/x.go", module+"01-demo/group"),
		imports("internal/deep/x.go", module+"internal/lesson"),
		imports("internal/lesson/x_test.go", "github.com/stretchr/testify/require"),
	)))
}

func TestTaughtModules(t *testing.T) {
	Taught["01-demo"] = []string{"github.com/x/y"}
	defer delete(Taught, "01-demo")
	for imported, want := range map[string]int{"github.com/x/y": 0, "github.com/x/y/sub": 0, "github.com/x/yz": 1} {
		tree := plant(t, put("01-demo/examples/x.go", "package main\n\nimport _ \""+imported+"\"\n"))
		require.Len(t, Imports(tree), want, imported)
	}
}

func TestExercises(t *testing.T) {
	finds(t, Exercises, []fault{
		{"no stub", remove("01-demo/exercises/gather.go"), "01-demo/exercises/gather.go", "the stub that the learner fills"},
		{"no pristine stub", remove("01-demo/exercises/testdata/gather/stub.go"), "01-demo/exercises/testdata/gather/stub.go", "which reset brings back"},
		{"no tests", remove("01-demo/exercises/gather_test.go"), "01-demo/exercises/gather_test.go", "the exercise's tests"},
		{"no solution", remove("01-demo/exercises/solutions/gather.go"), "01-demo/exercises/solutions/gather.go", "the reference answer"},
		{"one right answer", remove("01-demo/exercises/testdata/gather/right/mutex.go"), "01-demo/exercises/testdata/gather/right", "has 1 answers"},
		{"three wrong answers", remove(wrongs + "leak-sender.go"), "01-demo/exercises/testdata/gather/wrong", "has 3 answers"},
		{"no task", edit(tasks, "Gather.\n", ""), tasks + ":3", "has no task"},
		{"no notes to read", edit(tasks, "Read first: [Patterns](../README.md#patterns)\n", ""), tasks + ":3", "Read first"},
		{"no command", edit(tasks, "-run Gather`", "-run Father`"), tasks + ":3", "go test ./01-demo/exercises -run Gather"},
		{"two hints", edit(tasks, "<details><summary>Hint 2: a nudge</summary>\n\nYou.\n\n</details>\n", ""), tasks + ":3", `["a question" "the recipe"]`},
		{"empty hint", edit(tasks, "You.\n", ""), tasks + ":3", "hint 2 is empty"},
		{"no why", edit(tasks, "It does.\n", ""), tasks + ":3", "Why it works"},
		{"verdict without notes", edit(tasks, " · [leak: Pitfalls](../README.md#pitfalls)", ""), tasks + ":3", "can get the verdict leak"},
		{"verdict that is none", edit(tasks, "[wrong: One]", "[bad: One](../README.md) · [wrong: One]"), tasks + ":3", `names "bad"`},
		{"test of another name", edit("01-demo/exercises/gather_test.go", "TestGatherKeepsOrder", "TestOrder"), "01-demo/exercises/gather_test.go:6", "begin with TestGather"},
		{"test of a longer name", edit("01-demo/exercises/gather_test.go", "TestGatherKeepsOrder", "TestGathering"), "01-demo/exercises/gather_test.go:6", "begin with TestGather"},
		{"file without tests", put("01-demo/exercises/gather_test.go", "package exercises\n"), "01-demo/exercises/gather_test.go", "has no test named TestGather"},
		{"right answer without header", edit("01-demo/exercises/testdata/gather/right/mutex.go", "// Another way: ", "// "), "01-demo/exercises/testdata/gather/right/mutex.go:1", "`// Another way: ...`"},
		{"wrong answer without header", edit(wrongs+"race-append.go", "// Mistake: ", "// "), wrongs + "race-append.go:1", "`// Mistake: ...`"},
		{"wrong answer without verdict", put(wrongs+"slow.go", "// Mistake: slow.\n\npackage exercises\n"), wrongs + "slow.go", "must begin with the verdict"},
		{"answer of another package", edit(wrongs+"race-append.go", "package exercises", "package solutions"), wrongs + "race-append.go:3", "must be package exercises"},
		{"answer that is no Go", put(wrongs+"wrong-x.go", "// Mistake: typed.\n\npakage exercises\n"), wrongs + "wrong-x.go", "does not parse"},
		{"form of the README", edit(tasks, "warm-up · 15 minutes", "warmup"), ".", "the course can't be read"},
	})
}

// TestExerciseNamesApart: -run Gather must not run the tests of gatherall.
func TestExerciseNamesApart(t *testing.T) {
	second := edit(tasks, "# Exercises: Demonstrations\n", "# Exercises: Demonstrations\n\n## gatherall\n\nbuild · 5 minutes · [x](x)\n")
	var found []string
	for _, p := range Exercises(plant(t, second)) {
		found = append(found, p.Text)
	}
	require.Contains(t, found, "gather and gatherall: one name begins with the other, so -run of one runs both; rename one")
}

func TestPredicts(t *testing.T) {
	shown := "[a.go](examples/testdata/predict/a.go)\n\n```go\nfunc main() {\n\tprintln(\"a\")\n}\n```\n"
	finds(t, Predicts, []fault{
		{"four programs", remove("01-demo/examples/testdata/predict/e.go"), "01-demo/examples/testdata/predict", "has 4 programs"},
		{"no answer block", put(predictA, "// a: x\n\npackage main\n"), "01-demo/examples/testdata/predict", "a.go:1: has no func main"},
		{"not asked", edit(notes, shown, ""), notes + ":52", "does not ask a.go"},
		{"shown in part", edit(notes, "func main() {\n\tprintln(\"a\")\n}", "\tprintln(\"a\")\n}"), notes + ":58", "from `func main` or further up"},
		{"shown with other text", edit(notes, `println("a")`, `println("b")`), notes + ":58", "from `func main` or further up"},
		{"no question", edit(notes, "[e.go](examples/testdata/predict/e.go): what does it do?", "[e.go](examples/testdata/predict/e.go)"), notes + ":117", "asks nothing"},
		{"no answer", edit(notes, "<details><summary>Answer</summary>\n\n**deadlocks** It says so.\n\n</details>\n", ""), notes + ":117", "Answer</summary>` follows"},
		{"file that ends in the program", cut(notes, "func main() {}\n```\n\n<details><summary>Answer</summary>\n\n**deadlocks**", "func main() {}\n"), notes + ":117", "Answer</summary>` follows"},
		{"answer not closed", edit(notes, "**deadlocks** It says so.\n\n</details>\n", "**deadlocks** It says so.\n"), notes + ":117", "not closed"},
		{"other verdict", edit(notes, "**prints**", "**leaks**"), notes + ":58", "begin with the verdict in bold, **prints**"},
		{"other why", edit(notes, "**prints** It says", "**prints** It told"), notes + ":58", `word for word: "It says so."`},
	})
	t.Run("few verdicts", func(t *testing.T) {
		var changes []change
		for _, name := range []string{"c", "d", "e"} {
			changes = append(changes, put("01-demo/examples/testdata/predict/"+name+".go", "// "+name+": x\n\npackage main\n\nfunc main() {}\n\n// Verdict: leaks\n// Why: It says so.\n"))
		}
		changes = append(changes, edit(notes, "**panics**", "**leaks**"), edit(notes, "**races**", "**leaks**"), edit(notes, "**deadlocks**", "**leaks**"))
		problems := Predicts(plant(t, changes...))
		require.Len(t, problems, 1)
		require.Contains(t, problems[0].Text, "2 different verdicts")
	})
}

func TestNotes(t *testing.T) {
	finds(t, Notes, []fault{
		{"missing section", edit(notes, "## Pitfalls", "### Pitfalls"), notes + ":40", `"Pitfalls" is missing before this one`},
		{"missing last section", edit(notes, "## Further reading\n\nBooks.", ""), notes + ":127", `"Further reading" is missing`},
		{"unknown section", edit(notes, "### One", "## Pitfall"), notes + ":32", `did you mean "Pitfalls"?`},
		{"section like no other", edit(notes, "### One", "## Zzzzzz"), notes + ":32", `"Zzzzzz" is no section of the notes; make it`},
		{"empty section", edit(notes, "Books.\n", ""), notes + ":127", `"Further reading" is empty`},
		{"second title", edit(notes, "### One", "# One"), notes + ":1", "one title"},
		{"text above the title", edit(notes, "# Demonstrations", "Hello.\n\n# Demonstrations"), notes + ":1", "one title"},
	})
	swapped := Notes(plant(t, edit(notes, "## Pitfalls", "## X"), edit(notes, "## Patterns", "## Pitfalls"), edit(notes, "## X", "## Patterns")))
	require.Len(t, swapped, 2) // Patterns is missing before Pitfalls, and too late after it
	require.Contains(t, swapped[1].Text, "stands too late")
}

func TestMap(t *testing.T) {
	finds(t, Map, []fault{
		{"no roadmap", remove("ROADMAP.md"), "ROADMAP.md", "is missing"},
		{"topic not linked", edit("ROADMAP.md", "[01-demo](01-demo/), ", ""), "ROADMAP.md", "does not link 01-demo"},
		{"project not linked", edit("README.md", "[projects/small](projects/small)", "projects/small"), "README.md", "does not link projects/small"},
		{"planned but there", edit("README.md", "| demonstrations |", "| planned |"), "README.md:7", "must not call it planned"},
		{"neither there nor planned", edit("README.md", "| 02-later | planned |", "| 02-later | soon |"), "README.md:8", "must say planned"},
	})
}

func TestMapOfBoth(t *testing.T) {
	require.Len(t, Map(plant(t, remove("README.md"), remove("ROADMAP.md"))), 2)
}

func TestLeaks(t *testing.T) {
	finds(t, Leaks, []fault{
		{"no TestMain", edit(groupTest, "func TestMain(m *testing.M)", "func testMain(m *testing.M)"), groupTest, "goleak.VerifyTestMain"},
		{"TestMain without goleak", edit("internal/lesson/lesson_test.go", "goleak.VerifyTestMain(m)", "m.Run()"), "internal/lesson/lesson_test.go", "goleak.VerifyTestMain"},
		{"package of the root", put("main_test.go", "package main\n"), "main_test.go", "goleak.VerifyTestMain"},
	})
}

func TestCommands(t *testing.T) {
	line := func(text string) change { return edit("README.md", "# The course\n", "# The course\n\n"+text+"\n") }
	block := func(text string) change { return line("```sh\n" + text + "\n```") }
	finds(t, Commands, []fault{
		{"target in a span", line("Run `make test-rase`."), "README.md:3", `did you mean "test-race"?`},
		{"target in a block", block("cd x && make proove"), "README.md:4", "no target proove"},
		{"second line of a block", block("make help\nmake no"), "README.md:5", "no target no"},
		{"command of the companion", line("`go run . chekc gather`"), "README.md:3", `did you mean "check"?`},
		{"package", block("go test -race ./01-demo/grup"), "README.md:4", "no package ./01-demo/grup"},
		{"topic", line("`go run ./02-later/...`"), "README.md:3", "no package ./02-later"},
		{"example", block("go run ./01-demo/examples shew"), "README.md:4", `did you mean "show"?`},
		{"example after another", block("go run ./01-demo/... show tel"), "README.md:4", `did you mean "tell"?`},
	})
	require.Empty(t, Commands(plant(t, block("make help # not make nothing\ngo run ./01-demo/... list\n"+
		"go test -race -run 'X' ./01-demo/...\ngo run ./01-demo/examples -trace t.out show\ngo test ./...\ngo test ./TOPIC/..."))))
	require.Empty(t, Commands(plant(t, line("`make(chan int)`, `make more` is planned, `go vet ./...`"))))
}
