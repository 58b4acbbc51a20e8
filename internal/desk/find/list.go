package find

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/say"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
)

// Line is one line of the list of what was found: a place, or what is left of its kind.
type Line struct {
	Kind   string // the places of one source, in the plural: "git repositories"
	What   string // the place below the home folder, or "37 more"
	Places []Found
	Glimpse
	facts string // how Things are called: "commits", "files"
	plans bool   // it is a calendar
}

// Key names the line by its places: two lists with the same places in a line give it
// the same key. It tells nobody where they lie.
func (l Line) Key() string {
	h := sha256.New()
	for _, f := range l.Places {
		fmt.Fprintf(h, "%s %s\n", f.Source, f.URI)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Span is from when to when the line tells, in months: "2016-03 to 2026-11"; "to
// 2026-11" where its beginning is not known, "" where nothing is.
func (l Line) Span() string {
	month := func(d when.Day) string { return d.Time().Format("2006-01") }
	switch {
	case l.To == when.NoDay:
		return ""
	case l.From == when.NoDay:
		return "to " + month(l.To)
	case month(l.From) == month(l.To):
		return month(l.To)
	}
	return month(l.From) + " to " + month(l.To)
}

// Whose says how much there is and whose it seems to be: "412 of 430 commits yours".
func (l Line) Whose() say.Text {
	things := say.Counted(l.Things, strings.TrimSuffix(l.facts, "s"), l.facts)
	if l.Part {
		things = say.F("the newest %s", things)
	}
	switch {
	case l.Things == 0:
		return nil
	case l.Yours > 0 && l.plans:
		return say.F("you are in %d of %s", l.Yours, things)
	case l.Yours > 0 && l.Yours == l.Things && !l.Part:
		return say.F("%s, all yours", things)
	case l.Yours > 0 && l.Alike > 0:
		return say.F("%d of %s yours, %d perhaps", l.Yours, things, l.Alike)
	case l.Yours > 0:
		return say.F("%d of %s yours", l.Yours, things)
	case l.Alike == l.Things && !l.Part:
		return say.F("%s, all perhaps yours", things)
	case l.Alike > 0:
		return say.F("%d of %s perhaps yours", l.Alike, things)
	case l.Of == "":
		return things
	case l.plans:
		return say.F("%s, kept for %s", things, l.Of)
	}
	return say.F("%s, most by %s", things, l.Of)
}

// List is what was found, by kind, in lines that a person can read before it is read:
// those with most that is theirs first, at most about twenty; the rest of a kind is a
// line of its own, or two, where nothing of some of it is theirs. It reads a little of each
// place.
func (f Finder) List(ctx context.Context, places []Found, as For) []Line {
	return f.listed(places, f.glimpses(ctx, places, as))
}

// listed is the list of places of which so much was seen.
func (f Finder) listed(places []Found, seen []Glimpse) (out []Line) {
	byKind := map[string][]Line{}
	for i, p := range places {
		byKind[p.Source] = append(byKind[p.Source], f.line(p, seen[i]))
	}
	var kinds []string
	for _, s := range all.Declared() {
		if lines := byKind[s.Name]; len(lines) > 0 {
			kinds = append(kinds, s.Name)
			slices.SortStableFunc(lines, mostFirst)
		}
	}
	for i, room := range share(kinds, byKind) {
		out = append(out, shortened(byKind[kinds[i]], room)...)
	}
	return out
}

func mostFirst(a, b Line) int {
	return cmp.Or(
		cmp.Compare(b.Yours, a.Yours), cmp.Compare(b.Alike, a.Alike), cmp.Compare(b.Things, a.Things), cmp.Compare(a.What, b.What),
	)
}

// mostLines is how many lines a list has at most, but for a second one of a rest.
const mostLines = 20

// share is how many lines each kind gets: as many as it has, where there is room for
// all; else the kinds with the fewest all of theirs, and the others equal parts.
func share(kinds []string, byKind map[string][]Line) []int {
	rooms := make([]int, len(kinds))
	for left := mostLines; left > 0; {
		given := false
		for i, kind := range kinds {
			if left > 0 && rooms[i] < len(byKind[kind]) {
				rooms[i]++
				left--
				given = true
			}
		}
		if !given {
			break
		}
	}
	return rooms
}

// shortened are the lines of a kind in at most so many: the last ones are the rest.
func shortened(lines []Line, room int) []Line {
	if len(lines) <= room {
		return lines
	}
	shown, rest := lines[:room-1], lines[room-1:]
	i := slices.IndexFunc(rest, func(l Line) bool { return l.Yours+l.Alike == 0 })
	if i < 0 || lines[0].Yours+lines[0].Alike == 0 {
		i = len(rest)
	}
	return append(slices.Clip(shown), slices.Concat(together(rest[:i], "more"), together(rest[i:], "more with nothing known as yours"))...)
}

// together makes one line of several.
func together(lines []Line, words string) []Line {
	if len(lines) < 2 {
		return lines
	}
	sum := lines[0]
	sum.Places, sum.Of = slices.Clone(sum.Places), ""
	for _, l := range lines[1:] {
		sum.Places = append(sum.Places, l.Places...)
		sum.Things, sum.Yours, sum.Alike, sum.Part = sum.Things+l.Things, sum.Yours+l.Yours, sum.Alike+l.Alike, sum.Part || l.Part
		if l.From != when.NoDay && (sum.From == when.NoDay || l.From < sum.From) {
			sum.From = l.From
		}
		sum.To = max(sum.To, l.To)
	}
	sum.What = fmt.Sprintf("%d %s", len(lines), words)
	return []Line{sum}
}

// line is the line of one place.
func (f Finder) line(p Found, seen Glimpse) Line {
	declared := all.Declared().Named(p.Source)
	l := Line{
		Kind: declared.Many, What: f.short(p.Where()), Places: []Found{p}, Glimpse: seen,
		facts: declared.Facts, plans: all.Declared().See(p.Source, logbook.Plans),
	}
	if all.Declared().See(p.Source, logbook.Hands) { // they are counted when they are read
		l.What, l.facts = p.Place.Name, "files"
	}
	return l
}

// short is a path as it is shown: without the home folder that all lie in.
func (f Finder) short(path string) string {
	if rel, err := filepath.Rel(f.Home, path); f.Home != "" && err == nil && rel != "." && !strings.HasPrefix(rel, "..") {
		return rel
	}
	return path
}
