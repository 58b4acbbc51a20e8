// Package pattern says by patterns, as the shell has them, which repositories and
// calendars are work and which are the person's own. It follows links of the paths that
// patterns name, and reads nothing else.
package pattern

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// Spheres say which repositories and calendars are work and which are one's
// own. Of two patterns the longer wins; work, where they are as long.
type Spheres struct{ patterns []pattern }

// pattern is a folder's or a calendar's name or path, with * and ? as in the shell.
type pattern struct {
	text   string   // as it was typed
	full   []string // ~ and what it is relative to put in; by its links followed too
	sphere timeline.Sphere
}

// New checks the patterns; home is what ~ stands for, and dir where relative
// ones begin.
func New(work, own []string, home, dir string) (s Spheres, err error) {
	for sphere, texts := range map[timeline.Sphere][]string{timeline.SphereWork: work, timeline.SphereOwn: own} {
		for _, text := range texts {
			if _, err := path.Match(text, ""); err != nil {
				return Spheres{}, fault.New(fault.Usage, "%q is no pattern", text).Try("use a folder's name, a path, or * and ? as in the shell")
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
	text = AtHome(text, home)
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

// AtHome is a path with the home folder for ~.
func AtHome(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~"); ok && home != "" && (rest == "" || os.IsPathSeparator(rest[0])) {
		return home + rest
	}
	return path
}

// Set are the spheres that have a pattern, work first.
func (s Spheres) Set() (out []timeline.Sphere) {
	for _, sphere := range []timeline.Sphere{timeline.SphereWork, timeline.SphereOwn} {
		if slices.ContainsFunc(s.patterns, func(p pattern) bool { return p.sphere == sphere }) {
			out = append(out, sphere)
		}
	}
	return out
}

// Rules name the patterns, for telling when they change.
func (s Spheres) Rules() string {
	var out []string
	for _, p := range s.patterns {
		out = append(out, fmt.Sprintf("%s %q", p.sphere, p.full))
	}
	return strings.Join(out, "\n")
}

// Of is the sphere of a place.
func (s Spheres) Of(p logbook.Place) timeline.Sphere { return s.match(p.Name, p.URI) }

// OfCalendar is the sphere of a calendar or a project, which are known by their names.
func (s Spheres) OfCalendar(name string) timeline.Sphere { return s.match(name, name) }

func (s Spheres) match(name, uri string) timeline.Sphere {
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

// Unmatched are the patterns, as they were typed, that match none of some places. With
// projects, a name alone is let be: it may be that of a project.
func (s Spheres) Unmatched(places []logbook.Place, projects bool) (out []string) {
	for _, p := range s.patterns {
		matched := projects && !filepath.IsAbs(p.full[0])
		for _, place := range places {
			matched = matched || p.matches(place.Name, place.URI)
		}
		if !matched {
			out = append(out, p.text)
		}
	}
	slices.Sort(out)
	return out
}
