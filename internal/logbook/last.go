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
		before := map[string]*said{} // by source
		for b, err := range beats {
			if err == nil {
				one := before[b.Lane.Source]
				if one == nil {
					one = &said{}
					before[b.Lane.Source] = one
				}
				one.place(&b)
			}
			if !yield(b, err) {
				return
			}
		}
	}
}

// said is what the beats of a source said last.
type said struct{ project, branch, language last }

func (s *said) place(b *Beat) {
	s.project.place(&b.Project, b.At)
	s.branch.place(&b.Branch, b.At)
	s.language.place(&b.Language, b.At)
}

// last is what was said last of one thing, and when.
type last struct {
	said string
	at   when.Instant
}

func (l *last) place(said *string, at when.Instant) {
	switch {
	case *said == "":
	case !strings.HasPrefix(*said, "<<LAST_"):
		*l = last{*said, at}
	case l.said != "" && at-l.at <= Remembered:
		*said = l.said
	default:
		*said = ""
	}
}
