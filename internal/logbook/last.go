package logbook

import (
	"iter"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
)

// Remembered is how long a beat that says "the same as before" can look back;
// whoever reads a span with Placed begins so much earlier.
const Remembered = when.Hour

// Placed fills in what beats say only by pointing back: the browser's plugin of
// WakaTime sends "<<LAST_PROJECT>>" for the project of whatever was done before.
// What was done before is told by the time of the beats, never by their
// arrival, so they come in order of time. What points back further than
// Remembered, or at nothing, becomes "". Beats of one source know nothing of those
// of another.
func Placed(beats iter.Seq2[Beat, error]) iter.Seq2[Beat, error] {
	return func(yield func(Beat, error) bool) {
		before := map[string]*lastNames{} // by source
		for b, err := range beats {
			if err == nil {
				one := before[b.Lane.Source]
				if one == nil {
					one = &lastNames{}
					before[b.Lane.Source] = one
				}
				one.fill(&b)
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// lastNames holds the names that the beats of a source said last.
type lastNames struct{ project, branch, language last }

func (s *lastNames) fill(b *Beat) {
	s.project.fill(&b.Project, b.At)
	s.branch.fill(&b.Branch, b.At)
	s.language.fill(&b.Language, b.At)
}

// last is the name that one thing had last, and when.
type last struct {
	text string
	at   when.Instant
}

func (l *last) fill(said *string, at when.Instant) {
	switch {
	case *said == "":
	case !strings.HasPrefix(*said, "<<LAST_"):
		*l = last{*said, at}
	case l.text != "" && at-l.at <= Remembered:
		*said = l.text
	default:
		*said = ""
	}
}
