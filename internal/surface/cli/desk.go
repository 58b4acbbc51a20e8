package cli

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/base/who"
	"github.com/backsight/backsight/internal/egress"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/source/ics"
)

// reckoning is reckon's desk over this store: the one place where the book, the
// memory and the calendar's engine are put together.
func (d *desk) reckoning() reckon.Desk {
	return reckon.Desk{Book: d.db, Memory: d.db, Expand: expand}
}

// expand works out when calendar events take place, at the home zone.
func expand(events []logbook.Fact, self who.Self, window when.Span, h timeline.Habits) ([]logbook.Occurrence, []logbook.BadRow) {
	return ics.Expand(events, self, window, h.Zone(window.From.Day(h.Zone(when.NoDay))))
}

// known yields the ids last seen at a place, for sources that must find out
// what has gone.
func (d *desk) known(place logbook.Place) func(context.Context) iter.Seq2[logbook.ID, error] {
	return func(ctx context.Context) iter.Seq2[logbook.ID, error] {
		return d.db.Known(ctx, d.grant, place)
	}
}

// fact is one fact by its id.
func (d *desk) fact(ctx context.Context, id logbook.ID) (logbook.Fact, error) {
	return d.db.Fact(ctx, d.grant, id)
}

// versions yields what was ever said of a thing, the one in force last.
func (d *desk) versions(ctx context.Context, kind logbook.Kind, key string) iter.Seq2[logbook.Fact, error] {
	return d.db.Versions(ctx, d.grant, kind, key)
}

// elsewhere says of a thing whether another calendar at an address holds it. A
// file proves nothing: it may be years old.
func (d *desk) elsewhere(place logbook.Place) func(context.Context, logbook.Kind, string) (bool, error) {
	return func(ctx context.Context, kind logbook.Kind, key string) (bool, error) {
		held, err := d.db.Held(ctx, d.grant, kind, key)
		return slices.ContainsFunc(held, func(p logbook.Place) bool {
			return p.URI != place.URI && egress.Address(p.URI)
		}), err
	}
}

// empty says whether nothing has been read into the store yet.
func (d *desk) empty(ctx context.Context) (bool, error) {
	coverage, err := d.db.Coverage(ctx, d.grant)
	if err != nil {
		return false, fmt.Errorf("reading what the store covers: %w", err)
	}
	return len(coverage) == 0, nil
}

// identified is the person as the store knows them.
func (d *desk) identified(ctx context.Context) (person, error) {
	p := person{self: who.Self{Person: d.person}, chosen: "given"}
	for f, err := range d.db.Facts(ctx, d.grant, when.Span{}, logbook.KindIdentity) {
		if err != nil {
			return p, fmt.Errorf("reading who you are: %w", err)
		}
		said, err := logbook.Read[logbook.Said](&f)
		if err != nil {
			continue // of a later version
		}
		p.self.Identities = append(p.self.Identities, who.Identity(f.Key))
		if !strings.Contains(said.Text, "@") {
			p.names = append(p.names, said.Text)
		}
		if said.What != "" {
			p.chosen = said.What
		}
	}
	slices.Sort(p.self.Identities)
	return p, nil
}

// say puts what the person says of themselves into the store: a fact with
// history, that can be undone.
func (d *desk) say(ctx context.Context, kind logbook.Kind, key string, gone bool, body logbook.Said) (err error) {
	if body.At, err = d.saidAt(ctx, kind, key, body.At); err != nil {
		return err
	}
	return d.keep(ctx, kind, key, gone, body.At, logbook.Body(body))
}

// pin puts what the person says of a series of their calendar into the store.
func (d *desk) pin(ctx context.Context, key string, gone bool, body logbook.Pin) (err error) {
	if body.At, err = d.saidAt(ctx, logbook.KindPin, key, body.At); err != nil {
		return err
	}
	return d.keep(ctx, logbook.KindPin, key, gone, body.At, logbook.Body(body))
}

// saidAt is when something is said. What is said later is later, whatever the
// clock of the machine does.
func (d *desk) saidAt(ctx context.Context, kind logbook.Kind, key string, at when.Instant) (when.Instant, error) {
	for f, err := range d.db.Versions(ctx, d.grant, kind, key) {
		if err != nil {
			return 0, fmt.Errorf("reading what you said before: %w", err)
		}
		at = max(at, f.Version.Stamp+1)
	}
	return at, nil
}

func (d *desk) keep(ctx context.Context, kind logbook.Kind, key string, gone bool, at when.Instant, body []byte) error {
	f := logbook.Fact{
		Person: d.person, Kind: kind, Key: key, Version: logbook.Seq{Stamp: at}, Gone: gone,
		Day: when.NoDay, Body: body,
	}
	_, err := d.db.Put(ctx, logbook.Batch{
		Person: d.person, Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"},
		Entries: []logbook.Entry{{Fact: &f}}, At: at, By: "you",
	})
	if err != nil {
		return fmt.Errorf("keeping what you said: %w", err)
	}
	return nil
}

// lifeOf is something said of one's life, as reckoning takes it.
func lifeOf(s logbook.Said) timeline.Life {
	return timeline.Life{
		Days: when.Days{From: s.From, To: s.To}, Kind: s.What, Text: s.Text,
		Away: s.What == "leave" || s.What == "illness",
	}
}
