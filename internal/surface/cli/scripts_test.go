package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Every command has a script of its name that runs it: what it does is told
// there, and tried.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range (&app{}).root().Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
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
