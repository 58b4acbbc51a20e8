package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/fault"
	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/logbook"
	"github.com/backsight/backsight/internal/record"
	"github.com/backsight/backsight/internal/store"
)

// Kept is an entry as the store keeps it. Again says that its client had said it before:
// then it is the first one, and nothing was kept.
type Kept struct {
	record.Entry
	Again bool
}

// saidHere is the place of what a person says.
var saidHere = logbook.Place{Source: "said", Name: "said by you", URI: "said"}

// Say keeps what the person says: all of it, or nothing and an error, which is a
// *record.Wrong where an entry does not hold. An entry without a moment is said
// now, at home.
//
// Two things said within one instant are two: each has the microsecond it speaks
// of in its key, or the next one that is free. What is said of a thing later is
// later, whatever the clock of the machine does; said of a moment before that, by
// a client that kept it until now, it does not hold. An entry whose client gave it
// an id that was used before is that first one.
func (d *Desk) Say(ctx context.Context, entries ...record.Entry) ([]Kept, error) {
	return d.say(ctx, "", entries)
}

// SayBy is Say by a program that holds the key of a name: each entry and the audit
// say so.
func (d *Desk) SayBy(ctx context.Context, key string, entries ...record.Entry) ([]Kept, error) {
	entries = slices.Clone(entries)
	for i := range entries {
		entries[i].By = key
	}
	return d.say(ctx, key, entries)
}

