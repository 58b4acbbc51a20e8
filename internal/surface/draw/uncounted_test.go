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
	named := one("a@e.x")
	named[0].Named = true
	if got := draw.NotCounted(named); !strings.HasSuffix(got, "If they are yours, add `--me a@e.x`.") {
		t.Error(got)
	}
	if got := draw.NotCounted(append(named, one("b@e.x")...)); !strings.HasSuffix(got, ". Add `--me ADDRESS` to count them.") {
		t.Error(got)
	}
	kept := reckon.Uncounted{Name: "Ann", Email: "a@e.x", Events: 11, Of: 12, Where: []string{"work", "team"}, From: when.NoDay, To: when.NoDay}
	if got := draw.NotCounted([]reckon.Uncounted{kept}); got != "Counted half: the calendars work, team, which seem to be kept for Ann <a@e.x> (in 11 of 12 events). "+
		"If that is you: `backsight me add a@e.x`; if not: `backsight me not a@e.x`." {
		t.Error(got)
	}
	if got := draw.NotCounted(append(one("b@e.x"), kept)); !strings.HasPrefix(got, "Not counted: 1 commit by Ann <b@e.x>, ") ||
		!strings.HasSuffix(got, "`backsight me not b@e.x`. Counted half: the calendars work, team, which seem to be kept for Ann <a@e.x> (in 11 of 12 events). "+
			"If that is you: `backsight me add a@e.x`; if not: `backsight me not a@e.x`.") {
		t.Error(got)
	}
	if got := draw.NotCounted([]reckon.Uncounted{kept, kept}); !strings.Contains(got, "events); and those of 1 other address. `backsight me` lists them, `backsight me add ADDRESS` counts them.") {
		t.Error(got)
	}
	alone, strange := kept, kept
	alone.Where, alone.Named, strange.Email = []string{"work"}, true, "x;id@e.x"
	for want, all := range map[string][]reckon.Uncounted{
		"": nil,
		"Not counted: 1 commit by 1 address. Yours? `backsight me` lists it.":                                                                                                    one("a@e.x"),
		"Not counted: 2 commits by 2 addresses. Yours? `look --full` lists them.":                                                                                                append(named, one("b@e.x")...),
		"Counted half: the calendars work, team. Are you a@e.x? `backsight me add a@e.x` counts them whole.":                                                                     {kept},
		"Counted half: the calendar work. Are you a@e.x? `--me a@e.x` counts it whole.":                                                                                          {alone},
		"Counted half: the calendars of 1 address. Yours? `backsight me` lists it, `backsight me add ADDRESS` counts them whole.":                                                {strange},
		"Counted half: the calendars of 2 addresses. Yours? `backsight me` lists them, `backsight me add ADDRESS` counts them whole.":                                            {kept, strange},
		"Not counted: 1 commit by 1 address. Yours? `backsight me` lists it. Counted half: the calendars work, team. Are you a@e.x? `backsight me add a@e.x` counts them whole.": append(one("b@e.x"), kept),
	} {
		if got := draw.NotCountedInALine(all); got != want {
			t.Errorf("in a line: %q, want %q", got, want)
		}
	}
	passing := append(one("a@e.x"), one("b@e.x")...)
	passing[0].Passing, passing[0].For = true, []string{"the same name"}
	if got := draw.NotCountedInALine(passing); !strings.HasSuffix(got, "Yours? `look --full` lists them.") {
		t.Error(got)
	}
	if got := draw.NotCounted(passing); !strings.HasSuffix(got, " `look --full` lists them, `backsight me add ADDRESS` counts them.") {
		t.Error(got)
	}
	if got := draw.NotCountedEach(passing); len(got) != 3 || !strings.Contains(got[0], "<a@e.x>") || !strings.HasSuffix(got[0], "(the same name).") || !strings.Contains(got[1], "<b@e.x>") {
		t.Errorf("%q", got)
	}
	if got := draw.NotCountedEach(append(named, one("b@e.x")...)); len(got) != 3 || got[2] != "Add `--me ADDRESS` to count one." {
		t.Errorf("%q", got)
	}
	if got := append(draw.NotCountedEach(passing[:1]), draw.NotCountedEach(append(one("a@e.x"), kept))...); got != nil {
		t.Errorf("%q", got)
	}
	if draw.NotCounted(nil) != "" {
		t.Error("something is said of nothing")
	}
}
