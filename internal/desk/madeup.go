package desk

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk/person"
	"github.com/backsight/backsight/internal/lives"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
)

// MadeUp is a store in memory with a synthetic life in it until the day of the
// question, and the question asked of whoever lives it, marked as such. The desk
// gives that question whenever it is asked for one.
func (o Options) MadeUp(ctx context.Context, life lives.Life, q reckon.Question) (*Desk, reckon.Question, error) {
	d, err := o.Open(ctx, ":memory:")
	if err != nil {
		return nil, q, err
	}
	for _, traces := range []iter.Seq[logbook.Batch]{lives.Batches(life, d.Person, q.Now), lives.Beats(life, d.Person, q.Now)} {
		for batch := range traces {
			if _, err := d.DB.Put(ctx, batch); err != nil {
				return nil, q, errors.Join(fmt.Errorf("putting a synthetic life together: %w", err), d.Close())
			}
		}
	}
	q.Synthetic, q.Chosen, q.Names, q.Habits.Self = true, person.IsGiven, []string{life.Title}, life.Self(d.Person)
	q.Habits.Self.Person = d.Person
	if q.Habits.Homes, err = o.homesOf(life); err != nil {
		return nil, q, errors.Join(err, d.Close())
	}
	for _, said := range life.Said(q.Now) {
		q.Habits.Lives = append(q.Habits.Lives, lifeOf(said))
	}
	d.madeUp = &q
	return d, q, nil
}

// IsMadeUp says whether nobody lived what the store holds.
func (d *Desk) IsMadeUp() bool { return d.madeUp != nil }

// homesOf are the zones a life is lived in.
func (o Options) homesOf(life lives.Life) (out []timeline.Home, err error) {
	for i, home := range life.Homes {
		zone, err := o.Zone(home.Zone)
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

// lifeOf is something said of one's life, as reckoning takes it.
func lifeOf(s logbook.Said) timeline.Life {
	return timeline.Life{
		Days: when.Days{From: s.From, To: s.To}, Kind: s.What, Text: s.Text,
		Away: logbook.Absence(s.What),
	}
}
