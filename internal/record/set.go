package record

import (
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Works is the words for what was done in a stretch of time.
func Works() []string {
	return []string{"making", "reviewing", "mentoring", "hiring", "coordinating", "operating", "learning", "administering", "away", "unknown"}
}

// LevelledWorks is those of them that have a level of distance from the work. Being
// away is no work, and what nothing names is at no level.
func LevelledWorks() []string {
	return slices.DeleteFunc(Works(), func(w string) bool { return w == "away" || w == "unknown" })
}

// Set is a correction: what a person says they did in a stretch of time. Taken
// back it stays a fact in force, whose Work is "": later ones of other stretches
// that it lay over do not come back by that.
var Set = &Kind{
	Name: "set", Fact: logbook.KindSet, Title: "Corrections", One: "correction", Many: "corrections", Scope: Write,
	Means:  "what you did in a stretch of time; it wins over all evidence",
	Not:    "a change of the evidence: that stays as it is",
	Placed: OverSpan, Keyed: PerName,
	Names: func(e Entry) string {
		return fmt.Sprintf("set %d %d", e.Values["from"].Instant, e.Values["to"].Instant)
	},
	Fields: []Field{
		{Name: "from", Label: "From", Help: "2026-03-02T10:15:00+01:00", As: Moment, Must: true},
		{Name: "to", Label: "To", Help: "2026-03-02T11:00:00+01:00", As: Moment, Must: true},
		{Name: "work", Label: "What you did", As: Choice, Choices: Works(), Must: true},
		{Name: "hands", Label: "How it was made", As: Choice, Choices: []string{"hand", "assisted", "delegated"}},
		{Name: "text", Label: "In your words", As: Text},
	},
	Check: func(e Entry) error {
		_, how := e.Values["hands"]
		switch {
		case e.Values["to"].Instant <= e.Values["from"].Instant:
			return wrong("to", "must be later than from")
		case how && e.Text("work") != "making":
			return wrong("hands", "is said of making only")
		}
		return nil
	},
	Decode: func(f *logbook.Fact, e *Entry) error {
		s, err := logbook.Read[logbook.Set](f)
		e.Gone = f.Gone || s.Work == ""
		e.Values = Values{"from": {Instant: s.From}, "to": {Instant: s.To}}
		e.Values.text("work", s.Work)
		e.Values.text("hands", s.Hands)
		e.Values.text("text", s.Text)
		return err
	},
	Encode: func(e Entry, f *logbook.Fact) {
		s := logbook.Set{From: e.Values["from"].Instant, To: e.Values["to"].Instant, At: e.Said, Origin: e.origin()}
		if !e.Gone {
			s.Work, s.Hands, s.Text = e.Text("work"), e.Text("hands"), e.Text("text")
		}
		f.Gone, f.Span, f.Body = false, when.Span{From: s.From, To: s.To}, logbook.Body(s)
	},
}
