package assistants_test

import (
	"context"
	"testing"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/session"
	"github.com/backsight/backsight/internal/store"
)

var ctx = context.Background()

// fatal is what a testing.T, a testing.B and a rapid.T share.
type fatal interface {
	Helper()
	Fatal(...any)
}

// desk is a store in memory with what reckoning needs of it.
type desk struct {
	session.Base
	db     *store.DB
	grant  policy.Grant
	person who.Person
}

func newDesk(t fatal) *desk {
	t.Helper()
	now := when.At(when.Date(2027, 1, 1).Time()) // later than what is put
	db, err := store.Open(ctx, store.Options{DSN: ":memory:", Now: func() when.Instant { now++; return now }})
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{Base: session.Base{Book: db, Memory: db, Cache: session.NewCache()}, db: db}
	if d.person, err = db.Owner(ctx); err != nil {
		t.Fatal(err)
	}
	if d.grant, err = policy.Allow(policy.Ask{Viewer: d.person, Owner: d.person, Grain: policy.Evidence}, nil, 1); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) put(t fatal, b logbook.Batch) {
	t.Helper()
	b.Person = d.person
	if _, err := d.db.Put(ctx, b); err != nil {
		t.Fatal(err)
	}
}

// hear puts one beat as it is heard.
func (d *desk) hear(t testing.TB, b logbook.Beat) {
	t.Helper()
	d.put(t, logbook.Batch{Place: logbook.Place{Source: b.Lane.Source, Machine: "m", Name: "x", URI: "/x"}, Entries: []logbook.Entry{{Beat: &b}}, At: 1, By: "test"})
}

// location is a zone by its name.
func location(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}
