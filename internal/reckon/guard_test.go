package reckon_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/reckon/price"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// guarded is a day until which every guarded desk lives: a Friday.
var guarded = when.Date(2026, time.November, 20)

// living is a desk with so many steady years until the guarded day.
func living(t *testing.T, years int) (*desk, reckon.Question) {
	t.Helper()
	d := newDesk(t)
	t.Cleanup(func() { d.db.Close() })
	d.put(t, lives.Steady{Until: guarded, Years: years}.Batches()...)
	q := reckon.Question{
		Now: guarded, Through: guarded, Instant: guarded.Start(time.UTC) + 12*when.Hour, Since: when.NoDay, Chosen: "given",
		Habits: timeline.Habits{Homes: []timeline.Home{{From: when.NoDay, Zone: time.UTC}}, Window: timeline.NineToFive, Sources: all.Declared()},
	}
	q.Habits.Self.Person = d.person
	return d, q
}

// What is read and written for an answer after something new has come in does
// not grow with the years, and an hour that passed costs nothing. The clock moves
// between any two asks: what is kept must not hang on it.
func TestYearsCostNothing(t *testing.T) {
	morning := guarded.Start(time.UTC) + 10*when.Hour
	changes := map[string]func(*desk){
		"nothing": func(*desk) {},
		"a heartbeat": func(d *desk) {
			d.put(t, logbook.Batch{Place: lives.SteadyEditor, At: d.now, By: "test", Entries: []logbook.Entry{{Beat: lives.SteadyBeat(morning + d.now%1000*1000)}}})
		},
		"a commit": func(d *desk) {
			d.put(t, logbook.Batch{Place: lives.SteadyMill, At: d.now, By: "test", Entries: []logbook.Entry{{Fact: lives.SteadyCommit(morning, fmt.Sprint("new", d.now))}}})
		},
		"an event": func(d *desk) {
			d.put(t, logbook.Batch{Place: lives.SteadyCalendar, At: d.now, By: "test", Entries: []logbook.Entry{{Fact: lives.SteadyEvent(morning+when.Hour, fmt.Sprint("new", d.now))}}})
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
		"brief":   func(d *desk, q reckon.Question) error { _, err := d.Brief(ctx, d.grant, q); return err },
		"sources": func(d *desk, q reckon.Question) error { _, err := d.Sources(ctx, d.grant, q); return err },
		"day":     func(d *desk, q reckon.Question) error { _, err := d.OnDay(ctx, d.grant, q, guarded); return err },
		"layers":  func(d *desk, q reckon.Question) error { _, err := d.Layers(ctx, d.grant, q); return err },
		"status":  func(d *desk, q reckon.Question) error { _, err := d.Status(ctx, d.grant, q); return err },
		"why":     func(d *desk, q reckon.Question) error { _, err := d.Why(ctx, d.grant, q, guarded, -1); return err },
		"sort":    func(d *desk, q reckon.Question) error { _, err := d.Sort(ctx, d.grant, q); return err },
		"assistants": func(d *desk, q reckon.Question) error {
			_, err := d.Assistants(ctx, d.grant, reckon.AssistantsQuestion{Question: q, Days: when.Days{From: when.NoDay, To: when.NoDay}, Prices: price.Listed()})
			return err
		},
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
			costs := func(what string, at when.Instant) store.Work {
				q := q
				q.Instant = at
				d.now++
				before := d.db.Work()
				if err := ask(d, q); err != nil {
					t.Fatalf("%s after %s: %v", name, what, err)
				}
				after := d.db.Work()
				return store.Work{Statements: after.Statements - before.Statements, Rows: after.Rows - before.Rows}
			}
			if at, later := costs("nothing", q.Instant), costs("an hour", q.Instant+when.Hour); at != later {
				t.Errorf("%s: %+v at once, %+v an hour later", name, at, later)
			}
			for i, change := range slices.Sorted(maps.Keys(changes)) { // each time in the same order: what came before is read too
				changes[change](d)
				out[name+" after "+change] = costs(change, q.Instant+when.Instant(i+2)*when.Hour)
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

// TestASorterIsKeptForTheDay: what the whole calendar is sorted with costs no reading,
// and all the years to make. It is kept while the clock moves, until the next day.
func TestASorterIsKeptForTheDay(t *testing.T) {
	d, q := living(t, 2)
	sorter := func(at when.Instant) *kinds.Sorter {
		q.Instant = at
		s, err := session.Base{Book: d.db, Memory: d.db, Expand: expand, Cache: d.Cache}.Fresh(ctx, d.grant, q)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Sorter()
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	noon := sorter(q.Instant)
	if sorter(q.Instant+when.Hour) != noon {
		t.Error("an hour later it is made again")
	}
	if sorter(q.Instant+11*when.Hour) == noon {
		t.Error("the next day it is the same")
	}
}

// Taking back the very first that was said, from before all evidence, costs the same
// however many years come after it, and leaves what a reckoning from nothing gives.
func TestTakingTheFirstBackCostsNoMore(t *testing.T) {
	work := func(years int) store.Work {
		d, q := living(t, years)
		first := guarded - when.Day(364*years)
		for range 2 {
			d.look(t, q)
		}
		e := d.tells(t, win(first-100))
		d.look(t, q)
		e.Gone = true
		d.tells(t, e)
		before := d.db.Work()
		d.look(t, q)
		after := d.db.Work()
		got := d.remembered(t, guarded)
		if err := d.Rebuild(ctx, d.grant, q); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(d.remembered(t, guarded), got); diff != "" {
			t.Errorf("of %d years (-from nothing +on the way):\n%s", years, diff)
		}
		return store.Work{Statements: after.Statements - before.Statements, Rows: after.Rows - before.Rows}
	}
	two, ten := work(2), work(10)
	if two != ten {
		t.Errorf("%+v with two years, %+v with ten", two, ten)
	}
	t.Logf("%d statements, %d rows", ten.Statements, ten.Rows)
}
