package measure_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/drift"
	"github.com/backsight/backsight/internal/reckon/measure"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// monday begins the weeks of these tests.
var monday = when.Date(2017, 3, 6)

func covers(source string, from, to when.Day) logbook.Coverage {
	return logbook.Coverage{Place: logbook.Place{Source: source, URI: from.String()}, From: from, To: to, Yours: 1}
}

// A repository from Wednesday of one week to Tuesday of the next, another that
// is open, a hole of a week between them.
func TestWeeksCountedByHand(t *testing.T) {
	h := berlin(t)
	open := covers("git", monday+21, when.NoDay)
	open.Open = true
	e := measure.Exposed([]logbook.Coverage{covers("git", monday+2, monday+9), open}, sources, logbook.Commits, map[when.Day]bool{monday + 22: true}, monday+30, nil)
	days := measure.Map{monday: 1, monday + 3: 1, monday + 4: 1, monday + 22: 1, monday + 24: 1, monday + 29: 1, monday + 30: 1}
	want := []drift.Week{
		{Monday: monday, Value: 2, Of: 5, Seen: 5.0 / 7, Known: true},
		{Monday: monday + 7, Value: 0, Of: 2, Seen: 2.0 / 7, Known: true},
		{Monday: monday + 14},
		{Monday: monday + 21, Value: 1, Of: 6, Seen: 6.0 / 7, Known: true}, // a day away
		{Monday: monday + 28, Value: 1, Of: 2, Seen: 2.0 / 7, Known: true}, // until now
	}
	if diff := cmp.Diff(want, measure.Weekly(measure.HandsOnDays, days, e, h)); diff != "" {
		t.Errorf("the weeks (-by hand +counted):\n%s", diff)
	}
}

// A period that begins within a week takes in nothing of the days before it.
func TestAPeriodBeginsOnItsDay(t *testing.T) {
	e := measure.Exposed([]logbook.Coverage{covers("git", monday-70, monday+9)}, sources, logbook.Commits, nil, monday+14, nil).Since(monday + 4)
	want := []drift.Week{
		{Monday: monday, Value: 2, Of: 3, Seen: 3.0 / 7, Known: true},
		{Monday: monday + 7, Value: 1, Of: 2, Seen: 2.0 / 7, Known: true},
	}
	days := measure.Map{monday - 7: 1, monday: 1, monday + 3: 1, monday + 4: 1, monday + 6: 1, monday + 8: 1}
	if diff := cmp.Diff(want, measure.Weekly(measure.HandsOnDays, days, e, berlin(t))); diff != "" {
		t.Errorf("the weeks (-by hand +counted):\n%s", diff)
	}
	if weeks := measure.Weekly(measure.HandsOnDays, days, e.Since(monday+9), berlin(t)); weeks != nil {
		t.Errorf("weeks after all that was seen: %v", weeks)
	}
}

// Of a calendar, Of and Seen are of the working days; a meeting on a Sunday
// counts all the same, and an empty day holds eight hours of potential focus.
func TestWeeksOfACalendar(t *testing.T) {
	h := berlin(t)
	e := measure.Exposed([]logbook.Coverage{covers("calendar", monday+3, monday+12)}, sources, logbook.Plans, nil, monday+100, nil)
	weeks := measure.Weekly(measure.MeetingHours, measure.Map{monday + 3: 2, monday + 6: 1}, e, h)
	want := []drift.Week{
		{Monday: monday, Value: 3, Of: 2, Seen: 0.4, Known: true},
		{Monday: monday + 7, Value: 0, Of: 5, Seen: 1, Known: true},
	}
	if diff := cmp.Diff(want, weeks[:2]); diff != "" {
		t.Errorf("meetings (-by hand +counted):\n%s", diff)
	}
	if got := measure.Weekly(measure.PotentialFocus, measure.Map{monday + 7: 3}, e, h)[1].Value; got != 3+4*8 {
		t.Errorf("%g hours of focus, want 35", got)
	}
	weekend := measure.Exposed([]logbook.Coverage{covers("calendar", monday+5, monday+7)}, sources, logbook.Plans, nil, monday+7, nil)
	if got := measure.Weekly(measure.MeetingHours, measure.Map{monday + 5: 2}, weekend, h); got[0].Known || got[0].Value != 0 {
		t.Errorf("of a week of which only the weekend was seen nothing is known, not %+v", got[0])
	}
	h.Window.Weekdays = [7]bool{}
	for _, w := range measure.Weekly(measure.MeetingHours, measure.Map(nil), e, h) {
		if w.Known || math.IsNaN(w.Seen) {
			t.Errorf("without working days nothing is seen, not %+v", w)
		}
	}
}

// What a place sees: only of its source, only where something of the person's
// is in it, never from now on.
func TestWhatIsExposed(t *testing.T) {
	nobody := covers("git", monday, monday+100)
	nobody.Yours = 0
	nowhere := covers("git", when.NoDay, monday+100)
	later := covers("git", monday+60, monday+90)
	e := measure.Exposed([]logbook.Coverage{covers("git", monday, monday+7), covers("calendar", monday, monday+100), nobody, nowhere, later}, sources, logbook.Commits, nil, monday+50, nil)
	if got, want := e.Days(), (when.Days{From: monday, To: monday + 7}); got != want {
		t.Errorf("it sees %s, want %s", got, want)
	}
	none := measure.Exposed([]logbook.Coverage{covers("git", monday, monday+7)}, sources, logbook.Commits, nil, monday+50, func(logbook.Place) bool { return false })
	if none.Days().Len() != 0 || measure.Weekly(measure.HandsOnDays, measure.Map{monday: 1}, none, berlin(t)) != nil {
		t.Error("of an unwanted place something is seen")
	}
}

