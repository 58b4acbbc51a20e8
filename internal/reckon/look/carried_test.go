package look

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/report"
	"github.com/backsight/backsight/internal/reckon/session"
)

// paths is a book of nothing but what own commits touched.
type paths struct {
	session.Book
	all []logbook.Fact
}

func (b paths) Facts(_ context.Context, _ policy.Grant, span when.Span, _ ...logbook.Kind) iter.Seq2[logbook.Fact, error] {
	return func(yield func(logbook.Fact, error) bool) {
		for _, f := range b.all {
			if span.From <= f.Span.From && f.Span.From < span.To && !yield(f, nil) {
				return
			}
		}
	}
}

// touched is ten commits, a week apart, each of so many files.
func touched(from when.Day, languages map[string]int) (out []logbook.Fact) {
	for i := range 10 {
		d := from + when.Day(7*i)
		at := d.Start(time.UTC)
		out = append(out, logbook.Fact{Kind: logbook.KindPaths, Day: d, Span: when.Span{From: at, To: at}, Body: logbook.Body(logbook.Paths{Languages: languages})})
	}
	return out
}

// A language that made up a part of the work on one side of a turn and hardly any on
// the other begins or ends there; what is written beside programs is none.
func TestLanguagesAboutATurn(t *testing.T) {
	turn := report.Turn{At: *dayOf("2018-01-01"), Low: *dayOf("2018-01-01"), High: *dayOf("2018-01-08")}
	before, after := when.Date(2017, 9, 4), when.Date(2018, 2, 5)
	for name, c := range map[string]struct {
		facts []logbook.Fact
		want  []report.Carried
	}{
		"one for another": {
			append(touched(before, map[string]int{"Perl": 4, "C": 4, "Text": 2}), touched(after, map[string]int{"Go": 6, "C": 4, "JSON": 9})...),
			[]report.Carried{{What: "language", Name: "Go", Change: "begins", To: 60}, {What: "language", Name: "Perl", Change: "ends", From: 50}},
		},
		"a little":         {append(touched(before, map[string]int{"C": 20}), touched(after, map[string]int{"C": 19, "Go": 1})...), nil},
		"one commit after": {append(touched(before, map[string]int{"C": 20}), touched(after, map[string]int{"Go": 3})[0]), nil},
		"nothing after":    {touched(before, map[string]int{"C": 20}), nil},
		"it was long gone": {append(touched(before-600, map[string]int{"Perl": 9}), append(touched(before, map[string]int{"C": 1}), touched(after, map[string]int{"C": 1})...)...), nil},
	} {
		l := &Look{Session: &session.Session{Base: session.Base{Book: paths{all: c.facts}}}}
		got, err := l.languagesAbout(aroundOf(turn))
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s (-want +got): %v\n%s", name, err, diff)
		}
	}
}
