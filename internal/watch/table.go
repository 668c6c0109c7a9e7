package watch

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// listWideTables makes a list of each table whose columns are so many that its
// words would be broken within width: an item a row, each cell with the head of
// its column.
func listWideTables(text string, width int) string {
	var out, table []string
	flush := func() {
		if len(table) > 2 && tableWidth(table) > width {
			table = tableItems(table)
		}
		out, table = append(out, table...), nil
	}
	fenced := false
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		if !fenced && strings.HasPrefix(line, "|") {
			table = append(table, line)
			continue
		}
		flush()
		out = append(out, line)
	}
	flush()
	return strings.Join(out, "\n")
}

// cells takes a row of a table apart.
func cells(row string) []string {
	all := strings.Split(strings.Trim(strings.TrimSpace(row), "|"), "|")
	for i, c := range all {
		all[i] = strings.TrimSpace(c)
	}
	return all
}

// tableWidth is how wide a table must be so that no word is broken. Its second
// row is the line below the heads, and says nothing.
func tableWidth(table []string) int {
	var longest []int
	for i, row := range table {
		if i == 1 {
			continue
		}
		for n, cell := range cells(row) {
			if n == len(longest) {
				longest = append(longest, 0)
			}
			for word := range strings.FieldsSeq(cell) {
				longest[n] = max(longest[n], ansi.StringWidth(word))
			}
		}
	}
	const border = 3 // a line between two spaces
	sum := 0
	for _, w := range longest {
		sum += w + border
	}
	return sum
}

func tableItems(table []string) []string {
	heads := cells(table[0])
	var out []string
	for _, row := range table[2:] {
		var parts []string
		for n, cell := range cells(row) {
			switch {
			case cell == "":
			case n < len(heads) && heads[n] != "":
				parts = append(parts, heads[n]+": "+cell)
			default:
				parts = append(parts, cell)
			}
		}
		out = append(out, "- "+strings.Join(parts, "; "))
	}
	return out
}
