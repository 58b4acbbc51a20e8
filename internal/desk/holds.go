package desk

import (
	"context"
	"slices"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon/kinds"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/source/all"
)

// holds says why an entry cannot be kept, as a *record.Wrong, or nil: what its kind
// asks, and then what only the clock, the settings and the sources can tell.
func (d *Desk) holds(ctx context.Context, e record.Entry) error {
	if err := e.Check(); err != nil {
		return err
	}
	now := d.Options.Now()
	if e.Kind.Placed != record.AtMoment && e.At > now+logbook.ClockAhead {
		return record.NotYet(e)
	}
	switch e.Kind {
	case record.Pin:
		return d.holdsPin(e)
	case record.Set:
		return holdsSet(e, now)
	case record.Server:
		if err := e.OneOf("source", []string{all.Desktop(d.Options.OnMachine(), all.Access{}).Name()}); err != nil {
			return err
		}
		return holdsAddress(e)
	case record.Apart:
		return d.holdsApart(ctx, e)
	case record.Calendar:
		return holdsAddress(e)
	case record.Win, record.Learned:
		return d.holdsAim(ctx, e)
	}
	return nil
}

// holdsAim asks for an aim that the person has, where one is named.
func (d *Desk) holdsAim(ctx context.Context, e record.Entry) error {
	if e.Text("aim") == "" {
		return nil
	}
	aims, err := d.Said(ctx, record.Aim, when.Span{})
	var names []string
	for _, a := range aims {
		names = append(names, a.Text("text"))
	}
	if err != nil || slices.Contains(names, e.Text("aim")) {
		return err
	}
	if len(names) == 0 {
		return record.NoAim()
	}
	return e.OneOf("aim", names)
}

// holdsPin asks for a kind that there is, by the person's own settings.
func (d *Desk) holdsPin(e record.Entry) error {
	table, err := kinds.Edited(d.Options.Settings.Kinds)
	if err != nil {
		return fault.New(fault.Usage, "%v", err)
	}
	var names []string
	for _, k := range table {
		names = append(names, k.Name)
	}
	return e.OneOf("about", names)
}

// holdsSet refuses what nobody can have done yet. What tonight will be may be said
// at noon.
func holdsSet(e record.Entry, now when.Instant) error {
	const ahead = 24 * when.Hour
	for _, field := range []string{"from", "to"} {
		if e.Values[field].Instant > now+ahead {
			return record.Ahead(field)
		}
	}
	return nil
}

// holdsAddress refuses what nothing can be read from. An address that holds a
// password is not repeated.
func holdsAddress(e record.Entry) error {
	if address := e.Text("address"); egress.Address(address) {
		if _, err := egress.Parse(address); err == nil {
			return nil
		}
	}
	return record.NoAddress("address")
}
