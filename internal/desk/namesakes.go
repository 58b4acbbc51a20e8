package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/find"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/gitlog"
	"github.com/backsight/backsight/internal/source/gitlog/work"
)

// Uncounted are the addresses in the histories that may be the person's and are not
// counted, those with the most commits first, and then those that calendars seem to be
// kept for. No history is read for it.
func (d *Desk) Uncounted(ctx context.Context, p person.Person) ([]person.Candidate, error) {
	met, err := d.DB.Namesakes(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading whose the histories are: %w", err)
	}
	strangers, err := d.strangers(ctx)
	if err != nil {
		return nil, err
	}
	var all []person.Candidate
	if slices.ContainsFunc(met, func(n logbook.Named) bool { return !n.Own }) {
		works, led, err := d.works(ctx, met)
		if err != nil {
			return nil, err
		}
		all = person.Candidates(p.Self, d.called(p), strangers, met, works, led...)
	}
	calendars, err := d.keptFor(ctx, p, strangers)
	if err != nil {
		return nil, err
	}
	all = joined(all, calendars.Found)
	return slices.DeleteFunc(all, func(c person.Candidate) bool { return p.Strangers.Has(c.Identity()) }), nil
}

// works are those under each name and address at each place, by what was noted beside
// the position when it was read; and the addresses to which the mailmaps there lead from
// the person's own.
func (d *Desk) works(ctx context.Context, met []logbook.Named) (_ person.Works, led []who.Identity, err error) {
	at := map[logbook.Place]map[work.Key][]work.Work{}
	for _, n := range met {
		if _, known := at[n.Place]; known {
			continue
		}
		position, err := d.DB.Position(ctx, d.Person, n.Place)
		if err != nil {
			return nil, nil, fmt.Errorf("finding where the reading of %s ended: %w", n.Place.URI, err)
		}
		at[n.Place] = gitlog.Source{}.Works(position)
		led = append(led, gitlog.Source{}.Led(position)...)
	}
	return func(n logbook.Named) []work.Work { return at[n.Place][work.KeyOf(n.Namesake)] }, led, nil
}

// whose says of whom a question is asked, and what of the histories may be theirs too
// and is not counted.
func (d *Desk) whose(ctx context.Context, q *reckon.Question, p person.Person) error {
	d.of(q, p)
	if met, err := d.DB.Namesakes(ctx, d.Grant); err == nil && len(q.Names) == 0 { // Uncounted fails of it too
		q.Names = p.MetAs(met)
	}
	if err := d.byPlaces(ctx, q); err != nil {
		return err
	}
	candidates, err := d.Uncounted(ctx, p)
	if err != nil {
		return err
	}
	if q.Habits.Others, err = d.others(ctx, p); err != nil {
		return err
	}
	q.Uncounted = nil
	for _, c := range candidates {
		q.Uncounted = append(q.Uncounted, reckon.Uncounted{
			Name: c.Name, Email: c.Email, Commits: c.Commits, From: c.From, To: c.To, Events: c.Events, Of: c.Of,
			Where: c.Where, For: c.For, Against: c.Against, Named: p.Named, Passing: d.passing,
		})
	}
	return nil
}

// others are the calendars that are kept for somebody of whom the person said no.
func (d *Desk) others(ctx context.Context, p person.Person) (map[string]bool, error) {
	strangers, err := d.strangers(ctx)
	if err != nil || len(strangers.Hashes) == 0 {
		return nil, err
	}
	kept, err := d.keptFor(ctx, p, strangers)
	out := map[string]bool{}
	for _, name := range kept.Others {
		out[name] = true
	}
	return out, err
}

// OthersCalendars are the names of the calendars that are kept for somebody of whom the
// person said that it is not them: of these, what names the person counts alone.
func (d *Desk) OthersCalendars(ctx context.Context) ([]string, error) {
	p, err := d.Identified(ctx)
	if err != nil {
		return nil, err
	}
	others, err := d.others(ctx, p)
	return slices.Sorted(maps.Keys(others)), err
}

