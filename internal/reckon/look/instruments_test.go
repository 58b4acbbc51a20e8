package look

import (
	"testing"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/source/all"
)

func TestMachinesAreInstrumentsOnlyBesideOthers(t *testing.T) {
	on := func(machine string, from, to when.Day, open bool) logbook.Coverage {
		return logbook.Coverage{Place: logbook.Place{Source: "git", Machine: machine, URI: machine}, From: from, To: to, Open: open, Yours: 1}
	}
	if got := machines([]logbook.Coverage{on("a", 10, 500, false), on("a", 90, 100, false)}, all.Declared(), []logbook.Class{logbook.Commits}, 1000); len(got) != 0 {
		t.Errorf("one machine is no change of instrument: %+v", got)
	}
	got := machines([]logbook.Coverage{on("b", 400, 0, true), on("a", 10, 500, false)}, all.Declared(), []logbook.Class{logbook.Commits}, 1000)
	if len(got) != 2 || got[0].Start != 10 || got[0].End != 500 || got[1].Start != 400 || got[1].End != when.NoDay {
		t.Errorf("%+v", got)
	}
	calendar := on("c", 300, 0, true)
	calendar.Place.Source = "calendar"
	if got := machines([]logbook.Coverage{calendar, on("a", 10, 500, false)}, all.Declared(), []logbook.Class{logbook.Commits, logbook.Plans}, 1000); len(got) != 2 || got[0].Start != 300 {
		t.Errorf("of what counts both, a calendar that begins is a change: %+v", got)
	}
	if got := machines([]logbook.Coverage{on("b", 400, 0, true), on("a", 10, 500, false)}, all.Declared(), []logbook.Class{logbook.Plans}, 1000); len(got) != 0 {
		t.Errorf("git's machines are none of the calendar's: %+v", got)
	}
}

// What counts the hours of a calendar too has its beginning for a change of source;
// what counts those of an editor alone has not.
func TestWhatFeedsAMeasureIsItsInstrument(t *testing.T) {
	on := func(source string, from when.Day) logbook.Coverage {
		return logbook.Coverage{Place: logbook.Place{Source: source, Machine: "a", URI: source}, From: from, Open: true, Yours: 1}
	}
	l := &Look{Session: &session.Session{}, coverage: []logbook.Coverage{on("wakatime", 10), on("calendar", 400)}}
	l.Q.Now, l.Q.Habits.Sources = 1000, all.Declared()
	for _, m := range []measure.Measure{measure.RemoveLevel, measure.ObservedHours, measure.HandsOnShare} {
		if got := l.instruments(m); len(got) != 2 || got[0].Start != 400 {
			t.Errorf("of %s: %+v", m.Name, got)
		}
	}
	for _, m := range []measure.Measure{measure.HandHours, measure.MeetingHours, measure.LongestStretch} {
		if got := l.instruments(m); len(got) != 0 {
			t.Errorf("of %s: %+v", m.Name, got)
		}
	}
}
