package draw_test

import (
	"strings"
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/surface/draw"
)

// A history's text never stands in a command that is offered for copying.
func TestNotCounted(t *testing.T) {
	one := func(email string) []reckon.Uncounted {
		return []reckon.Uncounted{{Name: "Ann", Email: email, Commits: 1, From: when.NoDay, To: when.NoDay, Where: []string{"a", "b", "c", "d", "e"}}}
	}
	if got := draw.NotCounted(one("ann+x@e-x.org")); got != "Not counted: 1 commit by Ann <ann+x@e-x.org>, in a, b, c, 2 other repositories. "+
		"If they are yours: `backsight me add ann+x@e-x.org`; if not: `backsight me not ann+x@e-x.org`." {
		t.Error(got)
	}
	for _, hostile := range []string{"x;touch$IFS/tmp/x;@e.x", "`id`@e.x", "$(id)@e.x", "--store@e.x", "a b@e.x", "a\x1b[2J@e.x", "", "ä@e.x"} {
		got := draw.NotCounted(one(hostile))
		if _, command, some := strings.Cut(got, "`backsight"); hostile != "" && strings.Contains(command, hostile) || !some || strings.ContainsRune(got, 0x1b) {
			t.Errorf("%q: %s", hostile, got)
		}
	}
	if got := draw.NotCounted(append(one("a@e.x"), one("b@e.x")...)); !strings.Contains(got, "and 1 commit with 1 other address.") {
		t.Error(got)
	}
	if draw.NotCounted(nil) != "" {
		t.Error("something is said of nothing")
	}
}
