package session

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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

// A survey says which places hold the same works, and what was at hand: the languages of
// works, each work once, and nothing of what an agent wrote alone or a program did.
func TestSurveyOfWhatWasAtHand(t *testing.T) {
	at := when.At(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	one, two, three := logbook.Place{Source: "git", URI: "/a"}, logbook.Place{Source: "git", URI: "/b"}, logbook.Place{Source: "git", URI: "/c"}
	s := newSurveying()
	add := func(subject string, c logbook.Commit, p logbook.Paths, in ...logbook.Place) {
		f := logbook.Fact{Kind: logbook.KindCommit, Span: when.Span{From: at, To: at}, Day: when.Date(2026, 11, 20), Zone: "+00:00"}
		c.Authored, c.Subject = at, subject
		s.add(&f, c, true, in, timeline.Habits{})
		s.meet(c, &p, in)
	}
	add("one", logbook.Commit{}, logbook.Paths{Languages: map[string]int{"Go": 3}}, two, one)
	add("one", logbook.Commit{}, logbook.Paths{Languages: map[string]int{"Go": 3}}, three) // picked: another id
	add("two", logbook.Commit{Assistant: "aider"}, logbook.Paths{Languages: map[string]int{"C": 1}}, one)
	add("three", logbook.Commit{Assistant: "devin", Directed: true}, logbook.Paths{Languages: map[string]int{"Rust": 9}}, one)
	add("four", logbook.Commit{}, logbook.Paths{Languages: map[string]int{"Perl": 9}, Mechanical: true}, two)
	got := s.done()
	met := func(what, name string, n int) logbook.Met {
		return logbook.Met{What: what, Name: name, Source: "git", Count: n}
	}
	want := []logbook.Met{met("language", "C", 1), met("language", "Go", 3), met("tool", "aider", 1), met("tool", "devin", 1)}
	if diff := cmp.Diff(want, got.Met); diff != "" {
		t.Errorf("at hand (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]logbook.SharedWorks{{First: 0, Other: 1, Works: 1}, {First: 0, Other: 2, Works: 1}}, got.Shared); diff != "" {
		t.Errorf("shared (-want +got)\n%s", diff)
	}
	if made := []int{got.Places[0].Made, got.Places[1].Made, got.Places[2].Made}; !slices.Equal(made, []int{2, 2, 1}) {
		t.Errorf("made %v", made)
	}
}

// Of beats only a person's hand and typing say what was at hand, on the home day.
func TestWhatBeatsSayWasAtHand(t *testing.T) {
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	d := when.Date(2026, 11, 20)
	signs := map[string]logbook.Sign{"hand": {Of: logbook.OfHand}, "prompt": {Of: logbook.OfPrompt}, "agent": {Of: logbook.OfAgent}, "unclear": {Of: logbook.OfHand, Unclear: true}}
	h := timeline.Habits{Homes: []timeline.Home{{Zone: tokyo}}, Sources: logbook.Sources{{Name: "typing", Sees: []logbook.Class{logbook.Hands}, Sign: func(b *logbook.Beat) logbook.Sign { return signs[b.Type] }}}}
	ev := timeline.Evidence{Days: when.Days{From: d, To: d + 1}}
	for kind, language := range map[string]string{"hand": "Go", "agent": "Rust", "unclear": "C", "prompt": ""} {
		ev.Beats = append(ev.Beats, logbook.Beat{
			Lane: logbook.Lane{Source: "typing", Machine: "laptop", Program: "by-" + kind}, Type: kind, Language: language,
			At: d.Start(tokyo) + when.Minute,
		})
	}
	typing := func(what, name string) logbook.Met {
		return logbook.Met{What: what, Name: name, Source: "typing", Machine: "laptop"}
	}
	want := map[when.Day]map[logbook.Met]int{d: {typing("language", "Go"): 1, typing("tool", "by-hand"): 1, typing("tool", "by-prompt"): 1}}
	if diff := cmp.Diff(want, metAt(ev, h)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
