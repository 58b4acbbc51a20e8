// Package find looks for evidence: places on this machine and at addresses, each
// with the source that can read it. It reads none of them and keeps nothing.
package find

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/assistant"
	"github.com/backsight/backsight/internal/source/disk"
)

// Found is a place with the source that can read it.
type Found struct {
	source.Puller
	logbook.Place
	tracked []string // files in it, where it is a folder, that git tracks
}

// Theirs says of a file in a place that it is not the person's: git tracks it.
func (f Found) Theirs(file string) bool { return slices.Contains(f.tracked, file) }

// Search is what was found.
type Search struct {
	Places   []Found
	Left     Left
	Problems []error // what could not be searched, or holds nothing
}

// Finder is what a search needs to know of this machine.
type Finder struct {
	all.Local
	Home string // the person's home folder, "" for none
	Dir  string // where relative paths begin, "" for none
	Env  func(string) string
}

// Paths looks for places under every root, with every source, in the order of
// both; a root may be the address of a calendar or of ActivityWatch's server.
// What cannot be searched, or holds nothing, is a problem of its own; the rest
// goes on. What is met below a root and is not the person's own is left out: see
// Left.
func (f Finder) Paths(ctx context.Context, roots []string) (s Search) {
	for _, root := range roots {
		before, faults := s, len(s.Problems)
		if egress.Address(root) {
			s.Places, s.Problems = f.published(ctx, root, s.Places, s.Problems)
			continue
		}
		abs := Absolute(f.Dir, root)
		f.below(ctx, abs, &s)
		switch {
		case len(s.Places) > len(before.Places) || len(s.Problems) > faults || holds(s.Places, abs):
		case s.Left.more(before.Left):
			s.Problems = append(s.Problems, fault.New(fault.Incomplete, "%s: nothing to read but what was left out", root))
		default:
			s.Problems = append(s.Problems, fault.New(fault.Incomplete, "%s: nothing to read, no git repository, no calendar and no log of a tool in it", root))
		}
	}
	s.Left.read(s.Places)
	return s
}

// below looks through one root.
func (f Finder) below(ctx context.Context, abs string, s *Search) {
	real, _, err := source.Root(abs)
	if err != nil {
		real = abs // every source says why
	}
	met := search{root: real, trees: map[string]string{}}
	for _, puller := range all.Pullers(f.Local) {
		for place, err := range puller.Find(ctx, abs) {
			var past *source.PassedBy
			switch {
			case errors.As(err, &past):
				s.Left.pass(*past)
			case err != nil:
				s.Problems = appendNew(s.Problems, err)
			default:
				met.met = append(met.met, Found{Puller: puller, Place: place})
			}
		}
	}
	own, tracked := met.whose(ctx)
	s.Left.Tracked = appendPlaces(s.Left.Tracked, tracked)
	for _, found := range own {
		if f.cached(real, found.Place) {
			s.Left.Copied = appendPlaces(s.Left.Copied, []Found{found})
		} else {
			s.Places = appendPlaces(s.Places, []Found{found})
		}
	}
	f.copied(ctx, s)
}

// appendPlaces leaves out what is there already.
func appendPlaces(out, more []Found) []Found {
	for _, f := range more {
		if !Among(out, f.Place) {
			out = append(out, f)
		}
	}
	return out
}

// AtHome looks through the home folder, and where the environment says that
// coding assistants keep their logs. What cannot be searched there is not the
// person's concern: they named nothing.
func (f Finder) AtHome(ctx context.Context) Search {
	if f.Home == "" {
		return Search{}
	}
	s := f.Paths(ctx, append([]string{f.Home}, assistant.Homes(f.Env)...))
	s.Problems = nil
	return s
}

// Here looks through the repository that the current folder belongs to, else
// through the folder.
func (f Finder) Here(ctx context.Context) []Found {
	if f.Dir == "" {
		return nil
	}
	return f.Paths(ctx, []string{workTree(f.Dir)}).Places
}

// workTree is the folder above or at dir that holds a repository, else dir.
func workTree(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if disk.Exists(filepath.Join(at, ".git")) {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// Absolute is a path from the root of the file system on; a relative one begins
// in dir.
func Absolute(dir, path string) string {
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	return filepath.Clean(path)
}

// published adds the calendar at an address, or the ActivityWatch server at one
// that names no page.
func (f Finder) published(ctx context.Context, address string, out []Found, problems []error) ([]Found, []error) {
	if atDesktop(address) {
		place, err := First(ctx, all.Desktop(f.Local, all.Access{}), address)
		if err != nil {
			return out, append(problems, err)
		}
		return append(out, place), problems
	}
	puller := all.Published(f.Machine, all.Access{Address: func(string) (string, error) { return address, nil }})
	for place, err := range puller.Find(ctx, address) {
		if err != nil {
			return out, append(problems, err)
		}
		if !Among(out, place) {
			out = append(out, Found{Puller: puller, Place: place})
		}
	}
	return out, problems
}

// atDesktop says whether an address is that of a server rather than of a file:
// it names no page, or one of ActivityWatch's interface.
func atDesktop(address string) bool {
	u, err := egress.Parse(address)
	return err == nil && (u.Path == "/" || u.Path == "/api/0" || u.Path == "/api/0/") && u.RawQuery == ""
}

// First is the first place that a source finds at an address.
func First(ctx context.Context, p source.Puller, address string) (Found, error) {
	for place, err := range p.Find(ctx, address) {
		return Found{Puller: p, Place: place}, err
	}
	return Found{}, fault.New(fault.Incomplete, "there is nothing to read at %s", address)
}

// holds says whether something was found at a root, or in it, already: as part of
// another, or because it was named twice.
func holds(places []Found, abs string) bool {
	return slices.ContainsFunc(places, func(f Found) bool {
		return f.URI == abs || strings.HasPrefix(f.URI, abs+string(filepath.Separator))
	})
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

// Among says whether a place is one of those found.
func Among(places []Found, p logbook.Place) bool {
	return slices.ContainsFunc(places, func(f Found) bool { return f.Source == p.Source && f.URI == p.URI })
}

// AnyGit says whether a history is among them: what needs to be told whose it is.
func AnyGit(places []Found) bool {
	return slices.ContainsFunc(places, func(f Found) bool { return all.Declared().See(f.Source, logbook.Commits) })
}

// Words counts what was found, by source: "2 git repositories and 1 calendar".
func Words(places []Found) string {
	n := map[string]int{}
	for _, f := range places {
		n[f.Source]++
	}
	var parts []string
	for _, s := range all.Declared() {
		if n[s.Name] > 0 {
			parts = append(parts, say.Count(n[s.Name], s.One, s.Many))
		}
	}
	return say.List(parts)
}

// Group is what was found of one source.
type Group struct {
	Source string // "git", "calendar"
	What   string // "41 places: backsight, dotfiles, notes and 38 more"
}

// Groups are the places by source, in the order in which they were found.
func Groups(places []Found) (out []Group) {
	bySource := map[string][]Found{}
	var order []string
	for _, f := range places {
		if bySource[f.Source] == nil {
			order = append(order, f.Source)
		}
		bySource[f.Source] = append(bySource[f.Source], f)
	}
	for _, source := range order {
		places := bySource[source]
		var names []string
		for _, p := range places[:min(3, len(places))] {
			names = append(names, p.Place.Name)
		}
		what := strings.Join(names, ", ")
		if more := len(places) - len(names); more > 0 {
			what += fmt.Sprintf(" and %d more", more)
		}
		out = append(out, Group{source, fmt.Sprintf("%s: %s", say.Count(len(places), "place", "places"), what)})
	}
	return out
}
