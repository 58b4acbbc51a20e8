package desk

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// SetApart sets the places apart that where names: one by its address as Places shows
// it, a file or folder, or all below a folder. It gives those that were not apart. What
// is said, not what is reckoned: nothing is reckoned before it answers.
func (d *Desk) SetApart(ctx context.Context, where string) ([]store.Placed, error) {
	named, err := d.placesAt(ctx, where, false)
	if err != nil {
		return nil, err
	}
	var entries []record.Entry
	for _, p := range named {
		entries = append(entries, record.Apart.New(record.Values{"where": {Text: p.URI}}))
	}
	_, err = d.Say(ctx, entries...)
	return named, err
}

// BringBack takes back that places were set apart: all of those that where names.
func (d *Desk) BringBack(ctx context.Context, where string) ([]store.Placed, error) {
	named, err := d.placesAt(ctx, where, true)
	if err != nil {
		return nil, err
	}
	var entries []record.Entry
	for _, p := range named {
		e := record.Apart.New(record.Values{"where": {Text: p.URI}})
		e.Gone = true
		entries = append(entries, e)
	}
	_, err = d.Say(ctx, entries...)
	return named, err
}

// leaveOut keeps in the person's own store, which is made where there is none, that
// places are set apart before anything of them was read.
func (o Options) leaveOut(ctx context.Context, places []find.Found) error {
	if len(places) == 0 {
		return nil
	}
	d, err := o.OpenOwn(ctx)
	if err != nil {
		return err
	}
	return closing(d.LeaveOut(ctx, places), d)
}

// LeaveOut sets places apart that were found, whether they were read or not.
func (d *Desk) LeaveOut(ctx context.Context, places []find.Found) error {
	var entries []record.Entry
	for _, f := range places {
		entries = append(entries, record.Apart.New(record.Values{"where": {Text: f.URI}}))
	}
	_, err := d.Say(ctx, entries...)
	return err
}

// neverRead are the addresses of places that were set apart and never read.
func (d *Desk) neverRead(ctx context.Context, read []store.Placed) (out []store.Placed, err error) {
	apart, err := d.apart(ctx)
	for _, p := range read {
		delete(apart, p.URI)
	}
	for _, where := range slices.Sorted(maps.Keys(apart)) {
		out = append(out, store.Placed{Place: logbook.Place{URI: where}, Apart: true})
	}
	return out, err
}

// placesAt are the places that where names, of those that are set apart or are not.
func (d *Desk) placesAt(ctx context.Context, where string, apart bool) (out []store.Placed, err error) {
	read, err := d.DB.PlacesUncounted(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	unread, err := d.neverRead(ctx, read)
	if err != nil {
		return nil, err
	}
	read = append(read, unread...)
	abs := d.Options.path(where)
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		real = abs // it need not be there any more
	}
	known := false
	for _, p := range read {
		inside := func(root string) bool {
			return strings.HasPrefix(p.URI, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) || strings.HasPrefix(p.URI, root+"!/")
		}
		if p.Source == saidHere.Source || p.URI != where && p.Where() != where && p.URI != abs && !inside(abs) && !inside(real) && p.URI != real {
			continue
		}
		known = true
		if p.Apart == apart {
			out = append(out, p)
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case known && apart:
		return nil, fault.New(fault.Nothing, "%s is not set apart", where).Try("`backsight sources` shows what is")
	case known:
		return nil, fault.New(fault.Nothing, "%s is set apart already", where).Try("`backsight sources remove --undo %s` brings it back", where)
	}
	return nil, fault.New(fault.Nothing, "nothing was read at %s", where).Try("`backsight sources` shows what was read")
}

// path is a path as a person types it, from the root of the file system on.
func (o Options) path(typed string) string {
	return find.Absolute(o.Dir, atHome(typed, o.Folders.Home))
}

// apart are the addresses of the places that are set apart.
func (d *Desk) apart(ctx context.Context) (map[string]bool, error) {
	said, err := d.Said(ctx, record.Apart, when.Span{})
	out := map[string]bool{}
	for _, e := range said {
		out[e.Text("where")] = true
	}
	return out, err
}

// without are the places that are not set apart: those are not read.
func (d *Desk) without(ctx context.Context, places []find.Found) (out []find.Found, err error) {
	apart, err := d.apart(ctx)
	if err != nil || len(apart) == 0 {
		return places, err
	}
	return slices.DeleteFunc(slices.Clone(places), func(f find.Found) bool { return apart[f.URI] }), nil
}

// NotRead says which of some places an import leaves out since they are set apart,
// and how they are read again; "" where it leaves out none.
func (d *Desk) NotRead(ctx context.Context, places []find.Found) (string, error) {
	kept, err := d.without(ctx, places)
	if n := len(places) - len(kept); err == nil && n > 0 {
		i := slices.IndexFunc(places, func(f find.Found) bool { return !find.Among(kept, f.Place) })
		return fmt.Sprintf("not read: %s set apart; `backsight sources remove --undo %s` brings it back", say.Count(n, "place", "places"), places[i].Where()), nil
	}
	return "", err
}

// holdsApart refuses to set apart what cannot be told from what others sent: a record
// of activity does not say in which place it was met.
func (d *Desk) holdsApart(ctx context.Context, e record.Entry) error {
	read, err := d.DB.PlacesUncounted(ctx, d.Grant)
	if err != nil {
		return fmt.Errorf("reading the places: %w", err)
	}
	where := e.Text("where")
	i := slices.IndexFunc(read, func(p store.Placed) bool { return p.URI == where })
	if i >= 0 && all.Declared().See(read[i].Source, logbook.Hands) {
		return fault.New(fault.Usage, "%s cannot be set apart: records of activity are kept together, whatever file they came from", where)
	}
	return nil
}
