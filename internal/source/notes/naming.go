package notes

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
)

// An entry is named by its kind, the time that is written and its number among those of
// the same kind and time, so that it is the same wherever it stands: moved to another
// line, file or place, or its file renamed. Numbers are not simply counted, since one
// that is taken out would then make the others those before them:
//
//	1. what says the same as before keeps its number, here or from another place
//	2. else a line is a newer version of what its own file held
//	3. else it gets the first number that nothing else has

// alike is how many entries of one kind may be of one time.
const alike = 100

// named gives every entry its key and puts those that were not here before.
func (p *pulling) named() error {
	p.met = map[mark]bool{}
	groups, order := map[string][]found{}, []string{}
	for _, f := range p.found {
		name := f.entry.Kind.Name + " " + f.wall
		if f.entry.Kind.Keyed != record.PerMoment {
			name = f.entry.Kind.Name + " " + f.entry.KeyOf(0)
		}
		if groups[name] == nil {
			order = append(order, name)
		}
		groups[name] = append(groups[name], f)
	}
	p.held = p.was.marks(func(string) bool { return true })
	vanished := p.was.marks(func(file string) bool { return !p.here[file] })
	for file, held := range p.was.Held {
		if !p.here[file] {
			p.now.Held[file] = held
		}
	}
	for _, name := range order {
		if err := p.group(groups[name], vanished); err != nil {
			return err
		}
	}
	for _, file := range slices.Collect(maps.Keys(p.now.Held)) {
		if !p.here[file] && p.moved(file) {
			delete(p.now.Held, file)
		}
	}
	return nil
}

// moved says whether all that a file held, which is there no more, stands in others now.
func (p *pulling) moved(file string) bool {
	for m := range p.was.marks(func(of string) bool { return of == file }) {
		if !p.met[m] {
			return false
		}
	}
	return true
}

// group names the entries of one kind and one time.
func (p *pulling) group(all []found, vanished map[mark]bool) error {
	g := &group{pulling: p, size: len(all), vanished: vanished, taken: map[int]bool{}, versions: map[string][]logbook.Fact{}}
	if all[0].entry.Kind.Keyed != record.PerMoment {
		return p.keep(all[0], g, 1) // its text names it: written twice it is one
	}
	for _, f := range all[min(alike, len(all)):] {
		f.err = fmt.Errorf("there are more than %d entries of this kind at this time", alike)
		p.unread(f)
	}
	all = all[:min(alike, len(all))]
	numbers := make([]int, len(all))
	for _, free := range []func(found) (int, error){g.same, g.edited, g.next} {
		for i, f := range all {
			if numbers[i] > 0 {
				continue
			}
			n, err := free(f)
			if err != nil {
				return err
			}
			numbers[i] = n
			g.taken[n] = n > 0
		}
	}
	for i, f := range all {
		if err := p.keep(f, g, numbers[i]); err != nil {
			return err
		}
	}
	return nil
}

// group is entries of one kind and one time on their way to their numbers.
type group struct {
	*pulling
	size     int
	vanished map[mark]bool // keys of files that are there no more
	taken    map[int]bool
	versions map[string][]logbook.Fact // what was said of a key, as far as it was asked
}

// fact is an entry as it is kept under a number. When it was said is what it says of
// itself, so that the fact is the same wherever it is read.
func (p *pulling) fact(f found, n int) logbook.Fact {
	e := f.entry
	e.Key = f.key(n)
	return e.Fact(p.ask.Self.Person, e.At)
}

// key is that of an entry under a number.
func (f found) key(n int) string {
	e := f.entry
	if e.Kind.Keyed == record.PerMoment {
		e.ID = fmt.Sprintf("note-%s-%d", f.wall, n)
	}
	return e.KeyOf(0)
}

func (p *pulling) mark(f found, n int) mark {
	return markOf(&logbook.Fact{Kind: f.entry.Kind.Fact, Key: f.key(n)})
}

// same finds the number under which this very entry is in force.
func (g *group) same(f found) (int, error) {
	for n := range g.numbers(f) {
		if one := g.fact(f, n); !g.taken[n] && g.known[one.ID()] {
			return n, nil
		}
	}
	for n := range g.numbers(f) {
		one := g.fact(f, n)
		said, err := g.said(&one)
		if err != nil || len(said) == 0 {
			return 0, err
		}
		if !g.taken[n] && said[len(said)-1].ID() == one.ID() {
			return n, nil
		}
	}
	return 0, nil
}

// edited finds the first number of what the same file held and nothing has now.
func (g *group) edited(f found) (int, error) {
	for n := range g.numbers(f) {
		if !g.taken[n] && g.was.holds(f.file, g.mark(f, n)) {
			return n, nil
		}
	}
	return 0, nil
}

// mostGap is behind how many numbers in a row that nothing had no more are looked for.
const mostGap = 4

// numbers are those that entries of the group may have had: as many as there are of
// them, and what the files held before.
func (g *group) numbers(f found) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n, gap := 1, 0; gap < mostGap; n++ {
			if gap++; n <= g.size || g.held[g.mark(f, n)] {
				gap = 0
			}
			if !yield(n) {
				return
			}
		}
	}
}

