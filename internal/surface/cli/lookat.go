package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/all"
)

// lookAt finds what is to be read, reads what is new of it, and takes the
// report. The paths that were given; else the store; else what lies at home;
// else a synthetic life.
func (a *app) lookAt(ctx context.Context, f *lookFlags, q reckon.Question, paths []string) (reckon.Report, error) {
	if len(paths) > 0 {
		places, problems := a.search(ctx, paths)
		return a.lookPlaces(ctx, f, q, places, problems)
	}
	d, err := a.openOwn(ctx)
	if err != nil {
		return reckon.Report{}, err
	}
	if d != nil {
		defer d.db.Close()
		empty, err := d.empty(ctx)
		if err != nil {
			return reckon.Report{}, err
		}
		if !empty {
			return a.lookStore(ctx, f, q, d)
		}
	}
	return a.lookHome(ctx, f, q)
}

// lookStore reads what the person's own store holds.
func (a *app) lookStore(ctx context.Context, f *lookFlags, q reckon.Question, d *desk) (reckon.Report, error) {
	p, err := d.identified(ctx)
	if err != nil {
		return reckon.Report{}, err
	}
	if len(f.me) > 0 {
		p = given(f.me)
	}
	return a.take(ctx, d, f, q, p)
}

// lookHome reads what lies in the home folder, and where the configured person
// is at work, the current folder. On a terminal it asks first.
func (a *app) lookHome(ctx context.Context, f *lookFlags, q reckon.Question) (reckon.Report, error) {
	places := a.searchHome(ctx)
	here, err := a.here(ctx, f, places)
	if err != nil {
		return reckon.Report{}, err
	}
	places = append(places, here...)
	if len(places) == 0 {
		fmt.Fprintf(a.Err, "backsight: nothing to read: there is no store at %s, and no git repository, .ics file or log of a coding assistant was found in %s\n", a.storeAddress(), a.homeWords())
		fmt.Fprintln(a.Err, "           `backsight look PATH...` reads what you name")
		return a.synthetic(ctx, f, q)
	}
	fmt.Fprintf(a.Err, "backsight: found %s in %s\n", foundWords(places), a.homeWords())
	if a.Asks && !a.yes("Read them now?") {
		return reckon.Report{}, fault.New(fault.Stopped, "nothing was read")
	}
	return a.lookPlaces(ctx, f, q, places, nil)
}

// here is the current folder's repository, if the configured person is in it.
func (a *app) here(ctx context.Context, f *lookFlags, known []found) ([]found, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, nil // no current folder, nothing to find in it
	}
	p, err := a.asked(f.me)
	if err != nil || len(p.self.Identities) == 0 {
		return nil, err
	}
	places, _ := a.search(ctx, []string{workTree(dir)})
	places = slices.DeleteFunc(places, func(x found) bool { return among(known, x.Place) })
	authors, err := a.likely(ctx, places)
	if err != nil {
		return nil, nil // it cannot be read; look PATH would say why
	}
	for _, author := range authors {
		for _, mail := range author.Emails {
			if _, is := p.self.Match(author.Name, mail); is {
				return places, nil
			}
		}
	}
	return nil, nil
}

// workTree is the folder above or at dir that holds a repository, else dir.
func workTree(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			return at
		}
		if at == filepath.Dir(at) {
			return dir
		}
	}
}

// asked is the person of --me, else the configured one.
func (a *app) asked(me []string) (person, error) {
	if len(me) > 0 {
		return given(me), nil
	}
	p, err := a.configured()
	if err != nil {
		complain(a.Err, err) // what could be read of it is used
	}
	return p, nil
}

// lookPlaces reads places into a throwaway store of their own and takes the
// report from it, exactly as from the real one.
func (a *app) lookPlaces(ctx context.Context, f *lookFlags, q reckon.Question, places []found, problems []error) (reckon.Report, error) {
	if len(places) == 0 {
		return reckon.Report{}, a.report(problems)
	}
	p, err := a.asked(f.me)
	if err != nil {
		return reckon.Report{}, err
	}
	r, more, err := a.lookAs(ctx, f, q, places, p)
	if errors.Is(err, errAbsent) {
		guess, some, guessErr := a.guess(ctx, p, places)
		if guessErr != nil {
			return r, a.report(append(problems, guessErr))
		}
		if some {
			p = guess
		}
		r, more, err = a.lookAs(ctx, f, q, places, p)
		if errors.Is(err, errAbsent) {
			err = nil
		}
	}
	if err != nil {
		return r, errors.Join(err, a.report(append(problems, more...)))
	}
	return r, a.report(append(problems, more...))
}

// errAbsent says that nothing in the histories is of the person asked for.
var errAbsent = errors.New("not among the authors")

