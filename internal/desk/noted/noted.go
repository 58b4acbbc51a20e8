// Package noted is the files and folders of a person's own notes: their places, and which
// entries stand in them.
package noted

import (
	"context"
	"fmt"
	"slices"

	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
)

// At is the place of a file or a folder of the person's own notes, whatever is in it.
func At(ctx context.Context, o *desk.Options, path string) (find.Found, error) {
	real, _, err := source.Root(find.Absolute(o.Dir, path))
	if err != nil {
		return find.Found{}, err
	}
	local := o.OnMachine()
	local.Watched = []string{real}
	return find.First(ctx, all.Notes(local), real)
}

// Places are those of notes that were read, without those set apart.
func Places(ctx context.Context, d *desk.Desk) (out []logbook.Place, err error) {
	read, err := d.DB.PlacesUncounted(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	for _, p := range read {
		if !p.Apart && desk.Noted(p.Place) {
			out = append(out, p.Place)
		}
	}
	return out, nil
}

// Written are the places of notes in which an entry stands: there it is edited.
func Written(ctx context.Context, d *desk.Desk, e record.Entry) ([]logbook.Place, error) {
	held, err := d.DB.Held(ctx, d.Grant, e.Kind.Fact, e.Key)
	if err != nil {
		return nil, fmt.Errorf("asking where an entry stands: %w", err)
	}
	return slices.DeleteFunc(held, func(p logbook.Place) bool { return !desk.Noted(p) }), nil
}
