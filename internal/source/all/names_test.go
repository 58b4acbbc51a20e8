package all_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/source/all"
)

// named are the files outside the sources that may hold a source's name, and why:
// there it is the name of something else, or of a protocol of that name.
var named = map[string]string{
	"logbook/source.go":           "two lanes of a day have such names, and stand in JSON",
	"logbook/fact.go":             "a kind of fact on disk has the name of what it is: a calendar that was connected",
	"reckon/timeline/hands.go":    "an activity that editors and assistants call so",
	"record/calendar.go":          "what a person says of a calendar they connected is called that",
	"surface/cli/calendar.go":     "a command of that name",
	"surface/cli/noting/notes.go": "a command of that name",
	"surface/draw/uncounted.go":   "a word of a sentence: the calendars kept for an address",
	"surface/serve/aw/server.go":  "ActivityWatch's own interface keeps what its watchers send",
	"surface/serve/waka/waka.go":  "WakaTime's interface gives back what WakaTime's clients sent",
}

// Nobody outside the sources knows one by its name: what a source sees, how it is
// called and what its beats mean is asked of the table. The next source would
// otherwise be read by nobody, in silence.
func TestNobodyKnowsASourceByItsName(t *testing.T) {
	var names []string
	for _, s := range all.Declared() {
		names = append(names, s.Name)
	}
	used := map[string]bool{}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir() && (slices.Contains([]string{"source", "lives", "testdata"}, rel) || strings.HasSuffix(rel, "test") || d.Name() == "testdata"):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go"):
			return nil
		}
		for _, at := range literals(t, path, names) {
			if named[rel] == "" {
				t.Errorf("%s: a source by its name; ask logbook.Sources what it sees, or name this file above with the reason", at)
			}
			used[rel] = true
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for file := range named {
		if !used[file] {
			t.Errorf("%s holds no source's name any more: take it off the list", file)
		}
	}
}

// literals are where a file holds one of some names as a text of its own; the tags
// of fields are no such texts.
func literals(t *testing.T, path string, names []string) (at []string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil && slices.Contains(names, text) {
				at = append(at, set.Position(lit.Pos()).String()+" "+lit.Value)
			}
		}
		return true
	})
	return at
}