// lookAs reads the places as one person.
func (a *app) lookAs(ctx context.Context, f *lookFlags, q reckon.Question, places []found, p person) (reckon.Report, []error, error) {
	if len(p.self.Identities) == 0 && anyGit(places) {
		return reckon.Report{}, nil, errAbsent
	}
	d, err := a.throwaway(ctx, places, p)
	if err != nil {
		return reckon.Report{}, nil, err
	}
	defer d.db.Close()
	p.self.Person = d.person
	problems := a.read(ctx, d, p.self, places, "look")
	if err := ctx.Err(); err != nil {
		return reckon.Report{}, problems, err
	}
	if p.chosen != "guessed" {
		if absent, err := d.absent(ctx, places); err != nil || absent {
			return reckon.Report{}, problems, errors.Join(err, onlyIf(absent, errAbsent))
		}
	}
	r, err := a.take(ctx, d, f, q, p)
	return r, problems, err
}

func onlyIf(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

func anyGit(places []found) bool {
	return slices.ContainsFunc(places, func(f found) bool { return all.Declared().See(f.Source, logbook.Commits) })
}

// take asks reckon for the report, or whatever else the command wants of the
// desk.
func (a *app) take(ctx context.Context, d *desk, f *lookFlags, q reckon.Question, p person) (reckon.Report, error) {
	p.self.Person = d.person
	q.Habits.Self, q.Chosen, q.Names = p.self, p.chosen, p.names
	if f.instead != nil {
		return reckon.Report{}, f.instead(ctx, d, q)
	}
	return d.reckoning().Look(ctx, d.grant, q)
}

// synthetic shows a made-up life, marked as such.
func (a *app) synthetic(ctx context.Context, f *lookFlags, q reckon.Question) (reckon.Report, error) {
	d, made, err := a.livedIn(ctx, lives.All()[0], q)
	if err != nil {
		return reckon.Report{}, err
	}
	defer d.db.Close()
	if f.instead != nil {
		return reckon.Report{}, f.instead(ctx, d, made)
	}
	return d.reckoning().Look(ctx, d.grant, made)
}

// madeUp is a store in memory with a life in it, and what is asked of it now.
func (a *app) madeUp(ctx context.Context, life lives.Life, f *lookFlags) (*desk, reckon.Question, error) {
	q, err := a.question(f)
	if err != nil {
		return nil, q, err
	}
	return a.livedIn(ctx, life, q)
}

func (a *app) livedIn(ctx context.Context, life lives.Life, q reckon.Question) (*desk, reckon.Question, error) {
	d, err := a.open(ctx, ":memory:")
	if err != nil {
		return nil, q, err
	}
	for _, traces := range []iter.Seq[logbook.Batch]{lives.Batches(life, d.person, q.Now), lives.Beats(life, d.person, q.Now)} {
		for batch := range traces {
			if _, err := d.db.Put(ctx, batch); err != nil {
				return nil, q, errors.Join(fmt.Errorf("putting a synthetic life together: %w", err), d.db.Close())
			}
		}
	}
	q.Synthetic, q.Chosen, q.Names, q.Habits.Self = true, "given", []string{life.Title}, life.Self(d.person)
	q.Habits.Self.Person = d.person
	if q.Habits.Homes, err = a.homesOf(life); err != nil {
		return nil, q, errors.Join(err, d.db.Close())
	}
	for _, said := range life.Said(q.Now) {
		q.Habits.Lives = append(q.Habits.Lives, lifeOf(said))
	}
	return d, q, nil
}

// homesOf are the zones a life is lived in.
func (a *app) homesOf(life lives.Life) (out []timeline.Home, err error) {
	for i, home := range life.Homes {
		zone, err := a.zone(home.Zone)
		if err != nil {
			return nil, err
		}
		from := home.From
		if i == 0 {
			from = when.NoDay
		}
		out = append(out, timeline.Home{From: from, Zone: zone})
	}
	return out, nil
}

// keep is how long a throwaway store stays unused before it is removed.
const keep = 30 * 24 * time.Hour

// throwaway opens the store of exactly these places and this person in the
// cache, so that a second look reads only what is new.
func (a *app) throwaway(ctx context.Context, places []found, p person) (*desk, error) {
	folder := filepath.Join(a.dirs.cache, "look")
	a.prune(folder)
	var names []string
	for _, f := range places {
		names = append(names, f.Source+" "+f.URI)
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\n") + "\n\n" + joined(p.self.Identities)))
	file := filepath.Join(folder, hex.EncodeToString(sum[:12])+".db")
	if err := os.Chtimes(file, time.Time{}, a.Now()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fault.New(fault.Failed, "the cache in %s cannot be used", folder).Because(err)
	}
	return a.open(ctx, file)
}

// prune removes throwaway stores that nobody used for a month. One that cannot
// be removed is left for the next time.
func (a *app) prune(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && !e.IsDir() && a.Now().Sub(info.ModTime()) > keep {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}

// foundWords counts what was found, by source.
func foundWords(places []found) string {
	n := map[string]int{}
	for _, f := range places {
		n[f.Source]++
	}
	var parts []string
	for _, s := range all.Declared() {
		if n[s.Name] > 0 {
			parts = append(parts, counted(n[s.Name], s.One, s.Many))
		}
	}
	return joinedWords(parts)
}

// joinedWords is "a", "a and b", "a, b and c".
func joinedWords(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
