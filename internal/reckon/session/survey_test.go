package session

import (
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// "Yours" is one number: works that are no merges, each once, whether they are counted
// by place or in all, and however many ids and places one has.
func TestYoursIsOneNumber(t *testing.T) {
	at := when.At(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	one, two := logbook.Place{Source: "git", URI: "/lantern"}, logbook.Place{Source: "git", URI: "/copy"}
	s := newSurveying()
	add := func(subject string, merge bool, in ...logbook.Place) {
		f := logbook.Fact{Kind: logbook.KindCommit, Span: when.Span{From: at, To: at}, Day: when.Date(2026, 11, 20), Zone: "+00:00"}
		s.add(&f, logbook.Commit{Authored: at, Subject: subject, Merge: merge, Assistant: "aider"}, !merge, in, timeline.Habits{})
	}
	add("one", false, one)
	add("one", false, one)      // picked to another branch
	add("one", false, two, one) // and in a copy
	add("two", false, one)
	add("Merge branch two", true, one)
	if s.Commits != 2 || s.Marked != 2 {
		t.Errorf("%d commits, %d of them marked; want 2 and 2", s.Commits, s.Marked)
	}
	for _, p := range s.Places {
		if want := map[logbook.Place]int{one: 2, two: 1}[p.Place]; p.Works != want {
			t.Errorf("%d works in %s, want %d", p.Works, p.Place.URI, want)
		}
	}
}
