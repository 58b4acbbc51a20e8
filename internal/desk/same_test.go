package desk_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/desk"
)

// Every reading asks with one question, so that none makes another reckon all days
// again: once one has looked, the next finds everything as it needs it.
func TestAllReadingsAskAlike(t *testing.T) {
	h := newHouse(t)
	h.repo("src/mill", "Ann", 12, now.Day(time.UTC)-1)
	d := h.own([]string{"ann@example.org"}, filepath.Join(h.Folders.Home, "src"))
	ctx := t.Context()
	if _, err := tools["look"](ctx, d, desk.Query{}); err != nil {
		t.Fatal(err)
	}
	before, err := d.DB.Derived(ctx, d.Grant)
	if err != nil {
		t.Fatal(err)
	}
	for name, ask := range tools {
		if name == "day" {
			continue // of a period that is given
		}
		if _, err := ask(ctx, d, desk.Query{}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if after, err := d.DB.Derived(ctx, d.Grant); err != nil || after != before {
		t.Errorf("what is remembered went from %+v to %+v, %v", before, after, err)
	}
}
