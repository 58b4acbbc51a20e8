package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/backsight/backsight/internal/record"
)

// short says whether a command is the short one of a kind of thing said: it is
// made as `say KIND` is, which has its script.
func short(name string) bool {
	return slices.ContainsFunc(record.Sayable(), func(k *record.Kind) bool { return k.Short == name })
}

// Every command has a script of its name that runs it: what it does is told
// there, and tried.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range (&app{}).root().Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" || short(c.Name()) {
			continue
		}
		file := filepath.Join("..", "..", "..", "testdata", "script", c.Name()+".txtar")
		text, err := os.ReadFile(file)
		runs := regexp.MustCompile(`(?m)^(exec|exit [0-9]) (sh -c 'exec )?backsight ` + c.Name() + `\b`)
		if err != nil || !runs.Match(text) {
			t.Errorf("`backsight %s` is run in no script %s (%v)", c.Name(), filepath.Base(file), err)
		}
	}
}
