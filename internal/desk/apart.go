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
	"github.com/backsight/backsight/internal/desk/pattern"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/store"
)

// SetApart sets the places apart that where names: one by its address as Places shows
// it, a file or folder, or all below a folder; or, by its name, a whole source whose
// records do not say where they were met. It gives those that were not apart. What is
// said, not what is reckoned: nothing is reckoned before it answers.
func (d *Desk) SetApart(ctx context.Context, where string) ([]store.Placed, error) {
	return d.apartOrNot(ctx, where, false)
}

// BringBack takes back that places were set apart: all of those that where names.
func (d *Desk) BringBack(ctx context.Context, where string) ([]store.Placed, error) {
	return d.apartOrNot(ctx, where, true)
}

func (d *Desk) apartOrNot(ctx context.Context, where string, back bool) ([]store.Placed, error) {
	named, err := d.placesAt(ctx, where, back)
	if err != nil {
		return nil, err
	}
	addresses := []string{where}
	if !heard(where) {
		addresses = nil
		for _, p := range named {
			addresses = append(addresses, p.URI)
		}
	}
	var entries []record.Entry
	for _, address := range addresses {
		e := record.Apart.New(record.Values{"where": {Text: address}})
		e.Gone = back
		entries = append(entries, e)
	}
	_, err = d.Say(ctx, entries...)
	return named, err
}

// heard says whether a name is that of a source whose records do not say where they were
// met.
func heard(source string) bool { return all.Declared().See(source, logbook.Hands) }

// isSource says whether a name is that of a source.
func isSource(name string) bool {
	return slices.ContainsFunc(all.Declared(), func(s logbook.Source) bool { return s.Name == name })
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
		delete(apart, p.Source)
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
	said, err := d.apart(ctx)
	if err != nil {
		return nil, err
	}
	named, known, byKind := d.Options.naming(where), false, store.Placed{}
	for _, p := range append(read, unread...) {
		if !named(p) {
			continue
		}
		if known = true; p.Apart && apart && !said[p.URI] && p.Source != where {
			byKind = p
			continue
		}
		if p.Apart == apart {
			out = append(out, p)
		}
	}
	switch {
	case len(out) > 0:
		return out, nil
	case byKind.Apart:
		return nil, fault.New(fault.Nothing, "%s is set apart with all that is like it", byKind.Where()).Try("`backsight sources remove --undo %s` brings all of it back", byKind.Source)
	case known && apart:
		return nil, fault.New(fault.Nothing, "%s is not set apart", where).Try("`backsight sources` shows what is")
	case known:
		return nil, fault.New(fault.Nothing, "%s is set apart already", where).Try("`backsight sources remove --undo %s` brings it back", where)
	}
	return nil, fault.New(fault.Nothing, "nothing was read at %s", where).Try("`backsight sources` shows what was read")
}

// naming says which places a text names: those of a source by its name, where records do
// not say where they were met; else one by its address, or all at or below a path.
func (o Options) naming(where string) func(store.Placed) bool {
	if heard(where) {
		return func(p store.Placed) bool { return p.Source == where || p.Source == "" && p.URI == where }
	}
	abs := o.path(where)
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		real = abs // it need not be there any more
	}
	inside := func(root, uri string) bool {
		return uri == root || strings.HasPrefix(uri, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator)) || strings.HasPrefix(uri, root+"!/")
	}
	return func(p store.Placed) bool {
		return p.Source != saidHere.Source && (p.URI == where || p.Where() == where || inside(abs, p.URI) || inside(real, p.URI))
	}
}

// path is a path as a person types it, from the root of the file system on.
func (o Options) path(typed string) string {
	return find.Absolute(o.Dir, pattern.AtHome(typed, o.Folders.Home))
}

// apart are the addresses of the places that are set apart, and names of sources.
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
	return slices.DeleteFunc(slices.Clone(places), func(f find.Found) bool { return apart[f.URI] || apart[f.Source] }), nil
}

// NotRead says which of some places an import leaves out since they are set apart,
// and how they are read again; "" where it leaves out none.
func (d *Desk) NotRead(ctx context.Context, places []find.Found) (string, error) {
	apart, err := d.apart(ctx)
	if err != nil {
		return "", err
	}
	n, where := 0, ""
	for _, f := range places {
		if !apart[f.URI] && !apart[f.Source] {
			continue
		}
		if n++; n > 1 {
			continue
		}
		if where = f.Where(); apart[f.Source] {
			where = f.Source
		}
	}
	if n == 0 {
		return "", nil
	}
	return fmt.Sprintf("not read: %s set apart; `backsight sources remove --undo %s` brings it back", say.Count(n, "place", "places"), where), nil
}

// holdsApart refuses to set apart what cannot be told from what others sent: a record
// of activity does not say in which place it was met. It refuses the name of any other
// source, too: its places are set apart and brought back one by one.
func (d *Desk) holdsApart(ctx context.Context, e record.Entry) error {
	where := e.Text("where")
	if e.Gone || heard(where) { // a server's place may be called what its source is
		return nil
	}
	if isSource(where) || where == saidHere.Source {
		return fault.New(fault.Usage, "%s is a kind of source, which is not set apart as a whole", where).
			Try("`backsight sources` shows its places; `backsight sources remove FOLDER` sets one apart, or all below a folder")
	}
	read, err := d.DB.PlacesUncounted(ctx, d.Grant)
	if err != nil {
		return fmt.Errorf("reading the places: %w", err)
	}
	i := slices.IndexFunc(read, func(p store.Placed) bool { return p.URI == where })
	if i >= 0 && heard(read[i].Source) {
		return fault.New(fault.Usage, "%s cannot be set apart by itself: records of activity are kept together, whatever file they came from", where).
			Try("`backsight sources remove %s` sets all of them apart", read[i].Source)
	}
	return nil
}
