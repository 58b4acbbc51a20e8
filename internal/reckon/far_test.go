package reckon_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// weeks are the values of a measure, by Monday; nothing where it was not seen.
func weeks(r reckon.Report, name string) map[string]float64 {
	out := map[string]float64{}
	for _, m := range r.Measures {
		for _, w := range m.Series {
			if m.Name == name && m.Sphere == "all" && w.Value != nil {
				out[w.Week.String()] = *w.Value
			}
		}
	}
	return out
}

// A commit a day and an hour ahead of home is read after a look: its own date is
// two days after the home date of its instant, and the first of a week.
func TestADateFarFromHome(t *testing.T) {
	l, _ := lives.Named("steady-hand")
	d := newDesk(t)
	defer d.db.Close()
	at := when.At(when.Date(2017, 3, 12).Time()) + 10*when.Hour + 30*when.Minute
	c := logbook.Commit{Object: "a", Role: logbook.Authored, As: l.Person.Email, Subject: "a", Authored: at, Committed: at}
	b := logbook.Batch{Place: logbook.Place{Source: "git", URI: "/a"}, At: 1, By: "test", Entries: []logbook.Entry{
		{Counts: &logbook.Coverage{Place: logbook.Place{Source: "git", URI: "/a"}, From: when.Date(2017, 2, 6), To: when.Date(2017, 4, 3), Facts: 1, Yours: 1}},
	}}
	q := asked(l, when.Date(2017, 4, 3))
	q.Habits.Homes = []timeline.Home{{Zone: location("Pacific/Pago_Pago")}}
	d.put(t, b)
	d.look(t, q)
	b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
		Kind: logbook.KindCommit, Key: "a", Span: when.Span{From: at, To: at}, Zone: "+14:00", Day: when.Date(2017, 3, 13), Body: logbook.Body(c),
	}})
	d.put(t, b)
	got := weeks(d.look(t, q), "hands_on_days")
	if got["2017-03-06"] != 0 || got["2017-03-13"] != 1 {
		t.Errorf("the weeks are %v, want a day in that of 2017-03-13", got)
	}
}

// What a calendar says without a zone is meant where the person lived then.
func TestAMoveMovesWhatHasNoZone(t *testing.T) {
	l, _ := lives.Named("steady-hand")
	place := logbook.Place{Source: "calendar", URI: "/a.ics"}
	event := logbook.Event{UID: "a", Calendar: "a", Raw: "BEGIN:VEVENT\nUID:a\nDTSTART:20170313T030000\nDTEND:20170313T040000\nSUMMARY:a\nORGANIZER:mailto:b@e.x\nATTENDEE;PARTSTAT=ACCEPTED:mailto:" + l.Person.Email + "\nEND:VEVENT"}
	span := when.Span{From: when.At(when.Date(2017, 3, 13).Time()), To: when.At(when.Date(2017, 3, 13).Time()) + when.Hour}
	b := logbook.Batch{Place: place, At: 1, By: "test", Entries: []logbook.Entry{
		{Fact: &logbook.Fact{Kind: logbook.KindEvent, Key: "a", Span: span, Day: when.Date(2017, 3, 13), Body: logbook.Body(event)}},
		{Counts: &logbook.Coverage{Place: place, From: when.Date(2017, 2, 6), To: when.Date(2017, 4, 3), Facts: 1, Yours: 1}},
	}}
	q := asked(l, when.Date(2017, 4, 3))
	q.Habits.Homes = []timeline.Home{{Zone: location("Europe/Berlin")}, {From: when.Date(2017, 3, 1), Zone: location("Pacific/Pago_Pago")}}
	d := newDesk(t)
	defer d.db.Close()
	d.put(t, b)
	want := map[string]float64{"2017-02-06": 0, "2017-02-13": 0, "2017-02-20": 0, "2017-02-27": 0, "2017-03-06": 0, "2017-03-13": 1, "2017-03-20": 0, "2017-03-27": 0}
	if diff := cmp.Diff(want, weeks(d.look(t, q), "meeting_hours")); diff != "" {
		t.Errorf("the meeting lies elsewhere (-want +got):\n%s", diff)
	}
}
