package gitlog

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/backsight/backsight/internal/source/sourcetest"
)

// A source like every other.
func TestSuite(t *testing.T) {
	root := t.TempDir()
	for name, history := range map[string][]commit{"a": golden(), "b": golden()[:7], "c": longHistory(40)} {
		if err := os.Rename(repository(t, history), filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	run(t, root, "", "init", "-q", "--bare", "empty.git")
	self := ann
	self.Identities = append(self.Identities, "a7@e.x")
	sourcetest.Run(t, sourcetest.Case{
		Source: Source{batch: 3}, Declared: Declared(), Root: root, Self: self, Now: now,
		Strangers: []string{"bob", "bob@e.x", "joerg", "jörg", "dependabot", "a8@e.x", "Author 8", "support@github.com"},
	})
}
