package reckon_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// A calendar of another address counts half as a whole, and the answer says so; one
// in which the person stands is counted whole and says nothing.
func TestAHalvedCalendarSaysSo(t *testing.T) {
	monday := when.Date(2026, 3, 2)
	b := logbook.Batch{Place: logbook.Place{Source: "calendar", Machine: "here", Name: "work", URI: "/work.ics"}, At: 1, By: "test", Position: logbook.Position("1")}
	for day := monday; day < monday+5; day++ {
		at, stamp := day.At(time.UTC, 9*60), day.Time().Format("20060102")
		body := logbook.Event{UID: stamp, Calendar: "work", Raw: fmt.Sprintf("BEGIN:VEVENT\nUID:%s\nSUMMARY:Planning\nDTSTART:%sT090000Z\nDTEND:%sT100000Z\n"+
			"ORGANIZER:mailto:bob@e.x\nATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@e.x\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ann@calendar.example\nEND:VEVENT", stamp, stamp, stamp)}
		b.Entries = append(b.Entries, logbook.Entry{Fact: &logbook.Fact{
			Kind: logbook.KindEvent, Key: stamp, Span: when.Span{From: at, To: at + when.Hour}, Day: day, Body: logbook.Body(body),
		}})
	}
	b.Entries = append(b.Entries, logbook.Entry{Counts: &logbook.Coverage{Place: b.Place, From: monday, To: monday + 7, Facts: 5, Yours: 5}})
	for address, want := range map[who.Identity]*reckon.Halved{"ann@work.example": {Meetings: 5, Of: 5}, "ann@calendar.example": nil} {
		d := newDesk(t)
		defer d.db.Close()
		d.put(t, b)
		q := reckon.Question{
			Now: monday + 7, Through: monday + 7, Instant: (monday + 7).Start(time.UTC), Since: when.NoDay, Chosen: "given",
			Habits: timeline.Habits{Self: who.Self{Person: d.person, Identities: []who.Identity{address}}, Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared()},
		}
		m, err := d.Meetings(ctx, d.grant, reckon.MeetingsQuestion{Question: q, Days: when.Days{From: monday, To: monday + 7}})
		if err != nil || len(m.Series) == 0 {
			t.Fatal(err, m)
		}
		if (m.Halved == nil) != (want == nil) || want != nil && *m.Halved != *want {
			t.Errorf("as %s: %+v, want %+v", address, m.Halved, want)
		}
	}
}
