package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/source/all"
	"github.com/backsight/backsight/internal/source/ics/owner"
)

// ownersOf is the name under which it is remembered for whom the calendars are kept. Only
// addresses that may be the person's are: no colleague's.
const (
	ownersOf   = "calendars"
	ownersForm = 2 // raised when the same events would give others
)

// keepers is for whom the calendars seem to be kept: addresses that may be the person's,
// and the names of calendars that are kept for those of whom they said no.
type keepers struct {
	Found  []person.Candidate
	Others []string
}

// keptFor are the addresses that calendars seem to be kept for and that are not known as
// the person's. No event is read for it, unless events or names have changed since.
func (d *Desk) keptFor(ctx context.Context, p person.Person, strangers who.Strangers) (k keepers, err error) {
	kinds, err := d.DB.Generations(ctx, d.Grant)
	if err != nil {
		return k, fmt.Errorf("reading how much there is: %w", err)
	}
	events := kinds[logbook.KindEvent]
	if events.Count == 0 {
		return k, nil
	}
	called, self := d.called(p), slices.Sorted(slices.Values(p.Self.Identities))
	state, err := json.Marshal([]any{ownersForm, events.Count, events.Digest, self, called, strangers.Hashes})
	if err != nil {
		return k, fmt.Errorf("naming the state of the calendars: %w", err)
	}
	hash := sha256.Sum256(state)
	for r, err := range d.DB.Results(ctx, d.Grant, ownersOf) {
		var known keepers
		if err == nil && r.Name == ownersOf && r.Hash == hash && json.Unmarshal(r.Body, &known) == nil {
			return known, nil
		}
		if err != nil {
			return k, fmt.Errorf("reading for whom the calendars are kept: %w", err)
		}
	}
	calendars, err := d.calendars(ctx, p.Self)
	if err != nil {
		return k, err
	}
	k = keepers{person.Kept(p.Self, called, strangers, calendars), person.Others(strangers, calendars)}
	body, err := json.Marshal(k)
	if err == nil {
		err = d.DB.RememberResults(ctx, d.Grant, logbook.Result{Name: ownersOf, Hash: hash, Body: body})
	}
	return k, err
}

// calendars counts who stands in the events of each calendar, by the name it has in them.
func (d *Desk) calendars(ctx context.Context, self who.Self) ([]person.Calendar, error) {
	met := map[string]*owner.Attendance{}
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{}, logbook.KindEvent) {
		if err != nil {
			return nil, fmt.Errorf("reading the calendars: %w", err)
		}
		e, err := logbook.Read[logbook.Event](&f)
		if err != nil {
			continue // of a later version
		}
		if met[e.Calendar] == nil {
			met[e.Calendar] = owner.NewAttendance()
		}
		met[e.Calendar].Add(e.Raw, self)
	}
	names, err := d.calendarNames(ctx)
	if err != nil {
		return nil, err
	}
	var out []person.Calendar
	for _, name := range slices.Sorted(maps.Keys(met)) {
		c := person.Calendar{Name: cmp.Or(name, "a calendar without a name"), Named: met[name].Named, Own: met[name].Own}
		c.Owner, c.Kept = met[name].Owner(self, append([]string{name}, names[name]...)...)
		out = append(out, c)
	}
	return out, nil
}

// calendarNames are the addresses of the places of calendars, by name: an address on a
// server often names whose it is.
func (d *Desk) calendarNames(ctx context.Context) (map[string][]string, error) {
	coverage, err := d.DB.Coverage(ctx, d.Grant)
	if err != nil {
		return nil, fmt.Errorf("reading where the calendars lie: %w", err)
	}
	out := map[string][]string{}
	for _, c := range coverage {
		if all.Declared().See(c.Place.Source, logbook.Plans) {
			out[c.Place.Name] = append(out[c.Place.Name], c.Place.URI)
		}
	}
	return out, nil
}

// joined are the candidates of histories with those of calendars: an address that is in
// both is one.
func joined(histories, calendars []person.Candidate) []person.Candidate {
	for _, c := range calendars {
		i := slices.IndexFunc(histories, func(o person.Candidate) bool { return o.Identity() == c.Identity() })
		if i < 0 {
			histories = append(histories, c)
			continue
		}
		histories[i] = histories[i].Joined(c)
	}
	return histories
}
