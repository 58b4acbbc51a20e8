package desk

import (
	"context"
	"fmt"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/desk/watch"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
)

// atOnce is how many places are read at a time: a repository's pack is read
// through memory, and the disk is one.
const atOnce = 2

// weighty is a source some of whose places should be read one at a time.
type weighty interface{ Heavy(logbook.Place) bool }

// Meter is told how far a reading is: by several at once. done and total count
// what a place is made of, in the words of of; total is 0 where it is unknown.
type Meter interface {
	Start(places int)
	At(place string, done, total int, of string)
	Done(place string)
	End()
}

// Read puts what is new at the places into the store, two places at a time, and
// waits for them; those that are set apart are not read. One that cannot be read costs no other; the problems are those
// of this reading, and the rows that could not be read in this one or before. by
// goes into the audit.
func (d *Desk) Read(ctx context.Context, self who.Self, places []find.Found, by string, m Meter) (problems []error) {
	some, err := d.without(ctx, places)
	if err != nil {
		return []error{err}
	}
	if len(some) == 0 && len(places) > 0 {
		return nil
	}
	places = some
	m.Start(len(places))
	defer m.End()
	var mu, heavy sync.Mutex
	var g errgroup.Group
	g.SetLimit(atOnce)
	for _, f := range places {
		g.Go(func() error {
			if h, may := f.Puller.(weighty); may && h.Heavy(f.Place) {
				heavy.Lock()
				defer heavy.Unlock()
			}
			err := d.readOne(ctx, self, f, by, m)
			m.Done(f.Place.Name)
			mu.Lock()
			defer mu.Unlock()
			if err != nil && ctx.Err() == nil {
				problems = append(problems, err)
			}
			return nil
		})
	}
	_ = g.Wait() // every error went into problems
	if ctx.Err() != nil {
		return problems
	}
	return append(problems, d.badRows(ctx, places)...)
}

func (d *Desk) readOne(ctx context.Context, self who.Self, f find.Found, by string, m Meter) error {
	position, err := d.DB.Position(ctx, d.Person, f.Place)
	if err != nil {
		return fmt.Errorf("finding where the reading of %s ended: %w", f.URI, err)
	}
	strangers, err := d.strangers(ctx)
	if err != nil {
		return err
	}
	ctx, why, done := watch.Place(ctx, f.Place, watch.Patience)
	defer done()
	return why(f.Pull(ctx, source.Ask{
		Self: self, Called: d.called(person.Person{}), Strangers: strangers, Place: f.Place, Position: position, Sink: watch.Sink{Sink: d.DB},
		Now: d.Options.Now(), By: by, Known: d.Known(f.Place), Fact: d.Fact,
		Versions: d.Versions, Elsewhere: d.Elsewhere(f.Place), Theirs: f.Theirs,
		Progress: func(done, total int, of string) { m.At(f.Place.Name, done, total, of) },
	}))
}

// badShown is how many bad rows of a place become problems.
const badShown = 3

// badRows says what could not be read in the places, by file and line, whether
// in this reading or in one before.
func (d *Desk) badRows(ctx context.Context, places []find.Found) (problems []error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return []error{fmt.Errorf("reading what could not be read: %w", err)}
	}
	for _, c := range coverage {
		if c.Shallow && find.Among(places, c.Place) {
			problems = append(problems, fault.New(fault.Incomplete, "%s is a shallow clone: its older commits are missing", c.Place.Where()).
				Try("`git fetch --unshallow` in it fetches them"))
		}
		if c.Facts == 0 && c.Bad == 0 && !egress.Address(c.Place.URI) && !Noted(c.Place) && find.Among(places, c.Place) {
			problems = append(problems, fault.New(fault.Incomplete, "%s: there is nothing in it", c.Place.Where()))
		}
		if c.Bad == 0 || !find.Among(places, c.Place) {
			continue
		}
		rows, err := d.DB.BadRows(ctx, d.Grant, c.Place, badShown)
		if err != nil {
			problems = append(problems, err)
		}
		for _, row := range rows {
			problems = append(problems, fault.New(fault.Incomplete, "%s: %s", At(c.Place, row.Line), row.What))
		}
		if more := c.Bad - len(rows); more > 0 && len(rows) > 0 {
			problems = append(problems, fault.New(fault.Incomplete, "%s: and %s more that cannot be read", c.Place.Where(), say.Count(more, "row", "rows")))
		}
	}
	return problems
}

// At names a place, and the line in it where lines mean anything: "cal.ics:12".
func At(p logbook.Place, line int) string {
	if line > 0 {
		return fmt.Sprintf("%s:%d", p.Where(), line)
	}
	return p.Where()
}
