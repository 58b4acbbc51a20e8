package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/backsight/backsight/internal/desk"

	"golang.org/x/sync/errgroup"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// atOnce is how many places are read at a time: a repository's pack is read
// through memory, and the disk is one.
const atOnce = 2

// weighty is a source some of whose places should be read one at a time.
type weighty interface{ Heavy(logbook.Place) bool }

// found is a place with the source that can read it.
type found struct {
	source.Puller
	logbook.Place
}

// search looks for places in every root with every source; a root may be the
// address of a calendar. What could not be
// searched, or holds nothing, is a problem of its own; the rest goes on.
func (a *app) search(ctx context.Context, roots []string) (out []found, problems []error) {
	seen := map[string]bool{}
	for _, root := range roots {
		before, faults := len(out), len(problems)
		if egress.Address(root) {
			out, problems = a.published(ctx, root, out, problems)
			continue
		}
		abs, err := filepath.Abs(root)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		for _, puller := range a.pullers() {
			for place, err := range puller.Find(ctx, abs) {
				if err != nil {
					problems = appendNew(problems, err)
					continue
				}
				if key := place.Source + "\x00" + place.URI; !seen[key] {
					seen[key] = true
					out = append(out, found{puller, place})
				}
			}
		}
		if len(out) == before && len(problems) == faults && !a.knows(seen, abs) {
			problems = append(problems, fault.New(fault.Incomplete, "%s: nothing to read, no git repository, no calendar and no log of a tool in it", root))
		}
	}
	return out, problems
}

// pullers are the sources that read this machine.
func (a *app) pullers() []source.Puller { return all.Pullers(a.local()) }

// local is what sources need that read this machine.
func (a *app) local() all.Local {
	zone, err := a.zone("")
	if err != nil {
		zone = nil // whoever needs it says so
	}
	return all.Local{Machine: a.machine(), Zone: zone, Rows: store.Foreign, Titles: a.settings.DesktopTitles}
}

// published adds the calendar at an address, or the ActivityWatch server at one
// that names no page.
func (a *app) published(ctx context.Context, address string, out []found, problems []error) ([]found, []error) {
	if atDesktop(address) {
		place, err := oneOf(ctx, all.Desktop(a.local(), all.Access{}), address)
		if err != nil {
			return out, append(problems, err)
		}
		return append(out, place), problems
	}
	puller := all.Published(a.machine(), all.Access{Address: func(string) (string, error) { return address, nil }})
	for place, err := range puller.Find(ctx, address) {
		if err != nil {
			return out, append(problems, err)
		}
		if !among(out, place) {
			out = append(out, found{puller, place})
		}
	}
	return out, problems
}

// knows says whether the root was read already, as part of another.
func (a *app) knows(seen map[string]bool, abs string) bool {
	for _, puller := range a.pullers() {
		if seen[puller.Name()+"\x00"+abs] || seen[puller.Name()+"\x00"+filepath.Join(abs, ".git")] {
			return true
		}
	}
	return false
}

// appendNew leaves out what has been said: two sources that walk one folder
// meet the same wall.
func appendNew(problems []error, err error) []error {
	for _, p := range problems {
		if p.Error() == err.Error() {
			return problems
		}
	}
	return append(problems, err)
}

// read puts what is new at the places into the store, two at a time. One place
// that cannot be read costs no other.
func (a *app) read(ctx context.Context, d *desk.Desk, self who.Self, places []found, by string) (problems []error) {
	return a.readTelling(ctx, d, self, places, by, newProgress(a.Err, a.Shows, a.Now))
}

// meter is told how far a reading is: by several at once.
type meter interface {
	start(total int)
	at(place string, done, total int, of string)
	done(place string)
	end()
}

func (a *app) readTelling(ctx context.Context, d *desk.Desk, self who.Self, places []found, by string, p meter) (problems []error) {
	p.start(len(places))
	defer p.end()
	var mu, heavy sync.Mutex
	var g errgroup.Group
	g.SetLimit(atOnce)
	for _, f := range places {
		g.Go(func() error {
			if h, may := f.Puller.(weighty); may && h.Heavy(f.Place) {
				heavy.Lock()
				defer heavy.Unlock()
			}
			err := a.readOne(ctx, d, self, f, by, p)
			p.done(f.Place.Name)
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
	return append(problems, badRows(ctx, d, places)...)
}

// badShown is how many bad rows of a place are said on stderr.
const badShown = 3

// badRows says what could not be read in the places, by file and line, whether
// in this reading or in one before.
func badRows(ctx context.Context, d *desk.Desk, places []found) (problems []error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return []error{fmt.Errorf("reading what could not be read: %w", err)}
	}
	for _, c := range coverage {
		if c.Shallow && among(places, c.Place) {
			problems = append(problems, fault.New(fault.Incomplete, "%s is a shallow clone: what came before is not here", c.Place.Where()).
				Try("`git fetch --unshallow` in it brings the rest"))
		}
		if c.Facts == 0 && c.Bad == 0 && !egress.Address(c.Place.URI) && among(places, c.Place) {
			problems = append(problems, fault.New(fault.Incomplete, "%s: there is nothing in it", c.Place.Where()))
		}
		if c.Bad == 0 || !among(places, c.Place) {
			continue
		}
		rows, err := d.DB.BadRows(ctx, d.Grant, c.Place, badShown)
		if err != nil {
			problems = append(problems, err)
		}
		for _, row := range rows {
			problems = append(problems, fault.New(fault.Incomplete, "%s: %s", at(c.Place, row.Line), row.What))
		}
		if more := c.Bad - len(rows); more > 0 && len(rows) > 0 {
			problems = append(problems, fault.New(fault.Incomplete, "%s: and %d more rows that cannot be read", c.Place.Where(), more))
		}
	}
	return problems
}

// at names a place, and the line in it where lines mean anything.
func at(p logbook.Place, line int) string {
	if line > 0 {
		return fmt.Sprintf("%s:%d", p.Where(), line)
	}
	return p.Where()
}

func (a *app) readOne(ctx context.Context, d *desk.Desk, self who.Self, f found, by string, p meter) error {
	position, err := d.DB.Position(ctx, d.Person, f.Place)
	if err != nil {
		return fmt.Errorf("finding where the reading of %s ended: %w", f.URI, err)
	}
	return f.Pull(ctx, source.Ask{
		Self: self, Place: f.Place, Position: position, Sink: d.DB,
		Now: a.instant(), By: by, Known: d.Known(f.Place), Fact: d.Fact,
		Versions: d.Versions, Elsewhere: d.Elsewhere(f.Place),
		Progress: func(done, total int, of string) { p.at(f.Place.Name, done, total, of) },
	})
}

// report says the problems on stderr, and sums them up as one fault that has
// nothing more to say.
func (a *app) report(problems []error) error {
	for _, err := range problems {
		complain(a.Err, err)
	}
	if len(problems) == 0 {
		return nil
	}
	return &fault.Fault{Kind: fault.Incomplete, Cause: errors.Join(problems...)}
}

// machine names this machine in sightings: its host name.
func (a *app) machine() string {
	if name := a.Env("BACKSIGHT_MACHINE"); name != "" {
		return name
	}
	name, err := hostname()
	if err != nil {
		return "this machine"
	}
	return name
}
