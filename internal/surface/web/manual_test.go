package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every page stands in the manual, with what it answers.
func TestEveryPageStandsInTheManual(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "pages.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages().List {
		told := false
		for line := range strings.Lines(string(text)) {
			rest, is := strings.CutPrefix(line, "| `"+p.Address())
			told = told || is && (rest[0] == '`' || rest[0] == '/')
		}
		if !told {
			t.Errorf("docs/pages.md has no row for %s", p.Address())
		}
	}
}

// No two pages open with the same key.
func TestKeysAreOfOnePage(t *testing.T) {
	of := map[string]string{}
	for _, p := range pages().List {
		if p.Key == "" {
			continue
		}
		if other := of[p.Key]; other != "" {
			t.Errorf("g %s opens both %s and %s", p.Key, other, p.Address())
		}
		of[p.Key] = p.Address()
	}
}