// lot is some coverage, drawn: its places, the days away, and now.
type lot struct {
	coverage []logbook.Coverage
	away     map[when.Day]bool
	now      when.Day
	days     measure.Map
}

var aLot = rapid.Custom(func(t *rapid.T) lot {
	l := lot{away: map[when.Day]bool{}, days: measure.Map{}, now: monday + when.Day(rapid.IntRange(0, 60).Draw(t, "now"))}
	for range rapid.IntRange(0, 4).Draw(t, "places") {
		from := monday + when.Day(rapid.IntRange(-9, 60).Draw(t, "from"))
		c := covers("git", from, from+when.Day(rapid.IntRange(0, 30).Draw(t, "days")))
		c.Open, c.Yours = rapid.Bool().Draw(t, "open"), rapid.IntRange(0, 3).Draw(t, "yours")
		l.coverage = append(l.coverage, c)
	}
	for range rapid.IntRange(0, 20).Draw(t, "days") {
		d := monday + when.Day(rapid.IntRange(-9, 65).Draw(t, "day"))
		if rapid.IntRange(0, 3).Draw(t, "away") == 0 {
			l.away[d] = true
		} else {
			l.days[d] = 1
		}
	}
	return l
})

// sees is the plain meaning of exposure: any of the places, before now.
func (l lot) sees(d when.Day) bool {
	for _, c := range l.coverage {
		if c.Yours > 0 && c.From <= d && d < l.now && (c.Open || d < c.To) {
			return true
		}
	}
	return false
}

func TestExposureIsTheUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := aLot.Draw(t, "lot")
		e := measure.Exposed(l.coverage, sources, logbook.Commits, l.away, l.now, nil)
		for d := monday - 10; d < monday+70; d++ {
			if e.Covered(d) != l.sees(d) || e.Seen(d) != (l.sees(d) && !l.away[d]) {
				t.Fatalf("%s: covered %v and seen %v, but it is seen %v and away %v", d, e.Covered(d), e.Seen(d), l.sees(d), l.away[d])
			}
			if e.Covered(d) && !e.Days().Has(d) {
				t.Fatalf("%s is covered and outside %s", d, e.Days())
			}
		}
	})
}

// Weeks follow one another from the first covered one until now; each counts
// the seen days and no others, and one that was not seen is not zero but
// unknown.
func TestWeeksAddUp(t *testing.T) {
	h := berlin(t)
	rapid.Check(t, func(t *rapid.T) {
		l := aLot.Draw(t, "lot")
		e := measure.Exposed(l.coverage, sources, logbook.Commits, l.away, l.now, nil)
		weeks := measure.Weekly(measure.HandsOnDays, l.days, e, h)
		if len(weeks) == 0 {
			if e.Days().Len() > 0 {
				t.Fatalf("%s is seen in no week", e.Days())
			}
			return
		}
		next := e.Days().From.Monday()
		for _, w := range weeks {
			var value, of float64
			for d := w.Monday; d < w.Monday+7; d++ {
				if e.Seen(d) {
					of, value = of+1, value+l.days[d]
				}
			}
			want := drift.Week{Monday: next, Value: value, Of: of, Seen: of / 7, Known: of > 0}
			if w != want {
				t.Fatalf("a week is %+v, want %+v", w, want)
			}
			next += 7
		}
		if next < l.now || next-7 >= l.now {
			t.Fatalf("the last week is %s, now is %s", next-7, l.now)
		}
	})
}

// A day away lowers what could be seen and takes what was done on it out.
func TestADayAwayLowersOf(t *testing.T) {
	h := berlin(t)
	rapid.Check(t, func(t *rapid.T) {
		l := aLot.Draw(t, "lot")
		d := monday + when.Day(rapid.IntRange(0, 60).Draw(t, "away"))
		before := measure.Weekly(measure.HandsOnDays, l.days, measure.Exposed(l.coverage, sources, logbook.Commits, nil, l.now, nil), h)
		e := measure.Exposed(l.coverage, sources, logbook.Commits, map[when.Day]bool{d: true}, l.now, nil)
		after := measure.Weekly(measure.HandsOnDays, l.days, e, h)
		if len(before) != len(after) {
			t.Fatalf("%d weeks become %d", len(before), len(after))
		}
		for i, w := range before {
			if w.Monday == d.Monday() && e.Covered(d) {
				w.Of--
				w.Value -= l.days[d]
				w.Seen, w.Known = w.Of/7, w.Of > 0
			}
			if after[i] != w {
				t.Fatalf("with %s away the week is %+v, want %+v", d, after[i], w)
			}
		}
	})
}

// What was remembered of days nobody could see changes no number.
func TestUnseenDaysDoNotCount(t *testing.T) {
	h := timeline.Habits{Window: timeline.NineToFive}
	rapid.Check(t, func(t *rapid.T) {
		l := aLot.Draw(t, "lot")
		e := measure.Exposed(l.coverage, sources, logbook.Commits, l.away, l.now, nil)
		seen := measure.Map{}
		for d, v := range l.days {
			if e.Seen(d) {
				seen[d] = v
			}
		}
		if diff := cmp.Diff(measure.Weekly(measure.HandsOnDays, seen, e, h), measure.Weekly(measure.HandsOnDays, l.days, e, h)); diff != "" {
			t.Fatalf("unseen days count (-without +with):\n%s", diff)
		}
	})
}
