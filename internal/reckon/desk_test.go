package reckon_test

import (
	"context"
	"flag"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// desk is a store in memory with all that reckoning needs of it.
type desk struct {
	reckon.Desk
	db     *store.DB
	grant  policy.Grant
	person who.Person
	now    when.Instant
}

// fatal is what a testing.T and a rapid.T share.
type fatal interface {
	Helper()
	Fatal(...any)
}

func newDesk(t fatal) *desk {
	t.Helper()
	return newDeskAt(t, ":memory:")
}

// newDeskAt is a desk over a store of its own somewhere.
func newDeskAt(t fatal, dsn string) *desk {
	t.Helper()
	d := &desk{now: when.At(when.Date(2027, 1, 1).Time())} // later than what is put
	var mu sync.Mutex                                      // two programs ask for the time at once
	tick := func() when.Instant {
		mu.Lock()
		defer mu.Unlock()
		d.now++
		return d.now
	}
	db, err := store.Open(ctx, store.Options{DSN: dsn, Now: tick})
	if err != nil {
		t.Fatal(err)
	}
	if d.person, err = db.Owner(ctx); err != nil {
		t.Fatal(err)
	}
	if d.grant, err = policy.Allow(policy.Ask{Viewer: d.person, Owner: d.person, Grain: policy.Evidence}, nil, 1); err != nil {
		t.Fatal(err)
	}
	d.db, d.Desk = db, reckon.Desk{Book: db, Memory: db, Expand: expand, Cache: reckon.NewCache()}
	return d
}

// expand is what a surface hands in: the calendar's own engine, at home.
func expand(events []logbook.Fact, self who.Self, window when.Span, h timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow) {
	return calendar.Expand(events, self, window, h.Zone(window.From.Day(h.Zone(when.NoDay))), time.LoadLocation)
}

func (d *desk) put(t fatal, batches ...logbook.Batch) {
	t.Helper()
	for _, b := range batches {
		b.Person = d.person
		for i := range b.Entries {
			if f := b.Entries[i].Fact; f != nil {
				own := *f
				own.Person = d.person
				b.Entries[i].Fact = &own
			}
		}
		if _, err := d.db.Put(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
}

// say puts something the person says of themselves.
func (d *desk) say(t fatal, kind logbook.Kind, key string, s logbook.Said) {
	t.Helper()
	d.now++
	s.At = d.now
	d.put(t, logbook.Batch{
		Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"}, At: d.now, By: "you",
		Entries: []logbook.Entry{{Fact: &logbook.Fact{Kind: kind, Key: key, Version: logbook.Seq{Stamp: d.now}, Day: when.NoDay, Body: logbook.Body(s)}}},
	})
}

func (d *desk) look(t fatal, q reckon.Question) reckon.Report {
	t.Helper()
	q.Habits.Self.Person = d.person
	r, err := d.Look(ctx, d.grant, q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// asked is the question of a life at a day, as a surface asks it.
func asked(l lives.Life, now when.Day) reckon.Question {
	var homes []timeline.Home
	for _, r := range l.Homes {
		homes = append(homes, timeline.Home{From: r.From, Zone: location(r.Zone)})
	}
	h := timeline.Habits{
		Self: l.Self(1), Homes: homes, Window: timeline.NineToFive, Sources: all.Declared(),
		Sphere: func(p logbook.Place) timeline.Sphere { return sphere(p.URI) },
	}
	return reckon.Question{
		Now: now, Through: now, Instant: now.Start(h.Zone(now)) + 12*when.Hour, Habits: h, Chosen: "given",
		Names: []string{l.Person.Name}, Since: when.NoDay, Spheres: []timeline.Sphere{timeline.SphereWork, timeline.SphereOwn},
		SphereRules: "by folder",
	}
}

// sphere reads it off the folder of a life's repository.
func sphere(uri string) timeline.Sphere {
	for _, s := range []timeline.Sphere{timeline.SphereWork, timeline.SphereOwn} {
		for i := range uri {
			if len(uri[i:]) > len(s)+1 && uri[i:i+len(s)+2] == "/"+string(s)+"/" {
				return s
			}
		}
	}
	return timeline.SphereUnknown
}

func location(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// batches are those of a life until a day.
func batches(l lives.Life, until when.Day) (all []logbook.Batch) {
	for b := range lives.Batches(l, 1, until) {
		all = append(all, b)
	}
	return all
}

func TestMain(m *testing.M) {
	flag.Parse()
	m.Run()
	server.Stop()
}

// Rebuild throws away all that is derived and reckons it again.
func (d *desk) Rebuild(ctx context.Context, g policy.Grant, q reckon.Question) error {
	if err := d.db.Forget(ctx, g); err != nil {
		return err
	}
	return d.Refresh(ctx, g, q)
}
