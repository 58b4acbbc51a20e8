package record_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/record"
)

// row is one of docs/saying.md's table: a kind, its short command, what it says,
// and the scope of a key that may say it.
var row = regexp.MustCompile("(?m)^\\| `([a-z]+)` \\| (?:`[a-z ]+`|–) \\| [^|]+ \\| `([a-z]+)` \\|$")

// TestTheManualListsEveryKind that can be said, in the order of the list.
func TestTheManualListsEveryKind(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "saying.md"))
	if err != nil {
		t.Fatal(err)
	}
	var manual, kinds []string
	for _, m := range row.FindAllSubmatch(page, -1) {
		manual = append(manual, fmt.Sprintf("%s %s", m[1], m[2]))
	}
	for _, k := range record.Sayable() {
		kinds = append(kinds, fmt.Sprintf("%s %s", k.Name, k.Scope))
	}
	if diff := cmp.Diff(kinds, manual); diff != "" {
		t.Errorf("the table of docs/saying.md (-kinds +manual):\n%s", diff)
	}
}
