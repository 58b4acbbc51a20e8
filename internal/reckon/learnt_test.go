package reckon_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// planned is a calendar with an hour at nine for each title, a day each.
func planned(name string, from when.Day, titles ...string) logbook.Batch {
	b := logbook.Batch{
		Place: logbook.Place{Source: "calendar", Machine: "here", Name: name, URI: "/" + name + ".ics"},
		At:    1, By: "test", Position: logbook.Position("1"),
	}
	for i, title := range titles {
		day := from + when.Day(i)
		at := day.At(time.UTC, 9*60)
		stamp := day.Time().Format("20060102")
		body := logbook.Event{UID: title, Calendar: "work", Raw: fmt.Sprintf(
			"BEGIN:VEVENT\nUID:%s\nSUMMARY:%s\nDTSTART:%sT090000Z\nDTEND:%sT100000Z\nORGANIZER:mailto:b@e.x\nEND:VEVENT", title, title, stamp, stamp)}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Kind: logbook.KindEvent, Key: title, Span: when.Span{From: at, To: at + when.Hour}, Day: day, Body: logbook.Body(body),
		}})
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &logbook.Coverage{Place: b.Place, From: from, To: from + 60, Facts: len(titles), Yours: len(titles)}})
	return b
}

// What is learnt of an old series can change when new ones come: then days long
// reckoned are reckoned again. Pins say that Orbit is time for building. At first only
// their titles are known; when the series itself comes with another pin, what it looks
// like teaches as well, and another that looks the same is sure enough.
func TestWhatIsLearntLaterChangesOldDays(t *testing.T) {
	monday := when.Date(2026, 3, 2)
	q := reckon.Question{
		Now: monday + 50, Through: monday + 50, Instant: (monday + 50).Start(time.UTC), Since: when.NoDay, Chosen: "given",
		Habits: timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared()},
	}
	pin := func(at when.Instant, titles ...string) logbook.Batch {
		b := logbook.Batch{Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, At: at, By: "you"}
		for _, title := range titles {
			b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
				Kind: logbook.KindPin, Key: strings.ToLower(title) + " | ", Version: logbook.Seq{Stamp: at}, Day: when.NoDay,
				Body: logbook.Body(logbook.Pin{Kind: "focus_build", Title: title, At: at}),
			}})
		}
		return b
	}
	early, late := pin(2, "Orbit", "Orbit two"), pin(3, "Letters")
	first, second := planned("first", monday, "Orbit numbers"), planned("second", monday+14, "Orbit", "Letters")
	hours := func(d *desk) map[string]float64 { return weeks(d.look(t, q), "meeting_hours") }

	onTheWay, atOnce := newDesk(t), newDesk(t)
	defer onTheWay.db.Close()
	defer atOnce.db.Close()
	onTheWay.put(t, early, first)
	before := hours(onTheWay)
	onTheWay.put(t, late, second)
	after := hours(onTheWay)
	atOnce.put(t, early, late, first, second)
	if diff := cmp.Diff(hours(atOnce), after); diff != "" {
		t.Errorf("(-at once +on the way)\n%s", diff)
	}
	if week := monday.String(); before[week] != 1 || after[week] != 0 {
		t.Errorf("the first week has %g meeting hours, then %g: the test needs what is learnt to change", before[week], after[week])
	}
}
