package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// spheres say which repositories and calendars are work and which are one's
// own. Of two patterns the longer wins; work, where they are as long.
type spheres struct{ patterns []pattern }

// pattern is a folder's or a calendar's name or path, with * and ? as in the shell.
type pattern struct {
	text   string   // as it was typed
	full   []string // ~ and what it is relative to put in; by its links followed too
	sphere timeline.Sphere
}

// newSpheres checks the patterns; home is what ~ stands for, and dir where relative
// ones begin.
func newSpheres(work, own []string, home, dir string) (s spheres, err error) {
	for sphere, texts := range map[timeline.Sphere][]string{timeline.SphereWork: work, timeline.SphereOwn: own} {
		for _, text := range texts {
			if _, err := path.Match(text, ""); err != nil {
				return spheres{}, fault.New(fault.Usage, "%q is no pattern", text).Try("use a folder's name, a path, or * and ? as in the shell")
			}
			s.patterns = append(s.patterns, pattern{text, expanded(text, home, dir), sphere})
		}
	}
	slices.SortFunc(s.patterns, func(a, b pattern) int {
		work := func(p pattern) int { return btoi(p.sphere != timeline.SphereWork) }
		return cmp.Or(len(b.full[0])-len(a.full[0]), work(a)-work(b), strings.Compare(a.text, b.text))
	})
	return s, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// expanded is a pattern as places bear it: a name as it is, a path from the root of the
// file system on.
func expanded(text, home, dir string) []string {
	text = atHome(text, home)
	if !strings.ContainsRune(text, filepath.Separator) {
		return []string{text}
	}
	full := find.Absolute(dir, text)
	plain := full // up to the first part with * or ?
	for strings.ContainsAny(plain, `*?[\`) {
		plain = filepath.Dir(plain)
	}
	if real, err := filepath.EvalSymlinks(plain); err == nil && real != plain {
		return []string{full, filepath.Join(real, strings.TrimPrefix(full, plain))}
	}
	return []string{full}
}

// atHome is a path with the home folder for ~.
func atHome(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		return home + rest
	}
	return path
}

// set are the spheres that have a pattern, work first.
func (s spheres) set() (out []timeline.Sphere) {
	for _, sphere := range []timeline.Sphere{timeline.SphereWork, timeline.SphereOwn} {
		if slices.ContainsFunc(s.patterns, func(p pattern) bool { return p.sphere == sphere }) {
			out = append(out, sphere)
		}
	}
	return out
}

// rules name the patterns, for telling when they change.
func (s spheres) rules() string {
	var out []string
	for _, p := range s.patterns {
		out = append(out, fmt.Sprintf("%s %q", p.sphere, p.full))
	}
	return strings.Join(out, "\n")
}

func (s spheres) of(p logbook.Place) timeline.Sphere { return s.match(p.Name, p.URI) }

func (s spheres) ofCalendar(name string) timeline.Sphere { return s.match(name, name) }

func (s spheres) match(name, uri string) timeline.Sphere {
	for _, p := range s.patterns {
		if p.matches(name, uri) {
			return p.sphere
		}
	}
	return timeline.SphereUnknown
}

// matches says whether the pattern is the name, the path, a folder above it, or matches
// any of them with * and ?.
func (p pattern) matches(name, uri string) bool {
	if ok, _ := path.Match(p.text, name); ok {
		return true
	}
	for dir := uri; ; dir = filepath.Dir(dir) {
		for _, full := range p.full {
			if ok, _ := path.Match(full, dir); ok {
				return true
			}
			if ok, _ := path.Match(full, filepath.Base(dir)); ok {
				return true
			}
		}
		if dir == filepath.Dir(dir) {
			return false
		}
	}
}

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
		s, err := newSpheres(work, own, o.Folders.Home, o.Dir)
		for _, p := range s.patterns {
			matched := projects && !filepath.IsAbs(p.full[0])
			for place := range read {
				matched = matched || p.matches(place.Name, place.URI)
			}
			if !matched {
				out = append(out, p.text)
			}
		}
		slices.Sort(out)
		return out, err
	}
	asked, err = unmatched(ask.Work, ask.Own)
	if err != nil {
		return nil, nil, err
	}
	settings, err = unmatched(o.Settings.Work, o.Settings.Own)
	return asked, settings, err
}
