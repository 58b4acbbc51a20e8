package reckon_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// aDay is 18 November 2026 in UTC, at each of some minutes a heartbeat of an
// editor, and a desk that heard them.
func aDay(t fatal, minutes ...int) (*desk, reckon.Question, when.Day) {
	day := when.Date(2026, time.November, 18)
	d := newDesk(t)
	d.put(t, keystrokes("vscode", minutes...))
	q := reckon.Question{Now: day + 2, Through: day + 1, Instant: (day + 2).Start(time.UTC)}
	q.Habits.Self.Person, q.Habits.Sources = d.person, all.Declared()
	return d, q, day
}

// keystrokes are heartbeats at some minutes of that day, from one program.
func keystrokes(program string, minutes ...int) (b logbook.Batch) {
	midnight := when.Date(2026, time.November, 18).Start(time.UTC)
	b = logbook.Batch{Place: logbook.Place{Source: "wakatime", URI: "wakatime:" + program}, At: midnight + 20*when.Hour, By: "test"}
	for _, minute := range minutes {
		b.Entries = append(b.Entries, logbook.Entry{Beat: &logbook.Beat{
			Lane: logbook.Lane{Source: "wakatime", Program: program}, Key: fmt.Sprint(program, minute),
			At: midnight + when.Instant(minute)*when.Minute, Type: "file", Entity: "/src/a.go", Category: "coding", Zone: "UTC", Raw: []byte("{}"),
		}})
	}
	return b
}

// What a day says fits together: its pieces are its hands-on minutes, and none is
// longer than all of them.
func TestThePiecesOfADayAreItsHandsOnMinutes(t *testing.T) {
	d, q, day := aDay(t, 540, 541, 542, 549, 550, 660, 662, 664)
	defer d.db.Close()
	r, err := d.OnDay(ctx, d.grant, q, day)
	if err != nil {
		t.Fatal(err)
	}
	if r.HandsOn != 7 || r.Pieces != 3 || r.Longest != 4 || r.Finding != "Wednesday: 7 minutes in the work, in three pieces." {
		t.Errorf("%g minutes in %d pieces, the longest %g: %s %s", r.HandsOn, r.Pieces, r.Longest, r.Finding, r.Beside)
	}
}

// What an agent does alone is delegated: shown, explained, and on no clock of the
// person's, the night it runs through included.
func TestWhatAnAgentDoesAloneIsDelegated(t *testing.T) {
	d, q, day := aDay(t, 540, 542, 544)
	defer d.db.Close()
	d.put(t, keystrokes("claude-code", 120, 124, 128, 542, 600, 604, 608))
	r, err := d.OnDay(ctx, d.grant, q, day)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	for _, s := range r.Sums {
		sums[s.What] = s.Minutes
	}
	if want := map[string]float64{"assisted": 4, "delegated": 16}; !maps.Equal(sums, want) || r.HandsOn != 4 {
		t.Errorf("the day is %v, %g minutes of them hands-on", sums, r.HandsOn)
	}
	e, err := d.Why(ctx, d.grant, q, day, 604)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Stints) != 1 || e.Stints[0].Rule != timeline.RuleDelegated.ID || e.Stints[0].Weight != 0 {
		t.Errorf("10:04 is explained as %+v", e.Stints)
	}
}

// A day that is covered and empty is a zero that was seen, and says so; of a day that
// nothing covers nothing is known.
func TestADayThatIsCoveredAndEmpty(t *testing.T) {
	d, q, day := aDay(t, 540, 542)
	defer d.db.Close()
	later := keystrokes("vscode")
	later.Entries = []logbook.Entry{{Beat: &logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Program: "vscode"}, Key: "later", At: (day + 3).At(time.UTC, 600), Type: "file", Category: "coding", Zone: "UTC", Raw: []byte("{}"),
	}}}
	later.At = (day + 3).At(time.UTC, 700)
	d.put(t, later)
	q.Through, q.Now, q.Instant = day+3, day+4, (day+3).At(time.UTC, 700)
	for on, want := range map[when.Day]string{
		day + 1: "Thursday: no sign of work; what records your work covers this day.",
		day - 9: "Monday: nothing is known of this day.",
	} {
		r, err := d.OnDay(ctx, d.grant, q, on)
		if err != nil {
			t.Fatal(err)
		}
		if r.Finding != want || r.Unknown() != (len(r.Covered) == 0) {
			t.Errorf("%q, want %q; covered by %v", r.Finding, want, r.Covered)
		}
		e, err := d.Why(ctx, d.grant, q, on, -1)
		if err != nil || e.Conclusion != want || len(e.Covered) != len(r.Covered) {
			t.Errorf("why: %+v, %v", e, err)
		}
	}
}

// A day of leave says so, whether or not it is over, and advises no editor.
func TestADayOfLeaveSaysSo(t *testing.T) {
	d, q, day := aDay(t, 540, 542)
	defer d.db.Close()
	leave := when.Days{From: day - 5, To: day - 3}
	d.say(t, logbook.KindLife, "leave", logbook.Said{What: "leave", From: leave.From, To: leave.To})
	ahead := when.Days{From: q.Through + 2, To: q.Through + 3}
	d.say(t, logbook.KindLife, "ahead", logbook.Said{What: "leave", From: ahead.From, To: ahead.To})
	for on, want := range map[when.Day]string{leave.From: "Friday: you were away.", ahead.From: "Saturday: you are away."} {
		r, err := d.OnDay(ctx, d.grant, q, on)
		if err != nil || r.Finding != want || r.Beside != "" {
			t.Errorf("%q, %q, want %q, %v", r.Finding, r.Beside, want, err)
		}
		e, err := d.Why(ctx, d.grant, q, on, -1)
		if err != nil || e.Conclusion != want || len(e.Stints) != 1 || e.Stints[0].From != "00:00" || e.Stints[0].To != "24:00" {
			t.Errorf("why: %+v, %v", e, err)
		}
	}
}
