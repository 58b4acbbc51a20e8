package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/reckon"
)

// Evidence names what a question is answered from.
type Evidence struct {
	Paths []string // read into a throwaway store; the person's own store if none
	Me    []string // names and addresses of the person; found out if none
}

// Sight is a question with the desk that can answer it: what it is answered from
// has been read, and it is known of whom. Who asked for it closes its desk.
type Sight struct {
	Desk     *Desk // nil where nothing could be read, or nothing of the person's
	Question reckon.Question
	Problems []error // what could not be read; the rest was
}

// Sight finds what a question is to be answered from and reads what is new of it:
// the paths that are named; else the person's own store; else what lies at home;
// else a synthetic life, and the question says so. It is never nil: beside an error
// it has problems and no desk.
func (o Options) Sight(ctx context.Context, q reckon.Question, of Evidence, talk Talk) (*Sight, error) {
	if len(of.Paths) > 0 {
		found := o.Search(ctx, of.Paths, talk)
		return o.overPlaces(ctx, q, of.Me, found.Places, found.Problems, talk)
	}
	d, err := o.FindOwn(ctx)
	if err != nil {
		return &Sight{}, err
	}
	if d != nil {
		empty, err := d.Empty(ctx)
		if err == nil && !empty {
			return d.sight(ctx, q, of.Me, talk)
		}
		var apart map[string]bool
		if err == nil {
			apart, err = d.apart(ctx)
		}
		if err = errors.Join(err, d.Close()); err != nil {
			return &Sight{}, err
		}
		return o.overHome(ctx, q, of.Me, apart, talk)
	}
	return o.overHome(ctx, q, of.Me, nil, talk)
}

// Search finds what can be read at the paths, and tells what is left out.
func (o Options) Search(ctx context.Context, paths []string, talk Talk) find.Search {
	found := o.Finder().Paths(ctx, paths)
	if found.Left.Any() {
		talk.LeftOut(found.Left)
	}
	return found
}

// sight is what the person's own store holds. Histories that were read before the
// person named another address are read again for it.
func (d *Desk) sight(ctx context.Context, q reckon.Question, me []string, talk Talk) (*Sight, error) {
	p, err := d.Identified(ctx)
	if err != nil {
		return &Sight{}, closing(err, d)
	}
	var problems []error
	if len(me) > 0 {
		p = person.Given(me)
		err = d.hasOf(ctx, p)
	} else if problems, err = d.Renew(ctx, p.Self, "look", talk.Meter()); err == nil {
		var more bool
		if p, more, err = d.settled(ctx, p, talk); err == nil && more {
			problems, err = d.Renew(ctx, p.Self, "look", talk.Meter())
		}
	}
	if err == nil {
		err = d.whose(ctx, &q, p)
	}
	if err != nil {
		return &Sight{}, closing(err, d)
	}
	return &Sight{Desk: d, Question: q, Problems: problems}, nil
}

// overHome reads what lies in the home folder, and where the configured person is
// at work, the current folder; but nothing that is set apart, or that the person, who
// is shown a list, leaves out.
func (o Options) overHome(ctx context.Context, q reckon.Question, me []string, apart map[string]bool, talk Talk) (*Sight, error) {
	home := o.Finder().AtHome(ctx)
	home.Places = append(home.Places, o.here(ctx, me, home.Places, talk)...)
	home.SetApart(apart)
	if home.Left.Any() {
		talk.LeftOut(home.Left)
	}
	if len(home.Places) == 0 {
		talk.Nothing(Shown(o.Address()), o.HomeWords())
		d, made, err := o.MadeUp(ctx, lives.All()[0], q)
		return &Sight{Desk: d, Question: made}, err
	}
	p, err := o.seed(ctx, me, talk)
	if err != nil {
		return &Sight{}, err
	}
	left, ok := talk.LeaveOut(home.Places, o.HomeWords(), func() []find.Line { return o.List(ctx, home.Places, p) })
	if err := o.leaveOut(ctx, left); err != nil {
		return &Sight{}, err
	}
	if home.Without(left); !ok || len(home.Places) == 0 {
		return &Sight{}, fault.New(fault.Stopped, "nothing was read")
	}
	return o.overPlaces(ctx, q, me, home.Places, nil, talk)
}

// List is what was found as a person reads it before it is read.
func (o Options) List(ctx context.Context, places []find.Found, p person.Person) []find.Line {
	return o.Finder().List(ctx, places, find.For{Self: p.Self, Called: p.Names, Now: o.Now()})
}

