package reckon_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// guarded is a day until which every guarded desk lives: a Friday.
var guarded = when.Date(2026, time.November, 20)

// living is a desk with so many years of commits, meetings and heartbeats until
// the guarded day, the same each week.
func living(t *testing.T, years int) (*desk, reckon.Question) {
	t.Helper()
	d := newDesk(t)
	t.Cleanup(func() { d.db.Close() })
	git := logbook.Batch{Place: logbook.Place{Source: "git", Machine: "m", Name: "mill", URI: "/mill/.git"}, At: 1, By: "test", Position: logbook.Position("1")}
	calendar := logbook.Batch{Place: logbook.Place{Source: "calendar", Machine: "m", Name: "work", URI: "/work.ics"}, At: 1, By: "test", Position: logbook.Position("1")}
	editor := logbook.Batch{Place: logbook.Place{Source: "wakatime", Machine: "m", Name: "editors", URI: "live"}, At: 1, By: "test"}
	from := guarded - when.Day(364*years)
	for day := from; day < guarded; day++ {
		if day.Weekday() > 4 {
			continue
		}
		at := day.Start(time.UTC) + 9*when.Hour
		git.Entries = append(git.Entries, logbook.Entry{Fact: commitAt(at, fmt.Sprint("c", day))})
		calendar.Entries = append(calendar.Entries, logbook.Entry{Fact: eventAt(at+4*when.Hour, fmt.Sprint("e", day))})
		for i := range 4 {
			b := beatAt(at + when.Instant(i)*2*when.Minute)
			editor.Entries = append(editor.Entries, logbook.Entry{Beat: &b})
		}
	}
	days := int(guarded - from)
	git.Entries = append(git.Entries, logbook.Entry{Counts: &logbook.Coverage{From: from, To: guarded, Open: true, Facts: days, Yours: days}})
	calendar.Entries = append(calendar.Entries, logbook.Entry{Counts: &logbook.Coverage{From: from, To: guarded, Facts: days, Yours: days}})
	d.put(t, git, calendar, editor)
	q := reckon.Question{
		Now: guarded, Through: guarded, Instant: guarded.Start(time.UTC) + 12*when.Hour, Since: when.NoDay, Chosen: "given",
		Habits: timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared()},
	}
	q.Habits.Self.Person = d.person
	return d, q
}

func commitAt(at when.Instant, object string) *logbook.Fact {
	c := logbook.Commit{Object: object, Role: logbook.Authored, As: "ann@e.x", Subject: "Turn " + object, Authored: at, Committed: at}
	return &logbook.Fact{Kind: logbook.KindCommit, Key: object, Span: when.Span{From: at, To: at}, Zone: "+00:00", Day: at.Day(time.UTC), Body: logbook.Body(c)}
}

func eventAt(at when.Instant, uid string) *logbook.Fact {
	stamp := func(i when.Instant) string { return i.UTC().Format("20060102T150405Z") }
	raw := fmt.Sprintf("BEGIN:VEVENT\nUID:%s\nSUMMARY:Round\nDTSTART:%s\nDTEND:%s\nEND:VEVENT", uid, stamp(at), stamp(at+when.Hour))
	return &logbook.Fact{
		Kind: logbook.KindEvent, Key: uid, Span: when.Span{From: at, To: at + when.Hour}, Day: when.NoDay,
		Body: logbook.Body(logbook.Event{UID: uid, Calendar: "Work", Raw: raw}),
	}
}

func beatAt(at when.Instant) logbook.Beat {
	return logbook.Beat{
		Lane: logbook.Lane{Source: "wakatime", Machine: "m", Program: "vim"}, Key: fmt.Sprint(int64(at)), At: at, Zone: "UTC",
		Type: "file", Entity: "/mill/main.go", Project: "mill", Language: "Go", Category: "coding", Raw: []byte("{}"),
	}
}

