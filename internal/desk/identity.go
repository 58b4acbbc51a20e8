package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// Identified is the person as the store knows them; without identities where
// nothing is known yet. They are guessed where any of it is, and configured where
// all of it is.
func (d *Desk) Identified(ctx context.Context) (person.Person, error) {
	p := person.Person{Self: who.Self{Person: d.Person}, Chosen: person.IsGiven}
	found := map[string]int{}
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindIdentity) {
		if err != nil {
			return p, fmt.Errorf("reading who you are: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		p.Self.Identities = append(p.Self.Identities, who.Identity(f.Key))
		if !strings.Contains(said.Text, "@") {
			p.Names = append(p.Names, said.Text)
		}
		found[said.What]++
	}
	switch {
	case found[person.IsGuessed] > 0:
		p.Chosen = person.IsGuessed
	case found[person.IsConfigured] > 0 && len(found) == 1:
		p.Chosen = person.IsConfigured
	}
	slices.Sort(p.Self.Identities)
	return p, nil
}

// asked is the person whom me names, else the configured one. What is wrong with
// the configuration is told, and what could be read of it is used.
func (o Options) asked(me []string, talk Talk) person.Person {
	if len(me) > 0 {
		return person.Given(me)
	}
	p, err := o.Configured()
	if err != nil {
		talk.Warn(err)
	}
	return p
}

// Configured is the person whom git's configuration names on this machine, without
// identities where it names nobody. With an error comes what could be read of it.
func (o Options) Configured() (person.Person, error) {
	return person.Configured(o.Folders.Home, o.Variable)
}

// Disowned refuses to take from the person what git's configuration says is theirs: the
// next reading would take it for theirs again. It is a fault of the kind Usage, nil for
// any other texts.
func (o Options) Disowned(texts ...string) error {
	p, err := o.Configured()
	if err != nil {
		return nil //nolint:nilerr // what cannot be read says nothing
	}
	for _, text := range texts {
		if slices.Contains(p.Self.Identities, who.Known(text)) {
			return fault.New(fault.Usage, "git's configuration on this machine says that %q is you", strings.TrimSpace(text)).
				Try("`git config --global user.email ADDRESS` changes it; `--me NAME` or `--me EMAIL` reads as somebody else")
		}
	}
	return nil
}

// seed is the person from whom a reading of places begins: whom me names, else whom
// the person's own store knows, with the configured one.
func (o Options) seed(ctx context.Context, me []string, talk Talk) (person.Person, error) {
	p := o.asked(me, talk)
	if len(me) > 0 {
		return p, nil
	}
	d, err := o.FindOwn(ctx)
	if err != nil || d == nil {
		return p, err
	}
	known, err := d.Identified(ctx)
	if err == nil {
		p.Strangers, err = d.strangers(ctx)
	}
	if err != nil {
		return p, closing(err, d)
	}
	switch {
	case len(p.Self.Identities) == 0:
		p.Self, p.Names, p.Chosen = known.Self, known.Names, known.Chosen
	case known.Chosen != person.IsGuessed: // what the configuration says outranks a guess
		p = p.With(known.Self.Identities)
	}
	if len(p.Names) == 0 {
		p.Names = known.Names
	}
	return p, d.Close()
}

// guess lets talk choose among the authors of the places, those first who are called
// as the person who was tried; ok is false where there is none.
func (o Options) guess(ctx context.Context, tried person.Person, places []find.Found, talk Talk) (p person.Person, ok bool, err error) {
	authors, err := person.Likely(ctx, places, o.Now())
	if err != nil || len(authors) == 0 {
		return p, false, err
	}
	p, err = talk.Which(tried, person.Foremost(authors, tried.Names))
	return p, err == nil, err
}

// absent says whether git histories were read and nothing in them is this
// person's.
func (d *Desk) absent(ctx context.Context, places []find.Found) (bool, error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return false, fmt.Errorf("reading what was found: %w", err)
	}
	read := false
	for _, c := range coverage {
		if c.Place.Source != (gitlog.Source{}).Name() || !find.Among(places, c.Place) {
			continue
		}
		read = read || c.Facts > 0
		if c.Yours > 0 {
			return false, nil
		}
	}
	return read, nil
}
