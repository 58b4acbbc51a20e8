// Package desk is the room under all surfaces: it opens the store, knows its
// owner, the leave to read it and who the person is, finds and reads sources, and
// keeps what the person says. A surface takes a Desk and shows what it answers.
//
// It reads no terminal, no arguments and no clock: those are handed in. It starts
// nothing that outlives a call, and it imports no surface.
package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/govern/policy"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/ics/calendar"
	"github.com/backsight/backsight/internal/source/ics/owner"
	"github.com/backsight/backsight/internal/store"
	"github.com/backsight/backsight/internal/store/address"
)

// Desk is an open store with the leave to read it. Who opened it closes it.
type Desk struct {
	Options Options
	Address string // of the store
	DB      *store.DB
	Person  who.Person // whose store it is
	Grant   policy.Grant

	Departed string // how the store departs from how it was left, "" for not at all

	passing bool             // what is read is for one look, and the store is a cache of it
	madeUp  *reckon.Question // what is asked of a life that nobody lived
	cache   *reckon.Cache    // of all who ask through this desk
}

// Open opens the store at an address for its owner: a file, ":memory:" or
// postgres://…; a file that is not there is made.
func (o Options) Open(ctx context.Context, address string) (*Desk, error) {
	db, err := store.Open(ctx, store.Options{DSN: address, Now: o.Now, Witness: o.witness(address), Insecure: o.Variable("BACKSIGHT_STORE_INSECURE"), Aside: o.aside})
	if err != nil {
		return nil, err
	}
	d := &Desk{Options: o, Address: address, DB: db, cache: reckon.NewCache()}
	if d.Person, err = db.Owner(ctx); err == nil {
		d.Grant, err = policy.Allow(policy.Ask{Viewer: d.Person, Owner: d.Person, Grain: policy.Evidence, Purpose: "look"}, nil, o.Now())
	}
	if err == nil {
		err = d.compare(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return d, nil
}

// aside says that the store cannot be written and what that means, once, and that it can
// be again.
func (o Options) aside(is store.Aside) {
	if o.Warn == nil {
		return
	}
	if is.Why == nil {
		o.Warn("the store can be written again: what is new is kept")
		return
	}
	why := is.Why.Error()
	if f, ok := errors.AsType[*fault.Fault](is.Why); ok {
		why = f.Say
	}
	o.Warn("nothing new is kept, and what is there is shown: " + why)
}

// Copy is a desk over a copy of the store in memory, for what would change the store and
// must not; d itself where no copy can be made. drop closes it.
func (d *Desk) Copy() (on *Desk, drop func() error, err error) {
	db, err := d.DB.Copy()
	if db == nil || err != nil {
		return d, func() error { return nil }, err
	}
	other := *d
	other.DB, other.cache = db, reckon.NewCache()
	return &other, db.Close, nil
}

// compare holds the store against how it was left.
func (d *Desk) compare(ctx context.Context) error {
	gone, err := d.DB.Departure(ctx, d.Grant)
	if gone != nil {
		if d.Departed = gone.What; d.Options.Warn != nil {
			d.Options.Warn(d.Departed + "; `backsight audit accept` if that is meant")
		}
	}
	return err
}

// Open is Options.Open for who needs nothing of the world but the time.
func Open(ctx context.Context, address string, now func() when.Instant) (*Desk, error) {
	return Options{Now: now}.Open(ctx, address)
}

// Close closes the store.
func (d *Desk) Close() error { return d.DB.Close() }

// OnServer says whether the store is a PostgreSQL server's.
func (d *Desk) OnServer() bool { return address.Of(d.Address) == address.Server }

// Reckoning is reckon's desk over this store: the one place where the book, the
// memory and the calendar's engine are put together.
func (d *Desk) Reckoning() reckon.Desk {
	return reckon.Desk{Book: d.DB, Memory: d.DB, Expand: expand, Cache: d.cache}
}

// Generation changes with every mark and every line of the audit: with evidence,
// words and keys, so with everything that could change an answer.
func (d *Desk) Generation(ctx context.Context) (string, error) {
	marks, err := d.DB.Dirty(ctx, d.Grant)
	if err != nil {
		return "", err
	}
	c, err := d.DB.Checkpoint(ctx, d.Grant)
	return fmt.Sprint(marks.UpTo, " ", c.Size), err
}

// expand works out when calendar events take place, at the home zone: in calendars of
// others those alone that name the person.
func expand(events []logbook.Fact, self who.Self, window when.Span, h timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow) {
	if len(h.Others) > 0 {
		events = slices.DeleteFunc(slices.Clone(events), func(f logbook.Fact) bool {
			e, err := logbook.Read[logbook.Event](&f)
			return err == nil && h.Others[e.Calendar] && !owner.Names(e.Raw, self)
		})
	}
	return calendar.Expand(events, self, window, h.Zone(window.From.Day(h.Zone(when.NoDay))), time.LoadLocation)
}

// Known yields the ids last seen at a place, for sources that must find out
// what has gone.
func (d *Desk) Known(place logbook.Place) func(context.Context) iter.Seq2[logbook.ID, error] {
	return func(ctx context.Context) iter.Seq2[logbook.ID, error] {
		return d.DB.Known(ctx, d.Grant, place)
	}
}

// Fact is one fact by its id.
func (d *Desk) Fact(ctx context.Context, id logbook.ID) (logbook.Fact, error) {
	return d.DB.Fact(ctx, d.Grant, id)
}

// Versions yields what was ever said of a thing, the one in force last.
func (d *Desk) Versions(ctx context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
	return d.DB.Versions(ctx, d.Grant, kind, key)
}

// Elsewhere says of a thing whether another calendar at an address holds it, or other
// notes that are there. A file of a calendar proves nothing: it may be years old.
func (d *Desk) Elsewhere(place logbook.Place) func(context.Context, logbook.Kind, string) (bool, error) {
	return func(ctx context.Context, kind logbook.Kind, key string) (bool, error) {
		held, err := d.DB.Held(ctx, d.Grant, kind, key)
		return slices.ContainsFunc(held, func(p logbook.Place) bool {
			_, err := os.Lstat(p.URI)
			return p.URI != place.URI && (egress.Address(p.URI) || err == nil && Noted(p))
		}), err
	}
}

// Noted says whether a place is one of the person's own notes.
func Noted(p logbook.Place) bool { return all.Declared().See(p.Source, logbook.Words) }

// Empty says whether the store has nothing to show: nothing was read into it, and
// nothing was said that stands on a day.
func (d *Desk) Empty(ctx context.Context) (bool, error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return false, fmt.Errorf("reading what the store covers: %w", err)
	}
	if len(coverage) > 0 {
		return false, nil
	}
	for _, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, record.Daily()...) {
		return false, err
	}
	return true, nil
}