// What is read and written for an answer after something new has come in does
// not grow with the years.
func TestYearsCostNothing(t *testing.T) {
	morning := guarded.Start(time.UTC) + 10*when.Hour
	changes := map[string]func(*desk){
		"nothing": func(*desk) {},
		"a heartbeat": func(d *desk) {
			b := beatAt(morning + d.now%1000*1000)
			d.put(t, logbook.Batch{Place: logbook.Place{Source: "wakatime", Machine: "m", Name: "editors", URI: "live"}, At: d.now, By: "test", Entries: []logbook.Entry{{Beat: &b}}})
		},
		"a commit": func(d *desk) {
			d.put(t, logbook.Batch{Place: logbook.Place{Source: "git", Machine: "m", Name: "mill", URI: "/mill/.git"}, At: d.now, By: "test", Entries: []logbook.Entry{{Fact: commitAt(morning, fmt.Sprint("new", d.now))}}})
		},
		"an event": func(d *desk) {
			d.put(t, logbook.Batch{Place: logbook.Place{Source: "calendar", Machine: "m", Name: "work", URI: "/work.ics"}, At: d.now, By: "test", Entries: []logbook.Entry{{Fact: eventAt(morning+when.Hour, fmt.Sprint("new", d.now))}}})
		},
		"a correction": func(d *desk) {
			d.now++
			s := logbook.Set{From: morning, To: morning + when.Hour, Work: "reviewing", At: d.now}
			d.put(t, logbook.Batch{Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, At: d.now, By: "you", Entries: []logbook.Entry{{Fact: &logbook.Fact{
				Kind: logbook.KindSet, Key: fmt.Sprint(int64(d.now)), Version: logbook.Seq{Stamp: d.now}, Span: when.Span{From: s.From, To: s.To}, Day: when.NoDay, Body: logbook.Body(s),
			}}}})
		},
	}
	asks := map[string]func(*desk, reckon.Question) error{
		"look":    func(d *desk, q reckon.Question) error { _, err := d.Look(ctx, d.grant, q); return err },
		"sources": func(d *desk, q reckon.Question) error { _, err := d.Sources(ctx, d.grant, q); return err },
		"day":     func(d *desk, q reckon.Question) error { _, err := d.OnDay(ctx, d.grant, q, guarded); return err },
		"layers":  func(d *desk, q reckon.Question) error { _, err := d.Layers(ctx, d.grant, q); return err },
		"status":  func(d *desk, q reckon.Question) error { _, err := d.Status(ctx, d.grant, q); return err },
		"why":     func(d *desk, q reckon.Question) error { _, err := d.Why(ctx, d.grant, q, guarded, -1); return err },
		"sort":    func(d *desk, q reckon.Question) error { _, err := d.Sort(ctx, d.grant, q); return err },
		"meetings": func(d *desk, q reckon.Question) error {
			_, err := d.Meetings(ctx, d.grant, reckon.MeetingsQuestion{Question: q, Days: when.Days{From: guarded - 91, To: guarded}})
			return err
		},
	}
	steps := func(years int) map[string]store.Work {
		d, q := living(t, years)
		out := map[string]store.Work{}
		for _, name := range slices.Sorted(maps.Keys(asks)) {
			ask := asks[name]
			for _, warm := range []func(*desk, reckon.Question) error{ask, ask} {
				if err := warm(d, q); err != nil {
					t.Fatal(err)
				}
			}
			for _, change := range slices.Sorted(maps.Keys(changes)) { // each time in the same order: what came before is read too
				changes[change](d)
				d.now++
				before := d.db.Work()
				if err := ask(d, q); err != nil {
					t.Fatalf("%s after %s: %v", name, change, err)
				}
				after := d.db.Work()
				out[name+" after "+change] = store.Work{Statements: after.Statements - before.Statements, Rows: after.Rows - before.Rows}
			}
		}
		return out
	}
	one, ten := steps(2), steps(10)
	if diff := cmp.Diff(one, ten); diff != "" {
		t.Errorf("statements and rows with two years and with ten (-two +ten):\n%s", diff)
	}
	for name, w := range ten {
		t.Logf("%-28s %3d statements, %4d rows", name, w.Statements, w.Rows)
	}
}
