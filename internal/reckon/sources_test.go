package reckon_test

import (
	"slices"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/source/all"
)

// Whatever a source says it sees, somebody reads: a measure rests on it, or it is
// one of those that are read as they are.
func TestSomebodyReadsEverySource(t *testing.T) {
	read := map[logbook.Class]bool{logbook.Heartbeats: true, logbook.Turns: true, logbook.Words: true} // presences, what assistants did, what the person says
	for _, m := range measure.All() {
		read[m.Class] = true
	}
	for _, s := range all.Declared() {
		for _, class := range s.Sees {
			if !read[class] {
				t.Errorf("%s sees %s, and nobody reads that", s.Name, class)
			}
		}
	}
}

// timer is a source that no program knows: what it says of itself is all there is
// of it.
func timer() logbook.Source {
	return logbook.Source{
		Name: "timer", One: "timer", Many: "timers", Facts: "intervals", Sees: []logbook.Class{logbook.Hands}, Version: 1,
		Lane: "timer", Reason: "a timer that you had started",
		Sign: func(*logbook.Beat) logbook.Sign { return logbook.Sign{Of: logbook.OfHand} },
	}
}

// A source that is only declared is read everywhere: it has its lane in the day,
// its reason, its minutes and its coverage.
func TestADeclaredSourceIsReadEverywhere(t *testing.T) {
	day := when.Date(2026, time.November, 18)
	at := day.Start(time.UTC) + 9*when.Hour
	d := newDesk(t)
	defer d.db.Close()
	place := logbook.Place{Source: "timer", Machine: "m", Name: "timer", URI: "/timer"}
	d.put(t, logbook.Batch{Place: place, At: 1, By: "test", Entries: []logbook.Entry{{Beat: &logbook.Beat{
		Lane: logbook.Lane{Source: "timer", Machine: "m", Program: "timer"}, Key: "1", At: at, For: when.Hour, Raw: []byte("{}"),
	}}}})
	q := reckon.Question{Now: day + 2, Through: day + 1, Instant: (day + 2).Start(time.UTC), Since: when.NoDay}
	q.Habits.Sources = append(all.Declared(), timer())
	q.Habits.Self.Person = d.person

	lived, err := d.Days(ctx, d.grant, q, when.Days{From: day, To: day + 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(lived[0].Lanes) != 1 || lived[0].Lanes[0].Name != "timer" {
		t.Errorf("it is shown in %+v", lived[0].Lanes)
	}
	if len(lived[0].Stints) != 1 || !lived[0].Stints[0].HandsOn || lived[0].Stints[0].Because != "a timer that you had started, at most 5 minutes apart, and no assistant at work within 5 minutes" {
		t.Errorf("it was reckoned as %+v", lived[0].Stints)
	}
	r := d.look(t, q)
	if !slices.ContainsFunc(r.Measures, func(m reckon.Reading) bool { return m.Name == measure.HandHours.Name }) {
		t.Error("its hours are in no measure")
	}
	if len(r.Sources) != 1 || r.Sources[0].Counts != "intervals" || !r.Sources[0].Hands {
		t.Errorf("it is listed as %+v", r.Sources)
	}

	q.Habits.Sources = all.Declared() // a program that does not know it
	if lived, err = d.Days(ctx, d.grant, q, when.Days{From: day, To: day + 1}); err != nil || len(lived[0].Stints) != 0 {
		t.Errorf("nobody says what it means, and it was reckoned as %+v, %v", lived[0].Stints, err)
	}
	if r := d.look(t, q); len(r.Measures) != 0 {
		t.Errorf("nobody says what it means, and %d measures tell of it", len(r.Measures))
	}
}
