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
// Remembered, or at nothing, becomes "".
func Placed(beats iter.Seq2[Beat, error]) iter.Seq2[Beat, error] {
	return func(yield func(Beat, error) bool) {
		var project, branch, language last
		for b, err := range beats {
			if err == nil {
				project.place(&b.Project, b.At)
				branch.place(&b.Branch, b.At)
				language.place(&b.Language, b.At)
			}
			if !yield(b, err) {
				return
			}
		}
	}
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
