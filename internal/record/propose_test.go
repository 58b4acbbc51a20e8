package record_test

import (
	"testing"

	"github.com/backsight/backsight/internal/record"
)

// The first word that is known proposes the level; where somebody else is named before
// it, or no word is known, nothing is proposed.
func TestProposeLevel(t *testing.T) {
	for text, want := range map[string]int{
		"Shipped the parser": 0, "I wrote, and reviewed, the manual": 0, "reviewed the parser that Bea wrote": 1,
		"hired two engineers": 2, "Aligned the teams on one plan": 3, "reorganised the department": 4,
		"the team shipped the parser": -1, "a good day": -1, "": -1, "rewrite": -1,
	} {
		level, word, some := record.ProposeLevel(text)
		if some != (want >= 0) || some && (level != want || word == "") {
			t.Errorf("%q: %d by %q, %v; want %d", text, level, word, some, want)
		}
	}
}
