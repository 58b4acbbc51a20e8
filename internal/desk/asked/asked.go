// Package asked asks the person how much energy they have, at a moment that package
// asking finds due, and joins an answer with its question. A question is kept when it
// is asked; one that no check-in names was missed.
package asked

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/backsight/backsight/internal/base/when"
	"github.com/backsight/backsight/internal/desk"
	"github.com/backsight/backsight/internal/reckon"
	"github.com/backsight/backsight/internal/reckon/asking"
	"github.com/backsight/backsight/internal/reckon/energy"
	"github.com/backsight/backsight/internal/reckon/timeline"
	"github.com/backsight/backsight/internal/record"
)

// Said lists what was said: a *desk.Desk does.
type Said interface {
	Said(ctx context.Context, k *record.Kind, span when.Span) ([]record.Entry, error)
}

// Open is the question that waits for its answer, if one does.
func Open(ctx context.Context, d Said, now when.Instant) (p record.Entry, open bool, err error) {
	prompts, err := d.Said(ctx, record.Prompt, when.Span{From: now - asking.Lasts, To: now + 1})
	if err != nil || len(prompts) == 0 {
		return p, false, err
	}
	p = prompts[len(prompts)-1]
	if p.Values["until"].Instant <= now {
		return p, false, nil
	}
	answered, err := Answered(ctx, d, p)
	return p, err == nil && !answered, err
}

// Answered says whether a check-in names a question: one answer is all it has.
func Answered(ctx context.Context, d Said, p record.Entry) (bool, error) {
	const late = 24 * when.Hour
	answers, err := d.Said(ctx, record.Energy, when.Span{From: p.At, To: p.At + late})
	return slices.ContainsFunc(answers, func(e record.Entry) bool { return e.Values["asked"].Instant == p.At }), err
}

// Join makes a check-in of now the answer to the question that is open, if one is, and
// says whether it did.
func Join(ctx context.Context, d Said, e *record.Entry, now when.Instant) (bool, error) {
	if e.Kind != record.Energy {
		return false, nil
	}
	p, open, err := Open(ctx, d, now)
	if err == nil && open {
		Answer(e, p, now)
	}
	return open, err
}

// At is the question asked at a moment.
func At(ctx context.Context, d Said, at when.Instant) (p record.Entry, found bool, err error) {
	prompts, err := d.Said(ctx, record.Prompt, when.Span{From: at, To: at + 1})
	if err != nil || len(prompts) == 0 {
		return p, false, err
	}
	return prompts[0], true, nil
}

// Block is whether the last check-in answered a question at the end of a block, a short
// while ago, and nothing was said yet of what that block gave or took.
func Block(ctx context.Context, d Said, now when.Instant) (bool, error) {
	span := when.Span{From: now - asking.Lasts, To: now + 1}
	answers, err := d.Said(ctx, record.Energy, span)
	if err != nil || len(answers) == 0 || answers[len(answers)-1].Text("mode") != string(energy.BlockEnd) {
		return false, err
	}
	given, err := d.Said(ctx, record.Give, when.Span{From: answers[len(answers)-1].At, To: now + 1})
	return err == nil && len(given) == 0, err
}

// Answer writes into a check-in which question it answers. An answer after the
// question expired is a memory of that moment.
func Answer(e *record.Entry, p record.Entry, now when.Instant) {
	mode := p.Values["mode"]
	if now >= p.Values["until"].Instant {
		mode = record.Value{Text: string(energy.Reconstructed)}
	}
	e.Values["mode"], e.Values["asked"], e.Values["chance"] = mode, record.Value{Instant: p.At}, p.Values["chance"]
}

// Asker asks one person.
type Asker struct {
	Desk  *desk.Desk
	Rules asking.Rules
	// Hours gives the span of a day in which it may ask, empty for none.
	Hours func(day when.Day, zone *time.Location) when.Span

	met   map[timeline.Work]float64
	metOn when.Day // the day of which met is
}

// Ask asks if that is due now, and keeps that it did.
func (a *Asker) Ask(ctx context.Context) (p record.Entry, asked bool, err error) {
	q, err := a.Desk.Question(ctx, desk.Query{})
	if err != nil {
		return p, false, err
	}
	zone := q.Habits.Zone(q.Now)
	today := q.Instant.Day(zone)
	hours := a.Hours(today, zone)
	if a.Rules.Budget <= 0 || q.Instant < hours.From || q.Instant >= hours.To {
		return p, false, nil
	}
	day, err := a.day(ctx, q, today, hours)
	if err != nil {
		return p, false, err
	}
	due, ok := asking.Due(a.Rules, day, q.Instant)
	if !ok {
		return p, false, nil
	}
	e := record.Prompt.New(record.Values{
		"mode": {Text: string(due.Mode)}, "chance": {Number: due.Chance}, "until": {Instant: q.Instant + asking.Lasts},
	}).In(q.Instant, zone)
	kept, err := a.Desk.Say(ctx, e)
	if err != nil {
		return p, false, fmt.Errorf("keeping that it was asked: %w", err)
	}
	return kept[0].Entry, true, nil
}

// day is what is known of today.
func (a *Asker) day(ctx context.Context, q reckon.Question, today when.Day, hours when.Span) (asking.Day, error) {
	out := asking.Day{Seed: fmt.Sprint(a.Desk.Grant.Owner()), Day: today, Hours: hours}
	r := a.Desk.Reckoning()
	if a.met == nil || a.metOn != today {
		f, err := r.Felt(ctx, a.Desk.Grant, q)
		if err != nil {
			return out, err
		}
		a.met, a.metOn = met(f.CheckIns), today
	}
	out.Met = a.met
	account, err := r.Account(ctx, a.Desk.Grant, q, today)
	if err != nil {
		return out, err
	}
	out.Stints, out.Plan = account.Stints, account.Planned
	for _, k := range []*record.Kind{record.Prompt, record.Energy} { // by time: a day may begin anew in another zone
		said, err := a.Desk.Said(ctx, k, when.Span{From: min(hours.From, q.Instant-a.Rules.Gap), To: q.Instant + 1})
		if err != nil {
			return out, err
		}
		for _, e := range said {
			out.Asked = append(out.Asked, e.At)
		}
	}
	return out, nil
}

// met is the hours of each kind before the check-ins that count.
func met(all []energy.CheckIn) map[timeline.Work]float64 {
	out := map[timeline.Work]float64{}
	for _, c := range all {
		if !c.Mode.Asked() {
			continue
		}
		for kind, share := range c.Exposure {
			out[timeline.Work(kind)] += share
		}
	}
	return out
}