// HomeWords says where was looked for what lies at home.
func (o Options) HomeWords() string {
	if o.Folders.Home == "" {
		return "the home folder (HOME is not set)"
	}
	return o.Folders.Home
}

// here is the current folder's repository, if the person is in it.
func (o Options) here(ctx context.Context, me []string, known []find.Found, talk Talk) []find.Found {
	if o.Dir == "" {
		return nil
	}
	p := o.asked(me, talk)
	if len(p.Self.Identities) == 0 {
		return nil
	}
	places := slices.DeleteFunc(o.Finder().Here(ctx), func(f find.Found) bool { return find.Among(known, f.Place) })
	authors, err := person.Likely(ctx, places, o.Now())
	if err != nil || !p.IsAmong(authors) {
		return nil // where it cannot be read, naming the path says why
	}
	return places
}

// overPlaces reads places into a throwaway store of their own, from which a
// question is answered exactly as from the real one. Where nothing in them is of
// the configured person, they are guessed; of one who was named, nothing is shown as
// theirs that is somebody else's: a person who is asked may choose another.
func (o Options) overPlaces(ctx context.Context, q reckon.Question, me []string, places []find.Found, problems []error, talk Talk) (*Sight, error) {
	if len(places) == 0 {
		return &Sight{Problems: problems}, nil
	}
	p, err := o.seed(ctx, me, talk)
	if err != nil {
		return &Sight{Problems: problems}, err
	}
	s, err := o.readAs(ctx, q, places, p, talk)
	if errors.Is(err, errAbsent) {
		guess, ok, guessErr := o.guess(ctx, p, places, talk)
		if guessErr != nil {
			return &Sight{Problems: append(problems, guessErr)}, nil
		}
		if ok && len(guess.Self.Identities) == 0 {
			return &Sight{Problems: problems}, fault.New(fault.Nothing, "none of the authors of the histories is you").Try(howToSay)
		}
		if ok && len(me) > 0 && guess.Chosen == person.IsGuessed { // nobody was asked: what was said is not overruled
			return &Sight{Problems: problems}, fault.New(fault.Nothing, "%s is not among the authors of the histories that were read", p.Joined()).
				Try("--me NAME or --me EMAIL says who you are there")
		}
		if ok {
			p = guess
		}
		if s, err = o.readAs(ctx, q, places, p, talk); errors.Is(err, errAbsent) {
			err = nil
		}
	}
	s.Problems = append(problems, s.Problems...)
	return s, err
}

// howToSay is what helps whoever is none of the authors that were met.
const howToSay = "`--me NAME` or `--me EMAIL` reads as you this time, `backsight me add NAME` or `me add EMAIL` from now on"

// errAbsent says that nothing in the histories is of the person asked for.
var errAbsent = errors.New("not among the authors")

// readAs reads the places as one person.
func (o Options) readAs(ctx context.Context, q reckon.Question, places []find.Found, p person.Person, talk Talk) (*Sight, error) {
	if len(p.Self.Identities) == 0 && find.AnyGit(places) {
		return &Sight{}, errAbsent
	}
	d, err := o.throwaway(ctx, places, p)
	if err != nil {
		return &Sight{}, err
	}
	if !p.Named {
		known, err := d.Identified(ctx) // by answers given here before
		if err != nil {
			return &Sight{}, closing(err, d)
		}
		p = p.With(known.Self.Identities)
	}
	d.of(&q, p)
	problems := d.Read(ctx, q.Habits.Self, places, "look", talk.Meter())
	absent := false
	if err = ctx.Err(); err == nil {
		absent, err = d.absent(ctx, places)
	}
	if absent {
		err = errAbsent
	}
	if more := false; err == nil && !p.Named {
		if p, more, err = d.settled(ctx, p, talk); err == nil && more {
			d.of(&q, p)
			problems = d.Read(ctx, q.Habits.Self, places, "look", talk.Meter())
		}
	}
	if err == nil {
		err = d.whose(ctx, &q, p)
	}
	if err != nil {
		return &Sight{Problems: problems}, closing(err, d)
	}
	return &Sight{Desk: d, Question: q, Problems: problems}, nil
}

// closing closes a desk that an error leaves nobody with.
func closing(err error, d *Desk) error {
	if closed := d.Close(); closed != nil {
		return errors.Join(err, closed)
	}
	return err
}