func (d *Desk) say(ctx context.Context, by string, entries []record.Entry) ([]Kept, error) {
	for _, e := range entries {
		if err := d.holds(ctx, e); err != nil && !e.Gone {
			return nil, err
		}
	}
	var told []Kept
	err := d.settle(ctx, by, func(s *saying) error {
		told = told[:0]
		for _, e := range entries {
			one, err := s.say(e)
			if err != nil {
				return err
			}
			told = append(told, one)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return told, nil
}

// Unsay takes back what was said, by its id among its kind or by the name it has there,
// and gives it: a fault of the kind Nothing where nothing of that id is in force.
func (d *Desk) Unsay(ctx context.Context, k *record.Kind, id string) (record.Entry, error) {
	return d.UnsayBy(ctx, "", k, id)
}

// UnsayBy is Unsay by a program that holds the key of a name.
func (d *Desk) UnsayBy(ctx context.Context, key string, k *record.Kind, id string) (gone record.Entry, err error) {
	err = d.settle(ctx, key, func(s *saying) error {
		if gone, err = s.named(k, id); err != nil {
			return err
		}
		e := gone
		e.By = key
		if e.Gone = true; k.Placed != record.AtMoment {
			e.At, e.Zone = 0, "" // it is said now
		}
		_, err = s.say(e)
		return err
	})
	return gone, err
}

// Said lists what is in force of a kind: what speaks of a moment within a span, of
// kinds that stand at none what was said within it. The zero span is all time. It
// is in the order of time.
func (d *Desk) Said(ctx context.Context, k *record.Kind, span when.Span) (out []record.Entry, err error) {
	asked := span
	if k.Placed != record.AtMoment {
		asked = when.Span{}
	}
	for f, err := range d.DB.Facts(ctx, d.Grant, asked, k.Fact) {
		if err != nil {
			return nil, fmt.Errorf("reading what you said: %w", err)
		}
		e, err := record.Read(&f)
		if err != nil || e.Gone || span != (when.Span{}) && (e.At < span.From || e.At >= span.To) {
			continue // of a later version, taken back, or of another time
		}
		out = append(out, e)
	}
	slices.SortFunc(out, record.Order)
	return out, nil
}

// settle keeps what do says, decided in the transaction that keeps it. The audit
// says with which key.
func (d *Desk) settle(ctx context.Context, key string, do func(*saying) error) error {
	home, err := d.Options.Zone("")
	if err != nil {
		return err
	}
	by := record.You
	if key != "" {
		by = "key " + key
	}
	_, err = d.DB.PutAfter(ctx, d.Grant, func(ctx context.Context, before store.Before) (logbook.Batch, error) {
		s := &saying{ctx: ctx, Desk: d, before: before, now: d.Options.Now(), home: home}
		err := do(s)
		return logbook.Batch{Person: d.Person, Place: saidHere, Entries: s.entries, At: s.now, By: by}, err
	})
	if err != nil && fault.KindOf(err) == fault.Failed {
		return fmt.Errorf("keeping what you said: %w", err)
	}
	return err
}

// saying is what is being said in one transaction.
type saying struct {
	*Desk
	ctx     context.Context
	before  store.Before
	now     when.Instant
	home    *time.Location
	entries []logbook.Entry
}

// say puts an entry among what is kept.
func (s *saying) say(e record.Entry) (Kept, error) {
	at, dated := s.moment(e)
	if !e.Timed() {
		e = e.In(s.now, s.home)
	}
	known := e.Key != "" || e.ID != "" || e.Kind.Keyed != record.PerMoment
	for n := e.At; ; n++ {
		key := e.KeyOf(n)
		was, err := s.versions(e.Kind, key)
		switch {
		case err != nil:
			return Kept{}, err
		case len(was) > 0 && !known:
			continue // the microsecond is taken
		case e.Key == "" && e.ID != "":
			if first, used, err := s.first(e, key, was); err != nil || used {
				return Kept{first, true}, err
			}
		}
		e.Key = key
		if !dated {
			return s.keep(e, at+n-e.At, was)
		}
		if len(was) > 0 && was[len(was)-1].Version.Stamp >= at {
			return Kept{}, record.Late(e, was[len(was)-1].Version.Stamp)
		}
		return s.keepDated(e, at)
	}
}

// moment is when an entry is said: now, or earlier where its client kept it until
// now. Then it is dated.
func (s *saying) moment(e record.Entry) (at when.Instant, dated bool) {
	if !e.Timed() || e.Kind.Placed == record.AtMoment {
		return s.now, false
	}
	return min(s.now, e.At), e.At < s.now
}

// first is the entry that was said with the id of this one, which its client gave
// it. Where each is a thing of its own, the key holds the id. Else a version of the
// thing holds it, or another thing that is in force; and what has the id that its
// name makes is the last version, where that says the same.
func (s *saying) first(e record.Entry, key string, was []logbook.Fact) (record.Entry, bool, error) {
	if e.Kind.Keyed == record.PerMoment {
		if len(was) == 0 {
			return record.Entry{}, false, nil
		}
		first, err := record.Read(&was[0])
		return first, true, err
	}
	if e.ID == e.Kind.IDOf(key) {
		if len(was) == 0 {
			return record.Entry{}, false, nil
		}
		last, err := record.Read(&was[len(was)-1])
		return last, last.Same(e), err
	}
	all, err := s.before.Facts(s.ctx, when.Span{}, e.Kind.Fact)
	if err != nil {
		return record.Entry{}, false, fmt.Errorf("reading what you said before: %w", err)
	}
	all = slices.Concat(was, all, s.pending(func(f *logbook.Fact) bool { return f.Kind == e.Kind.Fact }))
	for i := range all {
		if first, err := record.Read(&all[i]); err == nil && first.ID == e.ID {
			return first, true, nil
		}
	}
	return record.Entry{}, false, nil
}

// keep puts an entry among what is kept, said at an instant, or just after all that
// was said of the same thing, or of a stretch of time that it shares.
func (s *saying) keep(e record.Entry, at when.Instant, was []logbook.Fact) (Kept, error) {
	over, err := s.over(e, at)
	if err != nil {
		return Kept{}, err
	}
	for _, o := range slices.Concat(was, over) {
		at = max(at, o.Version.Stamp+1)
	}
	return s.put(e, at)
}

// keepDated puts an entry that its client kept among what is kept, said when the
// client says, or at the next microsecond that nothing said of a stretch of time that
// it shares has. What was said since of such a stretch stays later.
func (s *saying) keepDated(e record.Entry, at when.Instant) (Kept, error) {
	over, err := s.over(e, at)
	if err != nil {
		return Kept{}, err
	}
	for slices.ContainsFunc(over, func(o logbook.Fact) bool { return o.Version.Stamp == at }) {
		at++
	}
	return s.put(e, at)
}

// over are what was said of the stretches of time that an entry shares, none where
// its kind is of no stretch.
func (s *saying) over(e record.Entry, at when.Instant) ([]logbook.Fact, error) {
	f := e.Fact(s.Person, at)
	if e.Kind.Placed != record.OverSpan || f.Span == (when.Span{}) {
		return nil, nil
	}
	over, err := s.before.Facts(s.ctx, f.Span, f.Kind)
	if err != nil {
		return nil, fmt.Errorf("reading what you said before: %w", err)
	}
	return append(over, s.pending(func(o *logbook.Fact) bool { return o.Kind == f.Kind && o.Span.Overlaps(f.Span) })...), nil
}

func (s *saying) put(e record.Entry, at when.Instant) (Kept, error) {
	f := e.Fact(s.Person, at)
	s.entries = append(s.entries, logbook.Entry{Fact: &f})
	kept, err := record.Read(&f)
	return Kept{Entry: kept}, err
}

// versions are those of a thing, with what is said of it in this transaction.
func (s *saying) versions(k *record.Kind, key string) ([]logbook.Fact, error) {
	was, err := s.before.Versions(s.ctx, k.Fact, key)
	if err != nil {
		return nil, fmt.Errorf("reading what you said before: %w", err)
	}
	return append(was, s.pending(func(f *logbook.Fact) bool { return f.Kind == k.Fact && f.Key == key })...), nil
}

// pending gives the facts of this transaction so far that are wanted.
func (s *saying) pending(wanted func(*logbook.Fact) bool) (out []logbook.Fact) {
	for _, e := range s.entries {
		if wanted(e.Fact) {
			out = append(out, *e.Fact)
		}
	}
	return out
}

// named is what is in force of a thing, by its id among its kind.
func (s *saying) named(k *record.Kind, id string) (record.Entry, error) {
	key, none := k.Key(id), fault.New(fault.Nothing, "there is no %s with the id %q", k.One, id)
	if k.Foreign {
		return record.Entry{}, none
	}
	if key == "" {
		all, err := s.before.Facts(s.ctx, when.Span{}, k.Fact)
		if err != nil {
			return record.Entry{}, fmt.Errorf("reading what you said before: %w", err)
		}
		i := slices.IndexFunc(all, func(f logbook.Fact) bool {
			e, err := record.Read(&f)
			return f.Key == id || k.IDOf(f.Key) == id || err == nil && e.ID == id
		})
		if i < 0 {
			return record.Entry{}, none
		}
		key = all[i].Key
	}
	was, err := s.versions(k, key)
	if err != nil || len(was) == 0 {
		return record.Entry{}, cmp.Or[error](err, none)
	}
	e, err := record.Read(&was[len(was)-1])
	if err == nil && e.Gone {
		err = none
	}
	return e, err
}

// Corrected is the correction in force at an instant: the last one said. It is
// false where there is none, or it was taken back.
func (d *Desk) Corrected(ctx context.Context, at when.Instant) (last record.Entry, ok bool, err error) {
	for f, err := range d.DB.Facts(ctx, d.Grant, when.Span{From: at, To: at + 1}, logbook.KindSet) {
		if err != nil {
			return last, false, fmt.Errorf("reading what you said: %w", err)
		}
		e, err := record.Read(&f)
		if err == nil && f.Span.From <= at && at < f.Span.To && (last.Kind == nil || e.Said > last.Said) {
			last = e
		}
	}
	return last, last.Kind != nil && !last.Gone, nil
}
