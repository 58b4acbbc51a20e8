package reckon_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
)

// weekly is a meeting that recurs each week; moved, at another hour.
func weekly(version int64, hour string) logbook.Batch {
	raw := "BEGIN:VEVENT\nUID:weekly\nSUMMARY:Sync\nATTENDEE:mailto:b@e.x\nATTENDEE:mailto:c@e.x\nDTSTART:20250107T" + hour + "0000Z\nDURATION:PT2H\nRRULE:FREQ=WEEKLY\nEND:VEVENT"
	at := when.Date(2025, time.January, 7).Start(time.UTC) + 15*when.Hour
	return logbook.Batch{Place: lives.SteadyCalendar, At: when.Instant(version), By: "test", Entries: []logbook.Entry{{Fact: &logbook.Fact{
		Kind: logbook.KindEvent, Key: "weekly", Version: logbook.Seq{N: version}, Span: when.Span{From: at, To: at + 2*when.Hour}, Day: when.NoDay,
		Body: logbook.Body(logbook.Event{UID: "weekly", Calendar: "Work", Raw: raw}),
	}}}}
}

// A series that comes, or moves, after a look has been taken counts in all its
// weeks, as if it had been there from the beginning: not in its first week alone.
func TestASeriesThatComesLaterCountsInAllItsWeeks(t *testing.T) {
	looked, q := living(t, 2)
	report := func(d *desk, q reckon.Question) reckon.Report {
		t.Helper()
		q.Habits.Self.Person = d.person
		return d.look(t, q)
	}
	before := report(looked, q)
	looked.put(t, weekly(1, "15"))
	first := report(looked, q)
	if cmp.Equal(before.Measures, first.Measures) {
		t.Fatal("a series changes nothing")
	}
	looked.put(t, weekly(2, "08"))
	fresh, _ := living(t, 2)
	fresh.put(t, weekly(1, "15"))
	if diff := cmp.Diff(report(fresh, q).Measures, first.Measures); diff != "" {
		t.Errorf("a series that came later (-at once +later):\n%.3000s", diff)
	}
	fresh, _ = living(t, 2)
	fresh.put(t, weekly(1, "15"), weekly(2, "08"))
	if diff := cmp.Diff(report(fresh, q).Measures, report(looked, q).Measures); diff != "" {
		t.Errorf("a series that moved later (-at once +later):\n%.3000s", diff)
	}
}
