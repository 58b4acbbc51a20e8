// Package saytest is for tests of texts that carry their parts.
package saytest

import (
	"regexp"
	"testing"

	"github.com/backsight/backsight/internal/base/say"
)

// asWords are dates and decimals; they stand among the words of no sentence.
var asWords = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d\.\d`)

// InParts fails where a page could not write each date and each decimal of a text
// in its reader's way.
func InParts(t *testing.T, text say.Text) {
	t.Helper()
	for _, p := range text {
		if p.Kind == say.Words && asWords.MatchString(p.Text) {
			t.Errorf("a date or a number of %q is among its words: %q", text, p.Text)
		}
	}
}