// hasOf says that nothing in the store is of a person who was named for one reading,
// where it holds histories and somebody else is known to have written in them.
func (d *Desk) hasOf(ctx context.Context, p person.Person) error {
	met, err := d.DB.Namesakes(ctx, d.Grant)
	if err != nil {
		return fmt.Errorf("reading whose the histories are: %w", err)
	}
	own := false
	for _, n := range met {
		if _, named := p.Self.Match(n.Name, n.Email); named && n.Own {
			return nil
		}
		own = own || n.Own
	}
	if !own {
		return nil
	}
	return fault.New(fault.Nothing, "nothing that was imported is known to be of %s", p.Joined()).
		Try("`backsight me` lists whose it is; `backsight look PATH --me NAME` reads a history as somebody else's")
}

// settled asks about the addresses that may be the person's too, keeps the answers, and
// gives who the person is by them; more says that a yes was among them.
func (d *Desk) settled(ctx context.Context, p person.Person, talk Talk) (_ person.Person, more bool, err error) {
	candidates, err := d.Uncounted(ctx, p)
	if err != nil || len(candidates) == 0 {
		return p, false, err
	}
	yes, no, err := talk.Yours(candidates)
	if err != nil {
		return p, false, err
	}
	if err := d.NotMe(ctx, identities(no)...); err != nil {
		return p, false, err
	}
	texts := make([]string, 0, len(yes))
	for _, c := range yes {
		texts = append(texts, cmp.Or(c.Email, c.Name))
	}
	if len(texts) > 0 {
		if _, err := d.Own(ctx, texts...); err != nil {
			return p, false, err
		}
	}
	return p.With(identities(yes)), len(yes) > 0, nil
}

func identities(all []person.Candidate) (out []who.Identity) {
	for _, c := range all {
		out = append(out, c.Identity())
	}
	return out
}

// Renew reads those of the known git histories again that were read for somebody who
// was known by other names and addresses than self: what is still where it was. Where
// nothing is out of date it reads nothing.
func (d *Desk) Renew(ctx context.Context, self who.Self, by string, m Meter) (problems []error, err error) {
	places, err := d.DB.Places(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading the places: %w", err)
	}
	git := gitlog.Source{}
	var stale []find.Found
	for _, p := range places {
		if p.Source != git.Name() || p.Machine != d.Options.Machine() {
			continue
		}
		position, err := d.DB.Position(ctx, d.Person, p.Place)
		if err != nil {
			return nil, fmt.Errorf("finding where the reading of %s ended: %w", p.URI, err)
		}
		if git.Stale(position, self) && git.Here(p.Place) {
			stale = append(stale, find.Found{Place: p.Place, Puller: git})
		}
	}
	if len(stale) == 0 {
		return nil, nil
	}
	return d.Read(ctx, self, stale, by, m), nil
}

// called is what the person goes by, beside their identities.
func (d *Desk) called(p person.Person) []string {
	names := slices.Clone(p.Names)
	if configured, err := person.Configured(d.Options.Folders.Home, d.Options.Variable); err == nil {
		names = append(names, configured.Names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// strangers are those of whom the person said that they are somebody else.
func (d *Desk) strangers(ctx context.Context) (who.Strangers, error) {
	said, err := d.Said(ctx, record.Stranger, when.Span{})
	if err != nil {
		return who.Strangers{}, err
	}
	out := who.Strangers{Key: d.Person}
	for _, e := range said {
		out.Hashes = append(out.Hashes, e.Text("hash"))
	}
	slices.Sort(out.Hashes)
	return out, nil
}

// NotMe keeps that addresses are somebody else's, as keyed hashes, and forgets what
// was counted of them.
func (d *Desk) NotMe(ctx context.Context, addresses ...who.Identity) error {
	for _, a := range addresses {
		e := record.Stranger.New(record.Values{"hash": {Text: who.Stranger(d.Person, a)}})
		if _, err := d.Say(ctx, e); err != nil {
			return err
		}
		if err := d.DB.Unname(ctx, d.Person, a); err != nil {
			return fmt.Errorf("forgetting what was counted of an address: %w", err)
		}
	}
	if len(addresses) == 0 {
		return nil
	}
	return d.DB.RememberResults(ctx, d.Grant, logbook.Result{Name: ownersOf, Body: []byte("{}")})
}
