package desk

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// spheres say which repositories and calendars are work and which are one's
// own. Work wins where both match.
type spheres struct {
	work, own []string
	dir       string // where relative patterns begin
}

// newSpheres checks the patterns.
func newSpheres(work, own []string, dir string) (spheres, error) {
	for _, pattern := range append(append([]string{}, work...), own...) {
		if _, err := path.Match(pattern, ""); err != nil {
			return spheres{}, fault.New(fault.Usage, "%q is not a pattern", pattern).Try("write a folder's name, a path, or * and ? as in the shell")
		}
	}
	return spheres{work, own, dir}, nil
}

// set are the spheres that have a pattern, work first.
func (s spheres) set() (out []timeline.Sphere) {
	if len(s.work) > 0 {
		out = append(out, timeline.SphereWork)
	}
	if len(s.own) > 0 {
		out = append(out, timeline.SphereOwn)
	}
	return out
}

// rules name the patterns, for telling when they change.
func (s spheres) rules() string { return fmt.Sprintf("%q %q", s.work, s.own) }

func (s spheres) of(p logbook.Place) timeline.Sphere { return s.match(p.Name, p.URI) }

func (s spheres) ofCalendar(name string) timeline.Sphere { return s.match(name, name) }

func (s spheres) match(name, uri string) timeline.Sphere {
	switch {
	case s.anyMatches(s.work, name, uri):
		return timeline.SphereWork
	case s.anyMatches(s.own, name, uri):
		return timeline.SphereOwn
	}
	return timeline.SphereUnknown
}

// anyMatches says whether a pattern is the name, the path, a folder above it,
// or matches any of them with * and ?.
func (s spheres) anyMatches(patterns []string, name, uri string) bool {
	for _, pattern := range patterns {
		if ok, _ := path.Match(pattern, name); ok {
			return true
		}
		full := pattern
		if strings.ContainsRune(pattern, filepath.Separator) {
			full = find.Absolute(s.dir, pattern)
		}
		for dir := uri; ; dir = filepath.Dir(dir) {
			if ok, _ := path.Match(full, dir); ok {
				return true
			}
			if ok, _ := path.Match(full, filepath.Base(dir)); ok {
				return true
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
	}
	return false
}
