package desk

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// Place is where evidence was read, what it covers, and what of it could not be
// read.
type Place struct {
	logbook.Place
	First, Last  when.Instant // when it was read, 0 for never
	From, To     when.Day     // the days it speaks of, both included; NoDay where nothing tells
	Facts, Yours int
	Bad          int // rows that could not be read
	Apart        bool
}

// Places are all places that were read, what the person said apart.
func (d *Desk) Places(ctx context.Context) (out []Place, err error) {
	all, err := d.sources(ctx)
	if err != nil {
		return nil, err
	}
	covers := map[string]reckon.Source{}
	for _, s := range all {
		covers[s.Name+" "+s.Where] = s
	}
	read, err := d.read(ctx, covers)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	for _, p := range read {
		c, ok := covers[p.Source+" "+p.Where()]
		switch {
		case ok:
		case p.Source == "said": // the person's own words
			continue
		default: // nothing tells what days it speaks of: a script's, or all its rows were bad
			c = reckon.Source{From: when.NoDay, To: when.NoDay, Facts: p.Facts, Yours: p.Facts, BadRows: p.Bad}
		}
		out = append(out, Place{
			Place: p.Place, First: p.First, Last: p.Last, From: c.From, To: c.To, Facts: c.Facts, Yours: c.Yours, Bad: c.BadRows, Apart: p.Apart,
		})
	}
	unread, err := d.neverRead(ctx, read)
	for _, p := range unread {
		out = append(out, Place{Place: p.Place, From: when.NoDay, To: when.NoDay, Apart: true})
	}
	return out, err
}

// ReadBefore are the places on this machine that were read and are still there; the
// problems are those that are gone or can no longer be read.
func (d *Desk) ReadBefore(ctx context.Context) (out []find.Found, problems []error, err error) {
	read, err := d.DB.PlacesUncounted(ctx, d.Grant)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the places: %w", err)
	}
	var paths []string
	finder := d.Options.Finder()
	for _, p := range read {
		if p.Apart || p.Machine != d.Options.Machine() || !filepath.IsAbs(p.URI) {
			continue
		}
		if _, err := os.Stat(p.URI); err != nil {
			problems = append(problems, fault.New(fault.Incomplete, "%s is no longer there; what was read of it is kept", p.Where()))
			continue
		}
		if paths = append(paths, p.URI); Noted(p.Place) {
			finder.Watched = append(finder.Watched, p.URI)
		}
	}
	again := finder.Paths(ctx, paths)
	found := slices.DeleteFunc(again.Places, func(f find.Found) bool {
		return !slices.ContainsFunc(read, func(p store.Placed) bool { return p.Source == f.Source && p.URI == f.URI })
	})
	return found, append(problems, again.Problems...), nil
}

// read are the places that were read. Their facts are counted only where one of them
// tells of no days and they are all that is known of it: counting them takes as long as
// there are facts.
func (d *Desk) read(ctx context.Context, covers map[string]reckon.Source) ([]store.Placed, error) {
	all, err := d.DB.PlacesUncounted(ctx, d.Grant)
	bare := func(p store.Placed) bool {
		_, ok := covers[p.Source+" "+p.Where()]
		return !ok && !p.Apart && p.Source != "said"
	}
	if err != nil || !slices.ContainsFunc(all, bare) {
		return all, err
	}
	return d.DB.Places(ctx, d.Grant)
}

// sources are the places as reckoning knows them.
func (d *Desk) sources(ctx context.Context) ([]reckon.Source, error) {
	q, err := d.Question(ctx, Query{}) // the one that looks ask: with another all would be reckoned again
	if err != nil {
		return nil, err
	}
	return d.Reckoning().Sources(ctx, d.Grant, q)
}

// BadRows are at most limit rows of a place that could not be read.
func (d *Desk) BadRows(ctx context.Context, at logbook.Place, limit int) (out []logbook.BadRow, err error) {
	rows, err := d.DB.BadRows(ctx, d.Grant, at, limit)
	if err != nil {
		return nil, fmt.Errorf("reading the bad rows of %s: %w", at.URI, err)
	}
	for _, row := range rows {
		out = append(out, row.BadRow)
	}
	return out, nil
}

// Held counts what the store holds of some places: Yours are things of the person's own,
// and a commit that is at several of the places is one.
type Held struct{ Facts, Yours, Bad int }

// Held counts what the store holds of the places.
func (d *Desk) Held(ctx context.Context, places []find.Found) (h Held, err error) {
	q, err := d.Question(ctx, Query{})
	if err != nil {
		return h, err
	}
	read, err := d.Reckoning().Sources(ctx, d.Grant, q)
	if err != nil {
		return h, err
	}
	for _, s := range read {
		if !slices.ContainsFunc(places, func(f find.Found) bool { return f.Source == s.Name && f.Where() == s.Where }) {
			continue
		}
		h.Facts, h.Bad = h.Facts+s.Facts, h.Bad+s.BadRows
		if !all.Declared().See(s.Name, logbook.Commits) {
			h.Yours += s.Yours
		}
	}
	works, err := d.Reckoning().Works(ctx, d.Grant, q, func(p logbook.Place) bool { return find.Among(places, p) })
	h.Yours += works
	return h, err
}

// ReadAt is when each place was last read.
func (d *Desk) ReadAt(ctx context.Context) (map[logbook.Place]when.Instant, error) {
	read, err := d.DB.LastRead(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	return read, nil
}
