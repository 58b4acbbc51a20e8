package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/desk/pattern"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// byPlaces also gives calendars and projects, which are known by their names alone,
// the sphere of the places with that name: a pattern of paths reaches them so.
func (d *Desk) byPlaces(ctx context.Context, q *reckon.Question) error {
	if len(q.Spheres) == 0 {
		return nil
	}
	read, err := d.ReadAt(ctx)
	if err != nil {
		return err
	}
	of, named := q.Habits.Sphere, map[string]timeline.Sphere{}
	for place := range read {
		if sphere := of(place); sphere != timeline.SphereUnknown {
			named[place.Name] = timeline.Stronger(named[place.Name], sphere)
		}
	}
	for _, by := range []*func(string) timeline.Sphere{&q.Habits.CalendarSphere, &q.Habits.ProjectSphere} {
		before := *by
		*by = func(name string) timeline.Sphere {
			if sphere, ok := named[name]; ok {
				return sphere
			}
			return before(name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		q.SphereRules += fmt.Sprintf("\n%q is %s", name, named[name])
	}
	return nil
}

// Unmatched are the patterns of a Query and of the settings that match nothing that
// was read. A name alone may be that of a project, which no place bears: it is let be
// where anything tells of projects.
func (d *Desk) Unmatched(ctx context.Context, ask Query) (asked, settings []string, err error) {
	if d.madeUp != nil {
		return nil, nil, nil
	}
	read, err := d.ReadAt(ctx)
	if err != nil {
		return nil, nil, err
	}
	projects := false
	for place := range read {
		projects = projects || all.Declared().See(place.Source, logbook.Hands)
	}
	o := d.Options
	unmatched := func(work, own []string) (out []string, err error) {
		s, err := pattern.New(work, own, o.Folders.Home, o.Dir)
		return s.Unmatched(slices.Collect(maps.Keys(read)), projects), err
	}
	asked, err = unmatched(ask.Work, ask.Own)
	if err != nil {
		return nil, nil, err
	}
	settings, err = unmatched(o.Settings.Work, o.Settings.Own)
	return asked, settings, err
}
