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
	"github.com/backsight/backsight/internal/reckon/measure"
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

// Where nothing is known of a turn, the way to say it is offered, once, for the last.
func TestWhatNothingExplainsIsAsked(t *testing.T) {
	known := step("2015-03-02", 1, 2)
	known.Carried = []report.Carried{{What: "event", Name: "a child", Change: "begins"}, {What: "language", Name: "Go", Change: "begins", To: 60}}
	r := lived(report.Backsight{Turns: []report.Turn{step("2012-03-05", 4, 2), step("2013-03-04", 2, 1), known, {At: *dayOf("2016-03-07"), Kind: "instrument"}}}, "2010-01-04", 4.0)
	const asked = " Nothing here says why. If your role changed then, `backsight event DAY TEXT --kind role` marks it."
	want := []string{"", asked, "", ""}
	var got []string
	for i := range want {
		got = append(got, teller{r: r}.unexplained(i).String())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what is asked (-want +got):\n%s", diff)
	}
	text := teller{r: r}.turn(2).Text.String()
	if want := `In Mar 2015 (week of 2), hands-on days went from 1.0 to 2.0 a week in one step. About then: "a child" begins; Go begins (0% to 60% of the files you touched).`; text != want {
		t.Errorf("%q, want %q", text, want)
	}
	r.Name = measure.MeetingHours.Name
	if text := (teller{r: r}).unexplained(1); text != nil {
		t.Errorf("of meetings it asks %q", text)
	}
}
