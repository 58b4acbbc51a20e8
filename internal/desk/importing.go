package desk

import (
	"context"
	"errors"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/gitlog"
)

// Import reads what is new at the places into the store. me adds names and
// addresses of the person; where none is known yet they are found out, and kept
// as the person's own word. The problems cost no more than what they speak of.
func (d *Desk) Import(ctx context.Context, me []string, places []find.Found, talk Talk) (problems []error, err error) {
	p, err := d.importer(ctx, me, places, talk)
	if err != nil {
		return nil, err
	}
	problems = d.Read(ctx, p.Self, places, "import", talk.Meter())
	if len(me) > 0 || ctx.Err() != nil {
		return problems, nil
	}
	if p, more, err := d.settled(ctx, p, talk); err == nil && more {
		again, err := d.Renew(ctx, p.Self, "import", talk.Meter())
		return append(problems, again...), err
	} else if err != nil {
		return problems, err
	}
	return problems, nil
}

// ImportHome reads all that lies at home into the store and asks nobody: as the
// person whom the store knows, the configured one, else the likeliest. tell is told
// how far it is, and what could not be read.
func (d *Desk) ImportHome(ctx context.Context, tell func(Progress)) error {
	m := &telling{tell: tell, now: d.Options.Now}
	home, err := d.AtHome(ctx)
	if err != nil {
		return err
	}
	problems, err := d.Import(ctx, nil, home.Places, teller{m: m})
	if err != nil {
		return err
	}
	for _, problem := range problems {
		m.problem(problem)
	}
	if ctx.Err() != nil {
		return errors.New("the server was stopped; what was read is kept")
	}
	return nil
}

// AtHome is what lies in the home folder to be read, without what is set apart.
func (d *Desk) AtHome(ctx context.Context) (find.Search, error) {
	apart, err := d.apart(ctx)
	home := d.Options.Finder().AtHome(ctx)
	home.SetApart(apart)
	return home, err
}

// ListHome is what lies in the home folder as a person reads it before it is read.
func (d *Desk) ListHome(ctx context.Context) ([]find.Line, find.Left, error) {
	home, err := d.AtHome(ctx)
	if err != nil {
		return nil, home.Left, err
	}
	p, err := d.Options.seed(ctx, nil, Silent{})
	return d.Options.List(ctx, home.Places, p), home.Left, err
}

// teller asks nobody, and tells how far a reading is.
type teller struct {
	Silent
	m *telling
}

// Meter is the one that tells.
func (t teller) Meter() Meter { return t.m }

// importer is who the store is about: who it knows already and whom me adds; at
// the first import the configured person, else, where histories come, a guess. Whom the
// configuration named before any history came is held against the first of them.
func (d *Desk) importer(ctx context.Context, me []string, places []find.Found, talk Talk) (person.Person, error) {
	p, err := d.Identified(ctx)
	if err != nil {
		return p, err
	}
	if len(me) > 0 {
		return d.alsoKnown(ctx, person.Given(me))
	}
	known, git := len(p.Self.Identities) > 0, find.AnyGit(places)
	if known && (!git || p.Chosen != person.IsConfigured || d.hasGit(ctx)) {
		return p, nil
	}
	p = d.Options.asked(nil, talk)
	if !git {
		return d.alsoKnown(ctx, p)
	}
	authors, err := person.Likely(ctx, places, d.Options.Now())
	if err != nil {
		return p, err
	}
	if len(authors) > 0 && !p.IsAmong(authors) {
		chosen, err := talk.Which(p, person.Foremost(authors, p.Names))
		if err != nil {
			return p, err
		}
		if len(chosen.Self.Identities) > 0 {
			p = chosen
		} else {
			talk.Warn(fault.New(fault.Nothing, "none of the authors is you: nothing in these histories counts as yours").Try(howToSay))
		}
	}
	return d.alsoKnown(ctx, p)
}

// hasGit says whether a history was read before; that it cannot be told is a yes, after
// which nobody is asked.
func (d *Desk) hasGit(ctx context.Context) bool {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	return err != nil || slices.ContainsFunc(coverage, func(c logbook.Coverage) bool { return c.Place.Source == (gitlog.Source{}).Name() })
}

// alsoKnown keeps the identities of a person and gives back all that are known.
func (d *Desk) alsoKnown(ctx context.Context, p person.Person) (person.Person, error) {
	texts := slices.Clone(p.Names)
	for _, i := range p.Self.Identities {
		if i.IsEmail() {
			texts = append(texts, string(i))
		}
	}
	var written []string
	var entries []record.Entry
	for _, i := range p.Self.Identities {
		text := person.Written(i, texts)
		written = append(written, text)
		entries = append(entries, record.Identity.New(record.Values{"text": {Text: text}, "found": {Text: p.Chosen}}))
	}
	var err error
	if p.Chosen == person.IsGiven {
		_, err = d.Own(ctx, written...)
	} else {
		_, err = d.Say(ctx, entries...)
	}
	if err != nil {
		return p, err
	}
	return d.Identified(ctx)
}
