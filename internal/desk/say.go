package desk

import (
	"context"
	"fmt"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
)

// Say puts what the person says of themselves into the store: a fact with
// history, that can be undone.
func (d *Desk) Say(ctx context.Context, kind logbook.Kind, key string, gone bool, body logbook.Said) (err error) {
	if body.At, err = d.SaidAt(ctx, kind, key, body.At); err != nil {
		return err
	}
	return d.Keep(ctx, kind, key, gone, body.At, logbook.Body(body))
}

// Pin puts what the person says of a series of their calendar into the store.
func (d *Desk) Pin(ctx context.Context, key string, gone bool, body logbook.Pin) (err error) {
	if body.At, err = d.SaidAt(ctx, logbook.KindPin, key, body.At); err != nil {
		return err
	}
	return d.Keep(ctx, logbook.KindPin, key, gone, body.At, logbook.Body(body))
}

// SaidAt is when something is said. What is said later is later, whatever the
// clock of the machine does.
func (d *Desk) SaidAt(ctx context.Context, kind logbook.Kind, key string, at when.Instant) (when.Instant, error) {
	for f, err := range d.DB.Versions(ctx, d.Grant, kind, key) {
		if err != nil {
			return 0, fmt.Errorf("reading what you said before: %w", err)
		}
		at = max(at, f.Version.Stamp+1)
	}
	return at, nil
}

// Keep puts one thing the person says into the store, as a fact of the place
// "said". It fails where what is in force is as late: SaidAt finds a time after it.
func (d *Desk) Keep(ctx context.Context, kind logbook.Kind, key string, gone bool, at when.Instant, body []byte) error {
	f := logbook.Fact{
		Person: d.Person, Kind: kind, Key: key, Version: logbook.Seq{Stamp: at}, Gone: gone,
		Day: when.NoDay, Body: body,
	}
	_, err := d.DB.Put(ctx, logbook.Batch{
		Person: d.Person, Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"},
		Entries: []logbook.Entry{{Fact: &f}}, At: at, By: "you",
	})
	if err != nil {
		return fmt.Errorf("keeping what you said: %w", err)
	}
	return nil
}

// Corrected is the correction in force at an instant: the last one said.
func (d *Desk) Corrected(ctx context.Context, at when.Instant) (last logbook.Set, some bool, err error) {
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{From: at, To: at + 1}, logbook.KindSet) {
		if err != nil {
			return last, false, fmt.Errorf("reading what you said: %w", err)
		}
		s, err := logbook.Read[logbook.Set](&f)
		if err == nil && s.From <= at && at < s.To && (!some || s.At > last.At) {
			last, some = s, true
		}
	}
	return last, some && last.Work != "", nil
}

// Correct keeps what the person says they did in a stretch, or that they take it
// back. What is said later is later, whatever the clock of the machine does.
func (d *Desk) Correct(ctx context.Context, s logbook.Set, now when.Instant) error {
	s.At = now
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{From: s.From, To: s.To}, logbook.KindSet) {
		if err != nil {
			return fmt.Errorf("reading what you said before: %w", err)
		}
		s.At = max(s.At, f.Version.Stamp+1)
	}
	f := logbook.Fact{
		Person: d.Person, Kind: logbook.KindSet, Key: fmt.Sprintf("set %d %d", s.From, s.To), Version: logbook.Seq{Stamp: s.At},
		Span: when.Span{From: s.From, To: s.To}, Day: when.NoDay, Body: logbook.Body(s),
	}
	_, err := d.DB.Put(ctx, logbook.Batch{
		Person: d.Person, Place: logbook.Place{Source: "said", Name: "said by you", URI: "said"},
		Entries: []logbook.Entry{{Fact: &f}}, At: s.At, By: "you",
	})
	if err != nil {
		return fmt.Errorf("keeping what you said: %w", err)
	}
	return nil
}