// next finds the first number that nothing has: no other line, no file that has
// vanished, and no other place.
func (g *group) next(f found) (int, error) {
	for n := 1; ; n++ {
		if g.taken[n] || g.vanished[g.mark(f, n)] {
			continue
		}
		one := g.fact(f, n)
		said, err := g.said(&one)
		if err != nil {
			return 0, err
		}
		if len(said) == 0 {
			return n, nil
		}
		if last := said[len(said)-1]; last.Gone || g.known[last.ID()] {
			return n, nil
		}
	}
}

// said is all that was said of the thing of a fact, the version in force last.
func (g *group) said(f *logbook.Fact) (all []logbook.Fact, err error) {
	if g.ask.Versions == nil {
		return nil, nil
	}
	if all, asked := g.versions[f.Key]; asked {
		return all, nil
	}
	for v, err := range g.ask.Versions(g.ctx, f.Kind, f.Key) {
		if err != nil {
			return nil, fmt.Errorf("asking what is known of an entry: %w", err)
		}
		all = append(all, v)
	}
	g.versions[f.Key] = all
	return all, nil
}

// keep counts an entry and puts it, unless it was here before.
func (p *pulling) keep(f found, g *group, n int) error {
	fact := p.fact(f, n)
	m := markOf(&fact)
	p.met[m] = true
	p.now.Held[f.file] = append(p.now.Held[f.file], m[:]...)
	p.count(f.entry.Day)
	if p.known[fact.ID()] {
		delete(p.known, fact.ID())
		return nil
	}
	said, err := g.said(&fact)
	if err != nil {
		return err
	}
	fact.Version.Stamp = p.stamped(f, &fact, said)
	return p.put(logbook.Entry{Fact: &fact})
}

// count takes an entry of a day into what the place covers.
func (p *pulling) count(day when.Day) {
	p.counts.Facts++
	p.counts.Yours++
	if p.counts.From == when.NoDay || day < p.counts.From {
		p.counts.From = day
	}
	if p.counts.To == when.NoDay || day >= p.counts.To {
		p.counts.To = day + 1
	}
}

// stamped is when an entry that was not here before was said, set against all that is
// known of it. What stands in the file now is later than what stood there before and
// than its deletion; but what the person said of it themselves, by `unsay` or an edit, is
// not undone by the same line met in another place.
func (p *pulling) stamped(f found, fact *logbook.Fact, said []logbook.Fact) when.Instant {
	at := f.modified
	if f.entry.Kind.Placed != record.AtMoment {
		at = min(f.entry.At, p.ask.Now) // there it is when it was said
	}
	if len(said) == 0 {
		return at
	}
	last := &said[len(said)-1]
	ours := p.known[last.ID()] || last.Gone && deletion(last)
	for i := range said {
		if said[i].ID() == fact.ID() && !ours {
			return said[i].Version.Stamp
		}
	}
	if ours {
		return max(at, last.Version.Stamp+1)
	}
	return at
}

// deletion says whether a version takes an entry back because it is gone from its file:
// then it holds no values, as what a person takes back does.
func deletion(f *logbook.Fact) bool {
	e, err := record.Read(f)
	return err == nil && len(e.Values) == 0
}

// gone puts what was here before and is no longer: that an older version is not seen any
// more, and that an entry was deleted whose file is still there.
func (p *pulling) gone() error {
	if len(p.known) == 0 || p.ask.Fact == nil {
		return nil
	}
	deleted := p.was.marks(func(file string) bool { return p.here[file] })
	vanished := p.was.marks(func(file string) bool { return !p.here[file] })
	ids := slices.SortedFunc(maps.Keys(p.known), func(a, b logbook.ID) int { return slices.Compare(a[:], b[:]) })
	for _, id := range ids {
		old, err := p.ask.Fact(p.ctx, id)
		if err != nil {
			return fmt.Errorf("asking what has gone from the notes: %w", err)
		}
		m := markOf(&old)
		if p.met[m] { // a newer version is here
			if err := p.put(logbook.Entry{Gone: &id}); err != nil {
				return err
			}
			continue
		}
		if err := p.lost(&old, deleted[m] && !vanished[m] && !old.Gone); err != nil {
			return err
		}
	}
	return nil
}

// lost puts what became of an entry that no file here holds any more: another place has
// it now, or it was deleted. Else its file has vanished, and nothing is put.
func (p *pulling) lost(old *logbook.Fact, deleted bool) error {
	id, elsewhere := old.ID(), false
	if p.ask.Elsewhere != nil {
		var err error
		if elsewhere, err = p.ask.Elsewhere(p.ctx, old.Kind, old.Key); err != nil {
			return fmt.Errorf("asking where an entry has moved to: %w", err)
		}
	}
	if !deleted && !elsewhere {
		return nil
	}
	if !elsewhere {
		tomb, err := tombstone(old, p.ask.Now)
		if err != nil {
			return err
		}
		if err := p.put(logbook.Entry{Fact: &tomb}); err != nil {
			return err
		}
	}
	return p.put(logbook.Entry{Gone: &id})
}

// tombstone is the version of an entry that says it was deleted.
func tombstone(old *logbook.Fact, at when.Instant) (logbook.Fact, error) {
	e, err := record.Read(old)
	if err != nil {
		return logbook.Fact{}, err
	}
	e.Gone, e.Values = true, record.Values{}
	t := e.Fact(old.Person, old.Span.From)
	t.Version.Stamp = max(at, old.Version.Stamp+1)
	return t, nil
}
